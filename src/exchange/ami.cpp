#include "exchange/ami.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "exchange/machine_image_name.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

using yaml::Node;

constexpr std::string_view folder = "aws/ami/";
constexpr std::string_view manual =
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html";

// `us-west-2`, in the file's name: two letters, words, a number.
std::string region_of(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  path = path.substr(0, path.find('.'));
  const auto parts = split(path, '-');
  const bool good = parts.size() >= 3 && parts[0].size() == 2 &&
                    path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == path.npos &&
                    !parts.back().empty() &&
                    parts.back().find_first_not_of("0123456789") == std::string_view::npos;
  return good ? std::string(path) : std::string();
}

class RegionReader {
 public:
  RegionReader(const InputFile& file, std::string region, SheetSet& set, ImportReport& report)
      : file_(file), region_(std::move(region)), set_(set), report_(report) {}

  void read() {
    const auto document = read_json(file_.path, file_.text);
    if (!document) return report_.damage(file_, document.error().span.line, document.error().message);
    const Node* images = document->root.find("Images");
    if (images == nullptr || !images->is_sequence())
      return report_.skip(file_, 1, "`Images` is no list: this is not what describe-images prints");
    ++report_.tables;
    report_.rows += images->items.size();
    for (const Node& image : images->items) this->image(image);
  }

 private:
  void skip(const Node& at, std::string reason) { report_.skip(file_, at.line, std::move(reason)); }
  static std::string text(const Node& image, std::string_view key) {
    const Node* node = image.find(key);
    return node != nullptr && node->is_scalar() ? node->str() : std::string();
  }

  void image(const Node& image) {
    const std::string name = text(image, "Name"), id = text(image, "ImageId");
    if (name.empty() || name.find('@') != name.npos) return skip(image, "an image without a `Name`");
    if (!is_plain(name)) return skip(image, "an image whose `Name` holds control characters");
    if (!id.starts_with("ami-") || id.find_first_not_of("0123456789abcdef", 4) != id.npos)
      return skip(image, fmt::format("`{}` is no ID of a machine image", id));
    const auto known = machine_image_of(name);
    if (!known) return skip(image, fmt::format("`{}` is of no known line of machine images", name));
    SheetRow row{RowKind::release, name, {}, {name, id}};
    place_ = fmt::format("line {}", image.line);
    add(row, "ami", id, fmt::format("{{region: {}}}", region_));
    day(row, image, "CreationDate", "released");
    day(row, image, "DeprecationTime", "deprecated_from");
    if (const std::string arch = text(image, "Architecture"); arch == "x86_64" || arch == "arm64")
      add(row, "arch", arch);
    else if (!arch.empty())
      skip(image, fmt::format("`{}` is no known architecture", arch));
    for (const auto& [predicate, value] : known->facts) add(row, predicate, value);
    const std::string product = known->product.substr(known->product.find('/') + 1);
    set_.rows(fmt::format("{}{}/{}.yml", folder, region_, product), known->product).push_back(std::move(row));
  }

  void add(SheetRow& row, std::string_view predicate, std::string value, std::string scope = {}) const {
    row.facts.push_back({std::string(predicate), std::move(value), std::move(scope), place_});
  }

  void day(SheetRow& row, const Node& image, std::string_view key, std::string_view predicate) {
    const std::string said = text(image, key);
    if (said.empty()) return;
    if (const auto day = Date::parse(std::string_view(said).substr(0, 10)))
      add(row, predicate, day->str());
    else
      skip(image, fmt::format("`{}: {}` is no day", key, said));
  }

  const InputFile& file_;
  std::string region_, place_;
  SheetSet& set_;
  ImportReport& report_;
};

SourceHead source_of(const std::string& region) {
  return {"ec2-images-" + region, "Amazon EC2, machine images in " + region, std::string(manual), "aws"};
}

}  // namespace

// Regions are sources of their own: one that is not imported keeps what it says.
Result<Imported> import_ami(const ImportOptions& options) {
  Imported imported;
  ImportReport& report = imported.report;
  bool understood = false;
  std::map<std::string, std::string> files;
  for (const CatalogFile& file : options.existing) files.insert_or_assign(file.path, file.text);
  for (const InputFile& file : options.inputs) {
    const std::string region = region_of(file.path);
    if (region.empty()) {
      report.skip(file, 0, "does not say its region: call it like us-west-2.json");
      continue;
    }
    auto set = SheetSet::read(options.existing, {fmt::format("{}{}/", folder, region)});
    if (!set) return fail(set.error());
    RegionReader(file, region, *set, report).read();
    if (set->said().empty()) continue;
    understood = true;
    report.facts += set->merge(source_of(region), options.published);
    std::vector<CatalogFile> written;
    set->write("ami", written);
    for (CatalogFile& own : written) files.insert_or_assign(own.path, std::move(own.text));
  }
  if (!understood && !report.damaged)
    return fail(ErrorCode::input, "there is no machine image of a known line here", {},
                report.skipped.empty() ? "name what `aws ec2 describe-images` printed, as us-west-2.json"
                                       : report.skipped[0].reason);
  for (auto& [path, text] : files) imported.files.push_back({path, std::move(text)});
  return imported;
}

}  // namespace bestby::exchange
