// setup.py and setup.cfg: what they require, where it is written out.
#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/text.h"
#include "observe/text/local_version.h"
#include "observe/text/python_code.h"
#include "observe/text/python_project.h"
#include "observe/text/requirement.h"
#include "observe/text/text_lines.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

constexpr std::array<std::string_view, 4> list_keywords = {"install_requires", "tests_require",
                                                           "setup_requires", "extras_require"};
constexpr std::string_view python_keyword = "python_requires";

// Of a keyword's value, whose tokens are lists, mappings and strings.
class SetupReader {
 public:
  SetupReader(const TextFile& file, Observed& out)
      : source_(file.text), places_(file.path, file.text), out_(out) {}

  void read() {
    for (std::size_t at = 0; at + 2 < source_.size(); ++at) {
      if (!source_.is_name(at) || !source_.is(at + 1, "=")) continue;
      const std::string_view name = source_.text(at);
      if (std::find(list_keywords.begin(), list_keywords.end(), name) != list_keywords.end())
        list(source_.resolved(at + 2));
      else if (name == python_keyword)
        python(at + 2);
    }
  }

 private:
  // Each string of a list, or of the lists of a mapping, up to its end. What is no literal ends it.
  void list(std::size_t at) {
    if (!seen_.insert(at).second || (!source_.is(at, "[") && !source_.is(at, "{") && !source_.is(at, "(")))
      return;
    std::size_t depth = 0;
    for (; at < source_.size(); ++at) {
      const std::string_view text = source_.text(at);
      if (text == "[" || text == "{" || text == "(") ++depth;
      if ((text == "]" || text == "}" || text == ")") && --depth == 0) return;
      if (source_.is_string(at) && !source_.is(at + 1, ":") && !is_argument(at)) requirement(at);
    }
  }

  // In `open("x")` and `deps["x"]` it is no requirement.
  bool is_argument(std::size_t at) const {
    if (at < 2 || (!source_.is(at - 1, "(") && !source_.is(at - 1, "["))) return false;
    return source_.is_name(at - 2) || source_.is(at - 2, ")") || source_.is(at - 2, "]");
  }

  void requirement(std::size_t at) {
    const auto value = source_.value(at);
    if (!value || !value->is_text) return;
    auto read = read_requirement(value->text);
    if (!read) return;
    // The bytes are those of the text where nothing in it is escaped.
    const bool plain = value->end - value->begin == value->text.size();
    const std::size_t begin = value->begin + (plain ? read->whole.begin : 0);
    const std::size_t end = plain ? value->begin + read->whole.end : value->end;
    see_package(out_, std::move(read->package), places_.at(begin, end), stack());
  }

  void python(std::size_t at) {
    const auto value = source_.value(at);
    if (value && value->is_text)
      out_.see(python_seen("requires-python", value->text), places_.at(value->begin, value->end), stack());
  }

  std::uint32_t stack() {
    if (!stack_) stack_ = out_.new_stack();
    return *stack_;
  }

  PythonSource source_;
  TextPlaces places_;
  Observed& out_;
  std::set<std::size_t> seen_;
  std::optional<std::uint32_t> stack_;
};

struct ConfigKey {
  std::string_view section, key;  // an empty key: every one
};
constexpr std::array config_keys = {
    ConfigKey{"options", "install_requires"}, ConfigKey{"options", "tests_require"},
    ConfigKey{"options", "setup_requires"},   ConfigKey{"options.extras_require", ""},
    ConfigKey{"options", "python_requires"},
};

// An INI file: values go on in lines that begin with blanks.
class SetupConfigReader {
 public:
  SetupConfigReader(const TextFile& file, Observed& out)
      : places_(file.path, file.text), out_(out), stack_(out.new_stack()) {}

  void read() {
    const std::string_view text = places_.text();
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      line(text.substr(at, end - at));
      at = end + 1;
    }
  }

 private:
  void line(std::string_view line) {
    const std::string_view content = trim(line);
    if (content.empty() || content.front() == '#' || content.front() == ';') return;
    if (line.front() == ' ' || line.front() == '\t') return value(content);
    active_ = nullptr;
    if (content.front() == '[' && content.back() == ']') {
      section_ = content.substr(1, content.size() - 2);
      return;
    }
    const auto equals = content.find_first_of("=:");
    if (equals == std::string_view::npos) return;
    const std::string key = lower(trim(content.substr(0, equals)));
    for (const ConfigKey& row : config_keys)
      if (row.section == section_ && (row.key.empty() || row.key == key)) active_ = &row;
    value(trim(content.substr(equals + 1)));
  }

  void value(std::string_view text) {
    if (active_ == nullptr || text.empty()) return;
    if (active_->key == python_keyword) {
      out_.see(python_seen("requires-python", text), places_.of(text), stack_);
      return;
    }
    if (const auto comment = text.find(" #"); comment != std::string_view::npos)
      text = trim(text.substr(0, comment));
    auto read = read_requirement(text);
    if (!read) return;
    see_package(out_, std::move(read->package),
                places_.of(text.substr(read->whole.begin, read->whole.end - read->whole.begin)), stack_);
  }

  TextPlaces places_;
  Observed& out_;
  std::uint32_t stack_;
  std::string_view section_;
  const ConfigKey* active_ = nullptr;
};

}  // namespace

void read_setup_py(const TextFile& file, const TextContext&, Observed& out) { SetupReader(file, out).read(); }

void read_setup_cfg(const TextFile& file, const TextContext&, Observed& out) {
  SetupConfigReader(file, out).read();
}

}  // namespace bestby
