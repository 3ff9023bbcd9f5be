// Schemes for names rather than versions.
//
// natural (image-tag, endoflife): runs of digits by their value, everything else as text, so that
// 2.9 comes before 2.10 and r580-linux before r580-windows; a text comes before what it begins.
// Names that differ only in leading zeros (5.4 and 5.04) are two names: the text breaks the tie.
// `numbers` is the dotted version at the very beginning, if there is one.
//
// opaque: the text, byte by byte.
#include "base/version/scheme.h"

namespace bestby {
namespace {

Refusal read_natural(std::string_view text, Version& out) {
  put_runs(out.key, text);
  out.key.push_back('\0');
  out.key.append(text);
  Cursor in{text};
  if (!is_digit(in.peek())) return {};
  if (!in.release(out.numbers).empty()) {
    out.numbers.clear();
    return {};
  }
  out.release_size = static_cast<std::uint16_t>(text.size() - in.rest.size());
  return {};
}

void natural_prefix(std::string& key, std::uint64_t, std::span<const std::uint64_t> numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) put_runs(key, ".");
    put_number(key, numbers[i]);
  }
}

Refusal read_opaque(std::string_view text, Version& out) {
  out.key = text;
  return {};
}

}  // namespace

constinit const SchemeCode natural_code = {.read = read_natural, .prefix = natural_prefix};
constinit const SchemeCode opaque_code = {.read = read_opaque, .prefix = nullptr};

}  // namespace bestby
