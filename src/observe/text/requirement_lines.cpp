#include "observe/text/requirement_lines.h"

#include <algorithm>

namespace bestby {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Where a comment begins: a `#` at the begin or behind a blank.
std::size_t comment_in(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1))
    if (at == 0 || is_blank(line[at - 1])) return at;
  return std::string_view::npos;
}

bool is_comment(std::string_view line) {
  const auto at = line.find_first_not_of(" \t");
  return at != std::string_view::npos && line[at] == '#';
}

}  // namespace

// pip takes all up to the first word that begins with `-` for the requirement.
LineWords requirement_words(std::string_view text) {
  LineWords out;
  std::size_t at = std::min(text.find_first_not_of(blanks), text.size());
  while (at < text.size()) {
    std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    if (out.words.empty() && text[at] != '-') {
      while (end < text.size()) {
        const std::size_t next = std::min(text.find_first_not_of(blanks, end), text.size());
        if (next == text.size() || text[next] == '-') break;
        end = std::min(text.find_first_of(blanks, next), text.size());
      }
    }
    std::string_view word = text.substr(at, end - at);
    const std::size_t next = std::min(text.find_first_not_of(blanks, end), text.size());
    if (word.size() > 2 && (word.front() == '"' || word.front() == '\'') && word.back() == word.front()) {
      word = word.substr(1, word.size() - 2);
      ++at;
    }
    out.words.push_back(word);
    out.at.push_back(at);
    at = next;
  }
  return out;
}

std::optional<RequirementLine> RequirementLines::next() {
  if (at_ >= text_.size()) return std::nullopt;
  RequirementLine out;
  bool more = true;
  std::size_t end = at_;
  while (more && at_ < text_.size()) {
    const std::size_t begin = at_;
    const std::size_t feed = std::min(text_.find('\n', begin), text_.size());
    at_ = feed + 1;
    std::string_view line = text_.substr(begin, feed - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    // A comment ends what was continued, whatever it ends with.
    more = line.ends_with('\\') && !is_comment(line);
    if (more) line.remove_suffix(1);
    if (const auto comment = comment_in(line); comment != std::string_view::npos) {
      out.comment = line.substr(comment);
      line = line.substr(0, comment);
    }
    const std::size_t size = std::min(line.size(), RequirementLine::most - out.text.size());
    out.cut = out.cut || size < line.size();
    for (std::size_t i = 0; i < size; ++i) {
      out.text += line[i];
      out.at.push_back(begin + i);
    }
    end = begin + size;
  }
  out.at.push_back(end);
  return out;
}

}  // namespace bestby
