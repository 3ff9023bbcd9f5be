// What git leaves out of a tree: the patterns of .gitignore files, in one another.
//
//     IgnoreRules root = IgnoreRules().with(".gitignore's text", "");
//     IgnoreRules sub = root.with(text_of_sub, "src/sub");          // below src/sub
//     if (sub.ignores("src/sub/x.o", false)) ...
//
// The last pattern that matches decides, those of folders further down before those above. What lies in a
// folder that is ignored is ignored: who walks does not enter it. Rules are shared, not copied.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "observe/tree/ignore_pattern.h"

namespace bestby {

class IgnoreRules {
 public:
  // The rules within a folder (without a `/` at its end; the root is empty) that has such a file.
  IgnoreRules with(std::string_view text, std::string_view folder) const;
  bool ignores(std::string_view path, bool folder) const;

 private:
  struct Level {
    std::shared_ptr<const Level> above;
    std::size_t skipped = 0;  // bytes of a path that its patterns do not see
    std::vector<IgnorePattern> patterns;
  };
  std::shared_ptr<const Level> level_;
};

}  // namespace bestby
