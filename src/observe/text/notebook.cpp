// Notebooks: `read_notebook` of observe/text/python_code.h.
//
// The cells of a notebook share their names, so their sources are put together to one text. Where each of its
// bytes stands in the file is kept as runs: a run is what a JSON string holds without an escape, or one
// escape.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "observe/text/json_pull.h"
#include "observe/text/json_reason.h"
#include "observe/text/python_code.h"
#include "observe/text/requirements_file.h"
#include "observe/text/shell_installs.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

// Text taken from JSON strings, that knows where it stood.
class TakenText {
 public:
  static constexpr std::size_t most_runs = 2'000'000;

  const std::string& text() const { return text_; }
  bool full() const { return runs_.size() >= most_runs; }

  // `raw` stands at byte `at` of the file.
  void append(std::string_view raw, std::size_t at) {
    for (std::size_t i = 0; i < raw.size() && !full();) {
      const std::size_t slash = std::min(raw.find('\\', i), raw.size());
      if (slash > i) add(raw.substr(i, slash - i), at + i, slash - i);
      i = slash;
      if (i >= raw.size()) break;
      std::size_t length = 2;
      const std::string_view rest = raw.substr(i);
      if (rest.starts_with("\\u")) {
        const bool pair = rest.size() >= 12 && rest.substr(6, 2) == "\\u" && is_high(rest.substr(2, 4));
        length = pair ? 12 : 6;
      }
      length = std::min(length, raw.size() - i);
      add(JsonText{raw.substr(i, length), true, true}.value(), at + i, length);
      i += length;
    }
  }
  void append(std::string_view own) { add(own, 0, 0); }  // in no file
  void blank(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (text_[i] != '\n') text_[i] = ' ';
  }

  TracedText traced(std::size_t begin, std::size_t end) const {
    TracedText out;
    for (std::size_t at = begin; at < end; ++at)
      out.append(text_[at], static_cast<std::uint32_t>(bytes(at, at + 1).first));
    return out;
  }

  // The bytes of the file that say these.
  std::pair<std::size_t, std::size_t> bytes(std::size_t begin, std::size_t end) const {
    if (runs_.empty() || begin >= end) return {0, 0};
    const Run &first = run(begin), &last = run(end - 1);
    const std::size_t to = last.escape ? last.file + last.size : last.file + (end - last.text);
    return {first.escape ? first.file : first.file + (begin - first.text), to};
  }

 private:
  struct Run {
    std::size_t text, file, size;  // `size` in the file
    bool escape;
  };
  static bool is_high(std::string_view hex) {
    return hex.size() == 4 && (hex[0] == 'd' || hex[0] == 'D') && hex[1] >= '8';
  }

  void add(std::string_view text, std::size_t file, std::size_t size) {
    if (text.empty()) return;
    runs_.push_back({text_.size(), file, size, text.size() != size});
    text_ += text;
  }
  const Run& run(std::size_t at) const {
    const auto after = std::upper_bound(runs_.begin(), runs_.end(), at,
                                        [](std::size_t t, const Run& r) { return t < r.text; });
    return *std::prev(after);
  }

  std::string text_;
  std::vector<Run> runs_;
};

