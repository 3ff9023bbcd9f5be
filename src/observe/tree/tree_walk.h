// The regular files of a tree, in the order of their paths.
//
//     TreeWalk walk("/src/project", {.limits = limits}, out);
//     while (auto file = walk.next()) use(file->path, file->reported);
//
// What .gitignore files and .git/info/exclude leave out is left out, unless `ignored_too`; .git is never
// entered. Links are not followed: what lies in the tree is met where it lies. Pipes and devices are passed
// over. What cannot be listed, and what is past the limits `files`, `depth` and `path-bytes`, is said in
// `out`. Folders are listed one at a time, sorted by bytes; nothing is remembered of those that are done.
//
// .gitignore files above the root are not read: nothing outside of the target is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observe/observation.h"
#include "observe/read_limits.h"
#include "observe/tree/ignore_rules.h"

namespace bestby {

struct WalkOptions {
  ReadLimits limits = {};
  bool ignored_too = false;
};

class TreeWalk {
 public:
  TreeWalk(std::string root, const WalkOptions& options, Observed& out);

  // The next file's path below the root.
  std::optional<std::string> next();
  bool opened() const { return opened_; }  // whether the root could be listed

 private:
  struct Entry {
    std::string name;
    bool folder;
  };
  struct Folder {
    std::string path;  // below the root; empty: the root
    std::vector<Entry> entries;
    std::size_t at = 0;
    IgnoreRules rules;
  };
  bool enter(std::string path, const IgnoreRules& above);
  IgnoreRules rules_in(const Folder& folder, const IgnoreRules& above) const;
  std::string below(const std::string& folder, const std::string& name) const;

  std::string root_;
  const WalkOptions options_;
  Observed& out_;
  std::vector<Folder> open_;
  std::uint64_t seen_ = 0;
  bool opened_ = false, full_ = false;
};

std::vector<std::string> walk_tree(const std::string& root, const WalkOptions& options, Observed& out);

// A file name as UTF-8: what is not is written as `\xNN`.
std::string readable_path(std::string_view path);

}  // namespace bestby
