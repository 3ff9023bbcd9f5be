#include "observe/tree/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace bestby {
namespace {

constexpr std::size_t looked_at = std::size_t{8} << 10U;
constexpr std::size_t most_kept = std::size_t{4} << 20U;  // memory that is not given back between files

bool is_binary(std::string_view begin) {
  const bool utf16 = begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF");
  return !utf16 && std::memchr(begin.data(), 0, begin.size()) != nullptr;
}

}  // namespace

FileBytes::Read FileBytes::read(const std::string& path, std::uint64_t limit) {
  if (space_.size() > most_kept) std::vector<char>(most_kept).swap(space_);
  size_ = 0;
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  if (file < 0) {
    reason_ = std::generic_category().message(errno);
    return Read::failed;
  }
  const Read result = read_from(file, limit);
  close(file);
  return result;
}

FileBytes::Read FileBytes::read_from(int file, std::uint64_t limit) {
  for (bool first = true;;) {
    const ssize_t n = ::read(file, space_.data() + size_, space_.size() - size_);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      reason_ = std::generic_category().message(errno);
      return Read::failed;
    }
    size_ += static_cast<std::size_t>(n);
    if (first && is_binary({space_.data(), std::min(size_, looked_at)})) return Read::binary;
    if (size_ > limit) return Read::too_long;
    // A regular file that gives less than was asked for is at its end.
    if (size_ < space_.size()) return Read::text;
    if (first) {
      struct stat status{};
      if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return Read::binary;
      const auto whole = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
      if (whole > limit) return Read::too_long;
      space_.resize(std::max<std::size_t>(space_.size() * 2, whole + 1));
    } else {
      space_.resize(space_.size() * 2);
    }
    first = false;
  }
}

}  // namespace bestby
