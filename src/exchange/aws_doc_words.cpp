#include "exchange/aws_doc_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "exchange/aws_doc_cells.h"

namespace bestby {
extern const std::string_view aws_doc_words_text;  // aws_doc_words.yml
}

namespace bestby::exchange::aws_doc {
namespace {

bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); }

std::string singular(std::string word) {
  const bool plural =
      word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !is_digit(word[word.size() - 2]);
  if (plural) word.pop_back();
  return word;
}

Tokens texts_of(const yaml::Node& node) {
  if (node.is_scalar()) return {node.str()};
  Tokens texts;
  for (const yaml::Node& item : node.items) texts.push_back(item.str());
  return texts;
}

std::string text_of(const yaml::Node& node, const char* key) {
  const yaml::Node* value = node.find(key);
  return value == nullptr ? std::string() : value->str();
}

bool contains_all(const Tokens& tokens, const Tokens& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return std::find(tokens.begin(), tokens.end(), word) != tokens.end();
  });
}

void add(Scope& scope, const Scope& more) {
  for (const auto& [predicate, values] : more) scope[predicate].insert(values.begin(), values.end());
}

// A platform is narrower than the form in which images come; a job is that of a container anyway.
void keep_narrowest(Scope& scope) {
  const auto platform = scope.find("platform");
  const bool machines_only =
      platform != scope.end() && platform->second == std::set<std::string>{"machine-image"};
  if (platform != scope.end()) scope.erase(machines_only ? "platform" : "form");
  const auto form = scope.find("form");
  const bool container = form != scope.end() && form->second == std::set<std::string>{"container-image"};
  if (container && scope.contains("job")) scope.erase(form);
}

}  // namespace

Tokens tokens_of(std::string_view text) {
  Tokens tokens;
  std::string word;
  const auto end_word = [&] {
    while (word.ends_with('.')) word.pop_back();
    if (!word.empty()) tokens.push_back(singular(std::move(word)));
    word.clear();
  };
  for (const char c : lower(text)) {
    const bool inner_dot = c == '.' && !word.empty() && is_digit(word.back());
    if (is_word(c) || inner_dot)
      word += c;
    else
      end_word();
  }
  end_word();
  return tokens;
}

bool holds(const Tokens& text, const Tokens& phrase) {
  return std::search(text.begin(), text.end(), phrase.begin(), phrase.end()) != text.end();
}

template <class T>
void Words::Phrases<T>::add(std::string_view text, T value) {
  Tokens tokens = tokens_of(text);
  if (tokens.empty()) return;
  auto& entries = by_first[tokens[0]];
  const auto shorter = [&](const Entry& entry) { return entry.tokens.size() < tokens.size(); };
  const auto at = std::find_if(entries.begin(), entries.end(), shorter);
  entries.insert(at, {std::move(tokens), std::move(value)});
}

template <class T>
const typename Words::Phrases<T>::Entry* Words::Phrases<T>::at(const Tokens& tokens, std::size_t at) const {
  const auto entries = by_first.find(tokens[at]);
  if (entries == by_first.end()) return nullptr;
  for (const Entry& entry : entries->second) {
    const std::size_t size = entry.tokens.size();
    if (at + size <= tokens.size() && std::equal(entry.tokens.begin(), entry.tokens.end(),
                                                 tokens.begin() + static_cast<std::ptrdiff_t>(at)))
      return &entry;
  }
  return nullptr;
}

// Fills the tables from the file.
class WordsReader {
 public:
  WordsReader(Words& words, const yaml::Node& root) : words_(words), root_(root) {}

