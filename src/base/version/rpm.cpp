// RPM: [epoch:]version[-release], in the order of rpmvercmp.
//
// A text is its runs of digits and of letters; everything else only separates them, except `~`,
// which comes before the end, and `^`, which comes after the end and before any run. Letters come
// before digits. A version without a release comes before the same with one.
#include "base/version/scheme.h"

namespace bestby {
namespace {

constexpr char tilde = 1, end = 2, caret = 3, letters = 4, digits = 5;

void put_rpm(std::string& key, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (is_digit(text[at])) {
      while (at < text.size() && is_digit(text[at])) ++at;
      key.push_back(digits);
      put_digits(key, text.substr(from, at - from));
    } else if (is_letter(text[at])) {
      while (at < text.size() && is_letter(text[at])) ++at;
      key.push_back(letters);
      put_text(key, text.substr(from, at - from));
    } else {
      if (text[at] == '~') key.push_back(tilde);
      if (text[at] == '^') key.push_back(caret);
      ++at;
    }
  }
  key.push_back(end);
}

Refusal eat_epoch(std::string_view& text, std::string& key) {
  std::uint64_t epoch = 0;
  if (const std::size_t colon = text.find(':'); colon != text.npos) {
    Cursor in{text.substr(0, colon)};
    if (const Refusal why = in.number(epoch); !why.empty() || !in.done()) return "an epoch is a number";
    text.remove_prefix(colon + 1);
  }
  put_number(key, epoch);
  return {};
}

Refusal read_rpm(std::string_view text, Version& out) {
  if (const Refusal why = eat_epoch(text, out.key); !why.empty()) return why;
  for (const char c : text)
    if (!is_digit(c) && !is_letter(c) && std::string_view("._+-~^").find(c) == std::string_view::npos)
      return "a character may not stand in it";
  const std::size_t hyphen = text.rfind('-');
  const std::string_view version = text.substr(0, hyphen);
  if (version.empty()) return "the version is empty";
  put_rpm(out.key, version);
  put_rpm(out.key, hyphen == text.npos ? std::string_view() : text.substr(hyphen + 1));
  out.prerelease = version.find('~') != version.npos;
  return is_digit(version.front()) ? Cursor{version}.release(out.numbers) : Refusal{};
}

void rpm_prefix(std::string& key, std::uint64_t epoch, std::span<const std::uint64_t> numbers) {
  put_number(key, epoch);
  for (const std::uint64_t n : numbers) {
    key.push_back(digits);
    put_number(key, n);
  }
}

}  // namespace

constinit const SchemeCode rpm_code = {.read = read_rpm, .prefix = rpm_prefix, .epoch_mark = ':'};

}  // namespace bestby
