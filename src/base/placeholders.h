// Texts with names in braces: `cuda@{cuda}`.
//
//     names_in("cuda@{cuda} of {image}")                      // {"cuda", "image"}
//     filled("cuda@{cuda}", [](auto name) { return ...; })    // "cuda@11.6", or nothing
//
// A name is lower-case letters, digits and underscores. Braces around anything else stand for themselves.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bestby {

std::vector<std::string_view> names_in(std::string_view text);

// Nothing where `value_of` has none for one of the names.
using ValueOf = std::function<std::optional<std::string>(std::string_view name)>;
std::optional<std::string> filled(std::string_view text, const ValueOf& value_of);

}  // namespace bestby
