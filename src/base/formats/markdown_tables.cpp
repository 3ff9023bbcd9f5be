#include "base/formats/markdown_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/formats/markdown_html.h"
#include "base/text.h"
#include "base/utf8.h"

namespace bestby::markdown {
namespace {

using std::string_view;

struct Line {
  string_view text;  // without its end, its indentation and marks of quotes
  int number = 0;
  std::size_t indent = 0;
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

string_view without_indent(string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return text;
}

// Pipes that separate cells: those behind a backslash do not.
bool has_pipe(string_view text) {
  for (std::size_t at = text.find('|'); at != string_view::npos; at = text.find('|', at + 1))
    if (at == 0 || text[at - 1] != '\\') return true;
  return false;
}

std::vector<std::string> split_row(string_view text) {
  text = trim(text);
  if (text.starts_with('|')) text.remove_prefix(1);
  if (text.ends_with('|') && !text.ends_with("\\|")) text.remove_suffix(1);
  std::vector<std::string> cells(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '|')
      cells.back() += text[++at];
    else if (text[at] == '|')
      cells.emplace_back();
    else
      cells.back() += text[at];
  }
  return cells;
}

// How many cells a row of dashes has; 0: it is none.
std::size_t dashes_in(string_view text) {
  text = trim(text);
  if (text.find('|') == string_view::npos || text.find_first_not_of("|-: \t") != string_view::npos) return 0;
  std::size_t count = 0;
  for (const std::string& cell : split_row(text)) {
    if (cell.find('-') == std::string::npos) return 0;
    ++count;
  }
  return count;
}

// What stands behind the mark of a list item; nothing when the line begins none.
std::optional<string_view> item_text(string_view text) {
  static constexpr string_view bullets[] = {"-", "+", "*", "•", "◦", "▪", "–"};
  for (const string_view bullet : bullets)
    if (text.starts_with(bullet) && text.size() > bullet.size() && is_blank(text[bullet.size()]))
      return without_indent(text.substr(bullet.size()));
  std::size_t digits = 0;
  while (digits < text.size() && digits < 9 && is_digit(text[digits])) ++digits;
  const bool numbered = digits > 0 && digits + 1 < text.size() &&
                        (text[digits] == '.' || text[digits] == ')') && is_blank(text[digits + 1]);
  if (numbered) return without_indent(text.substr(digits + 1));
  return std::nullopt;
}

int heading_level(string_view text) {
  const std::size_t marks = std::min(text.find_first_not_of('#'), text.size());
  const bool heading = marks >= 1 && marks <= 6 && (marks == text.size() || is_blank(text[marks]));
  return heading ? static_cast<int>(marks) : 0;
}

// The level that a line of signs under a paragraph makes of it; 0: none.
int underline_level(string_view text) {
  if (text.empty() || (text[0] != '=' && text[0] != '-')) return 0;
  if (text.find_first_not_of(text[0]) != string_view::npos) return 0;
  return text[0] == '=' ? 1 : text.size() > 1 ? 2 : 0;
}

bool is_rule(string_view text) {
  if (text.empty() || string_view("-*_").find(text[0]) == string_view::npos) return false;
  const auto count = std::count(text.begin(), text.end(), text[0]);
  return count >= 3 && text.find_first_not_of(std::string{text[0], ' '}) == string_view::npos;
}

// The fence that a line opens: at least three of its sign. Empty: none.
string_view fence_in(string_view text) {
  if (!text.starts_with("```") && !text.starts_with("~~~")) return {};
  const string_view fence = text.substr(0, text.find_first_not_of(text[0]));
  const bool code_span = text[0] == '`' && text.find('`', fence.size()) != string_view::npos;
  return code_span ? string_view() : fence;
}

class Reader {
 public:
  Reader(std::string file, string_view text, const Limits& limits) : text_(text), limits_(limits) {
    page_.file = std::move(file);
  }

  Result<Page> read() {
    if (auto good = check_bytes(); !good) return fail(good.error());
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    if (auto good = split_lines(); !good) return fail(good.error());
    skip_front_matter();
    while (at_ < lines_.size())
      if (auto good = step(); !good) return fail(good.error());
    end_text();
    return std::move(page_);
  }

 private:
  tl::unexpected<Error> refuse(int line, std::string message, std::string help = {}) const {
    return fail(ErrorCode::input, std::move(message), Span{page_.file, line}, std::move(help));
  }

