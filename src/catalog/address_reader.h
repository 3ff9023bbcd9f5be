// Reads `addresses` and `address-rules` of a catalogue file into columns (docs/addresses.md).
//
//     AddressReader reader(builder.addresses(), builder, [&](const yaml::Node& at, Error e) { ... });
//     reader.addresses(*root.find("addresses"), source_title);
//     reader.rules(*root.find("address-rules"));
//
// What is wrong goes to `error`, each with its place; then the columns are not to be used.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/formats/yaml.h"
#include "catalog/world_builder.h"

namespace bestby {

class AddressReader {
 public:
  using Report = std::function<void(const yaml::Node& at, Error error)>;
  AddressReader(WorldBuilder& builder, Report error)
      : builder_(builder), to_(builder.addresses()), error_(std::move(error)) {}

  // Beside a whole catalogue its addresses may stand again: those of the newest edition count, and of one
  // day the catalogue's own, which must have been read before.
  void addresses(const yaml::Node& all, std::string_view source, bool beside = false);
  void rules(const yaml::Node& all);

 private:
  void wrong(const yaml::Node& at, std::string message, std::string help = {},
             std::vector<std::string> suggestions = {});
  bool mapping(const yaml::Node& node, std::string_view what);
  bool keys(const yaml::Node& node, std::string_view what, std::span<const std::string_view> known);
  TextId text(const yaml::Node& node);
  AddressRun words(const yaml::Node& parent, std::string_view key);
  AddressRun pairs(const yaml::Node* node);
  void registries(const yaml::Node& config);
  std::int32_t edition(const yaml::Node& config);

  AddressConfig config(const yaml::Node& name, const yaml::Node& value);
  AddressScope scope(const yaml::Node& value, TextId name);
  AddressVersion version(const yaml::Node& name, const yaml::Node& value);
  AddressRow row(const yaml::Node& value, TextId key);
  void check_aliases(const yaml::Node& of, const yaml::Node& targets);
  void rule(TextId section, TextId subject, TextId key, const yaml::Node& value);

  WorldBuilder& builder_;
  AddressColumns<OwnedColumn>& to_;
  Report error_;
  std::map<std::string, AddressRun, std::less<>> registries_;  // of the configuration, by their name
};

}  // namespace bestby
