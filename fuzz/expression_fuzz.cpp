// An expression of the policy language: what parses must pass the check of snapshots, and end.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "policy/parser.h"
#include "snapshot/testing.h"
#include "snapshot/verify.h"

namespace {

using namespace bestby;

// A policy with one phase that the expression ends, or one clause that it is a check of.
void add_policy(PolicyStore& store, ExprId value, Type type) {
  const TextId name = store.text("p");
  PolicyRow policy{};
  policy.id = policy.title = policy.publisher = policy.source = policy.says = name;
  policy.applies = policy.judged_at = no_id;
  policy.phase_count = 2;
  policy.clause_count = 1;
  const auto phase = [](TextId of, std::uint32_t services) {
    return PhaseRow{
        .name = of, .services = services, .may = 0, .when = no_id, .says = no_id, .source = no_id};
  };
  store.columns.phases = {phase(name, 1), phase(store.text("q"), 0)};
  ClauseRow clause{};
  clause.id = clause.says = clause.source = clause.advice = name;
  clause.kind = type == Type::date ? ClauseKind::end : ClauseKind::check;
  clause.when = clause.published = clause.judged_at = clause.since = clause.until = no_id;
  clause.value = value;
  store.columns.clauses.push_back(clause);
  store.columns.policies.push_back(policy);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Compiled compiled = testing::small_snapshot();
  const World& world = compiled.snapshot.world;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (find_utf8_fault(text).what != nullptr) return 0;  // no policy file holds it
  ParseScope scope{world, {"p", "q"}, {{"t", 0, {"a", "b"}}}};
  scope.stack = true;
  for (const Type type : {Type::date, Type::boolean, Type::node, Type::number, Type::text}) {
    PolicyStore store;
    const TextId cell = store.text("yes");
    store.columns.tables.push_back({cell, cell, cell, 0, 2, 1, 0});
    store.columns.cells = {cell, cell, cell, cell};
    const auto parsed = parse_expression(store, scope, text, type);
    if (!parsed || (type != Type::date && type != Type::boolean)) continue;
    add_policy(store, *parsed, type);
    store.columns.policies.back().table_count = 1;
    if (const auto sound = verify(world, store.view()); !sound) {
      std::fprintf(stderr, "%s\n", sound.error().message.c_str());
      std::abort();
    }
    testing::ask_everything(world, store.view(), no_id);
  }
  return 0;
}