  Result<void> check_bytes() {
    if (text_.size() > limits_.bytes)
      return refuse(0, fmt::format("the page has {} bytes, more than {}", text_.size(), limits_.bytes));
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF"))
      return refuse(1, "the page is UTF-16, not UTF-8");
    const Utf8Fault fault = find_utf8_fault(text_);
    if (fault.what == nullptr) return {};
    const auto line =
        1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(fault.offset), '\n');
    return refuse(static_cast<int>(line), fault.what);
  }

  Result<void> split_lines() {
    int number = 0;
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      string_view line = text_.substr(at, end - at);
      at = end + 1;
      ++number;
      if (line.size() > limits_.line_bytes)
        return refuse(number,
                      fmt::format("the line has {} bytes, more than {}", line.size(), limits_.line_bytes));
      if (line.ends_with('\r')) line.remove_suffix(1);
      add_line(line, number);
    }
    return {};
  }

  void add_line(string_view line, int number) {
    std::size_t indent = line.size() - without_indent(line).size();
    string_view text = without_indent(line);
    while (text.starts_with('>')) text = without_indent(text.substr(1));
    lines_.push_back({text, number, indent});
  }

  void skip_front_matter() {
    if (lines_.empty() || lines_[0].text != "---") return;
    for (std::size_t at = 1; at < lines_.size() && at < 200; ++at)
      if (lines_[at].text == "---") {
        at_ = at + 1;
        return;
      }
  }

  Result<void> step() {
    if (page_.blocks.size() > limits_.blocks)
      return refuse(lines_[at_].number, fmt::format("the page has more than {} blocks", limits_.blocks));
    const Line& line = lines_[at_];
    const bool dashes_follow =
        at_ + 1 < lines_.size() && has_pipe(line.text) && dashes_in(lines_[at_ + 1].text) > 0;
    if (dashes_follow) return table();
    if (trim(line.text).empty()) {
      end_text();
      ++at_;
    } else if (line.text.starts_with("<!--")) {
      comment();
    } else if (line.text.starts_with('<') && html_table_in(line.text) != string_view::npos) {
      return html();
    } else if (!fence_in(line.text).empty()) {
      code();
    } else if (const int level = heading_level(line.text); level > 0) {
      heading(level);
    } else if (const int under = underline_level(trim(line.text));
               under > 0 && !waiting_.empty() && !in_item_) {
      underline(under);
    } else if (is_rule(trim(line.text))) {
      end_text();
      ++at_;
    } else if (const auto text = item_text(line.text)) {
      item(*text);
    } else {
      running_text();
    }
    return {};
  }

  void comment() {
    end_text();
    while (at_ < lines_.size() && lines_[at_].text.find("-->") == string_view::npos) ++at_;
    ++at_;
  }

  void code() {
    end_text();
    Code code{lines_[at_].number, false, {}};
    const string_view fence = fence_in(lines_[at_].text);
    for (++at_; at_ < lines_.size() && !code.closed; ++at_) {
      const string_view text = trim(lines_[at_].text);
      code.closed = text.size() >= fence.size() && text.find_first_not_of(fence[0]) == string_view::npos;
      if (code.closed) continue;
      code.text += lines_[at_].text;
      code.text += '\n';
    }
    page_.blocks.emplace_back(std::move(code));
  }

  void heading(int level) {
    end_text();
    string_view text = trim(lines_[at_].text.substr(static_cast<std::size_t>(level)));
    const std::size_t end = text.find_last_not_of('#');
    const bool closed = end != string_view::npos && end + 1 < text.size() && is_blank(text[end]);
    if (end == string_view::npos) text = {};
    if (closed) text = trim(text.substr(0, end));
    page_.blocks.emplace_back(Heading{lines_[at_].number, level, text_of(text)});
    indents_.clear();
    ++at_;
  }

  void underline(int level) {
    page_.blocks.emplace_back(Heading{waiting_line_, level, text_of(waiting_)});
    waiting_.clear();
    ++at_;
  }

  void item(string_view text) {
    end_text();
    const Line& line = lines_[at_];
    while (!indents_.empty() && indents_.back() > line.indent) indents_.pop_back();
    if (indents_.empty() || indents_.back() < line.indent) indents_.push_back(line.indent);
    in_item_ = true;
    waiting_line_ = line.number;
    waiting_ = text;
    ++at_;
  }

