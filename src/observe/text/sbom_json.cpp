// Bills of materials in JSON, of observe/text/sbom.h.
#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "observe/literal_scan.h"
#include "observe/text/json_pull.h"
#include "observe/text/json_reason.h"
#include "observe/text/sbom.h"
#include "observe/text/sbom_component.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

// A component as it stands in the file.
struct RawComponent {
  JsonText kind, group, name, version, purl, cpe, platform_system, platform_machine;
  std::string digest;
};

class SbomReader {
 public:
  SbomReader(const TextFile& file, const TextContext& context, Observed& out)
      : json_(file.text, context.limits[Limit::depth]), places_(file.path, file.text), out_(out) {}

  void read();

 private:
  using Reader = void (SbomReader::*)();
  struct Section {
    std::string_view key;
    Reader read;
  };

  // Calls the reader of each key that the table has; passes over the others.
  template <std::size_t N>
  void object(const std::array<Section, N>& sections) {
    json_.object([&](const JsonText& key) {
      for (const Section& section : sections)
        if (key.is(section.key)) return (this->*section.read)();
      json_.skip();
    });
  }
  template <typename Use>
  void each(Use use) {
    json_.array([&] { use(); });
  }

  void mark() {  // of a key that only these formats have
    is_sbom_ = true;
    json_.skip();
  }

  void see(const RawComponent& raw) {
    SbomComponent component{raw.kind.value(),
                            raw.group.value(),
                            raw.name.value(),
                            raw.version.value(),
                            raw.purl.value(),
                            raw.cpe.value(),
                            {},
                            raw.digest};
    if (!raw.platform_machine.raw.empty())
      component.platform = (raw.platform_system.raw.empty() ? "linux" : raw.platform_system.value()) + "/" +
                           raw.platform_machine.value();
    const std::string_view where = raw.purl.raw.empty() ? raw.name.raw : raw.purl.raw;
    stack_.see(component, places_.of(where));
  }

  // CycloneDX
  void cyclonedx_components() {
    each([&] { cyclonedx_component(); });
  }
  void cyclonedx_metadata() {
    static constexpr std::array<Section, 1> sections = {{{"component", &SbomReader::cyclonedx_component}}};
    object(sections);
  }
  void cyclonedx_component() {
    RawComponent raw;
    json_.object([&](const JsonText& key) {
      if (key.is("components")) return cyclonedx_components();
      static constexpr std::array<std::pair<std::string_view, JsonText RawComponent::*>, 6> fields = {
          {{"type", &RawComponent::kind},
           {"group", &RawComponent::group},
           {"name", &RawComponent::name},
           {"version", &RawComponent::version},
           {"purl", &RawComponent::purl},
           {"cpe", &RawComponent::cpe}}};
      for (const auto& [name, field] : fields)
        if (key.is(name)) return void(raw.*field = json_.text());
      json_.skip();
    });
    see(raw);
  }

  // SPDX 2
  void spdx_packages() {
    each([&] {
      RawComponent raw;
      json_.object([&](const JsonText& key) {
        if (key.is("externalRefs"))
          return each([&] { spdx_reference(raw, "referenceType", "referenceLocator"); });
        if (key.is("name")) return void(raw.name = json_.text());
        if (key.is("versionInfo")) return void(raw.version = json_.text());
        if (key.is("primaryPackagePurpose")) return void(raw.kind = json_.text());
        json_.skip();
      });
      see(raw);
    });
  }
  void spdx_reference(RawComponent& raw, std::string_view type_key, std::string_view locator_key) {
    JsonText type, locator;
    json_.object([&](const JsonText& key) {
      if (key.is(type_key)) return void(type = json_.text());
      if (key.is(locator_key)) return void(locator = json_.text());
      json_.skip();
    });
    const std::string kind = lower(type.raw);
    if (kind == "purl" || kind == "packageurl") raw.purl = locator;
    if (kind.starts_with("cpe") && raw.cpe.raw.empty()) raw.cpe = locator;
  }

  // SPDX 3: elements of every kind in one list
  void spdx_graph() {
    is_sbom_ = true;
    each([&] {
      RawComponent raw;
      JsonText element;
      json_.object([&](const JsonText& key) {
        if (key.is("type") || key.is("@type")) return void(element = json_.text());
        if (key.is("name")) return void(raw.name = json_.text());
        if (key.is("software_packageVersion")) return void(raw.version = json_.text());
        if (key.is("software_packageUrl")) return void(raw.purl = json_.text());
        if (key.is("software_primaryPurpose")) return void(raw.kind = json_.text());
        if (key.is("externalIdentifier"))
          return each([&] { spdx_reference(raw, "externalIdentifierType", "identifier"); });
        json_.skip();
      });
      if (element.is("software_Package")) see(raw);
    });
  }

