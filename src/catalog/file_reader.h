// One catalogue file: from its YAML tree to drafts in a WorldBuilder.
//
// The passes run over all files in turn, since a file may refer to what another one defines:
// `vocabulary` and `sources`, then `products`, then `other_names` of releases, then `nodes` (cycles
// and releases), then `problems` and `facts`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/formats/yaml.h"
#include "catalog/world_builder.h"

namespace bestby {

// Where facts stand in their files, by number.
class Places {
 public:
  std::uint32_t add(const yaml::Document& document, const yaml::Node& node) {
    all_.push_back({&document, node.line, node.column, node.length});
    return static_cast<std::uint32_t>(all_.size() - 1);
  }
  Span operator[](std::uint32_t i) const {
    const Place& p = all_[i];
    return p.document->span(p.line, p.column, p.length);
  }

 private:
  struct Place {
    const yaml::Document* document;
    int line, column, length;
  };
  std::vector<Place> all_;
};

// Must stay where it is while the builder is used: `places` points into its document.
class FileReader {
 public:
  FileReader(yaml::Document document, WorldBuilder& builder, Places& places, std::vector<Error>& errors)
      : doc_(std::move(document)), builder_(builder), places_(places), errors_(errors) {}

  // Of another folder than the whole catalogue's: a document may be of other editions there, and a head
  // that the whole catalogue has may stand again.
  void beside(bool is) { beside_ = is; }
  bool is_beside() const { return beside_; }
  bool is_vocabulary() const { return doc_.root.find("vocabulary") != nullptr; }
  std::string_view path() const { return doc_.file; }

  void keys();  // unknown keys, with the nearest known one
  void vocabulary();
  void sources();
  void products();
  void other_names();
  void nodes();
  void problems();
  void facts();
  void addresses();

 private:
  friend class ProblemReader;
  void error(const yaml::Node& at, std::string message, std::string help = {},
             std::vector<std::string> suggestions = {});
  void error(const yaml::Node& at, Error from);
  void words(std::string_view key, WorldBuilder::Words of);
  void word(WorldBuilder::Words of, const yaml::Node& pattern, const yaml::Node& predicate,
            const yaml::Node& value);
  void registries();
  void attributes();
  void relations();
  PredicateId predicate_named(const yaml::Node& map, std::string_view key);
  bool check_keys(const yaml::Node& map, std::span<const std::string_view> known, const char* what);
  std::string scalar(const yaml::Node& map, std::string_view key);
  std::vector<std::string> texts(const yaml::Node& map, std::string_view key);
  bool date(const yaml::Node& at, std::string_view text, std::int32_t* low, std::int32_t* high);

  template <class Visit>  // visit(row name node, row facts node, is_cycle)
  void each_row(Visit&& visit);
  void default_source(const yaml::Node& map);
  void row_facts(NodeId subject, const yaml::Node& row, bool with_defaults);
  void predicate_facts(NodeId subject, const yaml::Node& key, const yaml::Node& value, TextId place);
  void one_fact(NodeId subject, PredicateId predicate, const yaml::Node& value, TextId place);
  bool value(PredicateId predicate, const yaml::Node& at, std::string_view text, FactDraft& fact);
  bool reference(const yaml::Node& at, std::string_view text, NodeId* out);
  void scope(const yaml::Node& map, FactDraft& fact);
  bool value_of_scope(PredicateId predicate, const yaml::Node& item, FactDraft& out);
  Error defined_already(NodeId product) const;
  const std::vector<std::int32_t>& editions_of(std::uint32_t source) const;
  bool citation(const yaml::Node& at, std::string_view text, TextId place, FactDraft& fact);

  yaml::Document doc_;
  WorldBuilder& builder_;
  Places& places_;
  std::vector<Error>& errors_;
  bool beside_ = false;
  std::map<std::uint32_t, std::vector<std::int32_t>> editions_;  // of documents, as this file has them
  NodeId product_ = no_id;
  std::uint32_t source_ = no_id;  // the default source of the file, or of the row that is read
  struct Row {
    const yaml::Node* facts;
    NodeId subject;
    bool is_cycle;
  };
  std::vector<Row> rows_;  // to be read by `facts`, collected by `nodes`
};

}  // namespace bestby
