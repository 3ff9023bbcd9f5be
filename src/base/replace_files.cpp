#include "base/replace_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <set>

#include "base/files.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

// Beside the folder NAME: `.NAME.bestby-new` while it is built, `.NAME.bestby-complete` when it only has to
// be moved.
constexpr std::string_view building = ".bestby-new";
constexpr std::string_view complete = ".bestby-complete";

tl::unexpected<Error> failed(const fs::path& path, const std::error_code& code) {
  return fail(ErrorCode::input, fmt::format("`{}` cannot be written: {}", path.string(), code.message()));
}

std::error_code last_error() { return {errno, std::system_category()}; }

fs::path beside(const fs::path& folder, std::string_view ending) {
  return folder.parent_path() / fmt::format(".{}{}", folder.filename().string(), ending);
}

// Flushes the names in a folder. Some file systems cannot, and need not.
void flush_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  (void)::fsync(fd);
  ::close(fd);
}

// The names in a folder, all the way down, are on the disk before the folder itself counts.
void flush_tree(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored))
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) flush_folder(entry.path());
  flush_folder(folder);
}

Result<void> write_below(const fs::path& folder, const NewFile& file) {
  const fs::path path = folder / file.path;
  std::error_code code;
  fs::create_directories(path.parent_path(), code);
  if (code) return failed(path, code);
  return write_file(path.string(), file.text);
}

// The folder below `root` that holds all of the files; empty: the root itself.
fs::path common_folder(std::span<const NewFile> files) {
  fs::path common = fs::path(files[0].path).parent_path();
  for (const NewFile& file : files)
    while (!common.empty() && !file.path.starts_with(common.string() + "/")) common = common.parent_path();
  return common;
}

Result<void> link_tree(const fs::path& from, const fs::path& to) {
  std::error_code code;
  constexpr auto all = fs::copy_options::recursive | fs::copy_options::copy_symlinks;
  fs::copy(from, to, all | fs::copy_options::create_hard_links, code);
  if (!code) return {};
  fs::remove_all(to, code);
  fs::copy(from, to, all, code);
  if (code) return failed(to, code);
  return {};
}

// The folder as it will be, beside the folder as it is.
Result<fs::path> build(const fs::path& folder, const fs::path& root, std::span<const NewFile> files) {
  const fs::path fresh = beside(folder, building);
  std::error_code code;
  fs::remove_all(fresh, code);
  fs::create_directories(fresh.parent_path(), code);
  if (code) return failed(fresh, code);
  if (fs::exists(folder)) {
    if (auto linked = link_tree(folder, fresh); !linked) return fail(linked.error());
  } else if (!fs::create_directory(fresh, code)) {
    return failed(fresh, code);
  }
  const std::string inside = folder.lexically_relative(root).generic_string() + "/";
  for (const NewFile& file : files) {
    NewFile own = file;
    if (own.path.starts_with(inside)) own.path.erase(0, inside.size());
    if (auto written = write_below(fresh, own); !written) return fail(written.error());
  }
  flush_tree(fresh);
  return fresh;
}

bool exchange_folders(const fs::path& a, const fs::path& b) {
#ifdef RENAME_EXCHANGE
  return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
#else
  (void)a, (void)b;
  errno = ENOSYS;
  return false;
#endif
}

// Moves the files of a complete folder into place; may be done again after a kill.
Result<void> move_into_place(const fs::path& from, const fs::path& folder) {
  std::error_code code;
  for (const auto& entry : fs::recursive_directory_iterator(from, code)) {
    if (entry.is_directory() && !entry.is_symlink()) continue;
    const fs::path to = folder / entry.path().lexically_relative(from);
    fs::create_directories(to.parent_path(), code);
    if (::rename(entry.path().c_str(), to.c_str()) != 0) return failed(to, last_error());
  }
  flush_tree(folder);
  fs::remove_all(from, code);
  if (code) return failed(from, code);
  return {};
}

