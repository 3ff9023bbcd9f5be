#include "catalog/address_reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

using std::string_view;
using yaml::Node;

constexpr std::array<string_view, 7> config_keys = {"edition",    "serves",  "registries", "scopes",
                                                    "processors", "aliases", "versions"};
constexpr std::array<string_view, 3> scope_keys = {"processors", "aliases", "versions"};
constexpr std::array<string_view, 2> nested_keys = {"aliases", "rows"};
constexpr std::array<string_view, 7> row_keys = {"repository", "tag",        "pythons",   "processors",
                                                 "sdks",       "containers", "registries"};

// docs/addresses.md says what each is; find/address_rules.cpp reads them.
constexpr std::array<string_view, 25> section_names = {"calls",
                                                       "texts",
                                                       "domains",
                                                       "processors",
                                                       "hardware",
                                                       "accelerators",
                                                       "arm64",
                                                       "compilers",
                                                       "tools",
                                                       "machine-tools",
                                                       "default-scopes",
                                                       "shared-scopes",
                                                       "bases",
                                                       "without-python",
                                                       "retired",
                                                       "repositories",
                                                       "containers",
                                                       "completed-tags",
                                                       "completed-for",
                                                       "arm64-tags",
                                                       "stripped-tags",
                                                       "python-addresses",
                                                       "model-parallel",
                                                       "data-parallel",
                                                       "torch-distributed"};

// The version of what has none.
constexpr string_view unversioned = "unversioned";

std::uint32_t size32(const auto& rows) { return static_cast<std::uint32_t>(rows.size()); }

}  // namespace

void AddressReader::wrong(const Node& at, std::string message, std::string help,
                          std::vector<std::string> suggestions) {
  error_(at, {ErrorCode::catalog, std::move(message), {}, std::move(help), std::move(suggestions)});
}

bool AddressReader::mapping(const Node& node, string_view what) {
  if (!node.is_mapping()) wrong(node, fmt::format("{} must be a mapping", what));
  return node.is_mapping();
}

bool AddressReader::keys(const Node& node, string_view what, std::span<const string_view> known) {
  if (!mapping(node, what)) return false;
  for (const auto& [key, value] : node.fields)
    if (std::find(known.begin(), known.end(), key.text) == known.end())
      wrong(key, fmt::format("unknown key `{}` in {}", key.text, what),
            fmt::format("one of: {}", fmt::join(known, ", ")),
            nearest(key.text, {known.begin(), known.end()}));
  return true;
}

TextId AddressReader::text(const Node& node) {
  if (!node.is_scalar()) wrong(node, "this must be one value");
  return builder_.text(node.text);
}

AddressRun AddressReader::words(const Node& parent, string_view key) {
  AddressRun run{size32(to_.words), 0};
  const Node* list = parent.find(key);
  if (list == nullptr) return run;
  if (!list->is_sequence()) wrong(*list, fmt::format("`{}` must be a list", key));
  for (const Node& item : list->items) to_.words.push_back(text(item));
  run.count = size32(to_.words) - run.first;
  return run;
}

AddressRun AddressReader::pairs(const Node* node) {
  AddressRun run{size32(to_.pairs), 0};
  if (node == nullptr || !mapping(*node, "this")) return run;
  for (const auto& [key, value] : node->fields) to_.pairs.push_back({builder_.text(key.text), text(value)});
  run.count = size32(to_.pairs) - run.first;
  return run;
}

void AddressReader::registries(const Node& config) {
  registries_.clear();
  const Node* all = config.find("registries");
  if (all == nullptr || !mapping(*all, "`registries`")) return;
  for (const auto& [name, accounts] : all->fields) registries_.emplace(name.str(), pairs(&accounts));
}

// An alias that leads nowhere would be an address that nobody can ask for.
void AddressReader::check_aliases(const Node& of, const Node& targets) {
  const Node* aliases = of.find("aliases");
  if (aliases == nullptr) return;
  for (const auto& [name, target] : aliases->fields)
    if (targets.find(target.text) == nullptr)
      wrong(target,
            fmt::format("the alias `{}` leads to `{}`, which does not stand here", name.text, target.text));
}

AddressRow AddressReader::row(const Node& value, TextId key) {
  AddressRow row{key, no_id, no_id, {}, {}, {}, {}, {}};
  if (!keys(value, "an address", row_keys)) return row;
  const Node* repository = value.find("repository");
  if (repository == nullptr)
    wrong(value, "the address has no `repository`");
  else
    row.repository = text(*repository);
  if (const Node* tag = value.find("tag")) row.tag = text(*tag);
  row.pythons = words(value, "pythons");
  row.processors = words(value, "processors");
  row.sdks = words(value, "sdks");
  row.containers = pairs(value.find("containers"));
  const Node* accounts = value.find("registries");
  const auto known = accounts == nullptr ? registries_.end() : registries_.find(accounts->text);
  if (known == registries_.end())
    wrong(accounts == nullptr ? value : *accounts, "the address names none of the file's `registries`");
  else
    row.registries = known->second;
  return row;
}

