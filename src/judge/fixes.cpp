#include "judge/fixes.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "base/utf8.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

// Files that a tool wrote from another one: that one is to be changed, and the tool run again.
constexpr std::array<std::string_view, 11> written_by_tools = {
    ".lock",     "Pipfile.lock", "package-lock.json", "conda-lock.yml", ".spdx",    ".spdx.json",
    ".cdx.json", ".cdx.xml",     "bom.json",          "bom.xml",        ".spdx.rdf"};

constexpr std::string_view pinned_hash = "--hash";

bool is_written_by_a_tool(std::string_view path) {
  return std::any_of(written_by_tools.begin(), written_by_tools.end(),
                     [&](std::string_view end) { return path.ends_with(end); });
}

// Characters that go on with a version or a tag.
bool goes_on(char c) {
  return is_digit(c) || is_letter(c) || std::string_view("._-+!@").find(c) != std::string_view::npos;
}
bool leads_up(char c) { return is_digit(c) || c == '.'; }

bool is_a_word(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !leads_up(text[begin - 1])) && (end == text.size() || !goes_on(text[end]));
}

constexpr std::size_t looked_at = 65'536;

// Whether a backslash joins the line that ends here to the next one.
bool is_joined(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line.ends_with('\\');
}

// The rest of the line, and of those that are joined to it, as far as it is looked at.
std::string_view rest_of_line(std::string_view text, std::size_t at) {
  text = text.substr(at, looked_at);
  std::size_t end = text.find('\n');
  while (end != std::string_view::npos && is_joined(text.substr(0, end))) end = text.find('\n', end + 1);
  return text.substr(0, end);
}

struct FixTarget {
  std::string path, shown;  // to open it; as the diff names it
};

class Planner {
 public:
  Planner(const CheckAnswer& answer, std::span<const Target> targets) : answer_(answer), targets_(targets) {}

  FixPlan run() {
    for (std::size_t f = 0; f < answer_.findings.size(); ++f) {
      const CheckFinding& finding = answer_.findings[f];
      if (finding.instead.empty() || finding.severity > Finding::ending) continue;
      for (std::size_t p = 0; p < finding.places.size(); ++p)
        if (const auto why = place(f, p)) plan_.refused.push_back({f, p, *why});
    }
    for (auto& [path, file] : files_) finish(std::move(file));
    return std::move(plan_);
  }

 private:
  // Why it is not rewritten; nothing where it is.
  std::optional<std::string> place(std::size_t f, std::size_t p) {
    const FindingPlace& place = answer_.findings[f].places[p];
    if (!place.set_aside.empty()) return "is set aside";
    if (place.from.empty() || place.to.empty() || place.to.find('\n') != std::string::npos)
      return fmt::format("what to write is not one change of what stands there: {}",
                         answer_.findings[f].instead.front().text);
    if (place.where.begin == place.where.end) return "no bytes of the file say it alone";
    if (is_written_by_a_tool(place.where.path))
      return "the file is written by a tool: change what it is made from, and run the tool";
    const auto written = written_of(place);
    if (!written) return "is not a file of the target";
    auto& file = files_[written->path];
    if (file.path.empty()) {
      auto text = read_file(written->path);
      if (!text) return text.error().message;
      file = {written->path, written->shown, std::move(*text), {}, {}};
    }
    return edit(file, f, p, place);
  }

  static std::optional<std::string> edit(FixFile& file, std::size_t f, std::size_t p,
                                         const FindingPlace& place) {
    const std::string_view text = file.before;
    if (place.where.end > text.size() || place.where.begin > place.where.end) return "the file has changed";
    const std::string_view said = text.substr(place.where.begin, place.where.end - place.where.begin);
    const auto at = said.find(place.from);
    if (at == std::string_view::npos) return fmt::format("`{}` does not stand there", place.from);
    if (said.find(place.from, at + 1) != std::string_view::npos)
      return fmt::format("`{}` stands there more than once", place.from);
    const std::size_t begin = place.where.begin + at, end = begin + place.from.size();
    if (!is_a_word(text, begin, end)) return fmt::format("`{}` is a part of something longer", place.from);
    if (rest_of_line(text, end).find(pinned_hash) != std::string_view::npos)
      return "its line pins hashes, which are those of the old one";
    FixEdit edit{f, p, begin, end, 0, 0, 0, place.to};
    edit.length = static_cast<std::uint32_t>(count_code_points(place.from));
    file.edits.push_back(std::move(edit));
    return std::nullopt;
  }

