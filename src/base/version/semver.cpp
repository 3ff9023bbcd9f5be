// Semantic Versioning 2.0.0. A leading `v`, as tags have it, is allowed; build metadata is checked
// and does not take part in the order.
//
// Key: three numbers, then the pre-release's identifiers (number 2, text 3) and a 1, or 4 for none.
#include "base/version/scheme.h"

namespace bestby {
namespace {

constexpr char end_of_prerelease = 1, number = 2, text_identifier = 3, no_prerelease = 4;

bool has_leading_zero(std::string_view digits) { return digits.size() > 1 && digits.front() == '0'; }

Refusal eat_core(Cursor& in, Version& out) {
  for (int i = 0; i < 3; ++i) {
    if (i > 0 && !in.eat('.')) return "it must have three numbers";
    if (in.peek() == '0' && is_digit(in.peek(1))) return "a number has a leading zero";
    std::uint64_t n = 0;
    if (const Refusal why = in.number(n); !why.empty()) return why;
    out.numbers.push_back(n);
    put_number(out.key, n);
  }
  return {};
}

// Calls `each(identifier, is_number)` for dotted identifiers.
template <class Each>
Refusal for_identifiers(std::string_view text, Each each) {
  while (true) {
    const std::string_view one = text.substr(0, text.find('.'));
    if (one.empty()) return "an identifier is empty";
    bool digits = true;
    for (const char c : one) {
      if (!is_digit(c) && !is_letter(c) && c != '-') return "an identifier is letters, digits and hyphens";
      digits &= is_digit(c);
    }
    if (const Refusal why = each(one, digits); !why.empty()) return why;
    if (one.size() == text.size()) return {};
    text.remove_prefix(one.size() + 1);
  }
}

Refusal put_prerelease(std::string_view text, std::string& key) {
  const Refusal why = for_identifiers(text, [&](std::string_view one, bool digits) -> Refusal {
    if (digits && has_leading_zero(one)) return "a pre-release number has a leading zero";
    key.push_back(digits ? number : text_identifier);
    digits ? put_digits(key, one) : put_text(key, one);
    return {};
  });
  key.push_back(end_of_prerelease);
  return why;
}

Refusal read_semver(std::string_view text, Version& out) {
  Cursor in{text};
  in.eat('v');
  if (const Refusal why = eat_core(in, out); !why.empty()) return why;
  const std::size_t plus = in.rest.find('+');
  if (plus != in.rest.npos) {
    const auto any = [](std::string_view, bool) { return Refusal{}; };
    if (const Refusal why = for_identifiers(in.rest.substr(plus + 1), any); !why.empty()) return why;
    in.rest = in.rest.substr(0, plus);
  }
  if (in.done()) {
    out.key.push_back(no_prerelease);
    return {};
  }
  if (!in.eat('-')) return "only `-` and a pre-release or `+` and build metadata may follow";
  out.prerelease = true;
  return put_prerelease(in.rest, out.key);
}

void semver_prefix(std::string& key, std::uint64_t, std::span<const std::uint64_t> numbers) {
  for (const std::uint64_t n : numbers) put_number(key, n);
}

}  // namespace

constinit const SchemeCode semver_code = {.read = read_semver, .prefix = semver_prefix, .least = "0.0.0-0"};

}  // namespace bestby
