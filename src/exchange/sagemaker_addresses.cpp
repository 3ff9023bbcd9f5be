#include "exchange/sagemaker_addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/formats/json_reader.h"

namespace bestby::exchange::sagemaker {
namespace {

using yaml::Node;
using yaml::quote;

constexpr std::string_view edition_mark = "    edition: ";

// What may stand in a name, a version or a tag.
bool is_word(const Node& node) {
  return node.is_scalar() && !node.text.empty() && node.text.size() <= 256 &&
         std::all_of(node.text.begin(), node.text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

std::string words(const Node& list) {
  std::vector<std::string> out;
  for (const Node& item : list.items)
    if (is_word(item)) out.push_back(quote(item.text));
  return fmt::format("[{}]", fmt::join(out, ", "));
}

std::string pairs(const Node& map) {
  std::vector<std::string> out;
  for (const auto& [key, value] : map.fields)
    if (is_word(key) && is_word(value)) out.push_back(quote(key.text) + ": " + quote(value.text));
  return fmt::format("{{{}}}", fmt::join(out, ", "));
}

using Names = std::set<std::string, std::less<>>;

// An alias of what is not written leads nowhere.
std::string aliases_of(const Node& map, const Names& written) {
  std::vector<std::string> out;
  for (const auto& [key, value] : map.fields)
    if (is_word(key) && value.is_scalar() && written.count(value.text) > 0)
      out.push_back(quote(key.text) + ": " + quote(value.text));
  return fmt::format("{{{}}}", fmt::join(out, ", "));
}

bool is_address(const Node& node) {
  const Node* repository = node.find("repository");
  const Node* registries = node.find("registries");
  return repository != nullptr && is_word(*repository) && registries != nullptr && registries->is_mapping();
}

struct FieldName {
  std::string_view theirs, ours;
  std::string (*written)(const Node&);
};
std::string word(const Node& node) { return quote(node.text); }
constexpr FieldName row_fields[] = {
    {"repository", "repository", word}, {"tag_prefix", "tag", word},
    {"py_versions", "pythons", words},  {"processors", "processors", words},
    {"sdk_versions", "sdks", words},    {"container_version", "containers", pairs}};

class AddressFile {
 public:
  std::string of(const Node& root, std::string_view name, Date edition) {
    std::string body;
    if (root.find("versions") != nullptr) {
      if (const Node* serves = root.find("scope")) body += "    serves: " + words(*serves) + "\n";
      scope(body, root, 4);
    } else {
      body += "    scopes:\n";
      for (const auto& [key, value] : root.fields) {
        if (value.find("versions") == nullptr || !is_word(key)) continue;
        std::string own;
        if (scope(own, value, 8)) body += fmt::format("      {}:\n", quote(key.text)) + own;
      }
    }
    if (!any_) return {};
    std::string text =
        fmt::format("addresses:\n  {}:\n{}{}\n    registries:\n", quote(name), edition_mark, edition.str());
    for (const auto& [accounts, id] : in_order()) text += fmt::format("      {}: {}\n", quote(id), *accounts);
    return text + body;
  }

 private:
  // Whether it holds any version: an empty one is no scope.
  bool scope(std::string& out, const Node& value, int indent) {
    Names names;
    std::string versions;
    for (const auto& [key, content] : value.find("versions")->fields)
      if (key.text.empty() && is_address(content))
        versions += fmt::format("{:{}}unversioned: {}\n", "", indent + 2, row(content));
      else if (is_word(key) && version(versions, key, content, indent + 2))
        names.insert(key.str());
    if (const Node* node = value.find("processors"))
      out += fmt::format("{:{}}processors: {}\n", "", indent, words(*node));
    if (const Node* node = value.find("version_aliases"))
      out += fmt::format("{:{}}aliases: {}\n", "", indent, aliases_of(*node, names));
    out += fmt::format("{:{}}versions:\n", "", indent) + versions;
    return !versions.empty();
  }

  // Whether it holds any address.
  bool version(std::string& out, const Node& key, const Node& value, int indent) {
    const std::string name = fmt::format("{:{}}{}: ", "", indent, quote(key.text));
    if (is_address(value)) {
      out += name + row(value) + "\n";
      return true;
    }
    std::vector<std::string> rows;
    Names names;
    for (const auto& [inner, fields] : value.fields) {
      if (!is_word(inner) || !is_address(fields)) continue;
      rows.push_back(quote(inner.text) + ": " + row(fields));
      names.insert(inner.str());
    }
    if (rows.empty()) return false;
    const Node* aliases = value.find("version_aliases");
    out += fmt::format("{}{{{}rows: {{{}}}}}\n", name,
                       aliases == nullptr ? std::string() : "aliases: " + aliases_of(*aliases, names) + ", ",
                       fmt::join(rows, ", "));
    return true;
  }

  std::string row(const Node& value) {
    any_ = true;
    std::vector<std::string> out;
    for (const FieldName& field : row_fields)
      if (const Node* node = value.find(field.theirs))
        out.push_back(fmt::format("{}: {}", field.ours, field.written(*node)));
    out.push_back("registries: " + quote(registry(pairs(*value.find("registries")))));
    return fmt::format("{{{}}}", fmt::join(out, ", "));
  }

  // Their name is their number: the first is `r1`.
  std::string registry(std::string accounts) {
    const auto [at, added] = registries_.try_emplace(std::move(accounts), registries_.size() + 1);
    return fmt::format("r{}", at->second);
  }

  std::vector<std::pair<const std::string*, std::string>> in_order() const {
    std::vector<std::pair<const std::string*, std::string>> out(registries_.size());
    for (const auto& [accounts, number] : registries_)
      out[number - 1] = {&accounts, fmt::format("r{}", number)};
    return out;
  }

  std::map<std::string, std::size_t> registries_;
  bool any_ = false;
};

std::string_view name_of(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  return path.substr(0, path.rfind('.'));
}

}  // namespace

std::optional<CatalogFile> address_file(const InputFile& file, const SourceHead& source, Date edition) {
  const auto document = read_json(file.path, file.text, {.empty_keys = true});
  if (!document) return std::nullopt;
  const std::string_view name = name_of(file.path);
  const std::string body = AddressFile().of(document->root, name, edition);
  if (body.empty()) return std::nullopt;
  return CatalogFile{
      fmt::format("{}{}.yml", addresses_folder, name),
      fmt::format("# Written by the importer sagemaker-uris: what people add stands in another file.\n"
                  "source: {}\n{}",
                  source.id, body)};
}

bool is_later(const CatalogFile& file, Date edition) {
  const std::size_t at = file.text.find(edition_mark);
  if (at == file.text.npos) return false;
  const auto stood = Date::parse(std::string_view(file.text).substr(at + edition_mark.size(), 10));
  return stood && *stood > edition;
}

}  // namespace bestby::exchange::sagemaker
