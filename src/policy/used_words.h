// Words of expressions that can be judged only when all policies have been read: `end(R, security)`
// names a service or a phase of some policy, `publisher = amazon` a publisher of something, and a range
// of versions has to be one for what it is compared with.
//
//     std::vector<UsedWord> used;            // PolicyReader adds to it
//     check_words(used, world, store.view(), errors);
//
// Errors are `catalog`, with the word's place and the nearest known words.
// Cost: a lookup a word; a range looks at its products, once.
#pragma once

#include <string>
#include <vector>

#include "policy/parser.h"
#include "policy/policy.h"

namespace bestby {

struct UsedWord {
  NotedWord::What what = NotedWord::What::service_or_phase;
  std::string text;
  ExprId of = no_id;       // what it is compared with or asked of
  ExprId applies = no_id;  // of its policy: what a release is that it is asked of
  Span at;
};

void check_words(const std::vector<UsedWord>& words, const World& world, const Policies& policies,
                 std::vector<Error>& errors);

}  // namespace bestby
