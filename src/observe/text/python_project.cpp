#include "observe/text/python_project.h"

#include <array>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "observe/text/document_places.h"
#include "observe/text/error_reason.h"
#include "observe/text/local_version.h"
#include "observe/text/node_paths.h"
#include "observe/text/poetry_constraint.h"
#include "observe/text/requirement.h"
#include "observe/text/toml_document.h"

namespace bestby {
namespace {

using yaml::Node;

class ProjectReader {
 public:
  ProjectReader(const yaml::Document& document, Observed& out)
      : root_(document.root), places_(document), out_(out) {}

  void requirements(const Node& list) {
    for (const Node& item : list.items) {
      if (!item.is_scalar()) continue;
      auto read = read_requirement(item.text);
      if (!read) continue;
      if (read->package.version.empty() && read->package.specifier.empty()) from_source(read->package);
      see_package(out_, std::move(read->package), places_.of(item, read->whole.begin, read->whole.end),
                  stack_);
    }
  }

  // Of a table with names as keys.
  void constraints(const Node& table) {
    for (const auto& [key, value] : table.fields) {
      if (value.is_sequence()) {
        for (const Node& item : value.items) constraint(key, item);
      } else {
        constraint(key, value);
      }
    }
  }

  void python(const Node& node) {
    if (node.is_scalar()) out_.see(python_seen("requires-python", node.text), places_.of(node), stack_);
  }

  void index(const Node& node) {
    if (node.is_scalar() && !node.text.empty() && indexes_.insert(node.str()).second)
      out_.see(SeenChannel{node.str()}, places_.of(node), stack_);
  }

 private:
  void constraint(const Node& key, const Node& value) {
    const Node* written = value.is_mapping() ? value.find("version") : &value;
    if (key.text == "python") {
      if (written != nullptr) python(*written);
      return;
    }
    SeenPackage package{"pypi", pypi_name(key.text), {}, {}};
    if (written != nullptr && written->is_scalar()) {
      if (auto specifier = pep440_of_poetry(written->text)) set_specifier(package, std::move(*specifier));
    } else {
      written = nullptr;
      take_source(value, package);
    }
    see_package(out_, std::move(package), places_.of(written != nullptr ? *written : key), stack_);
  }

  // The version of an archive that is named, or of a repository's tag.
  static void take_source(const Node& source, SeenPackage& package) {
    for (const std::string_view key : {"url", "file", "path"})
      if (const auto archive = package_of_archive(field_text(source, key)))
        package.version = archive->version;
    for (const std::string_view key : {"tag", "ref"}) {
      const auto read = read_requirement(fmt::format("x @ git+https://x/x@{}", field_text(source, key)));
      if (read && !read->package.version.empty()) package.version = read->package.version;
    }
  }

  // What uv says beside the requirement.
  void from_source(SeenPackage& package) const {
    for_each_at(root_, "tool.uv.sources", [&](const Node& sources) {
      for (const auto& [key, value] : sources.fields)
        if (pypi_name(key.text) == package.name) take_source(value, package);
    });
  }

