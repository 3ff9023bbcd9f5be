// Patterns of words, as the vocabulary's `tag-words` and `name-words` are written.
//
//     match_word("py{digit}{digits}", "py310")      // captures "3", "10"
//     match_word("{version}", "1.12.1")             // captures "1.12.1"
//     filled("python@{1}.{2}", {"3", "10"})         // "python@3.10"
//
// `{digit}` is one digit, `{digits}` one or more, `{version}` digits with single dots between them;
// every other character stands for itself. A capture takes as much as lets the rest match. The whole
// text is matched against the whole pattern.
//
// Cost: pattern x text at most, however many captures there are; `filled` is linear.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bestby {

// Parts of the text that was matched, in order.
using Captures = std::vector<std::string_view>;

std::optional<Captures> match_word(std::string_view pattern, std::string_view text);

// `{1}` to `{9}` replaced by the captures; those that there are not, by nothing.
std::string filled(std::string_view value, const Captures& captures);

}  // namespace bestby
