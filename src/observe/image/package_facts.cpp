#include "observe/image/package_facts.h"

#include "base/text.h"
#include "observe/image/file_lines.h"
#include "observe/image/json_texts.h"
#include "observe/text/requirement.h"

namespace bestby {
namespace {

void see_package(std::string_view type, std::string name, std::string_view version, const Place& place,
                 FileFacts& out) {
  out.seen.push_back({SeenPackage{std::string(type), std::move(name), std::string(version), {}}, place, 0});
}

// The value of a field `Name: value`; empty where the line is none of it.
std::string_view field(std::string_view line, std::string_view name) {
  return line.size() > name.size() && line.starts_with(name) ? trim(line.substr(name.size()))
                                                             : std::string_view();
}

// A stanza of a database whose stanzas an empty line ends.
struct Stanza {
  std::string_view name, version, status;
  Place place;
};

std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view last_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

void read_dpkg(const Detection&, const FoundFile& file, FileFacts& out) {
  Stanza stanza;
  const auto end = [&] {
    const bool installed = stanza.status.empty() || stanza.status.ends_with(" installed");
    if (installed && !stanza.name.empty() && !stanza.version.empty())
      see_package("deb", std::string(stanza.name), stanza.version, stanza.place, out);
    stanza = {};
  };
  for (FileLines lines(file.body); lines.next();) {
    const std::string_view line = lines.text();
    if (line.empty()) {
      end();
    } else if (const auto name = field(line, "Package:"); !name.empty()) {
      stanza.name = name;
    } else if (const auto version = field(line, "Version:"); !version.empty()) {
      stanza.version = version;
      stanza.place = lines.place(version);
    } else if (const auto status = field(line, "Status:"); !status.empty()) {
      stanza.status = status;
    }
  }
  end();
}

void read_apk(const Detection&, const FoundFile& file, FileFacts& out) {
  Stanza stanza;
  const auto end = [&] {
    if (!stanza.name.empty() && !stanza.version.empty())
      see_package("apk", std::string(stanza.name), stanza.version, stanza.place, out);
    stanza = {};
  };
  for (FileLines lines(file.body); lines.next();) {
    const std::string_view line = lines.text();
    if (line.empty()) {
      end();
    } else if (line.starts_with("P:")) {
      stanza.name = line.substr(2);
    } else if (line.starts_with("V:")) {
      stanza.version = line.substr(2);
      stanza.place = lines.place(stanza.version);
    }
  }
  end();
}

void read_python_metadata(const Detection&, const FoundFile& file, FileFacts& out) {
  std::string_view name, version;
  Place place;
  for (FileLines lines(file.body); lines.next() && !lines.text().empty();) {
    if (const auto n = field(lines.text(), "Name:"); !n.empty() && name.empty()) name = n;
    if (const auto v = field(lines.text(), "Version:"); !v.empty() && version.empty()) {
      version = v;
      place = lines.place(v);
    }
  }
  if (name.empty() || version.empty()) {
    // The folder is called NAME-VERSION.dist-info.
    std::string_view folder = last_of(folder_of(file.path));
    folder = folder.substr(0, folder.rfind('.'));
    const auto dash = folder.find('-');
    if (dash == std::string_view::npos) return;
    name = folder.substr(0, dash);
    version = folder.substr(dash + 1);
    version = version.substr(0, version.find('-'));
    place = {};
  }
  see_package("pypi", pypi_name(name), version, place, out);
}

void read_conda_meta(const Detection&, const FoundFile& file, FileFacts& out) {
  // The file is called NAME-VERSION-BUILD.json; neither version nor build holds a hyphen.
  std::string_view name = last_of(file.path);
  name.remove_suffix(5);
  const auto build = name.rfind('-');
  if (build == std::string_view::npos || build == 0) return;
  const auto version = name.rfind('-', build - 1);
  if (version == std::string_view::npos || version == 0) return;
  see_package("conda", std::string(name.substr(0, version)), name.substr(version + 1, build - version - 1),
              {}, out);
  if (const auto channel = json_text_at(file.body, "channel"); channel && !channel->empty())
    out.seen.push_back({SeenChannel{std::string(*channel)}, place_in(file.body, *channel), 0});
}

}  // namespace bestby
