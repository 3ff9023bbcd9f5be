// Inflates gzip and zstd as they come, by what they begin with; other bytes go through as they are.
//
//     auto flow = inflated(std::move(compressed), limits);
//     TarReader tar(*flow, limits);
//
// gzip goes through ISA-L where the machine has it (libisal.so.2, opened when the first gzip comes: Debian
// ships it as a shared library alone, and it inflates twice as fast as zlib), else through zlib. Members that
// follow one another are one flow; checksums are checked. A frame of zstd that wants a window above 128 MiB
// is refused, as is more than `inflated-bytes`, and on the whole more than `ratio` times what came in
// (looked at from 64 MiB on, since short runs of zeros may be any ratio).
#pragma once

#include <memory>
#include <string_view>

#include "observe/image/byte_flow.h"
#include "observe/read_limits.h"

namespace bestby {

enum class Packing : std::uint8_t { none, gzip, zstd };
Packing packing_of(std::string_view begin);
std::string_view packing_name(Packing packing);

std::unique_ptr<ByteFlow> inflated(std::unique_ptr<ByteFlow> packed, const ReadLimits& limits);

// For tests: gzip without ISA-L.
std::unique_ptr<ByteFlow> inflated_by_zlib(std::unique_ptr<ByteFlow> packed, const ReadLimits& limits);

}  // namespace bestby
