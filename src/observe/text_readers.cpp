#include "observe/text_readers.h"

#include <vector>

#include "base/text.h"
#include "observe/text/requirements_file.h"

namespace bestby {
namespace {

constexpr std::size_t begin_bytes = std::size_t{64} << 10U;

// The readers in the order in which they are tried.
const std::vector<TextReader>& table() {
  static const std::vector<TextReader> rows = {
      {"requirements", "pip's requirements and constraints, with what they include; `pip freeze`",
       "requirements.txt requirements*.txt *requirements.txt constraints*.txt *constraints.txt *freeze*.txt "
       "requirements*.in *requirements.in constraints*.in",
       "", read_requirements},
      {"requirements-folder", "requirements of pip's in files whose names do not tell",
       "*requirements*/*.txt *requirements*/*.in base.in main.in dev.in test.in prod.in", "",
       read_plain_requirements},
  };
  return rows;
}

// `*` is any run of characters, also none, but no `/`. Linear but for patterns with several stars.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos && text[mark] != '/') {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// The last parts of a path, as many as the pattern has.
std::string_view end_like(std::string_view pattern, std::string_view path) {
  std::size_t at = path.size();
  for (std::string_view rest = pattern;;) {
    const auto slash = at == 0 ? std::string_view::npos : path.rfind('/', at - 1);
    if (slash == std::string_view::npos) return path;
    at = slash;
    const auto next = rest.rfind('/');
    if (next == std::string_view::npos) return path.substr(at + 1);
    rest = rest.substr(0, next);
  }
}

bool is_for(const TextReader& reader, std::string_view lower_path) {
  for (const std::string_view pattern : split(reader.names, ' '))
    if (!pattern.empty() && matches(pattern, end_like(pattern, lower_path))) return true;
  return false;
}

}  // namespace

std::span<const TextReader> text_readers() { return table(); }

const TextReader* text_reader(std::string_view id) {
  for (const TextReader& reader : table())
    if (reader.id == id) return &reader;
  return nullptr;
}

bool has_text_reader(std::string_view path) {
  const std::string name = lower(path);
  for (const TextReader& reader : table())
    if (is_for(reader, name)) return true;
  return false;
}

bool read_text(const TextFile& file, const TextContext& context, Observed& out) {
  const std::string name = lower(file.path);
  const std::string_view begin = file.text.substr(0, begin_bytes);
  bool any = false;
  for (const TextReader& reader : table()) {
    if (!is_for(reader, name)) continue;
    if (!reader.holds.empty() && begin.find(reader.holds) == std::string_view::npos) continue;
    reader.read(file, context, out);
    any = true;
  }
  return any;
}

}  // namespace bestby
