#include "exchange/aws_doc_flat.h"

#include <fmt/format.h>

#include <algorithm>

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

struct Line {
  int number = 0;
  std::string text, mark;
  Tokens tokens;
};

// The paragraphs of a section, one a line; a table or a code block ends it.
struct Section {
  std::string heading;
  std::vector<Line> lines;
};

std::vector<Section> sections_of(const markdown::Page& page) {
  std::vector<Section> sections(1);
  for (const markdown::Block& block : page.blocks) {
    if (const auto* heading = std::get_if<markdown::Heading>(&block)) {
      sections.push_back({heading->text.text, {}});
    } else if (const auto* paragraph = std::get_if<markdown::Paragraph>(&block)) {
      const markdown::Text& text = paragraph->text;
      if (text.text.ends_with('#'))
        sections.push_back({text.text.substr(0, text.text.size() - 1), {}});
      else
        sections.back().lines.push_back({paragraph->line, text.text, text.mark, tokens_of(text.text)});
    } else {
      sections.push_back({sections.back().heading, {}});
    }
  }
  return sections;
}

const std::string* value_of(const std::vector<Named>& all, const Tokens& tokens) {
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const Named& named) { return named.words == tokens; });
  return at == all.end() ? nullptr : &at->value;
}

class FlatReader {
 public:
  FlatReader(PageReading& reading, const Section& section)
      : reading_(reading), words_(reading.words.flat()), section_(section) {}

  void read() {
    for (at_ = 0; at_ < section_.lines.size();) {
      columns_ = headers();
      if (columns_.size() < 2 || !stage()) {
        ++at_;
        continue;
      }
      rows();
    }
  }

 private:
  const Line& line() const { return section_.lines[at_]; }
  bool ended() const { return at_ == section_.lines.size(); }
  const std::string* stage() const { return ended() ? nullptr : value_of(words_.stages, line().tokens); }

  // The known headers that stand here; does not move when there are fewer than two.
  std::vector<const FlatColumn*> headers() {
    std::vector<const FlatColumn*> found;
    std::size_t at = at_;
    for (; at < section_.lines.size(); ++at) {
      const Tokens& tokens = section_.lines[at].tokens;
      const auto column =
          std::find_if(words_.columns.begin(), words_.columns.end(), [&](const FlatColumn& c) {
            return std::find(c.headers.begin(), c.headers.end(), tokens) != c.headers.end();
          });
      if (column == words_.columns.end()) break;
      found.push_back(&*column);
    }
    if (found.size() >= 2) at_ = at;
    return found;
  }

  void rows() {
    while (const std::string* name = stage()) {
      const int number = line().number;
      ++at_;
      std::vector<const Line*> cells;
      while (!ended() && stage() == nullptr && is_cell(line(), cells.size()))
        cells.push_back(&section_.lines[at_++]);
      row(*name, number, cells);
    }
  }

  // What a cell may hold: what is known, and while cells are missing, what is as short as one.
  bool is_cell(const Line& cell, std::size_t before) const {
    if (!meanings(cell).empty()) return true;
    return before < columns_.size() && cell.tokens.size() <= longest_cell && !cell.tokens.empty() &&
           cell.text[0] != '*';
  }

  std::set<std::string> meanings(const Line& cell) const {
    Tokens starred = cell.tokens;
    starred.emplace_back("starred");
    std::set<std::string> found;
    for (const Named& known : words_.cells)
      if (!cell.mark.empty() && known.words == starred) found.insert(known.value);
    if (!found.empty()) return found;
    for (const Named& known : words_.cells)
      if (known.words == cell.tokens) found.insert(known.value);
    return found;
  }

  // The meaning of a cell in a column; empty when the column knows none.
  std::string meaning_in(const FlatColumn& column, const Line& cell) const {
    for (const std::string& value : meanings(cell))
      if (column.cells.contains(value)) return value;
    return {};
  }

  void row(const std::string& stage_name, int number, const std::vector<const Line*>& cells) {
    if (cells.empty() || cells.size() > columns_.size())
      return reading_.skip(
          number, fmt::format("the row has {} cells, the table {} columns", cells.size(), columns_.size()));
    if (cells.size() == columns_.size()) {
      for (std::size_t i = 0; i < cells.size(); ++i) say(stage_name, *columns_[i], *cells[i]);
      return;
    }
    reading_.note(number, fmt::format("the row has {} cells of {}: what is missing is not recorded",
                                      cells.size(), columns_.size()));
    std::size_t first = 0;
    for (const Line* cell : cells) {
      std::vector<std::size_t> fitting;
      for (std::size_t i = first; i < columns_.size(); ++i)
        if (!meaning_in(*columns_[i], *cell).empty()) fitting.push_back(i);
      if (fitting.size() != 1) {
        reading_.skip(cell->number, fmt::format("nothing says to which column `{}` belongs", cell->text));
        continue;
      }
      say(stage_name, *columns_[fitting[0]], *cell);
      first = fitting[0] + 1;
    }
  }

  void say(const std::string& stage_name, const FlatColumn& column, const Line& cell) {
    const std::string meaning = meaning_in(column, cell);
    if (meaning.empty())
      return reading_.skip(cell.number,
                           fmt::format("`{}` of `{}` is not understood", cell.text, column.name));
    const std::string* product = value_of(words_.about, tokens_of(section_.heading));
    if (product == nullptr)
      return reading_.skip(cell.number,
                           fmt::format("nothing says what the section `{}` is about", section_.heading));
    reading_.facts.say({*product}, words_.predicate, fmt::format("{}: {}", column.name, meaning),
                       {{"stage", {stage_name}}}, section_.heading);
  }

  static constexpr std::size_t longest_cell = 12;  // words

  PageReading& reading_;
  const FlatWords& words_;
  const Section& section_;
  std::vector<const FlatColumn*> columns_;
  std::size_t at_ = 0;
};

}  // namespace

void read_flat_tables(PageReading& reading) {
  for (const Section& section : sections_of(reading.page)) FlatReader(reading, section).read();
}

}  // namespace bestby::exchange::aws_doc
