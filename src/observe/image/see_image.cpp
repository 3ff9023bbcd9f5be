#include "observe/image/see_image.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "observe/image/inflate.h"
#include "observe/image/tar_reader.h"
#include "observe/text/environment_parts.h"

namespace bestby {
namespace {

constexpr std::string_view os_release_id = "os-release ID ";

std::string without_revision(const std::string& value) {
  const auto hyphen = value.rfind('-');
  return hyphen != std::string::npos && all_digits(std::string_view(value).substr(hyphen + 1))
             ? value.substr(0, hyphen)
             : value;
}

class ImageSight {
 public:
  ImageSight(const ImageDescription& image, std::span<const LayerRecord* const> records, ImageStore& store,
             const ObserveOptions& options, Observed& out)
      : image_(image), records_(records), store_(store), options_(options), out_(out) {}

  void run() {
    stack_ = out_.new_stack();
    see_itself();
    const OverlayView view = squash(records_);
    for (const Unread& unread : view.unread) out_.skip(unread.path, unread.reason);
    const std::size_t first = out_.seen.size();
    for (const SeenFinding& finding : view.visible) see(finding, stack_);
    for (const WantedBody& wanted : view.wanted) see_wanted(wanted);
    const std::string space = system_namespace(std::span(out_.seen).subspan(first));
    if (options_.all_layers) see_hidden(view.hidden);
    for (std::size_t i = first; i < out_.seen.size(); ++i) name_packages(out_.seen[i].what, space);
  }

 private:
  void see_itself() {
    std::vector<std::string> layers;
    for (const LayerDescription& layer : image_.layers) layers.push_back(id(layer));
    std::vector<std::string> addresses = image_.addresses;
    if (addresses.empty()) addresses.emplace_back();
    for (const std::string& address : addresses)
      out_.see(SeenImage{address, image_.platform, image_.digest, image_.created, layers}, {}, stack_, true);
    for (const std::string& base : image_.bases)
      out_.see(SeenImage{base, image_.platform, {}, {}, {}}, {}, stack_, true);
    for (const auto& [name, value] : image_.environment)
      if (auto part = part_of_environment(name, value)) out_.see(*std::move(part), {}, stack_);
    see_named_labels();
    for (const LabelForm& form : label_forms()) see_form(form);
  }

  std::string_view label(std::string_view name) const {
    for (const auto& [key, value] : image_.labels)
      if (key == name) return value;
    return {};
  }

  void see_form(const LabelForm& form) {
    if (!form.version.empty()) {
      if (const auto name = label(form.name); !name.empty())
        see_labelled(name, label(form.version), form.name);
      return;
    }
    for (const auto& [key, value] : image_.labels) {
      if (!key.starts_with(form.name)) continue;
      const auto parts = split(std::string_view(key).substr(form.name.size()), '.');
      if (parts.size() < 2) continue;
      std::string version(parts[1].starts_with('v') ? parts[1].substr(1) : parts[1]);
      std::replace(version.begin(), version.end(), '-', '.');
      if (!version.empty() && is_digit(version[0])) see_labelled(parts[0], version, key);
    }
  }

  void see_labelled(std::string_view name, std::string_view version, std::string_view key) {
    const std::string low = lower(name);
    out_.see(SeenPart{std::string(label_product(low)), std::string(version), fmt::format("LABEL {}", key)},
             {}, stack_);
  }

  void see_named_labels() {
    for (const NamedDetection& row : label_detections())
      if (const std::string value(label(row.name)); !value.empty())
        out_.see(SeenPart{std::string(row.product), row.revision ? without_revision(value) : value,
                          fmt::format("LABEL {}", row.name)},
                 {}, stack_);
  }

  static std::string id(const LayerDescription& layer) {
    return layer.diff_id.empty() ? layer.digest : layer.diff_id;
  }

  void see(const SeenFinding& at, std::uint32_t stack) {
    see(records_[at.layer]->findings[at.finding].facts, at.path, at.layer, stack);
  }

  void see(const FileFacts& facts, const std::string& path, std::uint32_t layer, std::uint32_t stack) {
    if (!facts.unread.empty()) out_.skip(path, facts.unread);
    for (const Observation& seen : facts.seen) {
      Observation& out = out_.seen.emplace_back(seen);
      out.where.path = path;
      out.where.layer = id(image_.layers[layer]);
      out.stack = stack;
    }
  }

  // Goes back to the layer, up to the entry: links from a name of interest to one that is none are rare.
  void see_wanted(const WantedBody& wanted) {
    const Detection& row =
        file_detections()[records_[wanted.link.layer]->findings[wanted.link.finding].detection];
    const auto body = fetch(wanted, bytes_wanted(row.take));
    if (!body) return out_.skip(wanted.link.path, "is a link to a file that cannot be read a second time");
    FileFacts facts;
    read_facts(row, {wanted.link.path, *body, {}}, facts);
    see(facts, wanted.link.path, wanted.layer, stack_);
  }

  std::optional<std::string> fetch(const WantedBody& wanted, std::uint64_t most) {
    auto packed = store_.blob(image_.layers[wanted.layer].name);
    if (packed == nullptr) return std::nullopt;
    const auto flow = inflated(std::move(packed), options_.limits);
    TarReader tar(*flow, options_.limits);
    TarEntry entry;
    for (std::uint64_t ordinal = 0; tar.next(entry);) {
      const EntryName::Kind kind = entry_name(entry.path).kind;
      if (kind == EntryName::Kind::outside || kind == EntryName::Kind::nothing) continue;
      if (ordinal++ != wanted.ordinal) continue;
      if (entry.sparse || entry.kind != TarKind::file) return std::nullopt;
      const std::uint64_t size = std::min({entry.size, most, options_.limits[Limit::file_bytes]});
      std::string out(static_cast<std::size_t>(size), '\0');
      out.resize(tar.read(out.data(), out.size()));
      if (!store_.untrusted()) return out;
      flow->drain();
      return flow->fault().empty() ? std::optional(std::move(out)) : std::nullopt;
    }
    return std::nullopt;
  }

  void see_hidden(const std::vector<SeenFinding>& hidden) {
    std::map<std::uint32_t, std::uint32_t> stacks;
    for (const SeenFinding& finding : hidden) {
      const auto [stack, is_new] = stacks.try_emplace(finding.layer, 0);
      if (is_new) stack->second = out_.new_stack();
      see(finding, stack->second);
    }
  }

  const ImageDescription& image_;
  std::span<const LayerRecord* const> records_;
  ImageStore& store_;
  const ObserveOptions& options_;
  Observed& out_;
  std::uint32_t stack_ = 0;
};

}  // namespace

void see_image(const ImageDescription& image, std::span<const LayerRecord* const> records, ImageStore& store,
               const ObserveOptions& options, Observed& out) {
  ImageSight(image, records, store, options, out).run();
}

std::string system_namespace(std::span<const Observation> seen) {
  for (const Observation& o : seen)
    if (const auto* part = std::get_if<SeenPart>(&o.what))
      if (part->found.starts_with(os_release_id)) return part->found.substr(os_release_id.size());
  return {};
}

void name_packages(Seen& seen, std::string_view space) {
  auto* package = std::get_if<SeenPackage>(&seen);
  if (package == nullptr || space.empty() || package->name.find('/') != std::string::npos) return;
  if (package->type == "deb" || package->type == "rpm" || package->type == "apk")
    package->name = fmt::format("{}/{}", space, package->name);
}

}  // namespace bestby
