#include "find/constraint.h"

#include <algorithm>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::string_view marks = "<>=!~@ ";

std::string_view version_in(std::string_view specifier) {
  const auto at = specifier.find_first_not_of(marks);
  return at == std::string_view::npos ? std::string_view() : specifier.substr(at);
}

bool pins_cycle(std::string_view specifier) {
  return specifier.starts_with('@') || (specifier.starts_with('=') && !specifier.starts_with("=="));
}

// Whether a version begins with the numbers of another.
bool begins(const Version& version, const Version& with) {
  return version.numbers.size() >= with.numbers.size() &&
         std::equal(with.numbers.begin(), with.numbers.end(), version.numbers.begin());
}

}  // namespace

bool same_target(const Constraint& a, const Constraint& b) {
  if (a.want.index() != b.want.index()) return false;
  if (const auto* p = std::get_if<OfProduct>(&a.want))
    return p->product == std::get<OfProduct>(b.want).product;
  if (std::holds_alternative<PatchedThrough>(a.want)) return true;
  return a.want == b.want;
}

Result<VersionRange> read_specifier(const VersionScheme& scheme, const std::string& specifier) {
  if (!pins_cycle(specifier)) return VersionRange::parse(scheme, specifier);
  const std::string version(version_in(specifier));
  const bool wild = version.ends_with(".*") || version.ends_with(".x");
  auto cycle = VersionRange::parse(scheme, "=" + version + (wild ? "" : ".*"));
  if (cycle || wild) return cycle;
  auto release = VersionRange::parse(scheme, "==" + version);
  return release ? std::move(release) : std::move(cycle);
}

VersionTest::VersionTest(const World& world, const OfProduct& want)
    : world_(world), scheme_(find_version_scheme(world.text(world.product(want.product).scheme))) {
  if (scheme_ == nullptr) return;
  for (const std::string& specifier : want.specifiers) {
    if (auto range = read_specifier(*scheme_, specifier)) ranges_.push_back(std::move(*range));
    if (auto bound = parse_cycle(*scheme_, version_in(specifier))) bounds_.push_back(std::move(*bound));
    if (named_.empty()) named_ = version_in(specifier);
  }
}

bool VersionTest::in_all(const Version& version) const {
  return std::all_of(ranges_.begin(), ranges_.end(),
                     [&](const VersionRange& r) { return r.contains(version); });
}

Truth VersionTest::holds(NodeId node) const {
  const auto [at, fresh] = tested_.try_emplace(node, Truth::unknown);
  if (fresh) at->second = test(node);
  return at->second;
}

Truth VersionTest::test(NodeId node) const {
  if (ranges_.empty()) return Truth::yes;
  if (world_.is_product(node) || scheme_ == nullptr) return Truth::unknown;
  if (world_.is_release(node)) {
    const auto version = parse_version(*scheme_, world_.name(node));
    if (!version) return Truth::unknown;
    return in_all(*version) ? Truth::yes : Truth::no;
  }
  // Of a cycle: whether its first version is in the range, and whether the range cuts through it.
  const auto first = parse_cycle(*scheme_, world_.name(node));
  if (!first) return Truth::unknown;
  const bool in = in_all(*first);
  const bool cut = std::any_of(bounds_.begin(), bounds_.end(), [&](const Version& b) {
    return b.numbers.size() > first->numbers.size() && begins(b, *first);
  });
  if (cut) return Truth::unknown;
  return in ? Truth::yes : Truth::no;
}

}  // namespace bestby
