// Properties that every scheme has, on versions put together at random.
#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;

// What may stand around the numbers, per scheme; an `N` is a number.
struct Shape {
  std::string_view scheme;
  int least_numbers, most_numbers;
  Texts before, after;
};
void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.scheme; }
const std::vector<Shape> shapes = {
    {"pep440",
     1,
     4,
     {"", "v", "N!"},
     {"", "", "aN", "bN", "rcN", ".postN", ".devN", "aN.postN.devN", "+N", "+x.N", "+N.x", "-N"}},
    {"semver", 3, 3, {""}, {"", "", "-N", "-x", "-x.N", "-N.x", "-x-", "-x.N.y", "+N"}},
    {"debian", 1, 4, {"", "N:"}, {"", "-N", "~rcN", "+N", "a", "-N~N", "+dfsg-N.N", "."}},
    {"rpm", 1, 4, {"", "N:"}, {"", "-N", "~rcN", "^gitN", "-N.el9", "a", "~", "^"}},
    {"dotted", 1, 4, {"", "v"}, {"", "", "rN", "-rcN", "a", "w", "-eks-N", " beta N"}},
    {"cuda", 1, 4, {"", "cuda"}, {""}},
    {"driver-branch", 1, 3, {"", "r", "R"}, {"", "-linux", "-windows", "-N"}},
    {"neuron-sdk", 2, 3, {"", "v"}, {"", ".beta", "rcN"}},
    {"neuron-extension", 5, 7, {""}, {"", "bN", "+x", "+N.x"}},
    {"neuron-standalone", 1, 4, {""}, {"", "aN", "-N", "_xN-N", "-dkms", "+xN"}},
    {"image-build", 1, 3, {"", "v"}, {""}},
    {"image-tag", 0, 3, {"", "v", "b"}, {"", "-gpu-pyN", "-cpu", "x", "-cuN"}},
    {"ubuntu", 2, 3, {"", "ubuntu"}, {"", " LTS"}},
    {"endoflife", 1, 3, {"", "r"}, {"", "-linux", "-N"}},
    {"opaque", 0, 2, {"", "x"}, {"", "y", "-N"}},
};

std::string some_number() {
  return *rc::gen::element<std::string>("0", "1", "2", "3", "9", "10", "11", "100", "20260817");
}

std::string filled(const std::string& pattern) {
  std::string text;
  for (const char c : pattern) c == 'N' ? text += some_number() : text += c;
  return text;
}

std::string some_numbers(int least, int most) {
  std::string text;
  const int count = *rc::gen::inRange(least, most + 1);
  for (int i = 0; i < count; ++i) text += (i > 0 ? "." : "") + some_number();
  return text;
}

Version some_version(const Shape& shape) {
  const std::string text = filled(*rc::gen::elementOf(shape.before)) +
                           some_numbers(shape.least_numbers, shape.most_numbers) +
                           filled(*rc::gen::elementOf(shape.after));
  const auto parsed = parse_version(scheme(shape.scheme), text);
  RC_PRE(static_cast<bool>(parsed));
  return *parsed;
}

// A range that holds exactly one version and what the scheme calls equal.
VersionRange range_of(const Shape& shape, const std::string& text) {
  const auto range = VersionRange::parse(scheme(shape.scheme), text);
  RC_PRE(static_cast<bool>(range));
  return *range;
}

TEST(VersionShapes, ThereIsAShapeForEveryScheme) {
  for (const VersionScheme& s : version_schemes())
    EXPECT_TRUE(std::any_of(shapes.begin(), shapes.end(), [&](const Shape& shape) {
      return shape.scheme == s.name;
    })) << s.name;
}

