#include "base/content_hash.h"

#include <cstdint>

#include <fmt/format.h>

namespace bestby {

std::string content_hash(std::string_view text) {
  // The prime is 2^88 + 0x13b: a product with it is one with 0x13b and one shift.
  std::uint64_t high = 0x6c62272e07bb0142U, low = 0x62b821756295c58dU;
  for (const char c : text) {
    low ^= static_cast<unsigned char>(c);
    const std::uint64_t lower = (low & 0xffffffffU) * 0x13bU;
    const std::uint64_t upper = (low >> 32U) * 0x13bU + (lower >> 32U);
    high = high * 0x13bU + (upper >> 32U) + (low << 24U);
    low = (upper << 32U) | (lower & 0xffffffffU);
  }
  return fmt::format("{:016x}{:016x}", high, low);
}

std::string content_uuid(std::string_view text) {
  std::string hash = content_hash(text);
  hash[12] = '8';  // the version: made as its maker pleases
  hash[16] = "89ab"[static_cast<std::size_t>(hash[16] <= '9' ? hash[16] - '0' : hash[16] - 'a' + 10) % 4];
  return fmt::format("{}-{}-{}-{}-{}", hash.substr(0, 8), hash.substr(8, 4), hash.substr(12, 4),
                     hash.substr(16, 4), hash.substr(20));
}

}  // namespace bestby
