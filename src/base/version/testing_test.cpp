#include "base/version/testing.h"

#include <gtest/gtest.h>

namespace bestby::testing_versions {

const VersionScheme& scheme(std::string_view name) { return *find_version_scheme(name); }

Version version(std::string_view in, std::string_view text) {
  auto parsed = parse_version(scheme(in), text);
  EXPECT_TRUE(parsed) << in << " refuses `" << text << "`: " << parsed.error().message;
  return parsed ? *parsed : Version{};
}

bool in_range(std::string_view in, std::string_view range, std::string_view text) {
  const auto parsed = VersionRange::parse(scheme(in), range);
  EXPECT_TRUE(parsed) << parsed.error().message;
  return parsed && parsed->contains(version(in, text));
}

void expect_ascending(std::string_view in, const Texts& texts) {
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = 0; j < texts.size(); ++j)
      EXPECT_EQ(version(in, texts[i]).key < version(in, texts[j]).key, i < j)
          << in << ": " << texts[i] << " and " << texts[j];
}

void expect_equal(std::string_view in, const Texts& texts) {
  for (const auto& text : texts)
    EXPECT_EQ(version(in, text).key, version(in, texts.front()).key) << in << ": " << text;
}

void expect_refused(std::string_view in, const Texts& texts) {
  for (const auto& text : texts)
    EXPECT_FALSE(parse_version(scheme(in), text)) << in << " takes `" << text << "`";
}

}  // namespace bestby::testing_versions
