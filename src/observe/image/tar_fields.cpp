#include "observe/image/tar_fields.h"

#include <cstring>

namespace bestby {
namespace {

std::optional<std::uint64_t> base_256(const unsigned char* bytes, std::size_t size) {
  if (bytes[0] != 0x80) return std::nullopt;  // below zero, or above 2^88
  std::uint64_t value = 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (value >> 55U != 0) return std::nullopt;
    value = value << 8U | bytes[i];
  }
  return value;
}

}  // namespace

std::string_view tar_text(const char* header, TarField field) {
  return {header + field.at, ::strnlen(header + field.at, field.size)};
}

std::optional<std::uint64_t> tar_number(const char* header, TarField field) {
  const char* const bytes = header + field.at;
  if ((static_cast<unsigned char>(bytes[0]) & 0x80U) != 0)
    return base_256(reinterpret_cast<const unsigned char*>(bytes), field.size);
  std::size_t at = 0, end = field.size;
  const auto is_blank = [](char c) { return c == ' ' || c == '\0'; };
  while (at < end && is_blank(bytes[at])) ++at;
  std::uint64_t value = 0;
  for (; at < end && bytes[at] >= '0' && bytes[at] <= '7'; ++at)
    value = value << 3U | static_cast<std::uint64_t>(bytes[at] - '0');
  if (at < end && !is_blank(bytes[at])) return std::nullopt;
  return value;
}

bool tar_sum_holds(const char* header) {
  const auto said = tar_number(header, tar_field::sum);
  if (!said) return false;
  std::uint32_t plain = 0;
  std::int32_t with_sign = 0;
  for (std::size_t i = 0; i < 512; ++i) {
    plain += static_cast<unsigned char>(header[i]);
    with_sign += static_cast<signed char>(header[i]);
  }
  for (std::size_t i = tar_field::sum.at; i < tar_field::sum.at + tar_field::sum.size; ++i) {
    plain += ' ' - static_cast<std::uint32_t>(static_cast<unsigned char>(header[i]));
    with_sign += ' ' - static_cast<signed char>(header[i]);
  }
  return *said == plain || *said == static_cast<std::uint64_t>(static_cast<std::int64_t>(with_sign));
}

}  // namespace bestby
