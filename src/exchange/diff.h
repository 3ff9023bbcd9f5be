// What changed between two states of knowledge: two catalogues, or two days of one.
//
//     Side a{evaluator_then, on}, b{evaluator_now, on};
//     const Difference d = difference(a, b);
//     difference_text(a, b, d, paint);
//
// Facts are compared by what they say (subject, predicate, scope, value), not by where they stand; what
// is refuted says nothing. Ends are the last days under the policy that decides, of every cycle and
// release that both or one of the states know.
//
// Linear in facts and releases, but for sorting; an explanation for each end that changed.
#pragma once

#include <string>
#include <vector>

#include "policy/evaluator.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby::exchange {

struct Side {
  Evaluator& evaluator;
  std::string name;  // as it was asked for
};

struct FactChange {
  enum class Kind : std::uint8_t { added, moved, withdrawn };
  Kind kind = Kind::added;
  std::string subject, predicate, scope;
  std::string before, after;  // empty: nothing
  FactId fact = no_id;        // of the later side; of the earlier one where it is withdrawn
};

struct EndChange {
  enum class Kind : std::uint8_t { extended, shortened, settled, opened, added, withdrawn };
  Kind kind = Kind::added;
  std::string subject, policy;  // of the later side, else of the earlier
  Bound before, after;
  std::vector<std::size_t> because;  // of the changes of facts those that it rests on
};

struct Difference {
  std::vector<FactChange> facts;  // by subject, predicate, scope
  std::vector<EndChange> ends;    // by subject
};

Difference difference(Side& a, Side& b);

std::string difference_text(const Side& a, const Side& b, const Difference& difference, Paint paint);
std::string difference_json(const Side& a, const Side& b, const Difference& difference, const Asked& asked);

}  // namespace bestby::exchange
