#include "observe/text/requirements_file.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"
#include "observe/text/local_version.h"
#include "observe/text/package_lists.h"
#include "observe/text/requirement.h"
#include "observe/text/requirement_lines.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

constexpr std::size_t most_files = 200;  // that one includes, by whatever names
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_utf16(std::string_view text) { return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"); }

std::string utf8_of_utf16(std::string_view text) {
  const bool little = text.starts_with("\xFF\xFE");
  const auto unit = [&](std::size_t at) -> char32_t {
    const auto a = static_cast<unsigned char>(text[at]), b = static_cast<unsigned char>(text[at + 1]);
    return static_cast<char32_t>(little ? (b << 8U) | a : (a << 8U) | b);
  };
  std::string out;
  for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xDC00 && at + 3 < text.size()) {
      const char32_t low = unit(at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    append_utf8(out, c >= 0xD800 && c < 0xE000 ? U'\uFFFD' : c);
  }
  return out;
}

// What one stack's files say: those that are required, and those that are only constrained.
class RequirementsReader {
 public:
  RequirementsReader(const TextContext& context, Observed& out, std::uint32_t stack)
      : context_(context), out_(out), stack_(stack) {}

  void read(const std::string& path, std::string_view text) {
    files_.insert(path);
    read_file(path, text, false);
    for (Observation& constrained : constrained_) {
      const auto* package = std::get_if<SeenPackage>(&constrained.what);
      if (package != nullptr && required_.contains(package->name)) out_.seen.push_back(constrained);
    }
  }
  std::size_t good = 0, bad = 0;  // lines

 private:
  void read_file(const std::string& path, std::string_view raw, bool constraints, std::uint64_t depth = 0) {
    const bool wide = is_utf16(raw);
    const std::string copy = wide ? utf8_of_utf16(raw) : std::string();
    const std::string_view text = wide ? std::string_view(copy) : raw;
    const TextPlaces places(path, text);
    RequirementLines lines(text);
    Unread unread{path, {}};
    std::size_t unread_lines = 0;
    for (auto line = lines.next(); line; line = lines.next()) {
      if (text.data() == raw.data() && line->at.front() == 0 && line->text.starts_with(byte_order_mark))
        line->text.replace(0, 3, 3, ' ');
      const auto place = [&](std::size_t begin, std::size_t end) {
        Place where = places.at(line->at[begin], line->at[end - 1] + 1);
        if (wide) where.begin = where.end = 0;
        return where;
      };
      if (!line->comment.empty()) read_editable(line->comment, places, wide);
      if (!read_line(*line, path, place, constraints, depth) && unread_lines++ == 0)
        unread.reason = fmt::format("line {} is no requirement: `{}`", places.line(line->at.front()),
                                    trim(line->text).substr(0, 80));
    }
    if (unread_lines > 1) unread.reason += fmt::format(" (and {} more)", unread_lines - 1);
    if (unread_lines > 0) out_.unread.push_back(std::move(unread));
  }

  template <typename PlaceOf>
  bool read_line(const RequirementLine& line, const std::string& path, const PlaceOf& place, bool constraints,
                 std::uint64_t depth) {
    if (line.cut) return false;
    const LineWords words = requirement_words(line.text);
    if (words.words.empty()) return true;
    const PipArguments read = read_pip_arguments(words.words);
    for (const auto& required : read.requirements) {
      const std::size_t base = words.at[required.word];
      see(required.is.package, place(base + required.is.whole.begin, base + required.is.whole.end),
          constraints);
    }
    for (const auto& index : read.indexes) {
      const auto begin = static_cast<std::size_t>(index.text.data() - line.text.data());
      if (!index.text.empty())
        out_.see(SeenChannel{std::string(index.text)}, place(begin, begin + index.text.size()), stack_);
    }
    for (const auto& file : read.files) include(path, file.text, constraints, depth);
    for (const auto& file : read.constraints) include(path, file.text, true, depth);
    const bool folder = !words.words.front().empty() && words.words.front().find_first_of("/.$") == 0;
    const bool understood = read.unread.empty() || words.words.front().starts_with('-') || folder ||
                            words.words.front().find("://") != std::string_view::npos;
    ++(understood ? good : bad);
    return understood;
  }

  // "# Editable install with no version control (name==1.0)", which `pip freeze` writes above a folder.
  void read_editable(std::string_view comment, const TextPlaces& places, bool wide) {
    const auto open = comment.find('(');
    if (!comment.starts_with("# Editable ") || !comment.ends_with(')') || open == std::string_view::npos)
      return;
    const std::string_view inside = comment.substr(open + 1, comment.size() - open - 2);
    const auto read = read_requirement(inside);
    if (!read) return;
    Place where = places.of(inside);
    if (wide) where.begin = where.end = 0;
    see(read->package, std::move(where), false);
  }

  void see(const SeenPackage& package, Place where, bool constraint) {
    if (!constraint) {
      required_.insert(package.name);
      see_package(out_, package, std::move(where), stack_);
    } else {
      constrained_.push_back({package, std::move(where), stack_, false});
    }
  }

  void include(const std::string& from, std::string_view to, bool constraints, std::uint64_t depth) {
    const auto path = included_path(from, to);
    if (!path || !context_.open || !files_.insert(*path).second) return;
    if (files_.size() > most_files) {
      if (files_.size() == most_files + 1)
        out_.skip(*path, fmt::format("is past the {} files that one may include", most_files));
      return;
    }
    if (depth + 1 >= context_.limits[Limit::depth]) {
      out_.skip(*path, context_.limits.passed(Limit::depth));
      return;
    }
    if (const auto text = context_.open(*path))
      read_file(*path, *text, constraints, depth + 1);
    else
      out_.skip(*path, fmt::format("is included by `{}` and cannot be read", from));
  }

  const TextContext& context_;
  Observed& out_;
  std::uint32_t stack_;
  std::set<std::string> files_, required_;
  std::vector<Observation> constrained_;
};

}  // namespace

std::optional<std::string> included_path(std::string_view from, std::string_view to) {
  if (to.empty() || to.front() == '/' || to.find("://") != std::string_view::npos) return std::nullopt;
  std::vector<std::string_view> parts = split(from, '/');
  parts.pop_back();
  for (const std::string_view part : split(to, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  if (parts.empty()) return std::nullopt;
  return fmt::format("{}", fmt::join(parts, "/"));
}

void read_included_requirements(std::string_view from, std::string_view to, const TextContext& context,
                                Observed& out, std::uint32_t stack) {
  const auto path = included_path(from, to);
  if (!path || !context.open) return;
  if (const auto text = context.open(*path))
    RequirementsReader(context, out, stack).read(*path, *text);
  else
    out.skip(*path, fmt::format("is included by `{}` and cannot be read", from));
}

void read_requirements(const TextFile& file, const TextContext& context, Observed& out) {
  if (is_package_list(file.text)) return read_package_list(file, context, out);
  RequirementsReader(context, out, out.new_stack()).read(std::string(file.path), file.text);
}

void read_plain_requirements(const TextFile& file, const TextContext& context, Observed& out) {
  const std::string name = lower(file.path.substr(file.path.rfind('/') + 1));
  for (const std::string_view telling : {"requirements", "constraints", "freeze"})
    if (name.find(telling) != std::string::npos) return;  // `read_requirements` reads it
  Observed seen;
  RequirementsReader reader(context, seen, seen.new_stack());
  reader.read(std::string(file.path), file.text);
  if (reader.good > 0 && reader.good > reader.bad) out.add(std::move(seen));
}

}  // namespace bestby
