// Several files of one folder, replaced as one step.
//
//     std::vector<NewFile> files = {{"aws/images.yml", "..."}, {"aws/products.yml", "..."}};
//     auto done = replace_files("catalog", files);      // all of them, or none
//
// A kill or a crash at any moment leaves the folder as it was, or with all of the files: whoever reads
// it never sees some old and some new. docs/decisions/007 says how, and why so.
//
// One file is renamed into place. Of several, the smallest folder that holds them all is built anew
// beside itself (what does not change is linked, not copied), flushed to the disk, and changes places
// with the old one in one system call. Where a file system cannot do that, the new folder is renamed
// to a name that says that it is complete; moving its files into place can then be finished by
// `finish_replacing`, which every reader calls first.
//
// Writers exclude each other, and readers exclude them, by a lock on the folder itself; a file system
// without locks is used without. What a killed writer left behind is removed by the next one.
//
// Errors: `input`, with the path and the system's reason; then the folder is as it was.
#pragma once

#include <span>
#include <string>

#include "base/result.h"

namespace bestby {

struct NewFile {
  std::string path;  // relative to the folder, with `/`
  std::string text;
};

struct ReplaceOptions {
  bool locked = false;   // whoever calls holds the folder's lock for writing, from its reading on
  bool exchange = true;  // no: as on file systems that cannot, for tests
};

// Makes the folder, and those below it, where they are missing.
Result<void> replace_files(const std::string& folder, std::span<const NewFile> files,
                           const ReplaceOptions& options = {});

// Finishes what a killed writer had begun to move into place; else only looks.
Result<void> finish_replacing(const std::string& folder);

// Held while a folder is read or written; waits for others. Nothing is held where nothing can be.
class FolderLock {
 public:
  enum class For { reading, writing, nothing };
  FolderLock(const std::string& folder, For purpose);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  int fd_;
};

}  // namespace bestby
