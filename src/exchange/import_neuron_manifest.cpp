#include "exchange/import_neuron_manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "exchange/import_neuron_releases.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange::neuron {
namespace {

using yaml::Node;

constexpr std::string_view folder = "aws/neuron/manifest/";
const SourceHead source = {
    "neuron-release-manifest", "Neuron release manifest, as it stood",
    "https://github.com/aws-neuron/aws-neuron-sdk/blob/master/src/helperscripts/n2-manifest.json", "aws"};

bool is_version(std::string_view text) {
  return !text.empty() && text[0] >= '0' && text[0] <= '9' && text.find_first_of(" @,\"'") == text.npos &&
         !text.ends_with(".x");
}

// `09/17/2026`, or `2026-09-17`.
std::optional<Date> manifest_day(std::string_view text) {
  const bool american = text.size() == 10 && text[2] == '/' && text[5] == '/';
  const auto day =
      american ? Date::parse(fmt::format("{}-{}-{}", text.substr(6), text.substr(0, 2), text.substr(3, 2)))
               : Date::parse(text);
  return day ? std::optional(*day) : std::nullopt;
}

// (product, version, SDK) of the files that are known: a row a line, with the version first.
using Carried = std::set<std::tuple<std::string, std::string, std::string>>;
Carried carried_by(const std::vector<CatalogFile>& files) {
  constexpr std::string_view row = "  - {release: ", sdk = "neuron-sdk@";
  Carried out;
  for (const CatalogFile& file : files) {
    std::string_view product = file.path;
    product = product.substr(product.rfind('/') + 1);
    product = product.substr(0, product.rfind('.'));
    for (const std::string_view line : split(file.text, '\n')) {
      if (!line.starts_with(row)) continue;
      std::string_view version = line.substr(row.size());
      version = version.substr(0, version.find(','));
      if (version.size() > 1 && version.front() == '"') version = version.substr(1, version.size() - 2);
      if (product == "neuron-sdk") out.emplace(product, version, version);
      for (auto at = line.find(sdk); at != line.npos; at = line.find(sdk, at + 1)) {
        const std::string_view rest = line.substr(at + sdk.size());
        out.emplace(product, version,
                    rest.substr(0, std::min(rest.find_first_not_of("0123456789.abcrx"), rest.size())));
      }
    }
  }
  return out;
}

class ManifestReader {
 public:
  ManifestReader(const InputFile& file, const Carried& carried, const KnownProducts& products, SheetSet& set,
                 ImportReport& report)
      : file_(file), carried_(carried), products_(products), set_(set), report_(report) {}

  // The manifest's own date; nothing when the file is no manifest.
  std::optional<Date> read(std::optional<Date> given) {
    const auto document = read_json(file_.path, file_.text);
    if (!document) {
      report_.damage(file_, document.error().span.line, document.error().message);
      return std::nullopt;
    }
    const Node* releases = document->root.find("neuron_releases");
    if (releases == nullptr || !releases->is_sequence()) {
      report_.skip(file_, 1, "`neuron_releases` is no list: this is no manifest");
      return std::nullopt;
    }
    const Node* date = document->root.find("manifest_date");
    const auto said = date == nullptr ? std::nullopt : manifest_day(date->text);
    day_ = said ? said : given;
    if (!day_) {
      report_.skip(file_, 1, "`manifest_date` is no day, and --published is not given");
      return std::nullopt;
    }
    for (const Node& release : releases->items) this->release(release);
    notes_.write(report_.notes);
    return day_;
  }

 private:
  void skip(const Node& at, std::string reason) { report_.skip(file_, at.line, std::move(reason)); }
  static std::string text(const Node& object, std::string_view key) {
    const Node* node = object.find(key);
    return node != nullptr && node->is_scalar() ? node->str() : std::string();
  }

  static yaml::List<Node> items(const Node& object, std::string_view key) {
    const Node* list = object.find(key);
    return list == nullptr ? yaml::List<Node>{} : list->items;
  }

