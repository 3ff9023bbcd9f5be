#include "report/check_places.h"

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/text.h"
#include "report/check_words.h"

namespace bestby {
namespace {

bool stands_in_paths(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view("-._~/!$&'()*+,;=@").find(c) != std::string_view::npos;
}

}  // namespace

PlaceUri path_uri(std::string_view path) {
  PlaceUri out;
  out.relative = !path.starts_with('/');
  if (!out.relative) out.uri = "file://";
  for (const char c : path)
    if (stands_in_paths(c))
      out.uri += c;
    else
      out.uri += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return out;
}

std::string relative_path(const CheckAnswer& answer, std::uint32_t target, std::string_view path) {
  std::string out = shown_path(answer, target, path);
  while (out.starts_with("./")) out.erase(0, out.find_first_not_of('/', 1));
  return out.empty() ? "." : out;
}

std::string PlaceNames::of(const CheckFinding& finding, std::string_view path) {
  const std::string key = fmt::format("{}\n{}", finding.id, path);
  return content_hash(fmt::format("{}\n{}", key, seen_[key]++));
}

}  // namespace bestby