class VersionProperty : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Schemes, VersionProperty, testing::ValuesIn(shapes), [](const auto& shape) {
  std::string name(shape.param.scheme);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

// A property of every scheme, checked on a hundred cases each.
#define PROPERTY(name)                                               \
  void check_##name(const Shape& shape);                             \
  TEST_P(VersionProperty, name) {                                    \
    EXPECT_TRUE(rc::check(#name, [] { check_##name(GetParam()); })); \
  }                                                                  \
  void check_##name(const Shape& shape)

PROPERTY(ParsingIsDeterministicAndKeepsTheText) {
  const Version a = some_version(shape);
  const Version again = *parse_version(scheme(shape.scheme), "  " + a.text + "\t");
  RC_ASSERT(a.key == again.key);
  RC_ASSERT(a.text == again.text);
  RC_ASSERT(a.numbers == again.numbers);
  RC_ASSERT(a.prerelease == again.prerelease);
}

// Keys are byte strings, whose order is total; what remains to be seen is that specifiers see the
// same order, all three ways.
PROPERTY(SpecifiersAgreeWithTheOrder) {
  const Version a = some_version(shape), b = some_version(shape);
  RC_PRE(a.text.find_first_of("+_ ") == std::string::npos);  // local parts have no order operators
  RC_PRE(shape.scheme != "neuron-standalone" || a.text.find('-') == std::string::npos);
  const bool at_least = range_of(shape, ">=" + a.text).contains(b);
  const bool at_most = range_of(shape, "<=" + a.text).contains(b);
  const bool equal = range_of(shape, "==" + a.text).contains(b);
  RC_ASSERT(at_least == (a.key <= b.key));
  RC_ASSERT(at_most == (b.key <= a.key || equal));
  RC_ASSERT(at_least || at_most);
  RC_ASSERT(equal == (at_least && at_most));
  if (range_of(shape, ">" + a.text).contains(b)) RC_ASSERT(a.key < b.key);
  if (range_of(shape, "<" + a.text).contains(b)) RC_ASSERT(b.key < a.key);
  RC_ASSERT(range_of(shape, "!=" + a.text).contains(b) == !equal);
}

PROPERTY(OrderIsTransitiveAcrossBumps) {
  const VersionScheme& s = scheme(shape.scheme);
  const Version a = some_version(shape), b = some_version(shape), c = some_version(shape);
  RC_ASSERT(bump_between(s, a, a) == Bump::none);
  RC_ASSERT(bump_between(s, a, b) == bump_between(s, b, a));
  RC_ASSERT((bump_between(s, a, b) == Bump::none) == (a.key == b.key));
  // The largest difference of a to c is no larger than the largest on the way over b.
  RC_ASSERT(bump_between(s, a, c) <= std::max(bump_between(s, a, b), bump_between(s, b, c)));
}

PROPERTY(AWildcardIsAPrefixOfTheNumbers) {
  if (shape.scheme == "opaque") return;  // it has no numbers
  const Version b = some_version(shape);
  RC_PRE(b.text.find_first_of(":!") == std::string::npos);  // wildcards without an epoch
  // rpm takes any separator for a dot, and a letter prefix hides a natural name's numbers.
  RC_PRE(shape.scheme != "rpm" || b.text.find('-') == std::string::npos);
  // To dpkg an empty number is 0: 11. is 11.0.
  RC_PRE(shape.scheme != "debian" || !b.text.substr(0, b.text.rfind('-')).ends_with('.'));
  const Texts padding = {"debian", "rpm", "semver", "image-tag", "endoflife"};
  const bool padded = std::find(padding.begin(), padding.end(), shape.scheme) == padding.end();

  const std::string prefix = some_numbers(1, 3);
  const auto wanted = version("endoflife", prefix).numbers;
  auto numbers = b.numbers;
  if (padded) numbers.resize(std::max(numbers.size(), wanted.size()));
  const bool begins =
      numbers.size() >= wanted.size() && std::equal(wanted.begin(), wanted.end(), numbers.begin());
  for (const char* wildcard : {".*", ".x", "*"})
    RC_ASSERT(range_of(shape, prefix + wildcard).contains(b) == begins);
}

PROPERTY(RangesAreConjunctions) {
  const Version a = some_version(shape), b = some_version(shape), v = some_version(shape);
  const Texts signs = {">=", "<=", "==", "!=", "<", ">"};
  const std::string one = *rc::gen::elementOf(signs) + a.text;
  const std::string two = *rc::gen::elementOf(signs) + b.text;
  const VersionRange first = range_of(shape, one), second = range_of(shape, two);
  const VersionRange both = range_of(shape, one + "," + two);
  RC_ASSERT(both.contains(v) == (first.contains(v) && second.contains(v)));
  for (const Version& any : {a, b, v}) RC_ASSERT(!(both.empty() && both.contains(any)));
}

PROPERTY(VersIsAUnionOfItsIntervals) {
  std::vector<Version> bounds = {some_version(shape), some_version(shape), some_version(shape)};
  std::sort(bounds.begin(), bounds.end(), [](auto& a, auto& b) { return a.key < b.key; });
  RC_PRE(bounds[0].key < bounds[1].key && bounds[1].key < bounds[2].key);
  for (const Version& bound : bounds)
    RC_PRE(bound.text.find_first_of("! ") == std::string::npos);  // they would need encoding
  const VersionRange range = range_of(shape, "vers:" + std::string(shape.scheme) + "/<" + bounds[0].text +
                                                 "|>=" + bounds[1].text + "|!=" + bounds[2].text);
  const Version v = some_version(shape);
  RC_ASSERT(range.contains(v) ==
            (v.key < bounds[0].key || (v.key >= bounds[1].key && v.key != bounds[2].key)));
}

}  // namespace
}  // namespace bestby
