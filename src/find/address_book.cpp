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

std::vector<std::string> AddressBook::names() const {
  std::vector<std::string> out;
  for (const AddressConfig& config : columns().configs) out.emplace_back(text(config.name));
  return out;
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
