#include "observe/target.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "observe/registry/registry_reference.h"
#include "observe/text_readers.h"
#include "observe/tree/file_bytes.h"
#include "observe/tree/included_file.h"
#include "observe/tree/text_look.h"

namespace bestby {
namespace {

constexpr auto forms = std::to_array<TargetForm>({
    {TargetKind::tree, "dir:", "a folder and all files below it"},
    {TargetKind::file, "file:", "one file"},
    {TargetKind::sbom, "sbom:", "a bill of materials: CycloneDX, SPDX, syft"},
    {TargetKind::oci, "oci:", "an image as an OCI layout, a folder or an archive"},
    {TargetKind::docker_archive, "docker-archive:", "an image as `docker save` writes it"},
    {TargetKind::registry, "registry:", "an image in a registry, or every tag of a repository; it is asked"},
    {TargetKind::address, "address:", "an image by its address alone; nothing is fetched"},
    {TargetKind::host, "host:", "this machine, or one below a folder"},
    {TargetKind::input, "-", "standard input: a Dockerfile, or what its text looks like"},
});

bool is_there(const std::string& path, struct stat& status) { return stat(path.c_str(), &status) == 0; }
bool is_file(const std::string& path) {
  struct stat status{};
  return is_there(path, status) && S_ISREG(status.st_mode);
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string first_bytes(const std::string& path, std::size_t most) {
  std::string out(most, '\0');
  auto source = ByteSource::open(path);
  std::size_t size = 0;
  while (source && size < most) {
    const auto n = source->read(std::span(out.data() + size, most - size));
    if (!n || *n == 0) break;
    size += *n;
  }
  out.resize(size);
  return out;
}

// Texts near the begin of a file by which it is told what it is.
struct BeginMark {
  TargetKind kind;
  std::size_t at;  // npos: anywhere
  std::string_view bytes;
};
constexpr std::size_t anywhere = std::string_view::npos;
constexpr auto begin_marks = std::to_array<BeginMark>({
    {TargetKind::docker_archive, 257, "ustar"},
    {TargetKind::docker_archive, 0, "\x1F\x8B"},
    {TargetKind::docker_archive, 0, "\x28\xB5\x2F\xFD"},
    {TargetKind::sbom, anywhere, "\"bomFormat\""},
    {TargetKind::sbom, anywhere, "\"spdxVersion\""},
    {TargetKind::sbom, anywhere, "SPDXVersion:"},
    {TargetKind::sbom, anywhere, "http://cyclonedx.org/schema/bom"},
    {TargetKind::sbom, anywhere, "\"artifactRelationships\""},
});

TargetKind kind_of_file(const std::string& path) {
  const std::string begin = first_bytes(path, 4096);
  for (const BeginMark& mark : begin_marks) {
    const std::string_view text = begin;
    if (mark.at == anywhere ? text.find(mark.bytes) != text.npos
                            : text.size() >= mark.at && text.substr(mark.at).starts_with(mark.bytes))
      return mark.kind;
  }
  return TargetKind::file;
}

// "registry.example/app", "app:1", "app@sha256:...": not what people call files.
bool reads_as_address(std::string_view text) {
  if (text.starts_with('.') || text.starts_with('/') || text.starts_with('~')) return false;
  const bool bytes = std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("./:@_-").find(c) != std::string_view::npos;
  });
  const std::string_view host = text.substr(0, text.find('/'));
  const bool has_host =
      host.size() < text.size() && (host.find('.') != host.npos || host.find(':') != host.npos);
  return bytes && (has_host || base_name(text).find_first_of(":@") != std::string_view::npos);
}

Result<Observed> observe_input(const std::string&, const ObserveOptions& options) {
  const std::uint64_t limit = options.limits[Limit::file_bytes];
  auto text = read_file("/dev/stdin", limit);
  if (!text) return fail(std::move(text.error()));
  return observe_text("-", *text, options);
}

// The address says what the image is; what is in it takes its archive, or its registry.
Result<Observed> observe_address(const std::string& address, const ObserveOptions&) {
  Observed out;
  out.see(SeenImage{address, {}, {}, {}, {}}, {}, out.new_stack(), true);
  return out;
}

// Who reads each kind.
struct TargetReader {
  TargetKind kind;
  Result<Observed> (*read)(const std::string& name, const ObserveOptions& options);
};
constexpr auto readers = std::to_array<TargetReader>({
    {TargetKind::tree, observe_tree},
    {TargetKind::file, observe_file},
    {TargetKind::sbom, observe_file},
    {TargetKind::oci, observe_image},
    {TargetKind::docker_archive, observe_image},
    {TargetKind::registry, observe_registry},
    {TargetKind::address, observe_address},
    {TargetKind::host, observe_host},
    {TargetKind::input, observe_input},
});

}  // namespace

std::span<const TargetForm> target_forms() { return forms; }

Result<Target> recognise_target(std::string_view typed) {
  const std::string name(typed);
  if (typed.empty())
    return fail(ErrorCode::usage, "the target is empty", {}, "write `.` for the folder you stand in");
  if (typed == "-") return Target{TargetKind::input, name, name};
  for (const TargetForm& form : forms) {
    if (form.kind == TargetKind::input || !typed.starts_with(form.prefix)) continue;
    const std::string rest(typed.substr(form.prefix.size()));
    if (rest.empty() && form.kind != TargetKind::host)
      return fail(ErrorCode::usage, fmt::format("`{}` names nothing", typed), {},
                  fmt::format("{}NAME is {}", form.prefix, form.means));
    if (form.kind == TargetKind::registry)
      if (auto reference = read_registry_reference(rest); !reference)
        return fail(std::move(reference.error()));
    return Target{form.kind, name, rest.empty() ? "/" : rest};
  }
  struct stat status{};
  if (!is_there(name, status)) {
    const int reason = errno;
    if (reads_as_address(typed)) return Target{TargetKind::address, name, name};
    return fail(ErrorCode::input,
                fmt::format("`{}` cannot be read: {}", name, std::generic_category().message(reason)));
  }
  if (S_ISDIR(status.st_mode)) {
    const bool image = is_file(name + "/oci-layout") && is_file(name + "/index.json");
    return Target{image ? TargetKind::oci : TargetKind::tree, name, name};
  }
  return Target{S_ISREG(status.st_mode) ? kind_of_file(name) : TargetKind::file, name, name};
}

Result<Observed> observe(const Target& target, const ObserveOptions& options) {
  for (const TargetReader& reader : readers)
    if (reader.kind == target.kind) return reader.read(target.name, options);
  return fail(ErrorCode::usage, fmt::format("`{}` is no target", target.typed));
}

Result<Observed> observe_file(const std::string& path, const ObserveOptions& options) {
  auto text = read_file(path, options.limits[Limit::file_bytes]);
  if (!text) return fail(std::move(text.error()));
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == path.npos ? "." : path.substr(0, slash + 1);
  const TextLook look(options, included_files(folder, options.limits[Limit::file_bytes]));
  Observed out;
  look.at_unnamed(base_name(path), *text, out);
  return out;
}

Result<Observed> observe_text(std::string_view path, std::string_view text, const ObserveOptions& options) {
  const TextLook look(options, {});
  Observed out;
  look.at_unnamed(path, text, out);
  return out;
}

}  // namespace bestby
