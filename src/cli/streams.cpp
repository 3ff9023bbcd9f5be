#include "cli/streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby::cli {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 20U;

class Input {
 public:
  explicit Input(const std::string& path)
      : fd_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)),
        error_(fd_ < 0 ? errno : 0) {}
  ~Input() {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  // Nothing at the end, and where it cannot be read.
  std::string_view next() {
    ssize_t n = 0;
    do n = error_ == 0 ? ::read(fd_, block_.data(), block_.size()) : 0;
    while (n < 0 && errno == EINTR);
    if (n < 0) error_ = errno;
    return {block_.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))};
  }
  int error() const { return error_; }

 private:
  int fd_;
  int error_;
  std::string block_ = std::string(block_size, '\0');
};

}  // namespace

int write_all(int stream, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(stream, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

Result<void> each_line(const std::string& path, std::size_t longest,
                       const std::function<bool(std::string& line)>& visit) {
  Input input(path);
  std::string line;
  bool open = false;  // a line has begun
  for (std::string_view block = input.next(); !block.empty(); block = input.next())
    while (!block.empty()) {
      const std::size_t end = std::min(block.find('\n'), block.size());
      line.append(block.substr(0, std::min(end, longest + 1 - std::min(line.size(), longest + 1))));
      open = end == block.size();
      block.remove_prefix(open ? end : end + 1);
      if (open) break;
      if (!visit(line)) return {};
      line.clear();
    }
  if (input.error() != 0)
    return fail(ErrorCode::input,
                fmt::format("`{}` cannot be read: {}", path, lower(std::strerror(input.error()))));
  if (open) visit(line);
  return {};
}

}  // namespace bestby::cli
