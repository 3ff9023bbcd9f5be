#include <algorithm>

#include <fmt/format.h>

#include "base/letter_case.h"
#include "base/version.h"
#include "base/version/range_parts.h"

namespace bestby {
namespace {

constexpr std::size_t most_bytes = 16 * 1024;

}  // namespace

Result<VersionRange> VersionRange::parse(const VersionScheme& scheme, std::string_view text) {
  text = trimmed(text);
  OrWhy<RangeParts> parts = tl::unexpected<std::string>("it is longer than 16 KiB");
  if (text.size() <= most_bytes)
    parts = text.starts_with("vers:") ? read_vers(scheme, text) : read_specifiers(scheme, text);
  if (!parts)
    return fail(ErrorCode::usage,
                fmt::format("{} is not a range of {} versions: {}", quoted(text), scheme.name, parts.error()),
                {}, "a range is written like `>=1.10,<2`, `==1.13.*` or `2.*`");
  VersionRange range;
  range.text_ = text;
  range.allowed_ = std::move(parts->allowed);
  range.exactly_ = std::move(parts->exactly);
  return range;
}

bool VersionRange::contains(const Version& version) const {
  return contains_key(allowed_, version.key) &&
         (exactly_.empty() || equal_but_for_case(exactly_, version.text));
}

}  // namespace bestby
