// Makes the checksums of what looks like headers of tar right, so that a search gets past them.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

inline void repair_tar_sums(std::string& bytes) {
  constexpr std::size_t block = 512, sum = 148, magic = 257;
  for (std::size_t at = 0; at + block <= bytes.size(); at += block) {
    if (std::memcmp(bytes.data() + at + magic, "ustar", 5) != 0) continue;
    std::memset(bytes.data() + at + sum, ' ', 8);
    unsigned total = 0;
    for (std::size_t i = 0; i < block; ++i) total += static_cast<std::uint8_t>(bytes[at + i]);
    char digits[8];
    std::snprintf(digits, sizeof digits, "%06o", total);
    std::memcpy(bytes.data() + at + sum, digits, 7);
  }
}