constexpr std::array<std::string_view, 3> shell_magics = {"bash", "sh", "script"};
// Magics of a cell that is Python nevertheless.
constexpr std::array<std::string_view, 5> python_magics = {"time", "timeit", "capture", "prun", "local"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class NotebookReader {
 public:
  NotebookReader(const TextFile& file, const TextContext& context, Observed& out)
      : file_(file),
        context_(context),
        places_(file.path, file.text),
        out_(out),
        installs_(context, places_, out, [this](std::string_view path) { return beside(path); }) {}

  void read() {
    if (!is_python()) return;
    JsonPull json(file_.text, context_.limits[Limit::depth]);
    json.object([&](const JsonText& key) {
      if (key.is("cells")) return cells(json);
      if (key.is("worksheets"))
        return json.array([&] {
          json.object([&](const JsonText& inner) { inner.is("cells") ? cells(json) : json.skip(); });
        });
      json.skip();
    });
    if (json.fault() != nullptr) out_.skip(std::string(file_.path), reason_of(json, places_));
    if (taken_.full())
      out_.skip(std::string(file_.path), "holds too many lines of code; the rest was not read");
    if (!may_say_something(taken_.text(), context_.interfaces)) return;
    const auto place_of = [&](std::size_t begin, std::size_t end) { return place(begin, end); };
    read_python_code({file_.path, taken_.text(), place_of, context_.interfaces}, out_);
  }

 private:
  // What the notebook's metadata say; Python where they say nothing.
  bool is_python() const {
    JsonPull json(file_.text, context_.limits[Limit::depth]);
    std::string language;
    json.object([&](const JsonText& key) {
      if (!key.is("metadata")) return json.skip();
      json.object([&](const JsonText& part) {
        const bool info = part.is("language_info"), kernel = part.is("kernelspec");
        if (!info && !kernel) return json.skip();
        json.object([&](const JsonText& name) {
          const JsonText said = json.text();
          if ((info && name.is("name")) || (kernel && name.is("language") && language.empty()))
            language = said.value();
        });
      });
    });
    return language.empty() || lower(language).find("python") != std::string::npos;
  }

  void cells(JsonPull& json) {
    json.array([&] {
      const std::size_t begin = taken_.text().size();
      bool code = false;
      json.object([&](const JsonText& key) {
        if (key.is("cell_type")) return void(code = json.text().is("code"));
        if (!key.is("source") && !key.is("input")) return json.skip();
        if (json.peek() != '[') return source(json.text());
        json.array([&] { source(json.text()); });
      });
      taken_.append("\n");
      code ? cell(begin) : taken_.blank(begin, taken_.text().size());
    });
  }

  void source(const JsonText& text) {
    if (text.quoted) taken_.append(text.raw, static_cast<std::size_t>(text.raw.data() - file_.text.data()));
  }

  // Takes lines that are no Python out, and reads those for a shell.
  void cell(std::size_t begin) {
    const std::size_t end = taken_.text().size();
    const std::string_view cell = std::string_view(taken_.text()).substr(begin);
    const std::string_view start = trim(cell);
    bool shell = false;
    if (start.starts_with("%%")) {
      const std::string_view magic = start.substr(2, start.find_first_of(" \t\n", 2) - 2);
      shell = is_one_of(shell_magics, magic);
      if (!shell && !is_one_of(python_magics, magic)) return taken_.blank(begin, end);
    }
    for (std::size_t at = begin; at < end;) {
      const std::size_t feed = std::min(taken_.text().find('\n', at), end);
      const std::string_view line = std::string_view(taken_.text()).substr(at, feed - at);
      const std::string_view content = trim(line);
      const bool magic = content.starts_with('%') || content.starts_with('!');
      if ((magic || shell) && !content.empty()) {
        const auto from = static_cast<std::size_t>(content.data() - taken_.text().data()) + (magic ? 1 : 0);
        installs_.read(taken_.traced(from, feed), {}, stack());
        taken_.blank(at, feed);
      }
      at = feed + 1;
    }
  }

  // A notebook runs in its folder.
  std::vector<std::string> beside(std::string_view path) const {
    const auto found = included_path(file_.path, path);
    return found ? std::vector{*found} : std::vector<std::string>();
  }

  std::uint32_t stack() {
    if (!has_stack_) stack_ = out_.new_stack();
    has_stack_ = true;
    return stack_;
  }

  Place place(std::size_t begin, std::size_t end) const {
    const auto [from, to] = taken_.bytes(begin, end);
    return places_.at(from, to);
  }

  const TextFile& file_;
  const TextContext& context_;
  TextPlaces places_;
  Observed& out_;
  TakenText taken_;
  ShellInstalls installs_;
  std::uint32_t stack_ = 0;  // of packages that are installed
  bool has_stack_ = false;
};

}  // namespace

void read_notebook(const TextFile& file, const TextContext& context, Observed& out) {
  NotebookReader(file, context, out).read();
}

}  // namespace bestby