  const Node& root_;
  DocumentPlaces places_;
  Observed& out_;
  std::uint32_t stack_ = out_.new_stack();
  std::set<std::string> indexes_;
};

struct ProjectPart {
  std::string_view path;
  void (ProjectReader::*read)(const Node&);
};

constexpr std::array project_parts = {
    ProjectPart{"project.requires-python", &ProjectReader::python},
    ProjectPart{"project.dependencies", &ProjectReader::requirements},
    ProjectPart{"project.optional-dependencies.*", &ProjectReader::requirements},
    ProjectPart{"dependency-groups.*", &ProjectReader::requirements},
    ProjectPart{"build-system.requires", &ProjectReader::requirements},
    ProjectPart{"tool.uv.dev-dependencies", &ProjectReader::requirements},
    ProjectPart{"tool.pdm.dev-dependencies.*", &ProjectReader::requirements},
    ProjectPart{"tool.hatch.envs.*.dependencies", &ProjectReader::requirements},
    ProjectPart{"tool.hatch.envs.*.extra-dependencies", &ProjectReader::requirements},
    ProjectPart{"tool.flit.metadata.requires", &ProjectReader::requirements},
    ProjectPart{"tool.flit.metadata.requires-python", &ProjectReader::python},
    ProjectPart{"tool.flit.metadata.requires-extra.*", &ProjectReader::requirements},
    ProjectPart{"tool.poetry.dependencies", &ProjectReader::constraints},
    ProjectPart{"tool.poetry.dev-dependencies", &ProjectReader::constraints},
    ProjectPart{"tool.poetry.group.*.dependencies", &ProjectReader::constraints},
    ProjectPart{"packages", &ProjectReader::constraints},  // of a Pipfile, as are those below
    ProjectPart{"dev-packages", &ProjectReader::constraints},
    ProjectPart{"requires.python_version", &ProjectReader::python},
    ProjectPart{"requires.python_full_version", &ProjectReader::python},
    ProjectPart{"source.*.url", &ProjectReader::index},
    ProjectPart{"tool.uv.index.*.url", &ProjectReader::index},
    ProjectPart{"tool.uv.index-url", &ProjectReader::index},
    ProjectPart{"tool.uv.extra-index-url.*", &ProjectReader::index},
    ProjectPart{"tool.uv.pip.index-url", &ProjectReader::index},
    ProjectPart{"tool.uv.pip.extra-index-url.*", &ProjectReader::index},
    ProjectPart{"tool.poetry.source.*.url", &ProjectReader::index},
    ProjectPart{"tool.pdm.source.*.url", &ProjectReader::index},
};

// Locks: a list of packages, each with its name, its version and where it is from.
class LockReader {
 public:
  LockReader(const yaml::Document& document, Observed& out)
      : root_(document.root), places_(document), out_(out) {}

  void read() {
    for (const std::string_view key :
         {"requires-python", "metadata.python-versions", "metadata.requires-python"})
      for_each_at(root_, key, [&](const Node& node) {
        if (node.is_scalar()) out_.see(python_seen("requires-python", node.text), places_.of(node), stack_);
      });
    for (const std::string_view key : {"package", "packages"})
      for_each_at(root_, key, [&](const Node& list) {
        for (const Node& entry : list.items) package(entry);
      });
  }

 private:
  void package(const Node& entry) {
    const Node* name = entry.find("name");
    const Node* version = entry.find("version");
    if (name == nullptr || !name->is_scalar()) return;
    const Node* source = entry.find("source");
    if (source != nullptr && (source->find("virtual") != nullptr || source->find("editable") != nullptr))
      return;
    SeenPackage package{"pypi", pypi_name(name->text), {}, {}};
    const bool has_version = version != nullptr && version->is_scalar();
    if (has_version) package.version = version->str();
    see_package(out_, std::move(package), places_.of(has_version ? *version : *name), stack_);
    if (source == nullptr) return;
    index(source->find("registry"));
    if (field_text(*source, "type") == "legacy") index(source->find("url"));
  }

  void index(const Node* node) {
    if (node != nullptr && node->is_scalar() && indexes_.insert(node->str()).second)
      out_.see(SeenChannel{node->str()}, places_.of(*node), stack_);
  }

  const Node& root_;
  DocumentPlaces places_;
  Observed& out_;
  std::uint32_t stack_ = out_.new_stack();
  std::set<std::string> indexes_;
};

}  // namespace

Seen python_seen(std::string_view key, std::string_view specifier) {
  SeenPart part{"python", {}, fmt::format("{} {}", key, specifier)};
  std::string_view version = trim(specifier);
  while (version.starts_with('=')) version.remove_prefix(1);
  if (version.ends_with(".*")) version.remove_suffix(2);
  version = trim(version);
  bool plain = !version.empty() && is_digit(version.front());
  for (const char c : version) plain = plain && (is_digit(c) || c == '.');
  if (plain) {
    part.version = version;
  } else if (auto written = pep440_of_poetry(specifier); written && !written->empty()) {
    return SeenPackage{"generic", "python", {}, std::move(*written)};
  }
  return part;
}

void read_pyproject(const TextFile& file, const TextContext& context, Observed& out) {
  const auto document = read_toml(std::string(file.path), std::string(file.text), context.limits);
  if (!document) return out.skip(std::string(file.path), reason_of(document.error()));
  ProjectReader reader(*document, out);
  for (const ProjectPart& part : project_parts)
    for_each_at(document->root, part.path, [&](const Node& node) { (reader.*part.read)(node); });
}

void read_python_lock(const TextFile& file, const TextContext& context, Observed& out) {
  const auto document = read_toml(std::string(file.path), std::string(file.text), context.limits);
  if (!document) return out.skip(std::string(file.path), reason_of(document.error()));
  LockReader(*document, out).read();
}

}  // namespace bestby