  void read() {
    products();
    for (const auto& [word, others] : each("synonyms"))
      for (const std::string& other : texts_of(others))
        words_.synonyms_.add(other, tokens_of(word.text).at(0));
    scopes();
    for (const auto& [service, names] : each("services"))
      for (const std::string& name : texts_of(names)) words_.services_.add(name, service.str());
    for (const auto& [word, phrases] : each("titles"))
      for (const std::string& phrase : texts_of(phrases))
        words_.titles_.add(phrase, word.text == "nothing" ? std::string() : word.str());
    for (const std::string& phrase : list("page-days")) words_.page_days_.push_back(tokens_of(phrase));
    answers();
    for (const auto& [means, phrases] : each("columns"))
      for (const std::string& phrase : texts_of(phrases))
        words_.columns_.push_back({words_.canonical(tokens_of(phrase)), means.str()});
    for (const std::string& word : list("beside-products")) insert(words_.beside_, word);
    for (const std::string& word : list("scope-fillers")) insert(words_.fillers_, word);
    for (const std::string& word : list("before-a-version")) insert(words_.before_version_, word);
    for (const auto& [section, phrases] : each("sections"))
      for (const std::string& phrase : texts_of(phrases))
        words_.sections_.emplace_back(tokens_of(phrase), section.str());
    for (const auto& [kind, label] : each("labels")) words_.labels_[kind.str()] = label.text;
    for (const auto& [form, product] : each("images-of-forms"))
      words_.images_of_forms_[form.str()] = product.text;
    documents();
    notes();
    if (const yaml::Node* flat = root_.find("flat-tables")) flat_tables(*flat);
  }

 private:
  yaml::List<yaml::Field> each(const char* key) const {
    const yaml::List<yaml::Field> none;
    const yaml::Node* node = root_.find(key);
    return node == nullptr ? none : node->fields;
  }
  yaml::List<yaml::Node> items(const char* key) const {
    const yaml::List<yaml::Node> none;
    const yaml::Node* node = root_.find(key);
    return node == nullptr ? none : node->items;
  }
  Tokens list(const char* key) const {
    const yaml::Node* node = root_.find(key);
    return node == nullptr ? Tokens() : texts_of(*node);
  }
  void insert(std::set<std::string>& set, const std::string& word) const {
    for (std::string& token : words_.canonical(tokens_of(word))) set.insert(std::move(token));
    for (std::string& token : tokens_of(word)) set.insert(std::move(token));
  }

  void products() {
    for (const auto& [id, node] : each("products")) {
      const ProductWord word{id.str(),
                             text_of(node, "as"),
                             text_of(node, "platform"),
                             texts_of(*node.find("names")).at(0),
                             text_of(node, "accelerator"),
                             text_of(node, "several") == "yes"};
      words_.known_[id.str()] = word;
      for (const std::string& name : texts_of(*node.find("names"))) words_.products_.add(name, word);
    }
  }

  void scopes() {
    for (const yaml::Node& node : items("scopes")) {
      Scope scope;
      for (const auto& [key, value] : node.fields)
        if (key.text != "words")
          for (const std::string& one : texts_of(value)) scope[key.str()].insert(one);
      for (const std::string& word : texts_of(*node.find("words"))) words_.scopes_.add(word, scope);
    }
  }

  void answers() {
    const std::pair<const char*, Answer> kinds[] = {
        {"yes", Answer::yes}, {"no", Answer::no}, {"nothing", Answer::nothing}};
    const yaml::Node* node = root_.find("answers");
    for (const auto& [key, answer] : kinds)
      if (const yaml::Node* values = node == nullptr ? nullptr : node->find(key))
        for (const std::string& value : texts_of(*values)) words_.answers_[value] = answer;
  }

  void documents() {
    for (const yaml::Node& node : items("footnotes"))
      for (const std::string& phrase : texts_of(*node.find("words")))
        words_.footnotes_.push_back({tokens_of(phrase), text_of(node, "predicate"), text_of(node, "value")});
    for (const yaml::Node& node : items("pages"))
      words_.pages_.push_back({text_of(node, "id"), text_of(node, "undated"), text_of(node, "library"),
                               text_of(node, "title"), text_of(node, "url"),
                               tokens_of(texts_of(*node.find("title-words")).at(0))});
  }

  static std::vector<Named> named(const yaml::Node* node) {
    std::vector<Named> all;
    if (node == nullptr) return all;
    for (const auto& [value, phrases] : node->fields)
      for (const std::string& phrase : texts_of(phrases)) all.push_back({tokens_of(phrase), value.str()});
    return all;
  }

  void notes() {
    for (const yaml::Node& node : items("notes"))
      words_.notes_.push_back(
          {tokens_of(text_of(node, "words")), text_of(node, "predicate"), text_of(node, "holds")});
    words_.workloads_ = named(root_.find("workloads"));
    words_.host_images_ = named(root_.find("host-images"));
    words_.families_ = named(root_.find("families"));
    const yaml::Node* gpu = root_.find("gpu");
    if (gpu == nullptr) return;
    words_.gpu_.maker = text_of(*gpu, "maker");
    for (const std::string& phrase : texts_of(*gpu->find("behind")))
      words_.gpu_.behind.push_back(tokens_of(phrase));
  }

