// Parses and types an expression of the policy language (docs/policies.md).
//
//     auto e = parse_expression(store, scope, "released(framework.cycle) + 365 days", Type::date);
//
// Errors are `catalog`, with a column and a length within the text. Nesting deeper than 64 and more
// than 4096 bytes are refused, so parsing takes bounded time and stack.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/policy_store.h"

namespace bestby {

// A word whose meaning depends on more than the vocabulary: policy/used_words.h checks it.
struct NotedWord {
  enum class What : std::uint8_t { service_or_phase, publisher, range };
  What what;
  std::string text;
  int column, length;  // within the expression, as an error's
  ExprId of;           // what it is compared with or asked of
};

// The names that an expression may use beside the vocabulary's.
struct ParseScope {
  const World& world;
  std::vector<std::string> phases;
  struct Table {
    std::string name;
    std::uint32_t index;  // into PolicyColumns::tables
    std::vector<std::string> columns;
  };
  std::vector<Table> tables;
  bool stack = false;                       // of what is `required`: `with(NAME)` has a meaning
  std::vector<NotedWord>* noted = nullptr;  // where words to be checked later go
};

Result<ExprId> parse_expression(PolicyStore& store, const ParseScope& scope, std::string_view text,
                                Type wanted);

}  // namespace bestby
