// The fields of a tar header, as bytes say them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bestby {

struct TarField {
  std::size_t at, size;
};
namespace tar_field {
inline constexpr TarField name{0, 100}, size{124, 12}, sum{148, 8}, link{157, 100}, magic{257, 8},
    prefix{345, 155};
inline constexpr std::size_t type = 156, sparse_goes_on = 482, sparse_more = 504;
}  // namespace tar_field

// Up to the first NUL.
std::string_view tar_text(const char* header, TarField field);
// Octal with blanks around it, or base 256; nothing for what is neither, and for numbers below zero.
std::optional<std::uint64_t> tar_number(const char* header, TarField field);
// Whether the header's sum is what it says, over signed or unsigned bytes.
bool tar_sum_holds(const char* header);

}  // namespace bestby
