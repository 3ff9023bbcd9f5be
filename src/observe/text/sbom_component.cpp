#include "observe/text/sbom_component.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "find/purl.h"
#include "observe/text/local_version.h"
#include "observe/text/requirement.h"

namespace bestby {
namespace {

enum class KindMeans : std::uint8_t { nothing, image, system };

struct ComponentKind {
  std::string_view name;  // lower case, without separators
  KindMeans means;
};
constexpr std::array component_kinds = {
    ComponentKind{"container", KindMeans::image},
    ComponentKind{"operatingsystem", KindMeans::system},
    ComponentKind{"file", KindMeans::nothing},
    ComponentKind{"data", KindMeans::nothing},
    ComponentKind{"source", KindMeans::nothing},
    ComponentKind{"machinelearningmodel", KindMeans::nothing},
    ComponentKind{"cryptographicasset", KindMeans::nothing},
};

// Kinds that name an ecosystem: its type of package URL.
struct EcosystemKind {
  std::string_view kind, type;
};
constexpr std::array ecosystem_kinds = {
    EcosystemKind{"python", "pypi"}, EcosystemKind{"wheel", "pypi"}, EcosystemKind{"conda", "conda"},
    EcosystemKind{"deb", "deb"},     EcosystemKind{"rpm", "rpm"},    EcosystemKind{"apk", "apk"},
    EcosystemKind{"npm", "npm"},
};

// Vendor and product of a CPE, and what they are here: a package of a type, or (without one) a part.
struct CpeRow {
  std::string_view vendor, product, type, name;
};
constexpr std::array cpe_rows = {
    CpeRow{"linuxfoundation", "pytorch", "pypi", "torch"},
    CpeRow{"pytorch", "pytorch", "pypi", "torch"},
    CpeRow{"pytorch", "torchserve", "pypi", "torchserve"},
    CpeRow{"facebook", "pytorch", "pypi", "torch"},
    CpeRow{"google", "tensorflow", "pypi", "tensorflow"},
    CpeRow{"tensorflow", "tensorflow", "pypi", "tensorflow"},
    CpeRow{"apache", "mxnet", "pypi", "mxnet"},
    CpeRow{"huggingface", "transformers", "pypi", "transformers"},
    CpeRow{"numpy", "numpy", "pypi", "numpy"},
    CpeRow{"vllm", "vllm", "pypi", "vllm"},
    CpeRow{"ray_project", "ray", "pypi", "ray"},
    CpeRow{"python", "python", "", "python"},
    CpeRow{"python_software_foundation", "python", "", "python"},
    CpeRow{"nvidia", "cuda_toolkit", "", "cuda"},
    CpeRow{"nvidia", "cuda", "", "cuda"},
    CpeRow{"nvidia", "cudnn", "", "cudnn"},
    CpeRow{"nvidia", "tensorrt", "", "tensorrt"},
    CpeRow{"nvidia", "nccl", "", "nccl"},
    CpeRow{"canonical", "ubuntu_linux", "", "ubuntu"},
    CpeRow{"debian", "debian_linux", "", "debian"},
    CpeRow{"amazon", "linux_2", "", "amazon-linux"},
    CpeRow{"amazon", "amazon_linux", "", "amazon-linux"},
    CpeRow{"redhat", "enterprise_linux", "", "rhel"},
    CpeRow{"centos", "centos", "", "centos"},
    CpeRow{"alpinelinux", "alpine_linux", "", "alpine"},
};

struct CpeName {
  std::string vendor, product, version;
};

// "cpe:2.3:a:vendor:product:version:..." and "cpe:/a:vendor:product:version".
std::optional<CpeName> read_cpe(std::string_view text) {
  const bool formatted = text.starts_with("cpe:2.3:");
  if (!formatted && !text.starts_with("cpe:/")) return std::nullopt;
  std::array<std::string, 4> parts;
  std::size_t part = 0;
  for (std::size_t at = formatted ? 8 : 5; at < text.size() && part < parts.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size())
      parts[part] += text[++at];
    else if (text[at] == ':')
      ++part;
    else
      parts[part] += text[at];
  }
  if (parts[3] == "*" || parts[3] == "-") parts[3].clear();
  return CpeName{lower(parts[1]), lower(parts[2]), parts[3]};
}

std::string kind_word(std::string_view kind) {
  std::string out;
  for (const char c : kind)
    if (is_letter(c)) out += c;
  return lower(out);
}

std::optional<KindMeans> kind_means(std::string_view kind) {
  const std::string word = kind_word(kind);
  for (const ComponentKind& row : component_kinds)
    if (row.name == word) return row.means;
  return std::nullopt;
}

// Tools name an image by the archive that they read, which is no address.
bool is_file(std::string_view name) {
  return name.starts_with('/') || name.starts_with('.') || name.ends_with(".tar") ||
         name.ends_with(".tar.gz") || name.ends_with(".tgz");
}

bool is_digest(std::string_view text) { return text.starts_with("sha256:"); }

class ComponentTeller {
 public:
  ComponentTeller(const SbomComponent& component, Place where, std::uint32_t stack, Observed& out)
      : component_(component), where_(std::move(where)), stack_(stack), out_(out) {
    if (component_.purl.empty()) return;
    if (auto purl = read_purl(component_.purl)) purl_ = std::move(*purl);
  }

