#include "find/address_book.h"

#include <algorithm>

#include "base/text.h"
#include "find/address_machine.h"
#include "find/address_rules.h"

namespace bestby {
namespace {

bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// `us-east-1` behind the beginning `us`: a word and a number.
bool is_region_of(std::string_view region, std::string_view begins) {
  if (!region.starts_with(begins) || region.size() <= begins.size() || region[begins.size()] != '-')
    return false;
  std::string_view rest = region.substr(begins.size() + 1);
  if (rest.ends_with('\n')) rest.remove_suffix(1);
  const std::size_t hyphen = rest.find('-');
  return hyphen != rest.npos && hyphen > 0 &&
         std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(hyphen), is_word) &&
         all_digits(rest.substr(hyphen + 1));
}

}  // namespace

AddressForm::AddressForm(std::string_view written) {
  while (!written.empty()) {
    const bool name = written[0] == '{' && written.size() > 1 && written.find('}') != written.npos;
    const std::size_t end = name ? written.find('}') : written.find('{', 1);
    parts_.emplace_back(name ? written.substr(1, end - 1) : written.substr(0, end), name);
    written.remove_prefix(end == written.npos ? written.size() : end + (name ? 1 : 0));
  }
}

void AddressForm::append(std::string& out, std::initializer_list<Value> values) const {
  for (const auto& [part, name] : parts_) {
    const auto value =
        std::find_if(values.begin(), values.end(), [&](const Value& v) { return v.name == part; });
    if (name && value != values.end())
      out += value->text;
    else
      out += part;
  }
}

std::string AddressForm::with(std::initializer_list<Value> values) const {
  std::string out;
  append(out, values);
  return out;
}

AddressBook::AddressBook(const World& world) : world_(world), rules_(read_address_rules(world)) {}

const AddressForm& AddressBook::form(std::string_view name) const {
  static const AddressForm none;
  const auto at = rules_.forms.find(name);
  return at == rules_.forms.end() ? none : at->second;
}

const AddressFramework& AddressBook::framework(std::string_view name) const {
  static const AddressFramework none;
  const auto at = rules_.frameworks.find(name);
  return at == rules_.frameworks.end() ? none : at->second;
}

const AddressRepository& AddressBook::repository(std::string_view name) const {
  static const AddressRepository none;
  const auto at = rules_.repositories.find(name);
  return at == rules_.repositories.end() ? none : at->second;
}

const AddressConfig* AddressBook::config(std::string_view name) const {
  const auto& all = columns().configs;
  const auto at =
      std::lower_bound(all.begin(), all.end(), name,
                       [&](const AddressConfig& c, std::string_view n) { return text(c.name) < n; });
  return at != all.end() && text(at->name) == name ? &*at : nullptr;
}

const AddressScope* AddressBook::scope(const AddressConfig& config, std::string_view name) const {
  for (const AddressScope& scope : scopes(config))
    if (scope.name != no_id && text(scope.name) == name) return &scope;
  return nullptr;
}

const AddressVersion* AddressBook::version(const AddressScope& scope, std::string_view name) const {
  for (const AddressVersion& version : versions(scope))
    if (text(version.name) == name) return &version;
  return nullptr;
}

std::optional<std::string_view> AddressBook::value(AddressRun run, std::string_view key) const {
  for (const AddressPair& pair : pairs(run))
    if (text(pair.key) == key) return text(pair.value);
  return std::nullopt;
}

bool AddressBook::has_word(AddressRun run, std::string_view word) const {
  for (const TextId id : words(run))
    if (text(id) == word) return true;
  return false;
}

bool AddressBook::is_arm64(std::string_view machine) const {
  const std::string_view family = machine_family(machine);
  const auto& named = rules_.arm64_families;
  return !family.empty() &&
         (std::find(named.begin(), named.end(), family) != named.end() ||
          (rules_.arm64_letter != '\0' && has_generation_letter(family, rules_.arm64_letter)));
}

std::optional<std::string_view> AddressBook::domain(std::string_view region) const {
  for (const auto& [begins, domain] : rules_.domains)
    if (is_region_of(region, begins)) return domain;
  return std::nullopt;
}

}  // namespace bestby
