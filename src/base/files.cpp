#include "base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "base/text.h"

namespace bestby {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_;
};

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

std::string reason(int code) {
  std::string text = std::strerror(code);
  if (text.size() > 1 && text[1] >= 'a') text = lower(text.substr(0, 1)) + text.substr(1);
  return text;
}

std::pair<std::string, std::string> split_path(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

std::vector<std::string> names_near(const std::string& path) {
  const auto [folder_name, name] = split_path(path);
  const Folder folder(::opendir(folder_name.c_str()));
  if (!folder) return {};
  std::vector<std::string> names;
  constexpr std::size_t enough = 10'000;
  while (const dirent* entry = ::readdir(folder.get())) {
    if (names.size() >= enough) break;
    const std::string_view other = entry->d_name;  // the name itself: a link that leads nowhere
    if (other != "." && other != ".." && other != name) names.emplace_back(other);
  }
  std::vector<std::string> found = nearest(name, names);
  const std::string prefix = path.substr(0, path.size() - name.size());
  for (std::string& near : found) near.insert(0, prefix);
  return found;
}

// `what` reads "read" or "written".
tl::unexpected<Error> failed(const std::string& path, std::string_view what, int code) {
  Error error{ErrorCode::input, fmt::format("`{}` cannot be {}: {}", path, what, reason(code)), {}, {}, {}};
  if (code == ENOENT && what == "read") error.suggestions = names_near(path);
  if (code == ENOENT && what == "written") error.help = "make the folder first";
  if (code == EACCES) error.help = "check the permissions of the file and of its folder";
  return fail(std::move(error));
}

int open_retrying(const char* path, int flags, mode_t mode = 0) {
  for (;;) {
    const int fd = ::open(path, flags | O_CLOEXEC, mode);
    if (fd >= 0 || errno != EINTR) return fd;
  }
}

// 0, or the system's error code.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno != EINTR) return errno;
    if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

// A name beside `path` that nobody uses, opened; `flags` make two writers never share one.
Descriptor open_beside(const std::string& path, std::string* name) {
  static std::atomic<unsigned> serial{0};
  const auto [folder, base] = split_path(path);
  for (int attempt = 0;; ++attempt) {
    *name = fmt::format("{}/.{}.{}-{}.tmp", folder, base.substr(0, 100), ::getpid(), serial++);
    const int fd = open_retrying(name->c_str(), O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (fd >= 0 || errno != EEXIST || attempt == 100) return Descriptor(fd);
  }
}

// Where a link leads; the path itself when it is no link (or leads nowhere yet).
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  return real ? std::string(real.get()) : path;
}

class TreeWalk {
 public:
  TreeWalk(const std::string& root, const TreeOptions& options) : root_(root), options_(options) {}

  Result<std::vector<std::string>> run() {
    pending_.emplace_back("", 0);
    while (!pending_.empty()) {
      auto [folder, depth] = std::move(pending_.back());
      pending_.pop_back();
      if (auto good = list(folder, depth); !good) return fail(std::move(good.error()));
    }
    std::sort(files_.begin(), files_.end());
    return std::move(files_);
  }

 private:
  Result<void> list(const std::string& folder, int depth) {
    const std::string path = folder.empty() ? root_ : root_ + '/' + folder;
    const Folder open(::opendir(path.c_str()));
    if (!open) return failed(path, "read", errno);
    for (errno = 0; const dirent* entry = ::readdir(open.get()); errno = 0) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == ".." || (!options_.hidden && name.starts_with('.'))) continue;
      if (++seen_ > options_.most)
        return fail(ErrorCode::input, fmt::format("`{}` holds more than {} entries", root_, options_.most));
      if (auto good = visit(open.get(), folder, *entry, depth); !good) return good;
    }
    if (errno != 0) return failed(path, "read", errno);
    return {};
  }

  Result<void> visit(DIR* open, const std::string& folder, const dirent& entry, int depth) {
    std::string relative = folder.empty() ? entry.d_name : folder + '/' + entry.d_name;
    unsigned char type = entry.d_type;
    if (type == DT_LNK || type == DT_UNKNOWN) type = type_of(::dirfd(open), entry.d_name);
    if (type == DT_REG && relative.ends_with(options_.suffix)) files_.push_back(relative);
    if (type != DT_DIR) return {};
    if (depth >= options_.depth)
      return fail(ErrorCode::input,
                  fmt::format("`{}/{}` lies more than {} folders deep", root_, relative, options_.depth));
    pending_.emplace_back(std::move(relative), depth + 1);
    return {};
  }

  // A link counts as the file that it leads to, but never as a folder. One that leads nowhere counts as
  // a file too: whoever wants it is told when it is read.
  static unsigned char type_of(int folder, const char* name) {
    struct stat own{}, target{};
    if (::fstatat(folder, name, &own, AT_SYMLINK_NOFOLLOW) != 0) return DT_UNKNOWN;
    if (S_ISDIR(own.st_mode)) return DT_DIR;
    const bool found = ::fstatat(folder, name, &target, 0) == 0;
    return !found || S_ISREG(target.st_mode) ? DT_REG : DT_UNKNOWN;
  }

  const std::string& root_;
  const TreeOptions& options_;
  std::vector<std::pair<std::string, int>> pending_;
  std::vector<std::string> files_;
  std::size_t seen_ = 0;
};

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(open_retrying(path.c_str(), O_RDONLY));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0) return failed(path, "read", errno);
  if (S_ISDIR(status.st_mode)) return failed(path, "read", EISDIR);
  std::string text;
  const auto expected = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0));
  std::size_t used = 0;
  for (std::size_t room = std::min(expected, limit) + 1;; room = std::max(text.size(), room)) {
    // One byte past the limit is asked for, so that a file of exactly `limit` bytes is told from a
    // longer one.
    text.resize(std::min(used + room, limit + 1));
    const ssize_t n = ::read(file.get(), text.data() + used, text.size() - used);
    if (n < 0 && errno != EINTR) return failed(path, "read", errno);
    if (n == 0) break;
    if (n > 0) used += static_cast<std::size_t>(n);
    if (used > limit)
      return fail(ErrorCode::input,
                  fmt::format("`{}` cannot be read: it holds more than {} bytes", path, limit));
  }
  text.resize(used);
  return text;
}

