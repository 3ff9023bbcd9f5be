// Patterns of paths in an image, and which of many a path matches.
//
//     PathPattern p("/usr/local/cuda*/lib64/libcudart.so.#.#.#");
//     std::vector<std::string_view> numbers;
//     p.matches("usr/local/cuda-11.8/lib64/libcudart.so.11.8.89", numbers);    // numbers: 11 8 89
//
// `*` is any run of characters in a part of the path, `#` a number. A pattern that begins with `/` is for
// the whole path, others for its last parts, as many as they have.
//
// PathPatterns finds the patterns of a path by its last part: those without a wildcard there by its length
// and then its bytes, the others by what stands before the first wildcard or behind the last. Nearly all
// paths are done with after one look-up.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace bestby {

class PathPattern {
 public:
  explicit PathPattern(std::string_view text);
  bool matches(std::string_view path, std::vector<std::string_view>& numbers) const;
  std::string_view name() const { return name_; }  // the pattern of the last part

 private:
  bool matches_folders(std::string_view folders) const;
  std::string_view folders_, name_;
  bool whole_ = false;
};

class PathPatterns {
 public:
  // The texts outlive this.
  explicit PathPatterns(std::span<const std::string_view> texts);
  struct Match {
    std::size_t pattern;  // as given, from 0
    std::vector<std::string_view> numbers;
  };
  // Whether any matches; they are put into `out`, in their order.
  bool find(std::string_view path, std::vector<Match>& out) const;

 private:
  static constexpr std::size_t longest = 64, least_prefix = 4;
  static std::size_t bucket(std::string_view name) {
    return static_cast<unsigned char>(name[0]) * 31U % 64 * 4 + static_cast<unsigned char>(name[3]) % 4;
  }
  void try_all(std::span<const std::uint16_t> rows, std::string_view path, std::vector<Match>& out) const;

  std::vector<PathPattern> patterns_;
  std::array<std::vector<std::uint16_t>, longest> exact_;  // by the length of the last part
  std::array<std::vector<std::uint16_t>, 256> prefixed_;   // by its first and its fourth byte
  std::array<std::vector<std::uint16_t>, 256> suffixed_;   // by its last byte
  std::vector<std::uint16_t> others_;
};

}  // namespace bestby