  void release(const Node& release) {
    ++report_.tables;
    const std::string sdk = text(release, "neuron_version");
    const Node* packages = release.find("packages");
    if (packages != nullptr) report_.rows += packages->items.size();
    if (!is_version(sdk)) return skip(release, fmt::format("`{}` is no version of the SDK", sdk));
    if (packages == nullptr) return skip(release, fmt::format("SDK {} lists no packages", sdk));
    if (carried_.count({"neuron-sdk", sdk, sdk}) == 0) {
      SheetRow row{RowKind::release, sdk};
      row.facts.push_back({"first_seen", day_->str(), {}, place_of(release)});
      rows("neuron-sdk").push_back(std::move(row));
    }
    for (const Node& package : packages->items) this->package(package, sdk);
  }

  void package(const Node& package, const std::string& sdk) {
    const std::string name = text(package, "name");
    const std::string written = text(package, "version"), line = line_of_versions(written);
    std::string version = line.empty() ? written : line;
    const std::string product = product_of_package(name);
    if (is_no_version(written)) {
      notes_.add(place(package), fmt::format("`{}` is listed without a version: `{}`", name, written));
      return;
    }
    if (!line.empty())
      notes_.add(place(package),
                 fmt::format("`{}` of `{}` names a line of versions: read as {}", written, name, line));
    if (product == "vllm-neuron") version = version.substr(0, version.find('+'));
    if (!is_version(version)) return skip(package, fmt::format("`{}` is no version of `{}`", version, name));
    const auto known = products_.find(product);
    if (!products_.empty() && known == products_.end())
      return skip(package, fmt::format("`{}` is no known package", name));
    const VersionScheme* scheme =
        known == products_.end() ? nullptr : find_version_scheme(known->second.scheme);
    if (scheme != nullptr && !parse_version(*scheme, version))
      return skip(package,
                  fmt::format("`{}` is no version of {}, which are {}", version, name, scheme->name));
    if (carried_.count({product, version, sdk}) > 0) return;  // nothing new
    SheetRow row{RowKind::release, version};
    if (!line.empty()) row.also.insert(written);
    const auto add = [&](std::string_view predicate, std::string value) {
      row.facts.push_back({std::string(predicate), std::move(value), {}, place_of(package)});
    };
    add("sdk", "neuron-sdk@" + sdk);
    for (const Node& family : items(package, "supported_instances"))
      if (family.is_scalar() && family.text.find('.') == family.text.npos)
        add("instance_family", family.str());
      else
        notes_.add(place(family), fmt::format("`{}` is no instance family", family.text));
    for (const Node& python : items(package, "supported_python_versions"))
      if (python.text.starts_with("3.") && python.text.find_first_not_of("0123456789.") == python.text.npos)
        add("python", "python@" + python.str());
      else
        notes_.add(place(python), fmt::format("`{}` is no version of Python 3", python.text));
    rows(product).push_back(std::move(row));
  }

  std::vector<SheetRow>& rows(const std::string& product) {
    return set_.rows(fmt::format("{}{}.yml", folder, product), product);
  }
  Place place(const Node& node) const { return {file_.path, node.line}; }
  static std::string place_of(const Node& node) { return fmt::format("line {}", node.line); }

  const InputFile& file_;
  const Carried& carried_;
  const KnownProducts& products_;
  SheetSet& set_;
  ImportReport& report_;
  CountedRemarks notes_;
  std::optional<Date> day_;
};

}  // namespace

bool is_manifest(std::string_view path) {
  return path.ends_with(".json") && path.substr(path.rfind('/') + 1).find("manifest") != path.npos;
}

Result<void> import_manifest(const ImportOptions& options, const std::vector<CatalogFile>& known,
                             Imported& out) {
  const Carried carried = carried_by(known);
  const KnownProducts products = known_products(options.others);
  std::vector<CatalogFile> files;
  for (const CatalogFile& file : options.existing)
    if (file.path.starts_with(folder)) files.push_back(file);
  for (const InputFile& file : options.inputs) {
    if (!is_manifest(file.path)) continue;
    auto set = SheetSet::read(files, {folder});
    if (!set) return fail(set.error());
    const auto given = options.published == Date{} ? std::nullopt : std::optional(options.published);
    const auto day = ManifestReader(file, carried, products, *set, out.report).read(given);
    if (!day) continue;
    out.report.facts += set->merge(source, *day);
    files.clear();
    set->write("neuron", files);
  }
  for (CatalogFile& file : files)
    if (file.text.find("\nreleases:") != file.text.npos) out.files.push_back(std::move(file));
  return {};
}

}  // namespace bestby::exchange::neuron
