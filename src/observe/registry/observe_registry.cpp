#include "observe/registry/observe_registry.h"

#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "observe/image/image_manifest.h"
#include "observe/image/see_image.h"
#include "observe/image/stored_images.h"
#include "observe/image/utf8_texts.h"
#include "observe/registry/lifecycle.h"
#include "observe/target.h"

namespace bestby {
namespace {

constexpr auto machines = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"x86_64", "amd64"},
    {"aarch64", "arm64"},
    {"armv7l", "arm"},
    {"i686", "386"},
});

std::string this_platform() {
  utsname name{};
  if (::uname(&name) != 0) return "linux/amd64";
  const std::string_view machine = static_cast<const char*>(name.machine);
  for (const auto& [kernel, images] : machines)
    if (kernel == machine) return fmt::format("linux/{}", images);
  return fmt::format("linux/{}", machine);
}

// "linux/arm64" takes "linux/arm64/v8" too.
bool fits(std::string_view platform, std::string_view wanted) {
  return platform == wanted || platform.starts_with(std::string(wanted) + "/");
}

bool is_attestation(const Descriptor& row) {
  return row.platform == "unknown/unknown" ||
         std::any_of(row.annotations.begin(), row.annotations.end(),
                     [](const auto& note) { return note.first == "vnd.docker.reference.type"; });
}

// The row of an index; nullptr where what was asked for is not there.
const Descriptor* choose(const std::vector<Descriptor>& rows, const std::string& wanted) {
  const std::string want = wanted.empty() ? this_platform() : wanted;
  for (const Descriptor& row : rows)
    if (fits(row.platform, want)) return &row;
  return wanted.empty() && !rows.empty() ? &rows.front() : nullptr;
}

Result<yaml::Document> read_document(const std::string& name, const std::string& text,
                                     const ReadLimits& limits) {
  yaml::Limits reading;
  reading.depth = static_cast<std::size_t>(limits[Limit::depth]);
  reading.empty_keys = true;
  auto out = read_json(name, text, reading);
  if (out) return out;
  return fail(ErrorCode::input, fmt::format("`{}` cannot be read: {}", name, out.error().message));
}

std::vector<Descriptor> rows_of(const yaml::Node* list) {
  std::vector<Descriptor> out;
  if (list != nullptr)
    for (const yaml::Node& item : list->items) out.push_back(read_descriptor(item));
  return out;
}

class RegistryObserver {
 public:
  RegistryObserver(RegistryReference ref, const ObserveOptions& options)
      : ref_(std::move(ref)),
        options_(options),
        client_(options.registry, options.limits),
        store_(client_, ref_),
        share_(options.limits) {}

  Result<Observed> run() {
    if (!ref_.wanted().empty()) {
      if (auto seen = see(ref_.wanted(), address(), true); !seen) return fail(std::move(seen.error()));
    } else if (auto seen = see_all(); !seen) {
      return fail(std::move(seen.error()));
    }
    make_utf8(out_);
    return std::move(out_);
  }

 private:
  std::string address() const {
    return ref_.name + (ref_.tag.empty() ? "" : ":" + ref_.tag) +
           (ref_.digest.empty() ? "" : "@" + ref_.digest);
  }

  Result<void> see_all() {
    const auto tags = client_.tags(ref_);
    if (!tags) return fail(tags.error());
    if (tags->cut) out_.skip("", options_.limits.passed(Limit::tags));
    for (const std::string& tag : tags->tags) {
      const std::size_t seen_before = out_.seen.size(), unread_before = out_.unread.size();
      if (auto seen = see(tag, ref_.tagged(tag), false); !seen)
        out_.skip("", fmt::format("cannot be read: {}", seen.error().message));
      // A tag stands like a folder, in which the image is.
      for (std::size_t i = seen_before; i < out_.seen.size(); ++i) put_below(tag, out_.seen[i].where.path);
      for (std::size_t i = unread_before; i < out_.unread.size(); ++i) put_below(tag, out_.unread[i].path);
    }
    return {};
  }

  static void put_below(const std::string& tag, std::string& path) {
    path = tag + (path.empty() ? "" : "/") + path;
  }

