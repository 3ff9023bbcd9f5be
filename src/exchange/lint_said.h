// What a tag, or a part of an address, says, beside what a fact says.
#pragma once

#include <string>

#include "exchange/lint_context.h"
#include "find/tag_words.h"

namespace bestby::exchange {

// Whether a fact may be what was read: releases agree with their cycles.
bool agrees(const LintContext& in, const FactRow& fact, const ReleaseFact& said);
std::string said_words(const LintContext& in, const ReleaseFact& said);

}  // namespace bestby::exchange
