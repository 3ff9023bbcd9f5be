// One variable of a shell, filled in; part of observe/text/shell_words.h.
//
//     std::size_t end = expand_variable(text, at, variables, out, open);    // text[at] is `$`
//
// Appends its value, or what is written where it has none (`open` is set then). Answers where it ends.
#pragma once

#include "observe/text/shell_words.h"

namespace bestby {

std::size_t expand_variable(const TracedText& text, std::size_t at, const ShellVariables& variables,
                            TracedText& out, bool& open);

}  // namespace bestby