  Result<void> see(const std::string& by, const std::string& address, bool alone) {
    auto image = find_registry_image(client_, ref_, by, options_.registry.platform, options_.limits);
    if (!image) return fail(std::move(image.error()));
    if (!*image && !alone) return {};
    if (!*image) return fail(ErrorCode::input, fmt::format("`{}` is no image", address));
    auto config = config_of(**image);
    if (!config) return fail(std::move(config.error()));
    store_.set_image(address, (*image)->manifest, (*image)->config.digest, *std::move(config),
                     (*image)->layers);
    const auto images = read_images(store_, options_.limits, out_);
    if (options_.registry.deep) {
      see_images(store_, images, share_, options_, out_);
    } else {
      for (const ImageDescription& one : images) see_image(one, {}, store_, options_, out_);
    }
    say_platform(images);
    see_lifecycle(address, **image);
    return {};
  }

  // Tags that stand for the same image have it once.
  Result<std::string> config_of(const RegistryImage& image) {
    if (const auto known = configs_.find(image.config.digest); known != configs_.end()) return known->second;
    auto out = client_.blob_text(ref_, image.config.digest);
    if (out && ref_.wanted().empty()) configs_[image.config.digest] = *out;
    return out;
  }

  // An image without an index is taken as it is.
  void say_platform(const std::vector<ImageDescription>& images) {
    const std::string& wanted = options_.registry.platform;
    for (const ImageDescription& image : images)
      if (!wanted.empty() && !image.platform.empty() && !fits(image.platform, wanted))
        out_.skip("", fmt::format("is for `{}` alone, and not for `{}`", image.platform, wanted));
  }

  // Publishers speak of the index or of one image in it.
  void see_lifecycle(const std::string& address, const RegistryImage& image) {
    auto said = read_lifecycles(client_, ref_, image.manifest.digest);
    if (said && said->empty() && image.top.digest != image.manifest.digest)
      said = read_lifecycles(client_, ref_, image.top.digest);
    if (!said)
      return out_.skip("", fmt::format("has a lifecycle that cannot be read: {}", said.error().message));
    if (said->empty()) return;
    const std::string& ends = newest(*said).ends;
    if (!last_day_of(ends)) return out_.skip("", "has a lifecycle whose end is no date");
    out_.see(SeenLifecycle{address, ends}, {}, out_.new_stack());
  }

  RegistryReference ref_;
  const ObserveOptions& options_;
  RegistryClient client_;
  RegistryStore store_;
  ScanShare share_;
  std::map<std::string, std::string> configs_;  // by digest
  Observed out_;
};

}  // namespace

Result<std::optional<RegistryImage>> find_registry_image(RegistryClient& client, const RegistryReference& ref,
                                                         const std::string& by, const std::string& platform,
                                                         const ReadLimits& limits) {
  RegistryImage out;
  auto top = client.manifest(ref, by);
  if (!top) return fail(std::move(top.error()));
  out.top = out.manifest = *std::move(top);
  for (std::uint64_t nesting = 0;; ++nesting) {
    const auto document = read_document(ref.name + " " + by, out.manifest.text, limits);
    if (!document) return fail(document.error());
    const yaml::Node* index = document->root.find("manifests");
    if (index == nullptr) {
      if (const yaml::Node* config = document->root.find("config")) out.config = read_descriptor(*config);
      out.layers = rows_of(document->root.find("layers"));
      break;
    }
    if (nesting == limits[Limit::nesting])
      return fail(ErrorCode::input, fmt::format("`{} {}` {}", ref.name, by, limits.passed(Limit::nesting)));
    std::vector<Descriptor> rows = rows_of(index);
    std::erase_if(rows, is_attestation);
    const Descriptor* row = choose(rows, platform);
    if (row == nullptr) {
      std::vector<std::string> have;
      for (const Descriptor& r : rows) have.push_back(r.platform);
      return fail(ErrorCode::input, fmt::format("`{} {}` has nothing for `{}`", ref.name, by, platform), {},
                  have.empty() ? "" : fmt::format("it has {}", fmt::join(have, ", ")));
    }
    auto manifest = client.manifest(ref, row->digest);
    if (!manifest) return fail(std::move(manifest.error()));
    out.manifest = *std::move(manifest);
  }
  if (out.config.type.find("image") == std::string::npos || !is_sha256(out.config.digest))
    return std::nullopt;
  return out;
}

Result<Observed> observe_registry(const std::string& name, const ObserveOptions& options) {
  auto ref = read_registry_reference(name);
  if (!ref) return fail(std::move(ref.error()));
  return RegistryObserver(*std::move(ref), options).run();
}

}  // namespace bestby