  // "debian-12", of the package's URL.
  std::string distribution() const { return purl_ ? std::string(purl_->qualifier("distro")) : std::string(); }

  void tell_distribution(const std::string& distribution) {
    const auto dash = distribution.rfind('-');
    if (dash == std::string::npos || dash + 1 == distribution.size() || !is_digit(distribution[dash + 1]))
      return;
    out_.see(SeenPart{distribution.substr(0, dash), distribution.substr(dash + 1), "distro of a package"},
             where_, stack_);
  }

  void tell() {
    const auto means = kind_means(component_.kind);
    if (means == KindMeans::nothing) return;
    const bool image =
        means == KindMeans::image || (purl_ && (purl_->type == "oci" || purl_->type == "docker"));
    if (image) return tell_image();
    if (means == KindMeans::system)
      return see(SeenPart{lower(component_.name), component_.version, "bill of materials"});
    if (purl_)
      return see_package(out_, {purl_->type, purl_->path, version(purl_->version), {}}, std::move(where_),
                         stack_);
    if (!tell_cpe()) tell_name();
  }

 private:
  void see(Seen what, bool base = false) { out_.see(std::move(what), std::move(where_), stack_, base); }

  std::string version(const std::string& first) const { return first.empty() ? component_.version : first; }

  bool tell_cpe() {
    const auto cpe = read_cpe(component_.cpe);
    if (!cpe) return false;
    for (const CpeRow& row : cpe_rows) {
      if (row.vendor != cpe->vendor || row.product != cpe->product) continue;
      const std::string& said = component_.version.empty() ? cpe->version : component_.version;
      if (row.type.empty())
        see(SeenPart{std::string(row.name), said, component_.cpe});
      else
        see(SeenPackage{std::string(row.type), std::string(row.name), said, {}});
      return true;
    }
    return false;
  }

  void tell_name() {
    if (component_.name.empty()) return;
    const std::string word = kind_word(component_.kind);
    for (const EcosystemKind& row : ecosystem_kinds)
      if (row.kind == word) {
        const std::string name = row.type == "pypi" ? pypi_name(component_.name) : component_.name;
        return see(SeenPackage{std::string(row.type), name, component_.version, {}});
      }
    const std::string& group = component_.group;
    see(SeenPackage{
        "generic", group.empty() ? component_.name : group + "/" + component_.name, component_.version, {}});
  }

  void tell_image() {
    SeenImage image{component_.name, component_.platform, component_.digest, {}};
    std::string tag = is_digest(component_.version) ? std::string() : component_.version;
    if (image.digest.empty() && is_digest(component_.version)) image.digest = component_.version;
    if (purl_) {
      if (is_digest(purl_->version) && image.digest.empty()) image.digest = purl_->version;
      if (!purl_->version.empty() && !is_digest(purl_->version)) tag = purl_->version;
      if (const auto said = purl_->qualifier("tag"); !said.empty()) tag = said;
      if (const auto arch = purl_->qualifier("arch"); !arch.empty() && image.platform.empty())
        image.platform = fmt::format("linux/{}", arch);
      const auto repository = purl_->qualifier("repository_url");
      if (image.address.find_first_of("/:") == std::string::npos)
        image.address = repository.empty() ? purl_->path : registry_path(repository, purl_->path);
    }
    if (image.address.empty() || is_file(image.address)) return;
    const auto slash = image.address.rfind('/');
    const bool tagged =
        image.address.find_first_of(":@", slash == std::string::npos ? 0 : slash) != std::string::npos;
    if (!tagged && !tag.empty()) image.address += ":" + tag;
    see(std::move(image), true);
  }

  // `repository_url` is the whole repository, or the registry alone.
  static std::string registry_path(std::string_view repository, std::string_view path) {
    for (const std::string_view scheme : {"https://", "http://", "docker://", "oci://"})
      if (repository.starts_with(scheme)) repository.remove_prefix(scheme.size());
    while (repository.ends_with('/')) repository.remove_suffix(1);
    const bool whole = repository.find('/') != std::string_view::npos;
    return whole ? std::string(repository) : fmt::format("{}/{}", repository, path);
  }

  const SbomComponent& component_;
  Place where_;
  std::uint32_t stack_;
  Observed& out_;
  std::optional<Purl> purl_;
};

}  // namespace

void SbomStack::see(const SbomComponent& component, Place where) {
  ComponentTeller teller(component, std::move(where), stack_, out_);
  const std::string distribution = teller.distribution();
  if (!distribution.empty() && distributions_.insert(distribution).second)
    teller.tell_distribution(distribution);
  teller.tell();
}

}  // namespace bestby
