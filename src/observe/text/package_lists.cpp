#include "observe/text/package_lists.h"

#include <array>
#include <vector>

#include "base/text.h"
#include "observe/text/conda_files.h"
#include "observe/text/local_version.h"
#include "observe/text/requirement.h"
#include "observe/text/text_lines.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

using Words = std::vector<std::string_view>;

// The package of a line's words; with the words that say it, as `first` and `last`.
struct ListedPackage {
  SeenPackage package;
  std::size_t first = 0, last = 1;
};

std::string_view before(std::string_view text, char sign) { return text.substr(0, text.find(sign)); }

std::optional<ListedPackage> pip_row(const Words& words) {
  if (words.size() < 2 || !is_digit(words[1].front())) return std::nullopt;
  return ListedPackage{{"pypi", pypi_name(words[0]), std::string(words[1]), {}}};
}

// "libc6/focal-updates,now 2.31-0ubuntu9.9 amd64 [installed,automatic]"
std::optional<ListedPackage> apt_row(const Words& words) {
  if (words.size() < 3 || words[0].find('/') == std::string_view::npos) return std::nullopt;
  return ListedPackage{{"deb", std::string(before(words[0], '/')), std::string(words[1]), {}}};
}

// "ii  libc6:amd64  2.31-0ubuntu9.9  amd64  GNU C Library"
std::optional<ListedPackage> dpkg_row(const Words& words) {
  if (words.size() < 4 || words[0].size() < 2 || (words[0] != "ii" && words[0] != "hi")) return std::nullopt;
  return ListedPackage{{"deb", std::string(before(words[1], ':')), std::string(words[2]), {}}, 1, 2};
}

// "cuda-cudart-11-8.x86_64  11.8.89-1  @cuda"
std::optional<ListedPackage> yum_row(const Words& words) {
  const auto dot = words.empty() ? std::string_view::npos : words[0].rfind('.');
  if (words.size() < 2 || dot == std::string_view::npos || words[1].find('-') == std::string_view::npos)
    return std::nullopt;
  return ListedPackage{{"rpm", std::string(words[0].substr(0, dot)), std::string(words[1]), {}}};
}

// "glibc-2.17-326.el7_9.x86_64"
std::optional<ListedPackage> rpm_row(const Words& words) {
  if (words.size() != 1) return std::nullopt;
  const std::string_view whole = words[0].substr(0, words[0].rfind('.'));
  const auto release = whole.rfind('-');
  const auto version =
      release == std::string_view::npos || release == 0 ? release : whole.rfind('-', release - 1);
  if (version == std::string_view::npos || version == 0 || whole.size() == words[0].size())
    return std::nullopt;
  if (!is_digit(whole[version + 1])) return std::nullopt;
  return ListedPackage{
      {"rpm", std::string(whole.substr(0, version)), std::string(whole.substr(version + 1)), {}}, 0, 0};
}

using Row = std::optional<ListedPackage> (*)(const Words&);

struct ListForm {
  std::string_view heading;  // near the begin of the list
  Row row;                   // nullptr: `read` reads it as a whole
  void (*read)(const TextFile&, const TextContext&, Observed&);
};

constexpr std::array list_forms = {
    ListForm{"@EXPLICIT", nullptr, read_conda_explicit},
    ListForm{"# packages in environment at", nullptr, read_conda_list},
    ListForm{"# This file may be used to create an environment using", nullptr, read_conda_export},
    ListForm{"\n--------", pip_row, nullptr},
    ListForm{"Listing...", apt_row, nullptr},
    ListForm{"Desired=Unknown/Install/Remove", dpkg_row, nullptr},
    ListForm{"Installed Packages", yum_row, nullptr},
};
constexpr std::size_t heading_bytes = 1024;

// `pip list` alone has a heading of two words above its dashes.
const ListForm* form_of(std::string_view text) {
  const std::string_view begin = text.substr(0, heading_bytes);
  for (const ListForm& form : list_forms) {
    const auto at = begin.find(form.heading);
    if (at == std::string_view::npos) continue;
    if (form.row != pip_row || begin.starts_with("Package ")) return &form;
  }
  return nullptr;
}

struct ListTally {
  std::size_t rows = 0, others = 0;
};

ListTally read_rows(const TextFile& file, Row row, Observed& out) {
  const TextPlaces places(file.path, file.text);
  const std::uint32_t stack = out.new_stack();
  ListTally tally;
  for_each_line(file.text, [&](std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    const Words words = words_of_line(line);
    auto read = row(words);
    if (!read) {
      ++tally.others;
      return;
    }
    ++tally.rows;
    const auto begin = static_cast<std::size_t>(words[read->first].data() - file.text.data());
    const std::string_view last = words[read->last];
    const auto end = static_cast<std::size_t>(last.data() - file.text.data()) + last.size();
    see_package(out, std::move(read->package), places.at(begin, end), stack);
  });
  return tally;
}

bool is_debian_name(std::string_view name) {
  for (const char c : name)
    if (!(c >= 'a' && c <= 'z') && !is_digit(c) && c != '+' && c != '-' && c != '.') return false;
  return name.size() >= 2 && (is_letter(name.front()) || is_digit(name.front()));
}

// "libcudnn8=8.6.0.163-1+cuda11.8", "ffmpeg"
std::optional<ListedPackage> apt_name_row(const Words& words) {
  if (words.size() != 1) return std::nullopt;
  const std::string_view name = before(before(words[0], '='), ':');
  if (!is_debian_name(name)) return std::nullopt;
  SeenPackage package{"deb", std::string(name), {}, {}};
  if (const auto equals = words[0].find('='); equals != std::string_view::npos) {
    const std::string_view version = words[0].substr(equals + 1);
    if (version.find('*') == std::string_view::npos)
      package.version = version;
    else
      package.specifier = words[0].substr(equals);
  }
  return ListedPackage{std::move(package), 0, 0};
}

// Only where every line is a row.
void read_uniform(const TextFile& file, Row row, Observed& out) {
  Observed seen;
  const ListTally tally = read_rows(file, row, seen);
  if (tally.rows > 0 && tally.others == 0) out.add(std::move(seen));
}

}  // namespace

bool is_package_list(std::string_view text) { return form_of(text) != nullptr; }

void read_package_list(const TextFile& file, const TextContext& context, Observed& out) {
  const ListForm* form = form_of(file.text);
  if (form == nullptr) return read_uniform(file, rpm_row, out);
  if (form->row == nullptr) return form->read(file, context, out);
  read_rows(file, form->row, out);
}

void read_apt_names(const TextFile& file, const TextContext&, Observed& out) {
  if (!is_package_list(file.text)) read_uniform(file, apt_name_row, out);
}

void read_python_version(const TextFile& file, const TextContext&, Observed& out) {
  const TextPlaces places(file.path, file.text);
  const std::uint32_t stack = out.new_stack();
  for_each_line(file.text, [&](std::string_view line) {
    std::string_view version = line;
    for (const std::string_view word : {"python-", "cpython-", "python=="})
      if (version.starts_with(word)) version.remove_prefix(word.size());
    if (version.empty() || !is_digit(version.front()) ||
        version.find_first_of(" \t") != std::string_view::npos)
      return;
    const std::string_view name = file.path.substr(file.path.rfind('/') + 1);
    out.see(SeenPart{"python", std::string(version), std::string(name)}, places.of(version), stack);
  });
}

}  // namespace bestby
