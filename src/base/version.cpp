#include "base/version.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/version/scheme.h"

namespace bestby {
namespace {

constexpr std::size_t most_bytes = 256;

constexpr VersionScheme schemes[] = {
    {"pep440", "Python packages", "1.12.1rc1", 0, 1, 2, &pep440_code},
    {"semver", "Semantic Versioning 2.0.0", "1.4.0-rc.1", 0, 1, 2, &semver_code},
    {"debian", "Debian packages", "1:2.36-9+deb12u4", 0, 1, 2, &debian_code},
    {"rpm", "RPM packages", "2.34-60.amzn2023", 0, 1, 2, &rpm_code},
    {"dotted", "dotted numbers, with or without a tail", "2.0.20260817.0", 0, 1, 2, &dotted_code},
    {"cuda", "CUDA, also as in wheels' tags (cu124)", "12.4.1", 0, 1, 2, &cuda_code},
    {"driver-branch", "NVIDIA driver branches and drivers", "r580-linux", 0, 1, 2, &driver_branch_code},
    {"neuron-sdk", "Neuron SDK, A.B.C", "2.20.0", 0, 1, 2, &neuron_sdk_code},
    {"neuron-extension", "Neuron extensions of a framework, X.Y.Z.A.B.C", "2.1.2.2.3.0", 3, 4, 5,
     &neuron_extension_code},
    {"neuron-standalone", "Neuron components of their own, A.B.C.D", "2.15.128.0", 0, 1, 2,
     &neuron_standalone_code},
    {"image-build", "builds of a container image", "v1.12", 0, 1, 2, &image_build_code},
    {"image-tag", "tags of container images, as text", "2.6.0-gpu-py312-cu126-ubuntu22.04", 0, 1, 2,
     &natural_code},
    {"ubuntu", "Ubuntu releases", "22.04.4", 0, 1, 2, &ubuntu_code},
    {"endoflife", "cycles as endoflife.date names them", "3.12", 0, 1, 2, &natural_code},
    {"opaque", "names without an order of their own", "professional-blackwell", -1, -1, -1, &opaque_code},
};

const char* article(std::string_view name) {
  return std::string_view("aeiou").find(name.front()) == std::string_view::npos ? "a" : "an";
}

bool control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

Refusal unfit(std::string_view text) {
  if (text.empty()) return "it is empty";
  if (text.size() > most_bytes) return "it is longer than 256 bytes";
  return std::any_of(text.begin(), text.end(), control) ? "it holds a control character" : "";
}

// The bytes of the number that a key begins with.
std::string_view first_number(std::string_view key) {
  return key.empty() ? key : key.substr(0, static_cast<std::size_t>(key.front()));
}

std::uint64_t at(const Version& version, std::size_t i) {
  return i < version.numbers.size() ? version.numbers[i] : 0;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\n\r\f\v";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most_shown = 80;
  std::string shown(text.substr(0, most_shown));
  std::replace_if(shown.begin(), shown.end(), control, '?');
  return fmt::format("`{}`{}", shown, text.size() > most_shown ? "..." : "");
}

std::span<const VersionScheme> version_schemes() { return schemes; }

const VersionScheme* find_version_scheme(std::string_view name) {
  const auto found = std::find_if(std::begin(schemes), std::end(schemes),
                                  [&](const VersionScheme& s) { return s.name == name; });
  return found == std::end(schemes) ? nullptr : found;
}

Result<Version> parse_version(const VersionScheme& scheme, std::string_view text) {
  text = trimmed(text);
  Refusal why = unfit(text);
  Result<Version> version(tl::in_place);
  if (why.empty()) why = scheme.code->read(text, *version);
  if (!why.empty())
    return fail(
        ErrorCode::usage,
        fmt::format("{} is not {} {} version: {}", quoted(text), article(scheme.name), scheme.name, why), {},
        fmt::format("{} ({}) is written like {}", scheme.name, scheme.says, scheme.example));
  version->text = text;
  return version;
}

std::string cycle_name(const Version& version, int depth) {
  std::string_view written = std::string_view(version.text).substr(version.release_at, version.release_size);
  std::string name;
  for (std::size_t i = 0; i < static_cast<std::size_t>(std::max(depth, 0)); ++i) {
    if (i > 0) name += '.';
    if (written.empty() || i >= version.numbers.size()) {
      name += std::to_string(at(version, i));
      continue;
    }
    const std::string_view number = written.substr(0, written.find('.'));
    written.remove_prefix(std::min(number.size() + 1, written.size()));
    name += number;
  }
  return name;
}

Result<Version> parse_cycle(const VersionScheme& scheme, std::string_view name) {
  auto whole = parse_version(scheme, name);
  if (whole || name.find_first_not_of("0123456789.") != name.npos) return whole;
  const auto written = static_cast<std::size_t>(std::count(name.begin(), name.end(), '.')) + 1;
  for (const std::string_view rest : {".0", ".0.0"}) {
    auto longer = parse_version(scheme, std::string(name).append(rest));
    if (!longer || longer->numbers.size() <= written) continue;
    longer->numbers.resize(written);
    longer->text = name;
    longer->release_at = longer->release_size = 0;
    return longer;
  }
  return whole;
}

Bump bump_between(const VersionScheme& scheme, const Version& from, const Version& to) {
  if (from.key == to.key) return Bump::none;
  if (scheme.code->epoch_mark != '\0' && first_number(from.key) != first_number(to.key)) return Bump::major;
  const std::size_t count = std::max(from.numbers.size(), to.numbers.size());
  std::size_t i = 0;
  while (i < count && at(from, i) == at(to, i)) ++i;
  const int first = static_cast<int>(i);
  if (i == count) return Bump::build;
  if (first <= scheme.major_at) return Bump::major;
  if (first <= scheme.minor_at) return Bump::minor;
  return scheme.patch_at >= 0 ? Bump::patch : Bump::build;
}

}  // namespace bestby
