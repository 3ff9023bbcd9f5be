// Rows of cells as aligned columns.
//
//     TextColumns table;
//     table.row({"python", "language", "Python"});
//     out += table.text();                  // two blanks between columns, none at a line's end
#pragma once

#include <string>
#include <vector>

namespace bestby {

class TextColumns {
 public:
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }
  std::string text(std::size_t indent = 0) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace bestby
