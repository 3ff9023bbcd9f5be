// Every scheme reads or refuses any bytes; so do ranges. The first byte chooses the scheme, the rest
// is up to three texts, one a line: two versions and a range.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/version.h"

using namespace bestby;

namespace {

void require(bool holds) {
  if (!holds) __builtin_trap();
}

std::string_view next_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

void check_error(const Error& error) {
  require(error.code == ErrorCode::usage && !error.message.empty() && !error.help.empty());
  require(error.message.find('\n') == std::string::npos);
}

Result<Version> read(const VersionScheme& scheme, std::string_view text) {
  auto version = parse_version(scheme, text);
  if (!version) {
    check_error(version.error());
    return version;
  }
  require(!version->key.empty() && version->key.size() <= 10 * 256);
  require(version->release_at + version->release_size <= version->text.size());
  const auto again = parse_version(scheme, version->text);
  require(again && again->key == version->key && again->numbers == version->numbers);
  cycle_name(*version, 3);
  const auto itself = VersionRange::parse(scheme, "===" + version->text);
  // A comma ends a specifier, so a text with one cannot be named there.
  if (version->text.find(',') == std::string::npos) require(itself && itself->contains(*version));
  return version;
}

void check_pair(const VersionScheme& scheme, const Version& a, const Version& b) {
  require((bump_between(scheme, a, b) == Bump::none) == (a.key == b.key));
  // With these in the text, `>=` and `<` would not speak of `a` alone.
  if (a.text.front() == '=' || a.text.find_first_of(",*") != std::string::npos) return;
  const auto at_least = VersionRange::parse(scheme, ">=" + a.text);
  const auto below = VersionRange::parse(scheme, "<" + a.text);
  if (!at_least || !below) return;
  require(at_least->contains(a) && !below->contains(a));
  require(at_least->contains(b) == (a.key <= b.key));
  if (below->contains(b)) require(b.key < a.key);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto schemes = version_schemes();
  const VersionScheme& scheme = schemes[data[0] % schemes.size()];
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto a = read(scheme, next_line(rest));
  const auto b = read(scheme, next_line(rest));
  if (a && b) check_pair(scheme, *a, *b);
  const auto range = VersionRange::parse(scheme, rest);
  if (!range) {
    check_error(range.error());
    return 0;
  }
  for (const auto* version : {&a, &b})
    if (*version && range->contains(**version)) require(!range->empty());
  return 0;
}
