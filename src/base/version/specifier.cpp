// Specifiers: `>=1.10,<2`, `==1.13.*`, `=2.*`, `12.x`, `1.12`. All of them must hold.
#include <algorithm>

#include <fmt/format.h>

#include "base/version/range_parts.h"

namespace bestby {
namespace {

enum class Op : std::uint8_t { exact, equal, unequal, compatible, at_least, at_most, above, below };

struct Operator {
  std::string_view sign;
  Op op;
};
// Longer signs before their own beginnings.
constexpr Operator operators[] = {
    {"===", Op::exact},  {"==", Op::equal}, {"!=", Op::unequal}, {"~=", Op::compatible}, {">=", Op::at_least},
    {"<=", Op::at_most}, {">", Op::above},  {"<", Op::below},    {"=", Op::equal},
};

struct Specifier {
  Op op = Op::equal;
  std::string_view version;
};

using Why = tl::unexpected<std::string>;

Specifier split_sign(std::string_view text) {
  for (const Operator& one : operators)
    if (text.substr(0, one.sign.size()) == one.sign) return {one.op, trimmed(text.substr(one.sign.size()))};
  return {Op::equal, text};
}

// Numbers with the epoch before them.
struct Prefix {
  std::uint64_t epoch = 0;
  std::vector<std::uint64_t> numbers;
};

std::uint64_t epoch_of(const SchemeCode& code, std::string_view text) {
  Cursor in{text};
  std::uint64_t epoch = 0;
  in.eat_word("v");
  return code.epoch_mark != '\0' && in.number(epoch).empty() && in.eat(code.epoch_mark) ? epoch : 0;
}

KeySet versions_under(const SchemeCode& code, Prefix prefix) {
  KeyInterval interval;
  code.prefix(interval.low, prefix.epoch, prefix.numbers);
  ++prefix.numbers.back();
  code.prefix(interval.high, prefix.epoch, prefix.numbers);
  return {std::move(interval)};
}

// What stands before a wildcard at the end: "2.1" of `2.1.*`, `2.1.x`, `2.1*` and `2.1.x.x`; empty
// when there is none. An `x` is one only after numbers: a tag may end in `.x`.
std::string_view before_wildcard(std::string_view text) {
  bool star = false, found = false;
  while (text.size() >= 2) {
    const char last = lower_case(text.back());
    const bool dotted = text[text.size() - 2] == '.';
    if (last != '*' && !(last == 'x' && dotted)) break;
    text.remove_suffix(dotted ? 2 : 1);
    star |= last == '*';
    found = true;
  }
  const bool numbers = text.find_first_not_of("0123456789.") == text.npos;
  return found && (star || numbers) ? text : std::string_view();
}

OrWhy<KeySet> read_wildcard(const VersionScheme& scheme, std::string_view text) {
  const SchemeCode& code = *scheme.code;
  if (code.prefix == nullptr)
    return Why(fmt::format("{} versions have no numbers for a wildcard", scheme.name));
  Prefix prefix;
  Cursor in{text};
  in.eat_word("v");
  Refusal why = in.release(prefix.numbers);
  if (why.empty() && code.epoch_mark != '\0' && in.eat(code.epoch_mark)) {
    prefix.epoch = prefix.numbers.front();
    prefix.numbers.clear();
    why = in.release(prefix.numbers);
  }
  if (!why.empty()) return Why(std::string(why));
  if (!in.done()) return Why("only numbers may stand before a wildcard");
  return versions_under(code, std::move(prefix));
}

OrWhy<KeySet> read_compatible(const VersionScheme& scheme, const Version& version, std::string_view text,
                              const std::string& at) {
  if (scheme.code->prefix == nullptr || version.numbers.size() < 2)
    return Why("`~=` needs at least two numbers");
  Prefix prefix{epoch_of(*scheme.code, text), version.numbers};
  prefix.numbers.pop_back();
  return intersection({{at, {}}}, versions_under(*scheme.code, std::move(prefix)));
}

Bounds bounds_for(const SchemeCode& code, const Version& version) {
  if (code.bounds != nullptr) return code.bounds(version.text);
  std::string past = next_key(version.key);
  return {version.key, past, past, version.key, false};
}

OrWhy<KeySet> read_comparison(const VersionScheme& scheme, const Specifier& specifier) {
  const auto version = parse_version(scheme, specifier.version);
  if (!version) return Why(version.error().message);
  Bounds b = bounds_for(*scheme.code, *version);
  const std::string floor = floor_key(scheme);
  const bool equality = specifier.op == Op::equal || specifier.op == Op::unequal;
  if (b.local && !equality) return Why("a local part may only follow `==` or `!=`");
  switch (specifier.op) {
    case Op::equal:
    case Op::unequal: return united({{b.at, b.past}});
    case Op::at_least: return united({{b.at, {}}});
    case Op::at_most: return united({{floor, b.past}});
    case Op::above: return united({{b.beyond, {}}});
    case Op::below: return united({{floor, b.below}});
    default: return read_compatible(scheme, *version, specifier.version, b.at);
  }
}

// The versions that the specifier speaks of: those that `!=` takes out, those that others leave in.
OrWhy<KeySet> read_one(const VersionScheme& scheme, const Specifier& specifier) {
  const std::string_view prefix = before_wildcard(specifier.version);
  if (specifier.version == "*" && specifier.op == Op::equal) return KeySet{{floor_key(scheme), {}}};
  if (prefix.empty()) return read_comparison(scheme, specifier);
  if (specifier.op != Op::equal && specifier.op != Op::unequal)
    return Why("a wildcard may only follow `==` or `!=`");
  return read_wildcard(scheme, prefix);
}

// Narrows `parts` to the versions that are written like `text`, case aside.
void add_exact(RangeParts& parts, const VersionScheme& scheme, std::string_view text) {
  std::string folded(text);
  std::transform(folded.begin(), folded.end(), folded.begin(), lower_case);
  const auto version = parse_version(scheme, text);
  const bool possible = version && !text.empty() && (parts.exactly.empty() || parts.exactly == folded);
  parts.allowed = possible ? intersection(parts.allowed, {{version->key, next_key(version->key)}}) : KeySet{};
  parts.exactly = std::move(folded);
}

}  // namespace

std::string floor_key(const VersionScheme& scheme) {
  const auto least = parse_version(scheme, scheme.code->least);
  return least ? least->key : std::string();
}

OrWhy<RangeParts> read_specifiers(const VersionScheme& scheme, std::string_view text) {
  const std::string floor = floor_key(scheme);
  RangeParts parts{{{floor, {}}}, {}};
  KeySet holes;
  std::size_t count = 0;
  for (bool more = true; more;) {
    const std::size_t comma = text.find(',');
    const std::string_view one = trimmed(text.substr(0, comma));
    more = comma != text.npos;
    if (more) text.remove_prefix(comma + 1);
    if (one.empty()) continue;
    if (++count > most_constraints) return Why("it has more than 1,000 constraints");
    const Specifier specifier = split_sign(one);
    if (specifier.version.empty()) return Why(fmt::format("{} names no version", quoted(one)));
    if (specifier.op == Op::exact) {
      add_exact(parts, scheme, specifier.version);
      continue;
    }
    auto set = read_one(scheme, specifier);
    if (!set) return Why(std::move(set.error()));
    if (specifier.op == Op::unequal)
      holes.insert(holes.end(), set->begin(), set->end());
    else
      parts.allowed = intersection(parts.allowed, *set);
  }
  if (count == 0) return Why("it is empty");
  parts.allowed = intersection(parts.allowed, complement(united(std::move(holes)), floor));
  return parts;
}

}  // namespace bestby
