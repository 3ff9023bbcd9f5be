#include "observe/image/byte_flow.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace bestby {

bool ByteFlow::skip(std::uint64_t count) {
  const auto at_hand = static_cast<std::uint64_t>(end_ - at_);
  if (count <= at_hand) {
    pass(static_cast<std::size_t>(count));
    return true;
  }
  pass(static_cast<std::size_t>(at_hand));
  return jump(count - at_hand);
}

bool ByteFlow::jump(std::uint64_t count) {
  while (count != 0) {
    const std::string_view part = look();
    if (part.empty()) return false;
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(count, part.size()));
    pass(step);
    count -= step;
  }
  return true;
}

std::size_t ByteFlow::read(char* into, std::size_t count) {
  std::size_t have = 0;
  while (have < count) {
    const std::string_view part = look();
    if (part.empty()) break;
    const std::size_t step = std::min(count - have, part.size());
    std::memcpy(into + have, part.data(), step);
    pass(step);
    have += step;
  }
  return have;
}

Result<std::shared_ptr<SharedFile>> SharedFile::open(const std::string& path) {
  const auto failed = [&](int code) {
    return fail(ErrorCode::input, fmt::format("`{}` cannot be read: {}", path, std::strerror(code)));
  };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return failed(errno);
  struct stat status{};
  const bool known = ::fstat(descriptor, &status) == 0;
  if (!known || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return failed(S_ISDIR(status.st_mode) ? EISDIR : ENODEV);
  }
  return std::shared_ptr<SharedFile>(new SharedFile(descriptor, static_cast<std::uint64_t>(status.st_size)));
}

SharedFile::~SharedFile() { ::close(descriptor_); }

bool FileFlow::refill() {
  if (next_ >= stop_) return false;
  const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(block_, stop_ - next_));
  if (buffer_.size() < want) buffer_.resize(want);
  ssize_t got = 0;
  do got = ::pread(file_->descriptor(), buffer_.data(), want, static_cast<off_t>(next_));
  while (got < 0 && errno == EINTR);
  if (got < 0) return set_fault(fmt::format("cannot be read: {}", std::strerror(errno)));
  if (got == 0) return set_fault("is cut short");
  next_ += static_cast<std::uint64_t>(got);
  block_ = std::min(most, block_ * 2);
  at_hand({buffer_.data(), static_cast<std::size_t>(got)});
  return true;
}

bool FileFlow::jump(std::uint64_t count) {
  const std::uint64_t step = std::min(count, stop_ - next_);
  next_ += step;
  add_passed(step);
  block_ = least;
  at_hand({});
  return step == count;
}

std::uint64_t PartFlow::close() {
  const std::size_t rest = left_at_hand();
  whole_.pass(lent_ - rest);
  left_ += rest;
  lent_ = 0;
  at_hand({});
  return left_;
}

bool PartFlow::refill() {
  whole_.pass(lent_);
  lent_ = 0;
  if (left_ == 0) return false;
  const std::string_view part = whole_.look();
  if (part.empty()) return set_fault(whole_.fault().empty() ? "is cut short" : whole_.fault());
  lent_ = static_cast<std::size_t>(std::min<std::uint64_t>(left_, part.size()));
  left_ -= lent_;
  at_hand(part.substr(0, lent_));
  return true;
}

bool PartFlow::jump(std::uint64_t count) {
  whole_.pass(lent_);
  lent_ = 0;
  at_hand({});
  const std::uint64_t step = std::min(count, left_);
  left_ -= step;
  add_passed(step);
  return whole_.skip(step) && step == count;
}

}  // namespace bestby
