#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include <gtest/gtest.h>

#include "base/text.h"
#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;
using Numbers = std::vector<std::uint64_t>;

TEST(NeuronSdk, Reads) {
  expect_ascending("neuron-sdk", {"v1.9", "1.10.0", "2.9.1", "v2.20.0", "2.21.0.beta", "2.21.0", "2.21.1"});
  expect_equal("neuron-sdk", {"2.20.0", "v2.20", "2.20"});
  EXPECT_TRUE(version("neuron-sdk", "2.21.0.beta").prerelease);
  expect_refused("neuron-sdk", {"2", "2.1.0.0", "2.1+a", "2.1.post1", "1!2.1", "latest"});
}

TEST(NeuronExtension, Reads) {
  expect_ascending("neuron-extension", {"0.24.0.1.1.0", "0.24.0.1.1.0+e8242a9", "1.5.1.1.0.258.0",
                                        "1.5.1.1.0.1978.0", "1.13.1.1.9.0", "1.13.1.1.10.0", "2.0.0.2.0.0b0",
                                        "2.0.0.2.0.0", "2.0.0.2.0.1b0", "2.9.0.2.13", "2.9.0.2.13.26312"});
  expect_equal("neuron-extension", {"2.1.2.2", "2.1.2.2.0.0"});
  EXPECT_EQ(version("neuron-extension", "2.1.2.2.3.0+cxx11").numbers, (Numbers{2, 1, 2, 2, 3, 0}));
  expect_refused("neuron-extension",
                 {"1.2.3.4.5.6.7.8", "", "1.3.0.1.0.90.0_1.0.918.0", "1.5.1.1.4.x.x", "2.1.2.2.3.0-1"});
}

TEST(NeuronStandalone, Reads) {
  expect_ascending("neuron-standalone",
                   {"0.5.58", "1.0.839.0-6001300654", "2.0.0.4226a0", "2.0.0.4226a0+8bf37708b", "2.1.0.7",
                    "2.1.0.7-64eaede08", "2.1.0.8", "2.2.45.0", "2.2.45.0-1", "2.2.45.0-2", "2.15.9.0-dkms",
                    "2.19.7.0_530fb3064-1", "2.19.7.1"});
  EXPECT_FALSE(version("neuron-standalone", "2.2.45.0-1").prerelease);
  expect_refused("neuron-standalone", {"14.09.x", "na", "2.1-", "2.1_", "2.1-a..b", "2.1.post1",
                                       "2.11.0.34%2Bc5231f848", "1.2.3.4.5.6"});
}

// What each kind of the published strings is read with; nothing: it is no version at all.
struct Kind {
  std::string_view scheme;
  bool range = false;
};
const std::map<std::string_view, Kind> kinds = {
    {"sdk", {"neuron-sdk"}},
    {"sdk-short", {"neuron-sdk"}},
    {"sdk-v", {"neuron-sdk"}},
    {"sdk-beta", {"neuron-sdk"}},
    {"extension", {"neuron-extension"}},
    {"extension+local", {"neuron-extension"}},
    {"extension-prerelease", {"neuron-extension"}},
    {"extension+local-prerelease", {"neuron-extension"}},
    {"extension-short", {"neuron-standalone"}},
    {"conda-composite", {"neuron-extension"}},
    {"standalone", {"neuron-standalone"}},
    {"deb-hash-suffix", {"neuron-standalone"}},
    {"rpm-release", {"rpm"}},
    {"rpm-hash-release", {"rpm"}},
    {"url-encoded-local", {"neuron-standalone"}},
    {"component-heading", {"pep440"}},
    {"prerelease", {"pep440"}},
    {"local-version", {"pep440"}},
    {"third-party", {"pep440"}},
    {"third-party+local", {"pep440"}},
    {"docker-tag", {"image-tag"}},
    {"placeholder", {"pep440"}},
    {"range", {"pep440", true}},
    {"pip-wildcard", {"pep440", true}},
    {"apt-pin-star", {"neuron-standalone", true}},
};

std::optional<Error> refusal(const Kind& kind, std::string_view text) {
  if (kind.range) {
    const auto range = VersionRange::parse(scheme(kind.scheme), text);
    if (!range) return range.error();
    EXPECT_FALSE(range->empty()) << text;
    return std::nullopt;
  }
  const auto parsed = parse_version(scheme(kind.scheme), text);
  return parsed ? std::nullopt : std::optional(parsed.error());
}

TEST(Neuron, ReadsThePublishedStringsOrSaysWhyNot) {
  const char* shared = std::getenv("BESTBY_SHARED");
  const auto root =
      shared ? std::filesystem::path(shared) : std::filesystem::path(BESTBY_ROOT) / ".." / "shared";
  std::ifstream file(root / "sources/neuron/version-strings.txt");
  if (!file) GTEST_SKIP() << "the published strings are not beside this checkout";

  std::map<std::string_view, int> read;
  std::map<std::string, std::string> refused;
  int lines = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    ++lines;
    const auto columns = split(line, '\t');
    for (const std::string_view name : split(columns[1], ',')) {
      const auto kind = kinds.find(name);
      ASSERT_NE(kind, kinds.end()) << name;
      const auto error = refusal(kind->second, columns[0]);
      if (!error) ++read[kind->first];
      if (error) refused.emplace(std::string(name) + " " + std::string(columns[0]), error->message);
    }
  }
  for (const auto& [name, count] : read) std::printf("%6d %.*s\n", count, int(name.size()), name.data());
  for (const auto& [name, why] : refused) std::printf("       %s: %s\n", name.c_str(), why.c_str());

  EXPECT_EQ(lines, 1699);
  const std::map<std::string_view, int> expected = {{"apt-pin-star", 6},
                                                    {"component-heading", 573},
                                                    {"deb-hash-suffix", 6},
                                                    {"docker-tag", 7},
                                                    {"extension", 412},
                                                    {"extension+local", 1},
                                                    {"extension+local-prerelease", 1},
                                                    {"extension-prerelease", 4},
                                                    {"extension-short", 10},
                                                    {"local-version", 40},
                                                    {"pip-wildcard", 26},
                                                    {"prerelease", 9},
                                                    {"range", 261},
                                                    {"rpm-hash-release", 1},
                                                    {"rpm-release", 2},
                                                    {"sdk", 89},
                                                    {"sdk-beta", 1},
                                                    {"sdk-short", 26},
                                                    {"sdk-v", 60},
                                                    {"standalone", 500},
                                                    {"third-party", 23},
                                                    {"third-party+local", 11}};
  EXPECT_EQ(read, expected);
  // Old conda packages' two versions in one, and five that are no versions.
  EXPECT_EQ(refused.size(), 29U);
  EXPECT_TRUE(refused.contains("component-heading 1.0.X.0"));
  EXPECT_TRUE(refused.contains("component-heading 1.5.1.1.4.x.x"));
  EXPECT_TRUE(refused.contains("standalone 14.09.x"));
  EXPECT_TRUE(refused.contains("placeholder na"));
  EXPECT_TRUE(refused.contains("url-encoded-local 2.11.0.34%2Bc5231f848"));
}

}  // namespace
}  // namespace bestby
