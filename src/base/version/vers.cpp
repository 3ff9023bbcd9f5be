// VERS: `vers:pypi/1.2.3|>=2.0|!=2.5|<3`. The constraints are signposts along the order of the
// versions: `>` and `<` alternate and open and close an interval, `=` adds a version, `!=` takes one
// out. Read strictly: sorted, each version once, no blanks, percent-encoding only where it decodes.
#include <fmt/format.h>

#include "base/version/range_parts.h"

namespace bestby {
namespace {

using Why = tl::unexpected<std::string>;

// The names that packages' ecosystems have in VERS for our schemes; a scheme's own name does too.
struct Type {
  std::string_view type, scheme;
};
constexpr Type types[] = {
    {"pypi", "pep440"},   {"pypi", "neuron-extension"}, {"pypi", "neuron-standalone"},
    {"deb", "debian"},    {"deb", "neuron-standalone"}, {"rpm", "neuron-standalone"},
    {"npm", "semver"},    {"cargo", "semver"},          {"golang", "semver"},
    {"intdot", "dotted"}, {"docker", "image-tag"},      {"oci", "image-tag"},
};

bool names(std::string_view type, const VersionScheme& scheme) {
  if (type == scheme.name || type == "generic") return true;
  for (const Type& one : types)
    if (one.type == type && one.scheme == scheme.name) return true;
  return false;
}

enum class Comparator : std::uint8_t { equal, unequal, at_least, at_most, above, below };

struct Constraint {
  Comparator comparator = Comparator::equal;
  Version version;

  bool opens() const { return comparator == Comparator::at_least || comparator == Comparator::above; }
  bool closes() const { return comparator == Comparator::at_most || comparator == Comparator::below; }
};

struct Sign {
  std::string_view text;
  Comparator comparator;
};
constexpr Sign signs[] = {
    {">=", Comparator::at_least}, {"<=", Comparator::at_most}, {"!=", Comparator::unequal},
    {">", Comparator::above},     {"<", Comparator::below},    {"=", Comparator::equal},
};

int hex(char c) {
  if (is_digit(c)) return c - '0';
  return lower_case(c) >= 'a' && lower_case(c) <= 'f' ? lower_case(c) - 'a' + 10 : -1;
}

OrWhy<std::string> decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (std::string_view("<>=!*").find(c) != std::string_view::npos)
      return Why(fmt::format("`{}` in a version must be percent-encoded", c));
    if (c != '%') {
      plain.push_back(c);
      continue;
    }
    const int high = i + 2 < text.size() ? hex(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex(text[i + 2]) : -1;
    if (high < 0 || low < 0) return Why("`%` must be followed by two hexadecimal digits");
    plain.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return plain;
}

OrWhy<Constraint> read_constraint(const VersionScheme& scheme, std::string_view text) {
  Constraint constraint;
  for (const Sign& sign : signs)
    if (text.substr(0, sign.text.size()) == sign.text) {
      constraint.comparator = sign.comparator;
      text.remove_prefix(sign.text.size());
      break;
    }
  const auto plain = decoded(text);
  if (!plain) return Why(plain.error());
  auto version = parse_version(scheme, *plain);
  if (!version) return Why(version.error().message);
  constraint.version = std::move(*version);
  return constraint;
}

OrWhy<std::vector<Constraint>> read_constraints(const VersionScheme& scheme, std::string_view text) {
  std::vector<Constraint> all;
  for (bool more = true; more;) {
    const std::size_t pipe = text.find('|');
    auto one = read_constraint(scheme, text.substr(0, pipe));
    more = pipe != text.npos;
    if (more) text.remove_prefix(pipe + 1);
    if (!one) return Why(std::move(one.error()));
    if (!all.empty() && all.back().version.key >= one->version.key)
      return Why(fmt::format("{} must stand after {}, once, in the order of the versions",
                             quoted(all.back().version.text), quoted(one->version.text)));
    if (all.size() == most_constraints) return Why("it has more than 1,000 constraints");
    all.push_back(std::move(*one));
  }
  return all;
}

// The rules on neighbours, which leave out what is redundant or contradicts itself.
const char* misplaced(const std::vector<Constraint>& all) {
  const Constraint* bound = nullptr;  // the last < or >
  bool after_equal = false;
  for (const Constraint& one : all) {
    if (one.comparator == Comparator::unequal) continue;
    if (one.closes() && after_equal) return "`<` may not follow a single version";
    after_equal = one.comparator == Comparator::equal;
    if (after_equal) continue;
    if (bound != nullptr && bound->opens() == one.opens()) return "`>` and `<` must alternate";
    bound = &one;
  }
  return nullptr;
}

KeySet set_of(const std::vector<Constraint>& all, const std::string& floor) {
  KeySet in, out;
  std::string low = floor;
  bool open = true, first = true;  // without `=`, `<` and `>`, everything but `out` is in
  for (const Constraint& one : all) {
    const std::string& key = one.version.key;
    const Comparator comparator = one.comparator;
    if (comparator == Comparator::unequal) {
      out.push_back({key, next_key(key)});
      continue;
    }
    if (comparator == Comparator::equal) in.push_back({key, next_key(key)});
    if (one.closes()) in.push_back({low, comparator == Comparator::below ? key : next_key(key)});
    if (one.opens()) low = comparator == Comparator::at_least ? key : next_key(key);
    if (comparator != Comparator::equal || first) open = one.opens();
    first = false;
  }
  if (open) in.push_back({low, {}});
  return intersection(united(std::move(in)), complement(united(std::move(out)), floor));
}

}  // namespace

OrWhy<RangeParts> read_vers(const VersionScheme& scheme, std::string_view text) {
  text.remove_prefix(std::string_view("vers:").size());
  for (const char c : text)
    if (c <= 0x20 || c == 0x7f) return Why("blanks and control characters must be percent-encoded");
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return Why("`/` must follow the kind of versions");
  const std::string_view type = text.substr(0, slash);
  const std::string_view constraints = text.substr(slash + 1);
  const std::string floor = floor_key(scheme);
  if (type == "none" && constraints == "*") return RangeParts{};
  if (type != "all" && !names(type, scheme))
    return Why(fmt::format("{} does not name {} versions", quoted(type), scheme.name));
  if (constraints == "*") return RangeParts{{{floor, {}}}, {}};
  if (type == "all") return Why("`all` takes only `*`");
  const auto all = read_constraints(scheme, constraints);
  if (!all) return Why(all.error());
  if (const char* why = misplaced(*all)) return Why(why);
  return RangeParts{set_of(*all, floor), {}};
}

}  // namespace bestby
