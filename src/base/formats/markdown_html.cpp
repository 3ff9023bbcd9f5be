#include "base/formats/markdown_html.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"

namespace bestby::markdown {
namespace {

using std::string_view;

struct Tag {
  string_view name;  // in the letters of the text
  string_view attributes;
  bool closes = false;
  std::size_t end = 0;  // behind it
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The tag that begins at `at`; `end` is 0 where none does.
Tag tag_at(string_view text, std::size_t at) {
  Tag tag;
  std::size_t name = at + 1;
  tag.closes = name < text.size() && text[name] == '/';
  name += tag.closes ? 1 : 0;
  std::size_t stop = name;
  while (stop < text.size() && is_letter(text[stop])) ++stop;
  const std::size_t end = text.find('>', stop);
  if (stop == name || end == string_view::npos) return tag;
  tag.name = text.substr(name, stop - name);
  tag.attributes = text.substr(stop, end - stop);
  tag.end = end + 1;
  return tag;
}

bool is(const Tag& tag, string_view name) { return lower(tag.name) == name; }

// `colspan="3"`; 1 where it says nothing.
std::size_t span_of(const Tag& tag, string_view name) {
  constexpr std::size_t most = 1000;
  const std::string attributes = lower(tag.attributes);
  std::size_t at = attributes.find(name);
  if (at == std::string::npos) return 1;
  at = attributes.find_first_of("0123456789", at);
  std::size_t span = 1;
  if (at != std::string::npos)
    std::from_chars(attributes.data() + at, attributes.data() + attributes.size(), span);
  return std::clamp<std::size_t>(span, 1, most);
}

std::string one_line(string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

class Rows {
 public:
  explicit Rows(std::size_t most) : left_(most) {}

  void row(int line) {
    end_cell({});
    end_row();
    open_ = true;
    rows_.push_back({line, {}});
  }
  void end_row() {
    if (open_) fill();
    open_ = false;
  }
  void cell(const Tag& tag, int line) {
    if (!open_) row(line);
    columns_ = span_of(tag, "colspan");
    down_ = span_of(tag, "rowspan");
    in_cell_ = true;
  }
  void end_cell(string_view text) {
    if (!in_cell_) return;
    in_cell_ = false;
    fill();
    for (std::size_t i = 0; i < columns_; ++i) {
      if (down_ > 1) hanging_[rows_.back().cells.size()] = {down_ - 1, std::string(text)};
      put(std::string(text));
    }
  }
  std::vector<HtmlRow> take() {
    std::erase_if(rows_, [](const HtmlRow& row) { return row.cells.empty(); });
    return std::move(rows_);
  }

 private:
  struct Hanging {
    std::size_t rows = 0;
    std::string text;
  };

  void put(std::string text) {
    if (left_ == 0) return;
    --left_;
    rows_.back().cells.push_back(std::move(text));
  }
  // The cells of earlier rows that hang down to where the row has come.
  void fill() {
    for (auto at = hanging_.find(rows_.back().cells.size()); at != hanging_.end() && left_ > 0;
         at = hanging_.find(rows_.back().cells.size())) {
      put(at->second.text);
      if (--at->second.rows == 0) hanging_.erase(at);
    }
  }

  std::size_t left_;
  std::vector<HtmlRow> rows_;
  std::map<std::size_t, Hanging> hanging_;  // by column
  bool open_ = false, in_cell_ = false;
  std::size_t columns_ = 1, down_ = 1;
};

std::size_t find_tag(string_view line, string_view mark) {
  const std::string text = lower(line);
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t behind = at + mark.size();
    if (behind == text.size() || text[behind] == '>' || text[behind] == ' ' || text[behind] == '\t')
      return at;
  }
  return string_view::npos;
}

}  // namespace

std::size_t html_table_in(string_view line) { return find_tag(line, "<table"); }

std::size_t html_table_end(string_view line) {
  const std::size_t at = find_tag(line, "</table");
  return at == string_view::npos ? at : std::min(line.find('>', at), line.size() - 1) + 1;
}

std::vector<HtmlRow> html_table(string_view text, int line, std::size_t most_cells) {
  Rows rows(most_cells);
  std::size_t cell = 0, counted = 0;
  for (std::size_t at = text.find('<'); at != string_view::npos; at = text.find('<', at + 1)) {
    line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                        text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    const Tag tag = tag_at(text, at);
    if (tag.end == 0) continue;
    const bool begins_cell = is(tag, "td") || is(tag, "th");
    if (!begins_cell && !is(tag, "tr") && !is(tag, "table")) continue;
    rows.end_cell(one_line(trim(text.substr(cell, at - cell))));
    if (is(tag, "tr") && !tag.closes) rows.row(line);
    if ((is(tag, "tr") || is(tag, "table")) && tag.closes) rows.end_row();
    if (begins_cell && !tag.closes) rows.cell(tag, line);
    cell = tag.end;
  }
  return rows.take();
}

}  // namespace bestby::markdown