AddressVersion AddressReader::version(const Node& name, const Node& value) {
  AddressVersion out{
      builder_.text(name.text == unversioned ? string_view() : name.text), 0, 0, {}, {size32(to_.rows), 1}};
  const Node* rows = value.find("rows");
  if (rows == nullptr) {
    to_.rows.push_back(row(value, no_id));
    return out;
  }
  out.nested = 1;
  if (!keys(value, "a version", nested_keys) || !mapping(*rows, "`rows`")) return out;
  out.aliased = value.find("aliases") != nullptr ? 1 : 0;
  out.aliases = pairs(value.find("aliases"));
  check_aliases(value, *rows);
  for (const auto& [key, fields] : rows->fields) to_.rows.push_back(row(fields, builder_.text(key.text)));
  out.rows.count = size32(to_.rows) - out.rows.first;
  if (out.rows.count == 0) wrong(*rows, "there are no `rows`");
  return out;
}

AddressScope AddressReader::scope(const Node& value, TextId name) {
  AddressScope out{name, words(value, "processors"), pairs(value.find("aliases")), {}};
  out.versions.first = size32(to_.versions);
  const Node* versions = value.find("versions");
  if (versions == nullptr || versions->fields.empty()) {
    wrong(versions == nullptr ? value : *versions, "there are no `versions`");
    return out;
  }
  check_aliases(value, *versions);
  for (const auto& [key, fields] : versions->fields) to_.versions.push_back(version(key, fields));
  out.versions.count = size32(to_.versions) - out.versions.first;
  return out;
}

AddressConfig AddressReader::config(const Node& name, const Node& value) {
  AddressConfig out{builder_.text(name.text), 0, {}, {size32(to_.scopes), 1}, no_id, 0};
  if (!keys(value, "addresses", config_keys)) return out;
  out.edition = edition(value);
  registries(value);
  out.serves = words(value, "serves");
  const Node* scopes = value.find("scopes");
  if (scopes == nullptr) {
    out.shared = 1;
    to_.scopes.push_back(scope(value, no_id));
    return out;
  }
  if (!mapping(*scopes, "`scopes`")) return out;
  for (const auto& [key, fields] : scopes->fields)
    if (keys(fields, "a scope", scope_keys)) to_.scopes.push_back(scope(fields, builder_.text(key.text)));
  out.scopes.count = size32(to_.scopes) - out.scopes.first;
  return out;
}

std::int32_t AddressReader::edition(const Node& value) {
  const Node* written = value.find("edition");
  const auto day = written == nullptr ? Result<Date>(Date{}) : Date::parse(written->text);
  if (written == nullptr)
    wrong(value, "the addresses have no `edition`", "the day on which their source stood so");
  else if (!day)
    wrong(*written, day.error().message);
  return day ? day->days() : 0;
}

void AddressReader::addresses(const Node& all, string_view source, bool beside) {
  if (!mapping(all, "`addresses`")) return;
  for (const auto& [name, value] : all.fields) {
    const TextId id = builder_.text(name.text);
    const auto known =
        std::find_if(to_.configs.begin(), to_.configs.end(), [&](const auto& c) { return c.name == id; });
    const auto place = known - to_.configs.begin();
    const bool again = known != to_.configs.end();
    if (again && !beside) wrong(name, fmt::format("the addresses of `{}` stand elsewhere too", name.text));
    if (again && beside && edition(value) <= known->edition) continue;
    AddressConfig made = config(name, value);
    made.source = builder_.text(source);
    if (again && beside)
      to_.configs[static_cast<std::size_t>(place)] = made;
    else
      to_.configs.push_back(made);
  }
}

void AddressReader::rule(TextId section, TextId subject, TextId key, const Node& value) {
  if (value.is_sequence())
    for (const Node& item : value.items) to_.rules.push_back({section, subject, key, text(item)});
  else
    to_.rules.push_back({section, subject, key, text(value)});
}

void AddressReader::rules(const Node& all) {
  if (!keys(all, "`address-rules`", section_names)) return;
  for (const auto& [section, subjects] : all.fields) {
    if (!mapping(subjects, "a section of the rules")) continue;
    const TextId of = builder_.text(section.text);
    for (const auto& [subject, value] : subjects.fields) {
      const TextId name = builder_.text(subject.text);
      if (!value.is_mapping())
        rule(of, name, no_id, value);
      else
        for (const auto& [key, one] : value.fields) rule(of, name, builder_.text(key.text), one);
    }
  }
}

}  // namespace bestby
