#include "observe/text/sbom.h"

#include <gtest/gtest.h>

#include "observe/text/text_testing.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

Lines seen(std::string_view path, std::string_view text) { return seen_lines(read_as(path, text), text); }

TEST(Sbom, ReadsNestedComponentsAndContainers) {
  const std::string text =
      R"({"components":[{"type":"container","name":"ghcr.io/a/b:1.2","version":"sha256:ab","components":[)"
      R"({"type":"library","name":"pytorch","cpe":"cpe:2.3:a:pytorch:pytorch:1.12.1:*:*:*:*:*:*:*"},)"
      R"({"type":"file","name":"/etc/passwd"}]},{"type":"container","name":"c","purl":)"
      R"("pkg:oci/c@sha256%3Acd?repository_url=reg.io/x/c&tag=7"}],"bomFormat":"CycloneDX"})";
  EXPECT_EQ(seen("x.json", text),
            (Lines{"1:123+7 `pytorch` pypi torch 1.12.1 #0",
                   "1:44+15 `ghcr.io/a/b:1.2` image ghcr.io/a/b:1.2 digest sha256:ab #0",
                   "1:266+53 `pkg:oci/c@sha256%3Acd?repository_url=reg.io/x/c&tag=7` image reg.io/x/c:7 "
                   "digest sha256:cd #0"}));
}

TEST(Sbom, ReadsSpdx3) {
  const std::string text =
      R"({"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"Person","name":"A"},
{"type":"software_Package","name":"torch","software_packageVersion":"1.12.1","software_packageUrl":"pkg:pypi/torch@1.12.1"},
{"type":"software_Package","name":"cuda","externalIdentifier":[{"externalIdentifierType":"cpe23","identifier":"cpe:2.3:a:nvidia:cuda_toolkit:11.3:*"}]}]})";
  EXPECT_EQ(seen("x.spdx.json", text),
            (Lines{"2:101+21 `pkg:pypi/torch@1.12.1` pypi torch 1.12.1 #0",
                   "3:36+4 `cuda` part cuda 11.3 (cpe:2.3:a:nvidia:cuda_toolkit:11.3:*) #0"}));
}

TEST(Sbom, PassesOverOtherJson) {
  for (const char* text : {"", "{}", "[1]", "\"x\"", R"({"packages":[{"name":"x"}]})",
                           R"({"artifacts":[{"name":"x"}]})", R"({"a":"\"bomFormat\""})"})
    EXPECT_TRUE(seen("bom.json", text).empty() || std::string_view(text).empty()) << text;
}

TEST(Sbom, SaysWhereAFileEnds) {
  const std::string text = R"({"bomFormat":"CycloneDX","components":[{"name":"a","purl":"pkg:npm/a@1"},{"na)";
  EXPECT_EQ(seen("x.json", text),
            (Lines{"1:60+11 `pkg:npm/a@1` npm a 1 #0",
                   "unread x.json: line 1, column 78: is not valid JSON: it ends within a string"}));
  const std::string xml =
      "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components><component><name>a</name>";
  EXPECT_EQ(seen("x.xml", xml),
            (Lines{"1:79+1 `a` generic a #0",
                   "unread x.xml: line 1, column 86: is not valid XML: Start-end tags mismatch"}));
}

TEST(Sbom, EndsAtItsDepth) {
  std::string json = R"({"bomFormat":"CycloneDX",)",
              xml = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\">";
  for (int i = 0; i < 100'000; ++i) {
    json += R"("components":[{)";
    xml += "<components><component>";
  }
  EXPECT_EQ(read_as("x.json", json).unread.size(), 1U);
  EXPECT_FALSE(read_as("x.xml", xml).unread.empty());
  EXPECT_TRUE(read_as("x.json", R"({"bomFormat":1,"x":)" + std::string(1'000'000, '[')).seen.empty());
}

}  // namespace
}  // namespace bestby
