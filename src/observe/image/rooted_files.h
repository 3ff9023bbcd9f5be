// Files below a root, which links do not lead out of: an absolute link begins at the root.
//
//     RootedFiles files("/");
//     for (const auto& name : files.names("usr/lib")) ...
//     auto text = files.text("etc/os-release", 65536);
//
// Opened are regular files and folders alone, without waiting. Where the kernel cannot hold links to a root
// (before Linux 5.6), files behind links that leave it are not there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace bestby {

class RootedFiles {
 public:
  static Result<RootedFiles> open(const std::string& root);
  RootedFiles(RootedFiles&& other) noexcept
      : root_(std::exchange(other.root_, -1)), path_(std::move(other.path_)) {}
  RootedFiles& operator=(RootedFiles&&) = delete;
  RootedFiles(const RootedFiles&) = delete;
  RootedFiles& operator=(const RootedFiles&) = delete;
  ~RootedFiles();

  struct Name {
    std::string name;
    bool folder = false, link = false;
  };
  struct Listing {
    std::vector<Name> names;  // sorted
    std::pair<std::uint64_t, std::uint64_t> identity;
    std::string fault;  // why it cannot be listed; empty also where there is none
    bool found = false;
  };
  Listing list(const std::string& folder) const;

  struct Text {
    std::string text;
    std::pair<std::uint64_t, std::uint64_t> identity;
    std::string fault;
    bool found = false, whole = true;
  };
  // At most so many bytes, or so many more that it is seen not to be whole.
  Text text(const std::string& path, std::uint64_t most) const;

 private:
  RootedFiles(int root, std::string path) : root_(root), path_(std::move(path)) {}
  int open_below(const std::string& path, int flags) const;
  int root_;
  std::string path_;
};

}  // namespace bestby