  // A line of a paragraph, or of the item that goes on.
  void running_text() {
    const Line& line = lines_[at_];
    if (waiting_.empty()) {
      if (!in_item_ && line.indent == 0) indents_.clear();
      waiting_line_ = line.number;
    } else {
      waiting_ += '\n';
    }
    waiting_ += line.text;
    ++at_;
  }

  void end_text() {
    if (!waiting_.empty()) {
      Text text = text_of(waiting_);
      if (in_item_)
        page_.blocks.emplace_back(Item{waiting_line_, static_cast<int>(indents_.size()), std::move(text)});
      else
        page_.blocks.emplace_back(Paragraph{waiting_line_, std::move(text)});
    }
    waiting_.clear();
    in_item_ = false;
  }

  Result<void> table() {
    end_text();
    Table table{lines_[at_].number};
    table.dashes = dashes_in(lines_[at_ + 1].text);
    if (auto good = cells(lines_[at_], table.header); !good) return good;
    if (table.dashes > limits_.columns) return too_many_columns(lines_[at_ + 1], table.dashes);
    at_ += 2;
    for (; at_ < lines_.size() && has_pipe(lines_[at_].text) && !another_begins(); ++at_) {
      Row row{lines_[at_].number, {}};
      if (auto good = cells(lines_[at_], row.cells); !good) return good;
      table.rows.push_back(std::move(row));
    }
    page_.blocks.emplace_back(std::move(table));
    return {};
  }

  Result<void> html() {
    end_text();
    const Line& first = lines_[at_];
    const std::size_t begin = html_table_in(first.text);
    std::size_t last = at_;
    while (last < lines_.size() && html_table_end(lines_[last].text) == string_view::npos) ++last;
    if (last == lines_.size())
      return refuse(first.number, "the table has no end: the page may be cut short",
                    "it begins with `<table>`");
    const char* const from = first.text.data() + begin;
    const string_view end = lines_[last].text;
    const auto rows = html_table({from, static_cast<std::size_t>(end.data() + html_table_end(end) - from)},
                                 first.number, limits_.cells - cells_ + 1);
    Table table{first.number};
    for (const HtmlRow& row : rows) {
      if (row.cells.size() > limits_.columns) return too_many_columns({{}, row.line}, row.cells.size());
      cells_ += row.cells.size();
      if (cells_ > limits_.cells)
        return refuse(row.line, fmt::format("the page has more than {} cells", limits_.cells));
      std::vector<Text> cells;
      for (const std::string& cell : row.cells) cells.push_back(text_of(cell, {.cell = true}));
      if (table.header.empty())
        table.header = std::move(cells);
      else
        table.rows.push_back({row.line, std::move(cells)});
    }
    table.dashes = table.header.size();
    if (!table.header.empty()) page_.blocks.emplace_back(std::move(table));
    at_ = last + 1;
    return {};
  }

  // A table may follow another one at once. Its dashes are at least three: a cell may be a dash.
  bool another_begins() const {
    if (at_ + 1 == lines_.size()) return false;
    const string_view next = lines_[at_ + 1].text;
    return next.find("---") != string_view::npos && dashes_in(next) > 0;
  }

  Result<void> cells(const Line& line, std::vector<Text>& cells) {
    const std::vector<std::string> raw = split_row(line.text);
    if (raw.size() > limits_.columns) return too_many_columns(line, raw.size());
    cells_ += raw.size();
    if (cells_ > limits_.cells)
      return refuse(line.number, fmt::format("the page has more than {} cells", limits_.cells));
    cells.reserve(raw.size());
    for (const std::string& cell : raw) cells.push_back(text_of(trim(cell), {.cell = true}));
    return {};
  }

  tl::unexpected<Error> too_many_columns(const Line& line, std::size_t count) const {
    return refuse(line.number, fmt::format("the table has {} columns, more than {}", count, limits_.columns));
  }

  string_view text_;
  const Limits& limits_;
  Page page_;
  std::vector<Line> lines_;
  std::size_t at_ = 0;
  std::size_t cells_ = 0;
  std::vector<std::size_t> indents_;  // of the lists around the line
  std::string waiting_;               // lines of a paragraph or an item
  int waiting_line_ = 0;
  bool in_item_ = false;
};

}  // namespace

int line_of(const Block& block) {
  return std::visit([](const auto& one) { return one.line; }, block);
}

Result<Page> read_page(std::string file, string_view text, const Limits& limits) {
  return Reader(std::move(file), text, limits).read();
}

}  // namespace bestby::markdown
