#include "observe/read_limits.h"

#include <fmt/format.h>

#include "base/size_text.h"
#include "base/text.h"

namespace bestby {
namespace {

constexpr std::uint64_t kib = 1024, mib = kib * kib, gib = mib * kib;

constexpr std::array<LimitRow, static_cast<std::size_t>(Limit::count)> rows = {{
    {Limit::file_bytes, "file-bytes", 64 * mib, "bytes of one file that is read as a whole"},
    {Limit::files, "files", 1'000'000, "files and folders of a tree"},
    {Limit::depth, "depth", 64, "folders below one another, and values in one another in a file"},
    {Limit::entries, "entries", 10'000'000, "entries of an image's layers, all together"},
    {Limit::path_bytes, "path-bytes", 4096, "bytes of a path in an archive"},
    {Limit::header_bytes, "header-bytes", mib, "bytes of an archive's extended headers for one entry"},
    {Limit::inflated_bytes, "inflated-bytes", 256 * gib, "bytes of one layer when inflated"},
    {Limit::ratio, "ratio", 1000, "bytes that one byte of a compressed layer may become, on the whole"},
    {Limit::kept_bytes, "kept-bytes", 128 * mib, "bytes of an image's files that are kept in memory"},
    {Limit::nesting, "nesting", 8, "archives and indexes in one another"},
    {Limit::tags, "tags", 200, "tags of a repository in a registry"},
    {Limit::reply_bytes, "reply-bytes", 4 * mib, "bytes of one document that a registry answers with"},
    {Limit::stall_seconds, "stall-seconds", 30, "seconds that a registry may stay silent"},
}};

const LimitRow* row_named(std::string_view name) {
  for (const LimitRow& row : rows)
    if (row.name == name) return &row;
  return nullptr;
}

std::string shown(std::uint64_t value) {
  for (const auto& [unit, letter] : {std::pair{gib, 'G'}, std::pair{mib, 'M'}})
    if (value >= unit && value % unit == 0) return fmt::format("{}{}", value / unit, letter);
  return std::to_string(value);
}

}  // namespace

std::span<const LimitRow> limit_table() { return rows; }

ReadLimits::ReadLimits() : values_() {
  for (const LimitRow& row : rows) (*this)[row.limit] = row.value;
}

Result<void> ReadLimits::set(std::string_view name, std::string_view size) {
  const LimitRow* row = row_named(name);
  if (row == nullptr) {
    std::vector<std::string> names;
    for (const LimitRow& r : rows) names.emplace_back(r.name);
    return fail(Error{ErrorCode::usage,
                      fmt::format("there is no limit `{}`", name),
                      {},
                      fmt::format("there are {}", fmt::join(names, ", ")),
                      nearest(name, names, 1)});
  }
  const auto value = parse_size(size);
  if (!value)
    return fail(ErrorCode::usage, fmt::format("`{}` is no size", size), {},
                fmt::format("write --limit {}=500000, or 64M, or 2G", name));
  (*this)[row->limit] = *value;
  return {};
}

std::string ReadLimits::passed(Limit limit) const {
  const LimitRow& row = rows[static_cast<std::size_t>(limit)];
  return fmt::format("is past the limit `{0}` ({1}); --limit {0}=SIZE raises it", row.name,
                     shown((*this)[limit]));
}

}  // namespace bestby
