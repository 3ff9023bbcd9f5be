// PEP 440: [v][N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local], with every spelling that the standard
// normalizes: case, separators, alpha, beta, c, pre, preview, rev, r, `-N` for a post release,
// missing numbers.
#include "base/version/pep440.h"

#include <algorithm>

namespace bestby {
namespace {

struct Mark {
  std::string_view word;
  Pep440::Stage stage;
};
// Longer words before their own beginnings.
constexpr Mark stage_marks[] = {
    {"alpha", Pep440::alpha}, {"a", Pep440::alpha},           {"beta", Pep440::beta},
    {"b", Pep440::beta},      {"preview", Pep440::candidate}, {"pre", Pep440::candidate},
    {"c", Pep440::candidate}, {"rc", Pep440::candidate},
};
constexpr Mark post_marks[] = {{"post", Pep440::final}, {"rev", Pep440::final}, {"r", Pep440::final}};
constexpr Mark dev_marks[] = {{"dev", Pep440::final}};
constexpr std::string_view separators = "._-";

// A mark with the separator before it, the one after it and its number; nullptr when none is next.
template <std::size_t n>
const Mark* eat_mark(Cursor& in, const Mark (&marks)[n], std::uint64_t& number, Refusal& why) {
  Cursor ahead = in;
  ahead.eat_any(separators);
  for (const Mark& mark : marks) {
    if (!ahead.eat_word(mark.word)) continue;
    ahead.eat_any(separators);
    number = 0;
    if (is_digit(ahead.peek())) why = ahead.number(number);
    in = ahead;
    return &mark;
  }
  return nullptr;
}

Refusal eat_epoch_and_release(Cursor& in, Pep440& out) {
  if (const Refusal why = in.release(out.numbers); !why.empty()) return why;
  if (in.peek() != '!') return {};
  if (out.numbers.size() != 1) return "an epoch is one number";
  in.eat('!');
  out.epoch = out.numbers.front();
  out.numbers.clear();
  return in.release(out.numbers);
}

Refusal eat_marks(Cursor& in, Pep440& out) {
  Refusal why;
  std::uint64_t number = 0;
  if (const Mark* mark = eat_mark(in, stage_marks, number, why)) {
    out.stage = mark->stage;
    out.stage_number = number;
  }
  if (in.peek() == '-' && is_digit(in.peek(1))) {
    in.eat('-');
    why = in.number(number);
    out.post = number;
  } else if (eat_mark(in, post_marks, number, why)) {
    out.post = number;
  }
  if (eat_mark(in, dev_marks, number, why)) out.dev = number;
  return why;
}

void put_local(std::string& key, std::string_view local) {
  while (!local.empty()) {
    const std::string_view part = local.substr(0, local.find_first_of(separators));
    local.remove_prefix(std::min(part.size() + 1, local.size()));
    const bool number = part.find_first_not_of("0123456789") == part.npos;
    key.push_back(number ? '\3' : '\2');
    if (number) {
      put_digits(key, part);
    } else {
      for (const char c : part) key.push_back(lower_case(c));
      key.push_back('\0');
    }
  }
}

// The part of the key that posts of the same version share.
void put_base(std::string& key, const Pep440& v) {
  put_number(key, v.epoch);
  put_release(key, v.numbers);
  const bool only_dev = v.stage == Pep440::final && !v.post && v.dev;
  key.push_back(static_cast<char>(only_dev ? Pep440::development : v.stage));
  if (v.stage != Pep440::final) put_number(key, v.stage_number);
}

// The least version above V and its local versions. None lies between.
Pep440 successor(Pep440 v) {
  if (v.dev) {
    ++*v.dev;
  } else {
    v.post = v.post ? *v.post + 1 : 0;
    v.dev = 0;
  }
  return v;
}

// Where `>V` begins: after V's locals, and after V's post releases unless V is one.
std::string key_beyond(const Pep440& v, const std::string& past) {
  if (v.post || v.dev) return past;
  if (v.stage != Pep440::final) {
    Pep440 next = v;
    ++next.stage_number;
    next.dev = 0;
    return key_of(next);
  }
  std::string key;
  put_base(key, v);
  key.push_back('\xff');  // there is no least version here; a post release's byte is 1
  return key;
}

// Where `<V` ends: before V's pre-releases unless V is one.
std::string key_below(const Pep440& v, const std::string& at) {
  if (v.prerelease()) return at;
  Pep440 first = v;
  first.dev = 0;
  return key_of(first);
}

}  // namespace

bool is_local(std::string_view text) {
  char before = '.';
  for (const char c : text) {
    const bool separator = separators.find(c) != separators.npos;
    if (separator ? separators.find(before) != separators.npos : !is_digit(c) && !is_letter(c)) return false;
    before = c;
  }
  return separators.find(before) == separators.npos;
}

Refusal read_pep440(std::string_view text, Pep440& out) {
  Cursor in{text};
  in.eat_word("v");
  if (const Refusal why = eat_epoch_and_release(in, out); !why.empty()) return why;
  if (in.done()) return {};
  if (const Refusal why = eat_marks(in, out); !why.empty()) return why;
  if (in.eat('+')) {
    if (!is_local(in.rest)) return "a local part is letters and digits, with single `.`, `_` or `-`";
    out.local = in.rest;
    return {};
  }
  return in.done() ? Refusal{}
                   : "only a pre-release, post or dev mark or a local part may follow the numbers";
}

// epoch, release, stage [number], 0 or 1 post, 0 dev or 1, then the local parts: text 2, number 3.
std::string key_of(const Pep440& v) {
  std::string key;
  put_base(key, v);
  key.push_back(v.post ? '\1' : '\0');
  if (v.post) put_number(key, *v.post);
  key.push_back(v.dev ? '\0' : '\1');
  if (v.dev) put_number(key, *v.dev);
  put_local(key, v.local);
  return key;
}

Bounds bounds_of(const Pep440& v) {
  Bounds bounds;
  bounds.at = key_of(v);
  if (!v.local.empty()) {
    bounds.past = bounds.beyond = bounds.at + '\0';
    bounds.below = bounds.at;
    bounds.local = true;
    return bounds;
  }
  bounds.past = key_of(successor(v));
  bounds.beyond = key_beyond(v, bounds.past);
  bounds.below = key_below(v, bounds.at);
  return bounds;
}

static void epoch_release_prefix(std::string& key, std::uint64_t epoch,
                                 std::span<const std::uint64_t> numbers) {
  put_number(key, epoch);
  put_release(key, numbers);
}

constinit const SchemeCode pep440_code = {
    .read = read_as<read_pep440>,
    .prefix = epoch_release_prefix,
    .bounds = bounds_as<read_pep440>,
    .least = "0.dev0",
    .epoch_mark = '!',
};

}  // namespace bestby
