#include "exchange/facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;
using testing::file_named;
using testing::remarks;
using testing::rows_of;

Result<Imported> facts(std::string text, std::vector<CatalogFile> existing = {}) {
  return import_facts({{{"a.jsonl", std::move(text)}}, std::move(existing), Date{}});
}

constexpr const char* lines =
    R"({"source": "acme", "title": "Images", "url": "https://acme.example", "publisher": "acme"}
{"product": "acme/app", "kind": "container-image", "publisher": "acme", "repository": "app", "aliases": ["app"]}
{"of": "acme/app", "release": "1.0", "also": ["1"], "source": "acme", "published": "2026-01-01", "public": true, "library": ["a@1", {"is": "b@2", "for": {"platform": ["ec2", "sagemaker"]}}]}

{"of": "acme/app", "source": "acme", "published": "2026-01-01", "job": "training", "at": "page 2"}
)";

TEST(Facts, HeadsDocumentsAndRows) {
  const auto imported = facts(lines);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_EQ(imported->report.rows, 4U);
  EXPECT_EQ(file_named(*imported, "facts/products/acme/app.yml"),
            "# Written by the importer facts.\nproduct: acme/app\nkind: container-image\npublisher: acme\n"
            "repository: app\naliases: [app]\n");
  EXPECT_EQ(rows_of(*imported, "facts/acme/acme/app.yml"),
            "facts: {job: training, at: page 2}\n"
            "releases:\n"
            "  - {release: \"1.0\", also: [\"1\"], library: [a@1, {is: b@2, for: {platform: [ec2, "
            "sagemaker]}}], public: "
            "yes, at: a.jsonl line 3}\n");
  const auto again = facts(lines, imported->files);
  ASSERT_TRUE(again);
  EXPECT_TRUE(testing::same_files(*imported, *again));
}

TEST(Facts, EditionsMayComeInAnyOrder) {
  const auto line = [](const char* day, const char* version) {
    return std::string(R"({"of": "acme/app", "release": ")") + version +
           R"(", "source": "acme", "published": ")" + day +
           "\", \"at\": \"page 1\", \"job\": \"training\"}\n";
  };
  const auto one = facts(line("2026-01-01", "1") + line("2026-02-01", "2")).value();
  const auto two = facts(line("2026-01-01", "1"), facts(line("2026-02-01", "2")).value().files).value();
  EXPECT_TRUE(testing::same_files(one, two));
}

TEST(Facts, WhatIsNotUnderstoodIsSkippedWithItsLine) {
  const auto imported = facts(R"(["a"]
{"a": 1}
{"of": "acme/app", "release": "1", "published": "2026-01-01", "job": "x"}
{"of": "acme/app", "release": "1", "source": "s", "job": "x"}
{"of": "../app", "release": "1", "source": "s", "published": "2026-01-01", "job": "x"}
{"of": "acme/app", "release": "1", "source": "s", "published": "2026-01-01"}
{"of": "acme/app", "release": "1", "source": "s", "published": "2026-01-01", "job": {"was": "x"}, "os": "a\nb"}
{"product": "x", "kind": "tool"}
{"source": "A b"}
{"of": "acme/app", "release": "1", "source": "s", "published": "2026-01-01", "job": "x"}
)");
  ASSERT_TRUE(imported);
  EXPECT_THAT(
      remarks(imported->report.skipped),
      ElementsAre("a.jsonl:1: is no object", "a.jsonl:2: says neither `of`, `product` nor `source`",
                  "a.jsonl:3: names no `source`",
                  "a.jsonl:4: names no day: give `published`, or --published for all lines",
                  "a.jsonl:5: `../app` cannot be a product's name", "a.jsonl:6: says nothing",
                  "a.jsonl:7: `was` in `job` is not understood", "a.jsonl:7: `os` holds no value",
                  "a.jsonl:8: the product has no `publisher`", "a.jsonl:9: `A b` cannot be a source's name"));
  EXPECT_TRUE(facts("{\n")->report.damaged);
  EXPECT_FALSE(facts(""));
}

}  // namespace
}  // namespace bestby::exchange
