#include "observe/image/file_facts.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "observe/image/file_lines.h"
#include "observe/image/json_texts.h"
#include "observe/image/package_facts.h"

namespace bestby {
namespace {

bool is_version(char c) {
  return is_digit(c) || is_letter(c) || std::string_view(".+-_~").find(c) != std::string_view::npos;
}

// What stands at the begin of a text and may be a version.
std::string_view leading_version(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_version(text[end])) ++end;
  return text.substr(0, end);
}

std::string_view last_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

void see_part(const Detection& d, std::string_view version, std::string found, const Place& place,
              FileFacts& out) {
  out.seen.push_back({SeenPart{std::string(d.product), std::string(version), std::move(found)}, place, 0});
}

void of_numbers(const Detection& d, const FoundFile& file, FileFacts& out) {
  const std::size_t most = d.with.empty() ? file.numbers.size() : static_cast<std::size_t>(d.with[0] - '0');
  const auto numbers = file.numbers.first(std::min(most, file.numbers.size()));
  const std::string_view name = last_name(file.path);
  const bool library = name.find(".so.") != std::string_view::npos;
  see_part(d, fmt::format("{}", fmt::join(numbers, ".")),
           fmt::format("{} {}", library ? "soname" : "name", name), {}, out);
}

void of_line(const Detection& d, const FoundFile& file, FileFacts& out) {
  FileLines lines(file.body);
  if (!lines.next()) return;
  const std::string_view version = leading_version(trim(lines.text()));
  if (version.empty()) return;
  see_part(d, version, fmt::format("file {}", last_name(file.path)), lines.place(version), out);
}

void behind_text(const Detection& d, const FoundFile& file, FileFacts& out) {
  for (FileLines lines(file.body); lines.next();) {
    const auto at = lines.text().find(d.with);
    if (at == std::string_view::npos) continue;
    const std::string_view version = leading_version(lines.text().substr(at + d.with.size()));
    if (version.empty()) continue;
    return see_part(d, version, fmt::format("file {}", last_name(file.path)), lines.place(version), out);
  }
}

bool is_dotted(std::string_view word) {
  return !word.empty() && is_digit(word.front()) && is_digit(word.back()) &&
         word.find('.') != std::string_view::npos &&
         word.find_first_not_of("0123456789.") == std::string_view::npos;
}

void of_dotted(const Detection& d, const FoundFile& file, FileFacts& out) {
  for (FileLines lines(file.body); lines.next();) {
    if (!lines.text().starts_with(d.with)) continue;
    for (const std::string_view word : split(lines.text(), ' '))
      if (is_dotted(word))
        return see_part(d, word, fmt::format("file {}", last_name(file.path)), lines.place(word), out);
  }
}

// NAME = '1.2' or NAME: TYPE = '1.2'.
void of_assigned(const Detection& d, const FoundFile& file, FileFacts& out) {
  for (FileLines lines(file.body); lines.next();) {
    std::string_view rest = lines.text();
    if (!rest.starts_with(d.with)) continue;
    rest.remove_prefix(d.with.size());
    if (rest.empty() || (rest.front() != ' ' && rest.front() != ':' && rest.front() != '=')) continue;
    const auto quote = rest.find_first_of("'\"");
    if (quote == std::string_view::npos || rest.substr(0, quote).find('=') == std::string_view::npos)
      continue;
    const std::string_view version = leading_version(rest.substr(quote + 1));
    if (version.empty()) continue;
    return see_part(d, version, fmt::format("{} of {}", d.with, last_name(file.path)), lines.place(version),
                    out);
  }
}

void of_defines(const Detection& d, const FoundFile& file, FileFacts& out) {
  const auto names = split(d.with, ' ');
  std::vector<std::string_view> values(names.size());
  Place place;
  for (FileLines lines(file.body); lines.next();) {
    std::string_view rest = trim(lines.text());
    if (!rest.starts_with("#define")) continue;
    rest = trim(rest.substr(7));
    const auto blank = rest.find_first_of(" \t");
    if (blank == std::string_view::npos) continue;
    const auto found = std::find(names.begin(), names.end(), rest.substr(0, blank));
    if (found == names.end()) continue;
    rest = trim(rest.substr(blank));
    if (rest.starts_with('"')) rest.remove_prefix(1);
    const std::string_view value = leading_version(rest);
    if (value.empty() || !is_digit(value.front())) continue;
    values[static_cast<std::size_t>(found - names.begin())] = value;
    if (place.line == 0) place = lines.place(value);
  }
  if (std::any_of(values.begin(), values.end(), [](auto v) { return v.empty(); })) return;
  see_part(d, fmt::format("{}", fmt::join(values, ".")), fmt::format("header {}", last_name(file.path)),
           place, out);
}

// A release that is followed by the date of its build, "11.8.20220929".
std::string_view without_date(std::string_view version) {
  const auto dot = version.rfind('.');
  const bool dated =
      dot != std::string_view::npos && version.size() - dot == 9 && all_digits(version.substr(dot + 1));
  return dated ? version.substr(0, dot) : version;
}

void of_json(const Detection& d, const FoundFile& file, FileFacts& out) {
  const auto text = json_text_at(file.body, d.with);
  const std::string_view version = without_date(leading_version(text.value_or("")));
  if (version.empty()) return;
  see_part(d, version, fmt::format("file {}", last_name(file.path)), place_in(file.body, version), out);
}

std::string_view unquoted(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    return text.substr(1, text.size() - 2);
  return text;
}

void of_os_release(const Detection&, const FoundFile& file, FileFacts& out) {
  std::string_view id, version;
  Place place;
  for (FileLines lines(file.body); lines.next();) {
    const std::string_view line = lines.text();
    if (line.starts_with("ID=")) {
      id = unquoted(line.substr(3));
      if (place.line == 0) place = lines.place(id);
    } else if (line.starts_with("VERSION_ID=")) {
      version = unquoted(line.substr(11));
      place = lines.place(version);
    }
  }
  if (id.empty()) return;
  const auto names = system_names();
  const auto known =
      std::find_if(names.begin(), names.end(), [&](const SystemName& n) { return n.id == id; });
  std::string product(known == names.end() ? id : known->product);
  out.seen.push_back(
      {SeenPart{std::move(product), std::string(version), fmt::format("os-release ID {}", id)}, place, 0});
}

void is_unreadable(const Detection& d, const FoundFile&, FileFacts& out) { out.unread = d.with; }

struct Reader {
  FileTake take;
  void (*read)(const Detection&, const FoundFile&, FileFacts&);
};
constexpr auto readers = std::to_array<Reader>({
    {FileTake::numbers, of_numbers},
    {FileTake::file_numbers, of_numbers},
    {FileTake::line, of_line},
    {FileTake::behind, behind_text},
    {FileTake::assigned, of_assigned},
    {FileTake::dotted, of_dotted},
    {FileTake::defines, of_defines},
    {FileTake::json, of_json},
    {FileTake::os_release, of_os_release},
    {FileTake::dpkg, read_dpkg},
    {FileTake::apk, read_apk},
    {FileTake::rpm_sqlite, read_rpm_sqlite},
    {FileTake::rpm_ndb, read_rpm_ndb},
    {FileTake::python, read_python_metadata},
    {FileTake::conda, read_conda_meta},
    {FileTake::unreadable, is_unreadable},
});

}  // namespace

void read_facts(const Detection& detection, const FoundFile& file, FileFacts& out) {
  for (const Reader& reader : readers)
    if (reader.take == detection.take) return reader.read(detection, file, out);
}

}  // namespace bestby
