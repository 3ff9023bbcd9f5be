// The two notations of ranges, read into sets of keys.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "base/version/intervals.h"
#include "base/version/scheme.h"

namespace bestby {

constexpr std::size_t most_constraints = 1000;

struct RangeParts {
  KeySet allowed;
  std::string exactly;  // of ===, in lower case
};

// A range or why a text is none.
template <class T>
using OrWhy = tl::expected<T, std::string>;

// The key of the scheme's least version, or nothing: where every range begins.
std::string floor_key(const VersionScheme& scheme);

OrWhy<RangeParts> read_specifiers(const VersionScheme& scheme, std::string_view text);
OrWhy<RangeParts> read_vers(const VersionScheme& scheme, std::string_view text);

}  // namespace bestby
