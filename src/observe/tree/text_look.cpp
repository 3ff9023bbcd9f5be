#include "observe/tree/text_look.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "observe/text/dockerfile.h"

namespace bestby {
namespace {

constexpr std::size_t looked_at = std::size_t{64} << 10U;

// Words by which a text tells what it is, best first: a line of it begins with one.
struct TellingWord {
  std::string_view word, reader;
};
constexpr std::array telling = {
    TellingWord{"apiVersion:", "yaml"},
    TellingWord{"services:", "compose"},
    TellingWord{"jobs:", "github-actions"},
    TellingWord{"AWSTemplateFormatVersion:", "yaml"},
    TellingWord{"stages:", "gitlab-ci"},
    TellingWord{"dependencies:", "conda-environment"},
    TellingWord{"[project]", "pyproject"},
    TellingWord{"[tool.poetry]", "pyproject"},
    TellingWord{"{", "json"},
};

bool has_line(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; at += word.size())
    if (at == 0 || text[at - 1] == '\n') return true;
  return false;
}

}  // namespace

const TextReader* reader_by_look(std::string_view text) {
  if (looks_like_dockerfile(text)) return text_reader("dockerfile");
  text = text.substr(0, looked_at);
  for (const TextReader& reader : text_readers())  // formats that say themselves what they are
    if (!reader.holds.empty() && text.find(reader.holds) != std::string_view::npos) return &reader;
  for (const TellingWord& row : telling)
    if (has_line(text, row.word))
      if (const TextReader* reader = text_reader(row.reader)) return reader;
  return text_reader("requirements-folder");  // says nothing unless most of the lines are requirements
}

TextLook::TextLook(const ObserveOptions& options, decltype(TextContext::open) open)
    : context_{options.limits, std::move(open), options.interfaces}, scan_(options.hosts) {}

void TextLook::count(std::string_view text, Observed& out, std::size_t already, std::string_view path) const {
  scan_.read({path, text}, out, already);
  ++out.files;
  out.bytes += text.size();
}

void TextLook::at(std::string_view path, std::string_view text, Observed& out) const {
  const std::size_t already = out.seen.size();
  read_text({path, text}, context_, out);
  count(text, out, already, path);
}

void TextLook::at_unnamed(std::string_view path, std::string_view text, Observed& out) const {
  const std::size_t already = out.seen.size();
  if (!read_text({path, text}, context_, out))
    if (const TextReader* reader = reader_by_look(text)) reader->read({path, text}, context_, out);
  count(text, out, already, path);
}

}  // namespace bestby