  void flat_tables(const yaml::Node& node) {
    FlatWords& flat = words_.flat_;
    flat = {text_of(node, "predicate"),
            named(node.find("stages")),
            named(node.find("about")),
            named(node.find("cells")),
            {}};
    for (const auto& [name, column] : node.find("columns")->fields) {
      FlatColumn& added = flat.columns.emplace_back(FlatColumn{name.str(), {}, {}});
      for (const std::string& header : texts_of(*column.find("headers")))
        added.headers.push_back(tokens_of(header));
      for (const std::string& cell : texts_of(*column.find("cells"))) added.cells.insert(cell);
    }
  }

  Words& words_;
  const yaml::Node& root_;
};

Result<Words> Words::read(std::string file, std::string yaml) {
  const auto document = yaml::read(std::move(file), std::move(yaml));
  if (!document) return fail(document.error());
  Words words;
  WordsReader(words, document->root).read();
  return words;
}

const Words& Words::standard() {
  static const Words words = read("aws_doc_words.yml", std::string(aws_doc_words_text)).value();
  return words;
}

Tokens Words::canonical(const Tokens& tokens) const {
  Tokens out;
  for (std::size_t at = 0; at < tokens.size();) {
    const auto* synonym = synonyms_.at(tokens, at);
    out.push_back(synonym == nullptr ? tokens[at] : synonym->value);
    at += synonym == nullptr ? 1 : synonym->tokens.size();
  }
  return out;
}

ColumnMeaning Words::column(std::string_view header) const {
  const Tokens raw = tokens_of(header);
  const Tokens tokens = canonical(raw);
  const Pattern* best = nullptr;
  for (const Pattern& pattern : columns_)
    if (!pattern.tokens.empty() && contains_all(tokens, pattern.tokens) &&
        (best == nullptr || pattern.tokens.size() > best->tokens.size()))
      best = &pattern;

  // A product and nothing of weight beside it: its versions.
  const ProductWord* product = nullptr;
  bool only_product = true;
  Tokens rest;
  for (std::size_t at = 0; at < raw.size();) {
    const auto* named = products_.at(raw, at);
    if (named != nullptr && product == nullptr) product = &named->value;
    if (named == nullptr) rest.push_back(raw[at]);
    at += named == nullptr ? 1 : named->tokens.size();
  }
  for (const std::string& word : canonical(rest)) only_product = only_product && beside_.contains(word);
  if (product != nullptr && only_product) return {"product", product->product, {}, {}};

  if (const std::string on = service(header); !on.empty()) return {"service", {}, on, {}};

  // A form of images, which may stand with or without `available`.
  const bool weak = best == nullptr || best->tokens.size() == 1;
  const auto scoped = scope(header);
  if (weak && scoped && scoped->contains("form")) return {"available", {}, {}, *scoped};
  if (best == nullptr && scoped && scoped->contains("platform")) return {"available", {}, {}, *scoped};
  if (best == nullptr) return {};
  if (product != nullptr && (best->means == "version" || best->means == "current_version"))
    return {"product", product->product, {}, {}};
  return {best->means, product == nullptr ? std::string() : product->product, {}, {}};
}

const ProductWord* Words::product(std::string_view text) const {
  const Tokens tokens = tokens_of(text);
  if (tokens.empty()) return nullptr;
  const auto* entry = products_.at(tokens, 0);
  return entry != nullptr && entry->tokens.size() == tokens.size() ? &entry->value : nullptr;
}

std::vector<std::string> Words::several(const ProductWord& product, std::string_view cell) const {
  if (!product.several) return {};
  return several_versions(cell, [&](std::string_view word) {
    const ProductWord* named = this->product(word);
    return named != nullptr && named->product == product.product;
  });
}

