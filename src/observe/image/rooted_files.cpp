#include "observe/image/rooted_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

namespace bestby {
namespace {

std::string real_path(const std::string& path) {
  char* const found = ::realpath(path.c_str(), nullptr);
  std::string out = found == nullptr ? "" : found;
  std::free(found);
  return out;
}

std::string refused(int code) { return fmt::format("cannot be read: {}", std::strerror(code)); }

bool is_absent(int code) { return code == ENOENT || code == ENOTDIR || code == ELOOP; }

}  // namespace

Result<RootedFiles> RootedFiles::open(const std::string& root) {
  const int descriptor = ::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return fail(ErrorCode::input, fmt::format("`{}` cannot be read: {}", root, std::strerror(errno)));
  return RootedFiles(descriptor, root);
}

RootedFiles::~RootedFiles() {
  if (root_ >= 0) ::close(root_);
}

int RootedFiles::open_below(const std::string& path, int flags) const {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  how.resolve = RESOLVE_IN_ROOT;
  const auto opened = static_cast<int>(::syscall(SYS_openat2, root_, path.c_str(), &how, sizeof how));
  if (opened >= 0 || (errno != ENOSYS && errno != EPERM)) return opened;
  const std::string root = real_path(path_), real = real_path(path_ + "/" + path);
  if (real.empty() || !(real + "/").starts_with(root == "/" ? root : root + "/")) {
    errno = ENOENT;
    return -1;
  }
  return ::open(real.c_str(), static_cast<int>(how.flags));
}

RootedFiles::Listing RootedFiles::list(const std::string& folder) const {
  Listing out;
  const int opened = open_below(folder.empty() ? "." : folder, O_DIRECTORY);
  DIR* const stream = opened < 0 ? nullptr : ::fdopendir(opened);
  if (stream == nullptr) {
    if (!is_absent(errno)) out.fault = refused(errno);
    if (opened >= 0) ::close(opened);
    return out;
  }
  struct stat status{};
  if (::fstat(opened, &status) == 0) out.identity = {status.st_dev, status.st_ino};
  while (const dirent* row = ::readdir(stream)) {
    const std::string_view name = row->d_name;
    if (name == "." || name == "..") continue;
    bool folder_row = row->d_type == DT_DIR, link = row->d_type == DT_LNK;
    if (row->d_type == DT_UNKNOWN && ::fstatat(opened, row->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
      folder_row = S_ISDIR(status.st_mode);
      link = S_ISLNK(status.st_mode);
    }
    out.names.push_back({std::string(name), folder_row, link});
  }
  ::closedir(stream);
  std::sort(out.names.begin(), out.names.end(), [](const Name& a, const Name& b) { return a.name < b.name; });
  out.found = true;
  return out;
}

RootedFiles::Text RootedFiles::text(const std::string& path, std::uint64_t most) const {
  Text out;
  const int opened = open_below(path, 0);
  struct stat status{};
  if (opened < 0 || ::fstat(opened, &status) != 0 || !S_ISREG(status.st_mode)) {
    if (opened < 0 && !is_absent(errno)) out.fault = refused(errno);
    if (opened >= 0) ::close(opened);
    return out;
  }
  out.identity = {status.st_dev, status.st_ino};
  out.found = true;
  // What a file of the kernel's holds is known at its end alone.
  constexpr std::size_t step = std::size_t{64} << 10U;
  while (out.text.size() <= most) {
    const std::size_t have = out.text.size();
    out.text.resize(have + step);
    const ssize_t got = ::read(opened, out.text.data() + have, step);
    out.text.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0) out.fault = refused(errno);
    if (got <= 0) break;
  }
  out.whole = out.text.size() <= most;
  ::close(opened);
  return out;
}

}  // namespace bestby
