// Reads many files one after the other into the same memory.
//
//     FileBytes file;
//     switch (file.read(path, limit)) { case FileBytes::Read::text: use(file.text()); ... }
//
// Only regular files are read, links are not followed, nothing waits (a pipe in a file's place). A file is
// passed over after its first 8 KiB when there is a NUL in them, unless it begins as UTF-16 does. Three
// system calls for most files: the size is not asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bestby {

class FileBytes {
 public:
  enum class Read : std::uint8_t { text, binary, too_long, failed };
  Read read(const std::string& path, std::uint64_t limit);
  std::string_view text() const { return {space_.data(), size_}; }
  const std::string& reason() const { return reason_; }  // of `failed`

 private:
  Read read_from(int file, std::uint64_t limit);

  std::vector<char> space_ = std::vector<char>(std::size_t{64} << 10U);
  std::size_t size_ = 0;
  std::string reason_;
};

}  // namespace bestby
