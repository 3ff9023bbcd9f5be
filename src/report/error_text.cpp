#include "report/error_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"

namespace bestby {
namespace {

constexpr std::size_t widest = 100;  // terminal columns that a quoted line may take
constexpr std::size_t tab_stop = 4;
constexpr std::string_view ellipsis = "…";
constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct Style {
  std::string_view error, place, help, end;
};
constexpr Style coloured = {"\x1b[1;31m", "\x1b[34m", "\x1b[1;36m", "\x1b[0m"};
constexpr Style plain = {};

bool steers_terminal(char32_t c) {
  const bool bidirectional = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return is_control(c) || bidirectional || c == 0x2028 || c == 0x2029;
}

// One character of a line as it is shown.
struct Cell {
  std::string text;
  std::size_t width;
};
using Cells = std::vector<Cell>;

Cells cells_of(std::string_view line) {
  Cells cells;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = decode_utf8(line, at);
    Cell cell{std::string(replacement), 1};
    if (c.value == '\t') {
      cell.width = tab_stop - column % tab_stop;
      cell.text.assign(cell.width, ' ');
    } else if (c.valid && c.value != '\n' && !steers_terminal(c.value)) {
      cell = {std::string(line.substr(at, c.length)), static_cast<std::size_t>(display_width(c.value))};
    }
    column += cell.width;
    cells.push_back(std::move(cell));
    at += c.length;
  }
  return cells;
}

std::size_t width_of(const Cells& cells, std::size_t from, std::size_t to) {
  std::size_t width = 0;
  for (std::size_t i = from; i < to; ++i) width += cells[i].width;
  return width;
}

// The cells that are shown: all, or as many around `mark` as fit.
struct Window {
  std::size_t from, to;
};

Window window_around(const Cells& cells, std::size_t mark) {
  if (width_of(cells, 0, cells.size()) <= widest) return {0, cells.size()};
  Window shown{std::min(mark, cells.size()), 0};
  for (std::size_t before = 0; shown.from > 0 && before < widest / 3; --shown.from)
    before += cells[shown.from - 1].width;
  shown.to = shown.from;
  for (std::size_t width = 0; shown.to < cells.size(); ++shown.to) {
    width += cells[shown.to].width;
    if (width > widest) break;
  }
  return shown;
}

// The part of the line that is marked, never empty and never past the line's end by more than one.
std::string carets_under(const Cells& cells, Window shown, std::size_t mark, int length, const Style& style) {
  const std::size_t first = std::min(mark, shown.to);
  const auto wanted = static_cast<std::size_t>(std::max(length, 1));
  const std::size_t last = std::min(first + std::min(wanted, cells.size()), shown.to);
  const std::size_t indent = width_of(cells, shown.from, first) + (shown.from > 0 ? 1 : 0);
  const std::size_t carets = std::max<std::size_t>(width_of(cells, first, last), 1);
  return std::string(indent, ' ') + std::string(style.error) + std::string(carets, '^') +
         std::string(style.end);
}

void append_line(std::string& out, const Span& span, const Style& style) {
  const Cells cells = cells_of(span.text);
  const std::size_t mark = span.column > 0 ? static_cast<std::size_t>(span.column - 1) : 0;
  const Window shown = window_around(cells, mark);
  const std::string margin = fmt::format("{}   |{} ", style.place, style.end);
  out += margin;
  if (shown.from > 0) out += ellipsis;
  for (std::size_t i = shown.from; i < shown.to; ++i) out += cells[i].text;
  if (shown.to < cells.size()) out += ellipsis;
  while (out.ends_with(' ')) out.pop_back();
  out += '\n';
  if (span.column > 0) out += margin + carets_under(cells, shown, mark, span.length, style) + '\n';
}

void append_place(std::string& out, const Span& span, const Style& style) {
  if (!span.file.empty()) {
    out += fmt::format("{}  -->{} {}", style.place, style.end, printable(span.file));
    if (span.line > 0) out += fmt::format(":{}", span.line);
    if (span.line > 0 && span.column > 0) out += fmt::format(":{}", span.column);
    out += '\n';
  }
  if (!span.text.empty()) append_line(out, span, style);
}

std::string did_you_mean(const std::vector<std::string>& names) {
  std::string out = "did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += fmt::format("`{}`", printable(names[i]));
  }
  return out + "?";
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (c.value == '\n' || c.value == '\t')
      out += ' ';
    else if (!c.valid || steers_terminal(c.value))
      out += replacement;
    else
      out += text.substr(at, c.length);
    at += c.length;
  }
  return out;
}

std::string quoted_line(const Span& span, bool colour) {
  std::string out;
  append_line(out, span, colour ? coloured : plain);
  return out;
}

std::string error_text(const Error& error, bool colour) {
  const Style& style = colour ? coloured : plain;
  std::string out = fmt::format("{}error:{} {}\n", style.error, style.end, printable(error.message));
  append_place(out, error.span, style);
  const auto help = [&](const std::string& text) {
    out += fmt::format("{}help:{} {}\n", style.help, style.end, text);
  };
  if (!error.suggestions.empty()) help(did_you_mean(error.suggestions));
  if (!error.help.empty()) help(printable(error.help));
  return out;
}

}  // namespace bestby
