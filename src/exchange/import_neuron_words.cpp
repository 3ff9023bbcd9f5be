#include "exchange/import_neuron_words.h"

#include <algorithm>
#include <map>

#include "base/formats/yaml.h"

namespace bestby {
extern const std::string_view import_neuron_words_text;  // import_neuron_words.yml
}

namespace bestby::exchange::neuron {
namespace {

struct Words {
  std::vector<Subject> subjects;
  std::vector<Amendment> amendments;
  std::map<std::string, WordTable, std::less<>> tables;
};

std::string text_of(const yaml::Node& node, std::string_view key) {
  const yaml::Node* value = node.find(key);
  return value == nullptr ? std::string() : value->str();
}

WordTable table_of(const yaml::Node& node) {
  WordTable table;
  for (const yaml::Node& item : node.items) table.emplace_back(item.str(), "");
  for (const auto& [theirs, ours] : node.fields) table.emplace_back(theirs.str(), ours.str());
  return table;
}

Words read_words() {
  Words words;
  const auto document = yaml::read("import_neuron_words.yml", std::string(import_neuron_words_text)).value();
  for (const auto& [name, node] : document.root.fields) {
    if (name.text == "subjects")
      for (const auto& [said, means] : node.fields)
        words.subjects.push_back(means.is_mapping()
                                     ? Subject{said.str(), text_of(means, "nodes"), text_of(means, "stage")}
                                     : Subject{said.str(), means.str(), {}});
    else if (name.text == "amendments")
      for (const yaml::Node& item : node.items)
        words.amendments.push_back({text_of(item, "topic"), text_of(item, "announced"),
                                    text_of(item, "refuted"), text_of(item, "effective")});
    else
      words.tables[name.str()] = table_of(node);
  }
  return words;
}

const Words& all() {
  static const Words words = read_words();
  return words;
}

}  // namespace

const WordTable& words_of(std::string_view table) {
  static const WordTable none;
  const auto at = all().tables.find(table);
  return at == all().tables.end() ? none : at->second;
}

std::string_view ours(std::string_view table, std::string_view theirs) {
  for (const auto& [word, meaning] : words_of(table))
    if (word == theirs) return meaning;
  return {};
}

bool is_listed(std::string_view table, std::string_view word) {
  const WordTable& rows = words_of(table);
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.first == word; });
}

const Subject* find_subject(std::string_view words) {
  const auto& rows = all().subjects;
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Subject& s) { return s.words == words; });
  return at == rows.end() ? nullptr : &*at;
}

const Amendment* find_amendment(std::string_view topic, std::string_view announced) {
  const auto& rows = all().amendments;
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Amendment& a) {
    return a.topic == topic && a.announced == announced;
  });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace bestby::exchange::neuron