Result<ByteSource> ByteSource::open(const std::string& path) {
  if (path == "-") return ByteSource(path, STDIN_FILENO);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return failed(path, "read", errno);
  ByteSource out(path, fd);
  struct stat about{};
  if (::fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) return failed(path, "read", EISDIR);
  return out;
}

ByteSource::ByteSource(ByteSource&& other) noexcept : path_(std::move(other.path_)), fd_(other.fd_) {
  other.fd_ = -1;
}

ByteSource::~ByteSource() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

Result<std::size_t> ByteSource::read(std::span<char> into) {
  for (;;) {
    const ssize_t n = ::read(fd_, into.data(), into.size());
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EINTR) return failed(path_ == "-" ? "standard input" : path_, "read", errno);
  }
}

std::optional<std::uint64_t> ByteSource::size() const {
  struct stat about{};
  if (::fstat(fd_, &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(about.st_size);
}

bool ByteSource::is_terminal() const { return ::isatty(fd_) != 0; }

Result<FileWriter> FileWriter::open(const std::string& path) {
  FileWriter out(path);
  if (path.empty()) {
    out.fd_ = STDOUT_FILENO;
    return out;
  }
  struct stat old{};
  const bool exists = ::stat(path.c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) return failed(path, "written", EISDIR);
  if (exists && !S_ISREG(old.st_mode)) {
    out.fd_ = open_retrying(path.c_str(), O_WRONLY);
    if (out.fd_ < 0) return failed(path, "written", errno);
    return out;
  }
  out.target_ = real_path(path);
  std::string name;
  Descriptor file = open_beside(out.target_, &name);
  if (!file) return failed(path, "written", errno);
  out.beside_ = std::move(name);
  out.fd_ = file.release();
  if (exists && ::fchmod(out.fd_, old.st_mode & 07777U) != 0) return failed(path, "written", errno);
  return out;
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : path_(std::move(other.path_)),
      beside_(std::exchange(other.beside_, {})),
      target_(std::move(other.target_)),
      fd_(std::exchange(other.fd_, -1)) {}

FileWriter::~FileWriter() {
  if (!beside_.empty()) ::unlink(beside_.c_str());
  if (fd_ >= 0 && !path_.empty()) ::close(fd_);
}

Result<void> FileWriter::checked(int code) const {
  if (code == 0) return {};
  if (path_.empty())
    return fail(ErrorCode::input, fmt::format("the answer cannot be written: {}", reason(code)));
  return failed(path_, "written", code);
}

Result<void> FileWriter::write(std::string_view text) { return checked(write_all(fd_, text)); }

Result<void> FileWriter::finish() {
  if (beside_.empty()) return {};
  if (::fsync(fd_) != 0 && errno != EINVAL) return checked(errno);
  if (::rename(beside_.c_str(), target_.c_str()) != 0) return checked(errno);
  beside_.clear();
  return {};
}

Result<void> write_file(const std::string& path, std::string_view text) {
  // An empty path names no file here; as a name it fails as the system says.
  if (path.empty()) return failed(path, "written", ENOENT);
  auto file = FileWriter::open(path);
  if (!file) return fail(std::move(file.error()));
  if (auto written = file->write(text); !written) return written;
  return file->finish();
}

Result<std::vector<std::string>> list_tree(const std::string& root, const TreeOptions& options) {
  return TreeWalk(root, options).run();
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  const Descriptor file(open_retrying(path.c_str(), O_RDONLY));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0) return failed(path, "read", errno);
  if (S_ISDIR(status.st_mode)) return failed(path, "read", EISDIR);
  if (!S_ISREG(status.st_mode)) return failed(path, "read", ENODEV);
  MappedFile mapped;
  if (status.st_size == 0) return mapped;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) return failed(path, "read", errno);
  mapped.data_ = static_cast<const char*>(data);
  mapped.size_ = size;
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace bestby
