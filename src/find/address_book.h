// The catalogue's configurations of addresses and their rules, laid out for answering.
//
//     const AddressBook book(world);
//     const AddressConfig* config = book.config("pytorch");
//     if (config != nullptr) use(book.scope(*config, "training"));
//
// Made from the columns once: the rules (a few hundred lines) are read into structures; the
// configurations stay where they are. Views of the World's texts: it outlives the book.
//
// Cost: some tens of microseconds to make; look-ups by name are a bisection or a scan of one run.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/world.h"
#include "find/address_rules.h"

namespace bestby {

class AddressBook {
 public:
  explicit AddressBook(const World& world);

  bool empty() const { return columns().configs.empty() || rules_.calls.empty(); }
  const AddressRules& rules() const { return rules_; }
  const AddressForm& form(std::string_view name) const;
  const AddressFramework& framework(std::string_view name) const;
  const AddressRepository& repository(std::string_view name) const;

  std::string_view text(TextId id) const { return world_.text(id); }
  const AddressConfig* config(std::string_view name) const;
  std::vector<std::string> names() const;  // of configurations, sorted
  const AddressScope* scope(const AddressConfig& config, std::string_view name) const;
  std::span<const AddressScope> scopes(const AddressConfig& config) const {
    return columns().scopes.subspan(config.scopes.first, config.scopes.count);
  }
  std::span<const AddressVersion> versions(const AddressScope& scope) const {
    return columns().versions.subspan(scope.versions.first, scope.versions.count);
  }
  const AddressVersion* version(const AddressScope& scope, std::string_view name) const;
  std::span<const AddressRow> rows(const AddressVersion& version) const {
    return columns().rows.subspan(version.rows.first, version.rows.count);
  }
  std::span<const TextId> words(AddressRun run) const {
    return columns().words.subspan(run.first, run.count);
  }
  std::span<const AddressPair> pairs(AddressRun run) const {
    return columns().pairs.subspan(run.first, run.count);
  }
  // The value beside a key of a run of pairs.
  std::optional<std::string_view> value(AddressRun pairs, std::string_view key) const;
  bool has_word(AddressRun words, std::string_view word) const;

  bool is_arm64(std::string_view machine) const;
  // Of a region's registry; nothing where its name is none.
  std::optional<std::string_view> domain(std::string_view region) const;

 private:
  const AddressColumns<ColumnView>& columns() const { return world_.columns.addresses; }

  World world_;
  AddressRules rules_;
};

}  // namespace bestby