Result<void> take_place(const fs::path& fresh, const fs::path& folder, bool exchange) {
  std::error_code code;
  if (!fs::exists(folder)) {
    if (::rename(fresh.c_str(), folder.c_str()) != 0) return failed(folder, last_error());
  } else if (exchange && exchange_folders(fresh, folder)) {
    flush_folder(folder.parent_path());
    fs::remove_all(fresh, code);
  } else {
    const fs::path ready = beside(folder, complete);
    if (::rename(fresh.c_str(), ready.c_str()) != 0) return failed(ready, last_error());
    flush_folder(folder.parent_path());
    return move_into_place(ready, folder);
  }
  flush_folder(folder.parent_path());
  return {};
}

// What killed writers left: hidden folders with one of our endings. Looked for beside the root too,
// which may be the folder that was replaced.
struct Remains {
  std::vector<fs::path> fresh, ready;
};
Remains remains(const fs::path& root) {
  Remains out;
  const auto look = [&](const fs::path& path) {
    const std::string name = path.filename().string();
    if (!name.starts_with('.')) return false;
    if (name.ends_with(building)) out.fresh.push_back(path);
    if (name.ends_with(complete)) out.ready.push_back(path);
    return true;
  };
  std::error_code code;
  for (const std::string_view ending : {building, complete})
    if (const fs::path path = beside(root, ending); fs::is_directory(path, code)) look(path);
  for (auto at = fs::recursive_directory_iterator(root, code); !code && at != fs::end(at); at.increment(code))
    if (at->is_directory(code) && look(at->path())) at.disable_recursion_pending();
  return out;
}

Result<void> finish(const fs::path& root, const Remains& found) {
  for (const fs::path& ready : found.ready) {
    const std::string name = ready.filename().string();
    const fs::path folder = ready.parent_path() / name.substr(1, name.size() - 1 - complete.size());
    if (auto moved = move_into_place(ready, folder); !moved) return moved;
  }
  std::error_code ignored;
  for (const fs::path& fresh : found.fresh) fs::remove_all(fresh, ignored);
  flush_folder(root);
  return {};
}

// Absolute and without links, so that a folder always has a parent and is itself what is replaced.
fs::path resolved(const std::string& folder) {
  std::error_code code;
  fs::path path = fs::weakly_canonical(fs::absolute(folder, code), code);
  if (code) path = folder;
  return path.has_filename() ? path : path.parent_path();
}

}  // namespace

Result<void> replace_files(const std::string& folder, std::span<const NewFile> files,
                           const ReplaceOptions& options) {
  if (files.empty()) return {};
  const fs::path root = resolved(folder);
  std::error_code code;
  fs::create_directories(root, code);
  if (code) return failed(root, code);
  const FolderLock lock(root.string(), options.locked ? FolderLock::For::nothing : FolderLock::For::writing);
  if (auto finished = finish(root, remains(root)); !finished) return finished;
  if (files.size() == 1) {
    auto written = write_below(root, files[0]);
    flush_folder((root / files[0].path).parent_path());
    return written;
  }
  const fs::path common = common_folder(files);
  const fs::path target = common.empty() ? root : root / common;
  const auto fresh = build(target, root, files);
  auto done = fresh ? take_place(*fresh, target, options.exchange) : Result<void>(fail(fresh.error()));
  if (!done) fs::remove_all(beside(target, building), code);
  return done;
}

Result<void> finish_replacing(const std::string& folder) {
  const fs::path root = resolved(folder);
  if (remains(root).ready.empty()) return {};
  const FolderLock lock(root.string(), FolderLock::For::writing);
  return finish(root, remains(root));
}

FolderLock::FolderLock(const std::string& folder, For purpose)
    : fd_(purpose == For::nothing ? -1 : ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  while (fd_ >= 0 && ::flock(fd_, purpose == For::reading ? LOCK_SH : LOCK_EX) != 0 && errno == EINTR) {}
}

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace bestby
