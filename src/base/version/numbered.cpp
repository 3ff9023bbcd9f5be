// Schemes that are dotted numbers with little around them. In all of them trailing zeros do not
// count (12.4 is 12.4.0), leading zeros stay in names (22.04), and nothing is refused for its size.
//
// dotted: numbers, then perhaps a tail that begins at the first thing that is not a number:
// 4.0r9, 1.1.1w, 0.9.8zh, 1.30-eks-72, `1.3.1 r.6`. A tail that begins with one of `early_words`
// comes before the plain version and is a pre-release; any other comes after it and before the next
// number (4.0 < 4.0r9 < 4.0.1). Tails are compared by their runs of letters and of digits; case and
// separators do not count, so `1.3.1 r.6` is 1.3.1r6. A single letter is a patch (1.0.2a), never an
// alpha.
//
// cuda: 12.4, 12.4.1, cuda12.4, and the tags of wheels: the last digit of cu124 is the minor part;
// a fourth is the patch (cu1241 is 12.4.1, as no major has three digits). Two digits are a major
// alone where they can be one (cu12 is 12), and otherwise major and minor (cu92 is 9.2).
//
// driver-branch: r580-linux, R580, 580, 580.178.04. Ordered by the numbers; what follows a hyphen
// breaks ties, none first.
//
// image-build: v1.0, v2.13, 2.13.1. ubuntu: 22.04, ubuntu22.04, 24.04.4, `20.04 LTS`.
#include "base/version/scheme.h"

namespace bestby {
namespace {

// The release at the cursor, whose place in `text` is noted.
Refusal eat_release(std::string_view text, Cursor& in, Version& out) {
  const std::string_view from = in.rest;
  if (const Refusal why = in.release(out.numbers); !why.empty()) return why;
  out.release_at = static_cast<std::uint16_t>(from.data() - text.data());
  out.release_size = static_cast<std::uint16_t>(from.size() - in.rest.size());
  put_release(out.key, out.numbers);
  return {};
}

Refusal finish(const Cursor& in, const Version& out, std::size_t least, std::size_t most) {
  if (!in.done()) return "something follows the numbers";
  if (out.numbers.size() < least) return "it has too few numbers";
  return out.numbers.size() <= most ? Refusal{} : "it has too many numbers";
}

constexpr std::string_view early_words[] = {"dev",  "nightly", "snapshot", "alpha",
                                            "beta", "preview", "pre",      "rc"};
constexpr char plain = 0x40, late = 0x41;  // above the positions of early words

Refusal read_dotted(std::string_view text, Version& out) {
  Cursor in{text};
  in.eat_word("v");
  if (const Refusal why = eat_release(text, in, out); !why.empty()) return why;
  if (in.done()) {
    out.key.push_back(plain);
    return {};
  }
  for (const char c : in.rest)
    if (!is_digit(c) && !is_letter(c) && std::string_view(".-_+~ ").find(c) == std::string_view::npos)
      return "a character may not stand after the numbers";
  while (in.eat_any(".-_+~ ")) {}
  if (in.done()) return "nothing follows the last separator";
  char kind = late;
  for (std::size_t i = 0; i < std::size(early_words) && kind == late; ++i)
    if (Cursor ahead = in; ahead.eat_word(early_words[i]) && !is_letter(ahead.peek())) {
      kind = static_cast<char>(i);
      in = ahead;
    }
  out.prerelease = kind != late;
  out.key.push_back(kind);
  put_words(out.key, in.rest);
  return {};
}

// How many of the digits of a wheel's tag are the major part.
std::size_t major_digits(std::string_view digits) {
  if (digits.size() > 2) return 2;
  return digits.front() == '1' || digits.front() == '2' ? 2 : 1;
}

Refusal read_wheel_tag(std::string_view digits, Version& out) {
  if (digits.size() < 2 || digits.size() > 4) return "`cu` must be followed by two to four digits";
  const std::size_t major = major_digits(digits);
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    n = (i < major ? n * 10 : 0) + static_cast<std::uint64_t>(digits[i] - '0');
    if (i + 1 >= major) out.numbers.push_back(n);
  }
  put_release(out.key, out.numbers);
  return {};
}

Refusal read_cuda(std::string_view text, Version& out) {
  Cursor in{text};
  if (in.eat_word("cuda")) {
    in.eat_any("-_ ");
  } else if (in.eat_word("cu") && in.rest.find_first_not_of("0123456789") == in.rest.npos) {
    return read_wheel_tag(in.rest, out);
  }
  if (const Refusal why = eat_release(text, in, out); !why.empty()) return why;
  return finish(in, out, 1, 4);
}

Refusal read_driver_branch(std::string_view text, Version& out) {
  Cursor in{text};
  in.eat_word("r");
  if (const Refusal why = eat_release(text, in, out); !why.empty()) return why;
  if (out.numbers.size() > 3) return "it has too many numbers";
  if (in.done()) return {};
  if (!in.eat('-') || in.done()) return "only `-` and a platform may follow the numbers";
  for (const char c : in.rest) {
    if (!is_digit(c) && !is_letter(c) && c != '-') return "a platform is letters, digits and hyphens";
    out.key.push_back(lower_case(c));
  }
  return {};
}

Refusal read_image_build(std::string_view text, Version& out) {
  Cursor in{text};
  in.eat_word("v");
  if (const Refusal why = eat_release(text, in, out); !why.empty()) return why;
  return finish(in, out, 1, 3);
}

Refusal read_ubuntu(std::string_view text, Version& out) {
  Cursor in{text};
  if (in.eat_word("ubuntu")) in.eat_any("-_ ");
  if (const Refusal why = eat_release(text, in, out); !why.empty()) return why;
  if (in.eat_any("-_ ") && !in.eat_word("lts")) return "only `LTS` may follow the numbers";
  return finish(in, out, 2, 3);
}

void release_prefix(std::string& key, std::uint64_t, std::span<const std::uint64_t> numbers) {
  put_release(key, numbers);
}

}  // namespace

constinit const SchemeCode dotted_code = {.read = read_dotted, .prefix = release_prefix};
constinit const SchemeCode cuda_code = {.read = read_cuda, .prefix = release_prefix, .least = "0"};
constinit const SchemeCode driver_branch_code = {
    .read = read_driver_branch, .prefix = release_prefix, .least = "0"};
constinit const SchemeCode image_build_code = {
    .read = read_image_build, .prefix = release_prefix, .least = "0"};
constinit const SchemeCode ubuntu_code = {.read = read_ubuntu, .prefix = release_prefix, .least = "0.0"};

}  // namespace bestby
