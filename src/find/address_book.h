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
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalog/world.h"

namespace bestby {

using AddressWords = std::vector<std::string_view>;
using AddressPairs = std::vector<std::pair<std::string_view, std::string_view>>;

// A text with names in braces.
class AddressForm {
 public:
  AddressForm() = default;
  explicit AddressForm(std::string_view written);
  struct Value {
    std::string_view name, text;
  };
  void append(std::string& out, std::initializer_list<Value> values) const;
  std::string with(std::initializer_list<Value> values) const;

 private:
  std::vector<std::pair<std::string_view, bool>> parts_;  // and whether it is a name
};

// What some machines may be asked for by.
struct AddressHardware {
  std::string_view name, text, written, scope;  // text: what an instance type's name holds
  AddressWords families, frameworks;
};

struct AddressProcessor {
  std::string_view begins, is;
  bool whole = false, of_family = false;
};

// What is special to a framework's name.
struct AddressFramework {
  std::string_view compiler, default_scope;
  AddressPairs tools, retired, completed_tags, arm64_tags, stripped_tags;
  AddressWords bases;
  bool without_python = false, any_container = false;
};

struct AddressRepository {
  enum class Version : unsigned char { given, chosen, full };
  bool sdk = false, based_sdk = false;
  Version version = Version::given;
  std::string_view ending;
};

struct AddressParallel {
  AddressWords distributions, processors;
  std::string_view strategy, framework, native_for, native_container;
  struct Container {
    std::string_view name;
    AddressWords versions, machines;
    bool always = false;
  };
  std::vector<Container> containers;
};

struct AddressDataParallel {
  std::string_view distribution, strategy, python;
  AddressWords strategies, machines;
  std::vector<std::pair<std::string_view, AddressWords>> versions;  // by framework
};

struct AddressTorchDistributed {
  std::string_view distribution, framework, python;
  struct Kind {
    std::string_view name;
    AddressWords begins, machines, versions;
  };
  std::vector<Kind> kinds;
};

struct AddressPythons {
  std::string_view framework, version, python;
  AddressForm written;
};

struct AddressRules {
  AddressPairs calls, domains, machine_tools, accelerators;  // accelerators: beginnings and names
  std::string_view accelerator_scope;
  std::unordered_map<std::string_view, AddressForm> forms;
  std::vector<AddressProcessor> processors;
  std::vector<AddressHardware> hardware;
  AddressWords arm64_families, shared_scopes, latest_scopes, completed_families, completed_distributions,
      container_repositories;
  char arm64_letter = '\0';
  std::unordered_map<std::string_view, AddressFramework> frameworks;
  std::unordered_map<std::string_view, AddressRepository> repositories;
  AddressParallel parallel;
  AddressDataParallel data_parallel;
  AddressTorchDistributed torch;
  AddressPythons pythons;
};

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
