// The lines of `address-rules` (docs/addresses.md), as structures.
//
//     const AddressRules rules = read_address_rules(world);
//
// Lines that mean nothing here are passed over. Views of the World's texts.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalog/world.h"
#include "find/address_form.h"

namespace bestby {

using AddressWords = std::vector<std::string_view>;
using AddressPairs = std::vector<std::pair<std::string_view, std::string_view>>;

inline bool contains(const AddressWords& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
inline std::optional<std::string_view> beside(const AddressPairs& pairs, std::string_view key) {
  for (const auto& [first, second] : pairs)
    if (first == key) return second;
  return std::nullopt;
}

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

AddressRules read_address_rules(const World& world);

}  // namespace bestby
