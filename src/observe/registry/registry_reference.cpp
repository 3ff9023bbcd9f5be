#include "observe/registry/registry_reference.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "find/image_address.h"
#include "observe/registry/web_address.h"

namespace bestby {
namespace {

constexpr std::size_t most_name_bytes = 255, most_tag_bytes = 128;
constexpr std::string_view first_registry = "docker.io";

constexpr auto aliases = std::to_array<RegistryAlias>({
    {"docker.io", "registry-1.docker.io", "https://index.docker.io/v1/", "library/"},
    {"index.docker.io", "registry-1.docker.io", "https://index.docker.io/v1/", "library/"},
});

bool is_small(char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); }

// [a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*
bool is_component(std::string_view text) {
  return !text.empty() && is_small(text.front()) && is_small(text.back()) &&
         text.find("..") == std::string_view::npos && std::all_of(text.begin(), text.end(), [](char c) {
           return is_small(c) || c == '.' || c == '_' || c == '-';
         });
}

bool is_repository(std::string_view text) {
  const auto parts = split(text, '/');
  return text.size() <= most_name_bytes && std::all_of(parts.begin(), parts.end(), is_component);
}

}  // namespace

const RegistryAlias* registry_alias(std::string_view host) {
  for (const RegistryAlias& alias : aliases)
    if (alias.name == host) return &alias;
  return nullptr;
}

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= most_tag_bytes && text[0] != '.' && text[0] != '-' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-'; });
}

bool is_sha256(std::string_view text) {
  constexpr std::string_view begin = "sha256:";
  constexpr std::size_t digits = 64;
  return text.starts_with(begin) && text.size() == begin.size() + digits &&
         std::all_of(text.begin() + begin.size(), text.end(),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

Result<RegistryReference> read_registry_reference(std::string_view text) {
  const auto bad = [&](const char* why) {
    return fail(ErrorCode::usage, fmt::format("`{}` is no image in a registry: {}", text, why), {},
                "write HOST/REPOSITORY, HOST/REPOSITORY:TAG or HOST/REPOSITORY@sha256:DIGEST");
  };
  const auto parts = read_image_address(text);
  if (!parts) return bad("it reads as no address");
  RegistryReference out;
  out.host = lower(parts->host.empty() ? first_registry : parts->host);
  const RegistryAlias* alias = registry_alias(out.host);
  const bool alone = parts->path.find('/') == std::string_view::npos;
  out.repository = std::string(alias != nullptr && alone ? alias->team : "") + std::string(parts->path);
  out.tag = parts->tag;
  out.digest = parts->digest;
  out.name = std::string(parts->host) + (parts->host.empty() ? "" : "/") + std::string(parts->path);
  if (!read_web_address(fmt::format("https://{}/", out.host))) return bad("its host is none");
  if (!is_repository(out.repository)) return bad("its path holds what no registry has");
  if (!out.tag.empty() && !is_tag(out.tag)) return bad("its tag holds what no registry has");
  if (!out.digest.empty() && !is_sha256(out.digest)) return bad("its digest is not sha256 and 64 digits");
  return out;
}

}  // namespace bestby
