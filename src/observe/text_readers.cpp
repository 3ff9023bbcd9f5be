#include "observe/text_readers.h"

#include <algorithm>
#include <vector>

#include "base/star_pattern.h"
#include "base/text.h"
#include "observe/text/conda_files.h"
#include "observe/text/dockerfile.h"
#include "observe/text/package_lists.h"
#include "observe/text/python_code.h"
#include "observe/text/python_project.h"
#include "observe/text/requirements_file.h"
#include "observe/text/sbom.h"
#include "observe/text/terraform.h"
#include "observe/text/yaml_files.h"

namespace bestby {
namespace {

constexpr std::size_t begin_bytes = std::size_t{64} << 10U;

// The readers in the order in which they are tried.
const std::vector<TextReader>& table() {
  static const std::vector<TextReader> rows = {
      {"dockerfile", "Dockerfiles and Containerfiles: images, and what they install",
       "dockerfile dockerfile.* *.dockerfile dockerfile-* *-dockerfile *_dockerfile containerfile "
       "containerfile.* "
       "*.containerfile",
       "", read_dockerfile},
      {"requirements", "pip's requirements and constraints, with what they include; `pip freeze`",
       "requirements.txt requirements*.txt *requirements.txt constraints*.txt *constraints.txt *freeze*.txt "
       "requirements*.in *requirements.in constraints*.in",
       "", read_requirements},
      {"requirements-folder", "requirements of pip's in files whose names do not tell",
       "*requirements*/*.txt *requirements*/*.in base.in main.in dev.in test.in prod.in", "",
       read_plain_requirements},
      {"pyproject", "pyproject.toml: PEP 621 and 735, Poetry, uv, PDM, Hatch; Pipfile",
       "pyproject.toml pipfile", "", read_pyproject},
      {"python-lock", "locks of Poetry, uv and PDM, and of PEP 751",
       "poetry.lock uv.lock pdm.lock pylock.toml pylock.*.toml", "", read_python_lock},
      {"pipfile-lock", "Pipenv's lock", "pipfile.lock", "", read_pipfile_lock},
      {"conda-environment", "conda's environments",
       "*environment*.yml *environment*.yaml *conda*.yml *conda*.yaml "
       "*env*.yml *env*.yaml",
       "dependencies:", read_conda_environment},
      {"conda-lock", "locks of conda-lock", "conda-lock.yml *.conda-lock.yml", "package:", read_conda_lock},
      {"package-list", "what `pip list`, `conda list`, `apt list`, `dpkg -l`, `rpm -qa` and `yum list` print",
       "*packages*.txt *pip*list*.txt *conda*.txt *explicit*.txt *-64.txt *spec*.txt *.lock.txt *dpkg*.txt "
       "*apt*.txt *rpm*.txt *yum*.txt *installed*.txt",
       "", read_package_list},
      {"apt-names", "names for `apt-get install`", "packages.txt apt.txt apt-packages.txt apt_packages.txt",
       "", read_apt_names},
      {"python-version", "the interpreter that a folder asks for", ".python-version runtime.txt", "",
       read_python_version},
      {"setup-cfg", "setup.cfg of setuptools", "setup.cfg", "", read_setup_cfg},
      {"setup-py", "setup.py, where it lists what it requires", "setup.py", "", read_setup_py},
      {"python", "imports, and calls of the SageMaker SDK", "*.py", "", read_python},
      {"notebook", "the same of notebooks, and what `%pip install` names", "*.ipynb", "", read_notebook},
      {"sbom-json", "bills of materials: CycloneDX, SPDX 2 and 3, syft's", "*.json", "", read_sbom_json},
      {"cyclonedx-xml", "CycloneDX in XML", "*.xml *.cdx", "cyclonedx.org/schema/bom", read_cyclonedx_xml},
      {"spdx-tags", "SPDX 2 as tags and values", "*.spdx *spdx*.txt *.tag *spdx*.tv",
       "SPDXVersion:", read_spdx_tags},
      {"compose", "docker-compose: services, their images and builds",
       "docker-compose*.yml docker-compose*.yaml compose*.yml compose*.yaml *compose.yml *compose.yaml", "",
       read_compose},
      {"github-actions", "workflows and actions of GitHub",
       ".github/workflows/*.yml .github/workflows/*.yaml action.yml action.yaml", "", read_github_actions},
      {"gitlab-ci", "GitLab CI", "*.gitlab-ci.yml *.gitlab-ci.yaml", "", read_gitlab_ci},
      {"codebuild", "CodeBuild", "buildspec*.yml buildspec*.yaml *buildspec.yml *buildspec.yaml", "",
       read_buildspec},
      {"helm-values", "values of Helm's charts", "values*.yaml values*.yml *values.yaml *values.yml", "",
       read_helm_values},
      {"helm-template", "templates of Helm's charts, as text",
       "templates/*.yaml templates/*.yml templates/*.tpl templates/*/*.yaml templates/*/*.tpl",
       "image:", read_helm_template},
      {"yaml", "Kubernetes, CloudFormation and other YAML, by its keys", "*.yml *.yaml", "", read_any_yaml},
      {"json", "CloudFormation, task definitions and other JSON, by its keys", "*.json *.template", "",
       read_any_json},
      {"devcontainer", "devcontainer.json", "devcontainer.json .devcontainer.json", "", read_devcontainer},
      {"terraform", "Terraform: images, machine images, instance types", "*.tf *.tf.json *.tfvars *.hcl", "",
       read_terraform},
  };
  return rows;
}

// A pattern of a row, taken apart once: a tree asks for tens of thousands of names.
struct NamePattern {
  std::string_view text;
  std::string_view begin, end;  // before its first star and behind its last one
  std::size_t parts = 0;        // slashes in it
  std::size_t reader = 0;
};

const std::vector<NamePattern>& patterns() {
  static const std::vector<NamePattern> all = [] {
    std::vector<NamePattern> out;
    for (std::size_t i = 0; i < table().size(); ++i)
      for (const std::string_view text : split(table()[i].names, ' ')) {
        if (text.empty()) continue;
        const auto slashes = static_cast<std::size_t>(std::count(text.begin(), text.end(), '/'));
        const std::size_t last = text.rfind('*');
        out.push_back({text, text.substr(0, text.find('*')), last == text.npos ? text : text.substr(last + 1),
                       slashes, i});
      }
    return out;
  }();
  return all;
}

// The last parts of a path, as many as the pattern has.
std::string_view end_like(const NamePattern& pattern, std::string_view path) {
  std::size_t at = path.size();
  for (std::size_t i = 0; i <= pattern.parts; ++i) {
    const auto slash = at == 0 ? std::string_view::npos : path.rfind('/', at - 1);
    if (slash == std::string_view::npos) return path;
    at = slash;
  }
  return path.substr(at + 1);
}

// The readers that are for a path in small letters, in their order.
std::vector<const TextReader*> readers_for(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  std::vector<const TextReader*> out;
  for (const NamePattern& pattern : patterns()) {
    if (!path.ends_with(pattern.end)) continue;
    if (pattern.parts == 0 && !name.starts_with(pattern.begin)) continue;
    const TextReader* reader = &table()[pattern.reader];
    if (!out.empty() && out.back() == reader) continue;
    if (star_match(pattern.text, pattern.parts == 0 ? name : end_like(pattern, path), "/"))
      out.push_back(reader);
  }
  return out;
}

}  // namespace

std::span<const TextReader> text_readers() { return table(); }

const TextReader* text_reader(std::string_view id) {
  for (const TextReader& reader : table())
    if (reader.id == id) return &reader;
  return nullptr;
}

bool is_for(const TextReader& reader, std::string_view path) {
  const std::vector<const TextReader*> all = readers_for(lower(path));
  return std::find(all.begin(), all.end(), &reader) != all.end();
}

bool has_text_reader(std::string_view path) { return !readers_for(lower(path)).empty(); }

bool read_text(const TextFile& file, const TextContext& context, Observed& out) {
  const std::string_view begin = file.text.substr(0, begin_bytes);
  bool any = false;
  for (const TextReader* reader : readers_for(lower(file.path))) {
    if (!reader->holds.empty() && begin.find(reader->holds) == std::string_view::npos) continue;
    reader->read(file, context, out);
    any = true;
  }
  return any;
}

}  // namespace bestby