  std::optional<FixTarget> written_of(const FindingPlace& place) const {
    if (place.target >= targets_.size() || !place.where.layer.empty()) return std::nullopt;
    const Target& target = targets_[place.target];
    if (target.kind == TargetKind::file) return FixTarget{target.name, shown(target.name)};
    if (target.kind != TargetKind::tree) return std::nullopt;
    const std::string root = target.name.empty() ? "." : target.name;
    const std::string path = root == "." ? place.where.path : root + "/" + place.where.path;
    if (!is_inside(root, path)) return std::nullopt;
    return FixTarget{path, shown(path)};
  }

  // Links followed: one that leads out is not of the target.
  static bool is_inside(const std::string& root, const std::string& path) {
    std::error_code failed;
    const fs::path from = fs::canonical(root, failed);
    if (failed) return false;
    const fs::path real = fs::canonical(path, failed);
    if (failed || !fs::is_regular_file(real, failed)) return false;
    return std::mismatch(from.begin(), from.end(), real.begin(), real.end()).first == from.end();
  }

  static std::string shown(const std::string& path) {
    std::string out = fs::path(path).lexically_normal().generic_string();
    if (!out.starts_with('/')) return out;
    const std::string here = fs::current_path().generic_string() + "/";
    return out.starts_with(here) ? out.substr(here.size()) : out.substr(1);
  }

  void refuse(const FixEdit& edit, std::string why) {
    plan_.refused.push_back({edit.finding, edit.place, std::move(why)});
  }

  // Lines and columns of sorted edits, in one walk.
  static void locate(FixFile& file) {
    const std::string_view text = file.before;
    std::uint32_t line = 1, column = 1;
    std::size_t at = 0;
    for (FixEdit& edit : file.edits) {
      while (at < edit.begin) {
        const bool feed = text[at] == '\n';
        at += decode_utf8(text, at).length;
        column = feed ? 1 : column + 1;
        if (feed) ++line;
      }
      edit.line = line;
      edit.column = column;
    }
  }

  // Edits that say the same are one; those that touch one another and do not are none.
  void finish(FixFile file) {
    std::stable_sort(file.edits.begin(), file.edits.end(),
                     [](const FixEdit& a, const FixEdit& b) { return a.begin < b.begin; });
    std::vector<FixEdit> kept;
    for (std::size_t i = 0; i < file.edits.size();) {
      std::size_t next = i + 1, end = file.edits[i].end;
      bool alike = true;
      for (; next < file.edits.size() && file.edits[next].begin < end; ++next) {
        const FixEdit &a = file.edits[i], &b = file.edits[next];
        alike = alike && a.begin == b.begin && a.end == b.end && a.to == b.to;
        end = std::max(end, b.end);
      }
      if (alike)
        kept.push_back(file.edits[i]);
      else
        for (std::size_t j = i; j < next; ++j)
          refuse(file.edits[j], "another change of the same text says otherwise");
      i = next;
    }
    file.edits = std::move(kept);
    if (file.edits.empty()) return;
    locate(file);
    std::size_t at = 0;
    for (const FixEdit& edit : file.edits) {
      file.after.append(file.before, at, edit.begin - at).append(edit.to);
      at = edit.end;
    }
    file.after.append(file.before, at);
    plan_.files.push_back(std::move(file));
  }

  const CheckAnswer& answer_;
  std::span<const Target> targets_;
  std::map<std::string, FixFile> files_;
  FixPlan plan_;
};

}  // namespace

FixPlan plan_fixes(const CheckAnswer& answer, std::span<const Target> targets) {
  return Planner(answer, targets).run();
}

Result<void> apply_fixes(const FixPlan& plan) {
  for (const FixFile& file : plan.files) {
    const auto now = read_file(file.path);
    if (!now) return fail(now.error());
    if (*now != file.before)
      return fail(ErrorCode::input,
                  fmt::format("`{}` has changed since it was read; it is not rewritten", file.path), {},
                  "run the check again");
    if (auto written = write_file(file.path, file.after); !written) return written;
  }
  return {};
}

}  // namespace bestby