std::vector<const ProductWord*> Words::products_in(std::string_view text) const {
  const Tokens tokens = tokens_of(text);
  std::vector<const ProductWord*> found;
  for (std::size_t at = 0; at < tokens.size();) {
    const auto* entry = products_.at(tokens, at);
    at += entry == nullptr ? 1 : entry->tokens.size();
    if (entry == nullptr) continue;
    const auto same = [&](const ProductWord* word) { return word->product == entry->value.product; };
    if (std::none_of(found.begin(), found.end(), same)) found.push_back(&entry->value);
  }
  return found;
}

std::vector<NamedVersion> Words::versions_in(std::string_view text) const {
  const Tokens tokens = tokens_of(text);
  std::vector<NamedVersion> found;
  const ProductWord* waiting = nullptr;
  for (std::size_t at = 0; at < tokens.size();) {
    std::string_view word = tokens[at];
    if (word.starts_with('v') && word.size() > 1 && is_digit(word[1])) word.remove_prefix(1);
    const bool version = word.find_first_not_of("0123456789.") == std::string_view::npos;
    const auto* entry = products_.at(tokens, at);
    if (entry != nullptr) {
      waiting = &entry->value;
      at += entry->tokens.size();
      continue;
    }
    if (version && waiting != nullptr) found.push_back({waiting, std::string(word)});
    if (!before_version_.contains(tokens[at])) waiting = nullptr;
    ++at;
  }
  return found;
}

const ProductWord* Words::known(const std::string& product) const {
  const auto at = known_.find(product);
  return at == known_.end() ? nullptr : &at->second;
}

Answer Words::answer(std::string_view text) const {
  std::string_view bare = trim(text);
  while (bare.ends_with('.') || bare.ends_with('!')) bare.remove_suffix(1);
  const auto at = answers_.find(lower(bare));
  return at == answers_.end() ? Answer::other : at->second;
}

std::optional<Scope> Words::scope(std::string_view phrase) const {
  const Tokens tokens = tokens_of(phrase);
  Scope scope;
  for (std::size_t at = 0; at < tokens.size();) {
    if (const auto* entry = scopes_.at(tokens, at)) {
      add(scope, entry->value);
      at += entry->tokens.size();
    } else if (fillers_.contains(tokens[at])) {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  keep_narrowest(scope);
  return scope;
}

std::set<std::string> Words::forms_in(std::string_view text) const {
  const Tokens tokens = tokens_of(text);
  std::set<std::string> forms;
  for (std::size_t at = 0; at < tokens.size();) {
    const auto* entry = scopes_.at(tokens, at);
    at += entry == nullptr ? 1 : entry->tokens.size();
    if (entry == nullptr) continue;
    if (const auto form = entry->value.find("form"); form != entry->value.end())
      forms.insert(form->second.begin(), form->second.end());
  }
  return forms;
}

std::string Words::document_id(std::string_view title) const {
  const Tokens tokens = tokens_of(title);
  std::string id = "aws";
  for (std::size_t at = 0; at < tokens.size();) {
    const auto* entry = titles_.at(tokens, at);
    const std::string& word = entry == nullptr ? tokens[at] : entry->value;
    if (!word.empty()) id += "-" + word;
    at += entry == nullptr ? 1 : entry->tokens.size();
  }
  return id;
}

std::size_t Words::day_words(const Tokens& text) const {
  for (const Tokens& phrase : page_days_)
    if (text.size() >= phrase.size() && std::equal(phrase.begin(), phrase.end(), text.begin()))
      return phrase.size();
  return 0;
}

std::string Words::service(std::string_view text) const {
  const Tokens tokens = tokens_of(text);
  if (tokens.empty()) return {};
  const auto* entry = services_.at(tokens, 0);
  return entry != nullptr && entry->tokens.size() == tokens.size() ? entry->value : std::string();
}

std::string Words::section(std::string_view heading) const {
  const Tokens tokens = tokens_of(heading);
  const std::pair<Tokens, std::string>* best = nullptr;
  for (const auto& section : sections_)
    if (holds(tokens, section.first) && (best == nullptr || section.first.size() > best->first.size()))
      best = &section;
  return best == nullptr ? std::string() : best->second;
}

std::string Words::label(const std::string& kind) const {
  const auto at = labels_.find(kind);
  return at == labels_.end() ? kind : at->second;
}

std::string Words::image_of_form(const std::string& form) const {
  const auto at = images_of_forms_.find(form);
  return at == images_of_forms_.end() ? std::string() : at->second;
}

}  // namespace bestby::exchange::aws_doc
