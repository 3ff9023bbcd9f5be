// What is recorded of a product, a cycle or a release: its facts with their sources, scopes and
// refutations, what its cycle and its product record that holds for it too, and its cycles and releases
// with what is patched.
#pragma once

#include <string>

#include "report/asked.h"
#include "report/words.h"

namespace bestby {

std::string show_text(Evaluator& evaluator, NodeId node, std::string_view note, const Asked& asked,
                      Paint paint);
std::string show_json(Evaluator& evaluator, NodeId node, std::string_view note, const Asked& asked);

}  // namespace bestby
