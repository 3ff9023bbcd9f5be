// One policy file: from its YAML tree to rows of a PolicyStore.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/formats/yaml.h"
#include "policy/parser.h"
#include "policy/policy_store.h"
#include "policy/used_words.h"

namespace bestby {

class PolicyReader {
 public:
  // `used` takes the words that are to be checked when all policies have been read.
  PolicyReader(const yaml::Document& document, PolicyStore& store, const World& world,
               std::vector<UsedWord>& used, std::vector<Error>& errors)
      : doc_(document), store_(store), world_(world), scope_{world, {}, {}}, used_(used), errors_(errors) {}

  void read();

 private:
  void error(const yaml::Node& at, std::string message, std::string help = {},
             std::vector<std::string> suggestions = {});
  bool mapping(const yaml::Node& node, const char* what);
  void check_keys(const yaml::Node& map, std::span<const std::string_view> known, const char* what);
  void unknown_key(const yaml::Node& key, std::span<const std::string_view> known, const char* what);
  std::string scalar(const yaml::Node& map, std::string_view key);
  TextId optional_text(const yaml::Node& map, std::string_view key);
  ExprId expression(const yaml::Node& node, std::string_view text, std::size_t offset, Type wanted);
  ExprId optional_expression(const yaml::Node& map, std::string_view key, Type wanted);
  std::int32_t day(const yaml::Node& map, std::string_view key, std::int32_t otherwise);

  void head(const yaml::Node& root);
  void editions(const yaml::Node& root);
  void tables(const yaml::Node& root);
  void table(const yaml::Node& name, const yaml::Node& value);
  void phases(const yaml::Node& root);
  std::uint32_t service_bits(const yaml::Node* list);
  void aliases(const yaml::Node& root);
  void clauses(const yaml::Node& root);
  void clause(const yaml::Node& name, const yaml::Node& value);
  void push(const ClauseRow& row, const yaml::Node& at);
  void end_clause(ClauseRow row, std::uint32_t phase, const yaml::Node& key, const yaml::Node& value,
                  const yaml::Node* readings);
  void replacements();
  std::uint32_t edition(const yaml::Node& clause, std::string_view key);
  // "at least through EXPR": what comes before the expression.
  struct Statement {
    Edge edge = Edge::through;
    Modality modality = Modality::exactly;
    ExprId value = no_id;
  };
  std::optional<Statement> statement(const yaml::Node& node);

  const yaml::Document& doc_;
  PolicyStore& store_;
  const World& world_;
  ParseScope scope_;
  std::vector<UsedWord>& used_;
  std::vector<Error>& errors_;
  PolicyRow row_{};
  struct Replacement {
    std::uint32_t clause;
    const yaml::Node* node;
  };
  std::vector<Replacement> replacements_;
};

}  // namespace bestby
