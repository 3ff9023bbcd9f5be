// Tables that a Markdown page writes in HTML, as rows of raw cells.
//
//     const auto rows = html_table("<table>\n<tr><td>a</td><td>b</td></tr>\n</table>", 7);
//     // {{8, {"a", "b"}}}
//
// A cell that spans columns or rows stands in each of them. Tags inside cells stay, for `text_of`. What
// stands outside of cells (captions, groups of columns) is left out. At most `most_cells`: a larger table
// is cut there, which the caller sees by their number. Linear in the text and the cells.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bestby::markdown {

struct HtmlRow {
  int line = 0;
  std::vector<std::string> cells;
};

// Where a table begins in a line; npos when none does.
std::size_t html_table_in(std::string_view line);
// Behind the end of the table in a line; npos when it does not end there.
std::size_t html_table_end(std::string_view line);

// `text` begins with the table, on line `line`.
std::vector<HtmlRow> html_table(std::string_view text, int line, std::size_t most_cells = 1'000'000);

}  // namespace bestby::markdown
