#include "base/number_forms.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace bestby {
namespace {

constexpr std::array<NumberForm, 2> forms = {{
    {"thousands", "1000 times the major plus 10 times the minor version", 1000, 10, false},
    {"hundreds", "1000 times the major plus 100 times the minor version plus the patch", 1000, 100, true},
}};

}  // namespace

std::span<const NumberForm> number_forms() { return forms; }

const NumberForm* find_number_form(std::string_view name) {
  for (const NumberForm& form : forms)
    if (form.name == name) return &form;
  return nullptr;
}

std::optional<std::string> dotted_version(std::string_view form, std::string_view number) {
  const NumberForm* f = find_number_form(form);
  unsigned value = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (f == nullptr || failed != std::errc() || end != number.data() + number.size()) return std::nullopt;
  const unsigned rest = value % f->major;
  std::string out = fmt::format("{}.{}", value / f->major, rest / f->minor);
  if (f->patch) out += fmt::format(".{}", rest % f->minor);
  return out;
}

}  // namespace bestby
