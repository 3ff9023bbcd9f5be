#include "observe/tree/tree_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/utf8.h"

namespace bestby {
namespace {

constexpr std::size_t longest_rules = std::size_t{1} << 20U;

enum class EntryKind : std::uint8_t { file, folder, other };

EntryKind kind_of(int folder, const dirent& entry) {
  unsigned char type = entry.d_type;
  if (type == DT_UNKNOWN) {
    struct stat status{};
    if (fstatat(folder, static_cast<const char*>(entry.d_name), &status, AT_SYMLINK_NOFOLLOW) != 0)
      return EntryKind::other;
    type = S_ISREG(status.st_mode) ? DT_REG : S_ISDIR(status.st_mode) ? DT_DIR : DT_UNKNOWN;
  }
  return type == DT_REG ? EntryKind::file : type == DT_DIR ? EntryKind::folder : EntryKind::other;
}

// A file's text, where it is a regular one and not long; empty otherwise.
std::string text_of(const std::string& path) {
  struct stat status{};
  if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  auto text = read_file(path, longest_rules);
  return text ? std::move(*text) : std::string();
}

}  // namespace

TreeWalk::TreeWalk(std::string root, const WalkOptions& options, Observed& out)
    : root_(std::move(root)), options_(options), out_(out) {
  IgnoreRules rules;
  if (!options_.ignored_too) rules = rules.with(text_of(root_ + "/.git/info/exclude"), "");
  opened_ = enter("", rules);
}

std::string TreeWalk::below(const std::string& folder, const std::string& name) const {
  return folder.empty() ? name : folder + "/" + name;
}

IgnoreRules TreeWalk::rules_in(const Folder& folder, const IgnoreRules& above) const {
  if (options_.ignored_too) return above;
  for (const Entry& entry : folder.entries)
    if (!entry.folder && entry.name == ".gitignore")
      return above.with(text_of(root_ + "/" + below(folder.path, entry.name)), folder.path);
  return above;
}

bool TreeWalk::enter(std::string path, const IgnoreRules& above) {
  const std::string whole = path.empty() ? root_ : root_ + "/" + path;
  // The root itself may be a link; folders below it may not have become one meanwhile.
  const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (path.empty() ? 0 : O_NOFOLLOW);
  const int fd = open(whole.c_str(), flags);
  DIR* listing = fd < 0 ? nullptr : fdopendir(fd);
  if (listing == nullptr) {
    out_.skip(readable_path(path),
              fmt::format("cannot be listed: {}", std::generic_category().message(errno)));
    if (fd >= 0) close(fd);
    return false;
  }
  Folder folder;
  folder.path = std::move(path);
  while (const dirent* entry = readdir(listing)) {
    const std::string_view name = static_cast<const char*>(entry->d_name);
    if (name == "." || name == ".." || name == ".git") continue;
    const EntryKind kind = kind_of(fd, *entry);
    if (kind == EntryKind::other) continue;
    if (++seen_ > options_.limits[Limit::files]) {
      full_ = true;  // which of its entries would be read is not up to the file system's order
      break;
    }
    folder.entries.push_back({std::string(name), kind == EntryKind::folder});
  }
  closedir(listing);
  if (full_) {
    out_.skip(readable_path(folder.path), options_.limits.passed(Limit::files));
    return true;
  }
  // A folder's paths go on with `/`, and so it is sorted.
  std::sort(folder.entries.begin(), folder.entries.end(), [](const Entry& a, const Entry& b) {
    const std::size_t n = std::min(a.name.size(), b.name.size());
    if (const int order = a.name.compare(0, n, b.name, 0, n); order != 0) return order < 0;
    const auto end = [n](const Entry& e) {
      return e.name.size() > n ? static_cast<unsigned char>(e.name[n])
             : e.folder        ? static_cast<unsigned char>('/')
                               : 0;
    };
    return end(a) < end(b);
  });
  folder.rules = rules_in(folder, above);
  open_.push_back(std::move(folder));
  return true;
}

std::optional<std::string> TreeWalk::next() {
  while (!open_.empty()) {
    Folder& folder = open_.back();
    if (folder.at == folder.entries.size()) {
      open_.pop_back();
      continue;
    }
    const Entry& entry = folder.entries[folder.at++];
    std::string path = below(folder.path, entry.name);
    if (!options_.ignored_too && folder.rules.ignores(path, entry.folder)) continue;
    if (path.size() > options_.limits[Limit::path_bytes]) {
      out_.skip(readable_path(path), options_.limits.passed(Limit::path_bytes));
    } else if (!entry.folder) {
      return path;
    } else if (open_.size() > options_.limits[Limit::depth]) {
      out_.skip(readable_path(path), options_.limits.passed(Limit::depth));
    } else if (!full_) {
      const IgnoreRules rules = folder.rules;
      enter(std::move(path), rules);
    }
  }
  return std::nullopt;
}

std::vector<std::string> walk_tree(const std::string& root, const WalkOptions& options, Observed& out) {
  std::vector<std::string> paths;
  TreeWalk walk(root, options, out);
  while (auto path = walk.next()) paths.push_back(std::move(*path));
  return paths;
}

std::string readable_path(std::string_view path) {
  if (find_utf8_fault(path).what == nullptr) return std::string(path);
  std::string out;
  for (std::size_t at = 0; at < path.size();) {
    const CodePoint c = decode_utf8(path, at);
    if (c.valid && !is_control(c.value))
      out += path.substr(at, c.length);
    else
      for (const char byte : path.substr(at, c.length))
        out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    at += c.length;
  }
  return out;
}

}  // namespace bestby
