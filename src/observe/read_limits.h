// How much of a foreign input is read at most. Each limit has a name, which `--limit NAME=SIZE` sets and
// which the message says when it is passed.
//
//     ReadLimits limits;
//     if (auto set = limits.set("file-bytes", "128M"); !set) return fail(set.error());
//     if (size > limits[Limit::file_bytes]) out.skip(path, limits.passed(Limit::file_bytes));
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bestby {

enum class Limit : std::uint8_t {
  file_bytes,
  files,
  depth,
  entries,
  path_bytes,
  header_bytes,
  inflated_bytes,
  ratio,
  kept_bytes,
  nesting,
  tags,
  reply_bytes,
  stall_seconds,
  count
};

struct LimitRow {
  Limit limit;
  std::string_view name;
  std::uint64_t value;  // when nothing else is said
  std::string_view says;
};
std::span<const LimitRow> limit_table();

class ReadLimits {
 public:
  ReadLimits();
  std::uint64_t operator[](Limit limit) const { return values_[static_cast<std::size_t>(limit)]; }
  std::uint64_t& operator[](Limit limit) { return values_[static_cast<std::size_t>(limit)]; }
  // Errors: `usage`, for a name that is none (with the nearest) and for what is no size.
  Result<void> set(std::string_view name, std::string_view size);
  // "is past the limit `file-bytes` (64M); --limit file-bytes=SIZE raises it"
  std::string passed(Limit limit) const;

 private:
  std::array<std::uint64_t, static_cast<std::size_t>(Limit::count)> values_;
};

}  // namespace bestby
