#include "exchange/lint_said.h"

namespace bestby::exchange {

bool agrees(const LintContext& in, const FactRow& fact, const ReleaseFact& said) {
  switch (in.world.predicate(fact.predicate).type) {
    case ValueType::release:
      return same_release(in.world, static_cast<NodeId>(fact.low), static_cast<NodeId>(said.low));
    case ValueType::text:
    case ValueType::version: return in.value(fact) == said.text;
    default: return fact.low == said.low;
  }
}

std::string said_words(const LintContext& in, const ReleaseFact& said) {
  if (in.world.predicate(said.predicate).type == ValueType::release)
    return in.world.label(static_cast<NodeId>(said.low));
  return said.text;
}

}  // namespace bestby::exchange