  // syft
  void syft_artifacts() {
    each([&] {
      RawComponent raw;
      json_.object([&](const JsonText& key) {
        if (key.is("name")) return void(raw.name = json_.text());
        if (key.is("version")) return void(raw.version = json_.text());
        if (key.is("type")) return void(raw.kind = json_.text());
        if (key.is("purl")) return void(raw.purl = json_.text());
        if (key.is("cpes")) return each([&] { syft_cpe(raw); });
        json_.skip();
      });
      see(raw);
    });
  }
  void syft_cpe(RawComponent& raw) {
    JsonText cpe;
    if (json_.peek() == '"')
      cpe = json_.text();
    else
      json_.object([&](const JsonText& key) { key.is("cpe") ? void(cpe = json_.text()) : json_.skip(); });
    if (raw.cpe.raw.empty()) raw.cpe = cpe;
  }
  void syft_distro() {
    JsonText id, name, version_id, version;
    json_.object([&](const JsonText& key) {
      JsonText* const field = key.is("id")          ? &id
                              : key.is("name")      ? &name
                              : key.is("versionID") ? &version_id
                              : key.is("version")   ? &version
                                                    : nullptr;
      field == nullptr ? json_.skip() : void(*field = json_.text());
    });
    const JsonText& said = id.raw.empty() ? name : id;
    if (said.raw.empty()) return;
    const JsonText& number = version_id.raw.empty() ? version : version_id;
    out_.see(SeenPart{lower(said.value()), number.value(), "distro"},
             places_.of(number.raw.empty() ? said.raw : number.raw), stack_.number());
  }
  void syft_source() {
    RawComponent raw;
    JsonText type, input;
    json_.object([&](const JsonText& key) {
      if (key.is("type")) return void(type = json_.text());
      if (key.is("metadata") || key.is("target")) return syft_image(raw, input);
      json_.skip();
    });
    if (!type.is("image") || input.raw.empty()) return;
    raw.kind = {"container", true, false};
    raw.name = input;
    see(raw);
  }
  void syft_image(RawComponent& raw, JsonText& input) {
    std::string manifest;
    JsonText tagged;
    std::size_t tags = 0;
    json_.object([&](const JsonText& key) {
      if (key.is("userInput")) return void(input = json_.text());
      if (key.is("tags"))
        return each([&] {
          const JsonText tag = json_.text();
          if (tags++ == 0) tagged = tag;
        });
      if (key.is("architecture")) return void(raw.platform_machine = json_.text());
      if (key.is("os")) return void(raw.platform_system = json_.text());
      if (key.is("manifestDigest")) return void(manifest = json_.text().value());
      if (key.is("repoDigests"))
        return each([&] {
          const std::string digest = json_.text().value();
          if (const auto at = digest.rfind('@'); at != std::string::npos) raw.digest = digest.substr(at + 1);
        });
      json_.skip();
    });
    if (raw.digest.empty()) raw.digest = manifest;
    if (!tagged.raw.empty()) input = tagged;
  }

  JsonPull json_;
  TextPlaces places_;
  Observed& out_;
  SbomStack stack_{out_};
  bool is_sbom_ = false;
};

void SbomReader::read() {
  static constexpr std::array<Section, 10> sections = {{
      {"bomFormat", &SbomReader::mark},
      {"components", &SbomReader::cyclonedx_components},
      {"metadata", &SbomReader::cyclonedx_metadata},
      {"spdxVersion", &SbomReader::mark},
      {"packages", &SbomReader::spdx_packages},
      {"@graph", &SbomReader::spdx_graph},
      {"artifactRelationships", &SbomReader::mark},
      {"artifacts", &SbomReader::syft_artifacts},
      {"distro", &SbomReader::syft_distro},
      {"source", &SbomReader::syft_source},
  }};
  object(sections);
  json_.finish();
  if (!is_sbom_) {
    out_.seen.clear();
    return;
  }
  if (json_.fault() != nullptr) out_.skip(std::string(places_.path()), reason_of(json_, places_));
}

constexpr std::size_t begin_bytes = std::size_t{64} << 10U, end_bytes = std::size_t{8} << 10U;

// Whether a key stands near the begin or the end that only these formats have.
bool may_be_sbom(std::string_view text) {
  static const LiteralScan keys(
      {"\"bomFormat\"", "\"spdxVersion\"", "spdx.org/rdf/3", "\"artifactRelationships\"", "\"artifacts\""});
  std::vector<LiteralHit> hits;
  keys.find(text, 0, std::min(text.size(), begin_bytes), hits);
  if (hits.empty()) keys.find(text, text.size() - std::min(text.size(), end_bytes), text.size(), hits);
  return !hits.empty();
}

bool is_named_sbom(std::string_view path) {
  const std::string name = lower(path.substr(path.rfind('/') + 1));
  for (const std::string_view word : {"bom", "cdx", "cyclonedx", "spdx", "syft"})
    if (name.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace

void read_sbom_json(const TextFile& file, const TextContext& context, Observed& out) {
  if (!may_be_sbom(file.text) && !is_named_sbom(file.path)) return;
  Observed seen;
  SbomReader(file, context, seen).read();
  if (!seen.seen.empty() || !seen.unread.empty()) out.add(std::move(seen));
}

}  // namespace bestby
