#include "exchange/run_import.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "base/files.h"
#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

namespace fs = std::filesystem;

class RunImport : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              (std::string("run_import_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    ASSERT_TRUE(write_file(at("python.yml"), "releases:\n- {releaseCycle: '3.8', eol: 2024-10-07}\n"));
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string at(const std::string& name) const { return (folder_ / name).string(); }
  int run(std::vector<std::string> args) {
    out_.str("");
    err_.str("");
    return run_import(args, out_, err_);
  }
  std::vector<std::string> usual(const std::string& input) const {
    return {"endoflife", at(input), "--published", "2026-08-22", "--catalog", at("catalog")};
  }

  fs::path folder_;
  std::ostringstream out_, err_;
};

TEST_F(RunImport, WritesWhatChanges) {
  EXPECT_EQ(run(usual("python.yml")), 0);
  EXPECT_EQ(out_.str(),
            "endoflife 2026-08-22: 1 files read, 1 written, 0 kept as they were\n"
            "1 rows in 1 tables; facts: 1 added, 0 unchanged, 0 withdrawn; 0 skipped, 0 notes\n");
  EXPECT_TRUE(fs::exists(at("catalog/endoflife/python.yml")));
  EXPECT_EQ(run(usual("python.yml")), 0);
  EXPECT_EQ(out_.str().substr(0, out_.str().find('\n')),
            "endoflife 2026-08-22: 1 files read, 0 written, 1 kept as they were");
}

TEST_F(RunImport, ADryRunWritesNothing) {
  auto args = usual("python.yml");
  args.emplace_back("--dry-run");
  EXPECT_EQ(run(args), 0);
  EXPECT_EQ(out_.str().substr(0, out_.str().find('\n')),
            "endoflife 2026-08-22: 1 files read, 1 would change, 0 kept as they were");
  EXPECT_FALSE(fs::exists(at("catalog")));
}

TEST_F(RunImport, ReadInPartIsSaidByTheStatus) {
  ASSERT_TRUE(write_file(at("ruby.yml"), "releases:\n- {releaseCycle: '3.3', eol: soon, eoas: true}\n"));
  EXPECT_EQ(run(usual("ruby.yml")), 3);
  EXPECT_EQ(out_.str(),
            "endoflife 2026-08-22: 1 files read, 1 written, 0 kept as they were\n"
            "1 rows in 1 tables; facts: 1 added, 0 unchanged, 0 withdrawn; 1 skipped, 0 notes\n"
            "skipped ruby.yml:2: `eol: soon` is neither a date nor true or false\n");
}

// Places in files are texts of the catalogue.
TEST_F(RunImport, ANameThatIsNoTextIsSaid) {
  ASSERT_TRUE(write_file(at("ru\xFFy.yml"), "releases:\n- {releaseCycle: '3.3', eol: 2027-03-31}\n"));
  EXPECT_EQ(run(usual("ru\xFFy.yml")), 3);
  EXPECT_NE(out_.str().find("has a name that is no text in UTF-8\n"), std::string::npos) << out_.str();
  EXPECT_FALSE(fs::exists(at("catalog")));
}

TEST_F(RunImport, WrongUseIsSaid) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({"endofline", "x", "--published", "2026-08-22"}), 2);
  EXPECT_EQ(err_.str().substr(0, err_.str().find("help")),
            "error: there is no importer `endofline`\ndid you mean `endoflife`?\n");
  EXPECT_EQ(run({"endoflife", at("python.yml")}), 2);
  EXPECT_EQ(err_.str(),
            "error: `--published` is missing\n"
            "help: `python.yml` does not say the day on which it stood so, which dates the facts\n");
  EXPECT_EQ(run({"endoflife", at("python.yml"), "--published"}), 2);
  EXPECT_EQ(run({"endoflife", at("python.yml"), "--published", "2026-02-30"}), 2);
  EXPECT_EQ(run({"endoflife", at("python.yml"), "--new"}), 2);
  EXPECT_EQ(run(usual("absent.yml")), 3);
}

TEST_F(RunImport, AFileOfAnotherHandIsNotOverwritten) {
  fs::create_directories(at("catalog/endoflife"));
  const std::string mine = "extends: python\nfacts: {url: x}\n";
  ASSERT_TRUE(write_file(at("catalog/endoflife/python.yml"), mine));
  EXPECT_EQ(run(usual("python.yml")), 4);
  EXPECT_EQ(read_file(at("catalog/endoflife/python.yml")).value(), mine);
}

// Two lists, which say their days, in one call; then the older one once more.
TEST_F(RunImport, SeveralPathsAndEditions) {
  const auto list = [](const std::string& tag) {
    return "| Framework | Example URL |\n|---|---|\n| PyTorch | 763104351884.dkr.ecr.us-east-1.amazonaws.com/"
           "pytorch-training:" +
           tag + " |\n";
  };
  ASSERT_TRUE(write_file(at("2022-01-01.md"), list("1.9.0-cpu-py36-ubuntu18.04")));
  ASSERT_TRUE(write_file(at("2022-06-01.md"), list("1.10.0-cpu-py38-ubuntu20.04")));
  EXPECT_EQ(run({"dlc-images", at("2022-06-01.md"), at("2022-01-01.md"), "--catalog", at("catalog")}), 0)
      << err_.str();
  EXPECT_EQ(out_.str().substr(0, out_.str().find('\n')),
            "dlc-images 2022-01-01..2022-06-01 (2 editions): 2 files read, 4 written, 0 kept as they were");
  EXPECT_EQ(run({"dlc-images", at("2022-01-01.md"), "--catalog", at("catalog"), "--format", "json"}), 0);
  EXPECT_NE(out_.str().find("\"published\": \"2022-01-01\""), std::string::npos);
  EXPECT_NE(out_.str().find("\"changed_files\": 0"), std::string::npos);
  EXPECT_EQ(run({"dlc-images", at("2022-01-01.md"), "--format", "xml"}), 2);
}

// What the importer cannot know to be wrong (a name that means two products) is found before it is written.
TEST_F(RunImport, ACatalogueThatCouldNotBeReadIsNotWritten) {
  fs::create_directories(at("catalog"));
  ASSERT_TRUE(write_file(at("catalog/vocabulary.yml"),
                         "vocabulary: 1\nkinds: [tool]\npredicates:\n"
                         "  job: {value: text, says: what it is for}\n"));
  ASSERT_TRUE(write_file(at("a.jsonl"), R"({"product": "a", "kind": "tool", "publisher": "me"}
{"of": "a", "release": "1", "source": "s", "published": "2026-01-01", "colour": "red"})"));
  EXPECT_EQ(run({"facts", at("a.jsonl"), "--catalog", at("catalog")}), 3);
  EXPECT_NE(
      err_.str().find(
          "the catalogue could not be read with it, so nothing is written: `colour` is not a predicate"),
      std::string::npos)
      << err_.str();
  EXPECT_EQ(list_tree(at("catalog")).value().size(), 1U);
}

// The catalogue that is committed is what the importers write from the published sources.
TEST_F(RunImport, TheCatalogueIsWhatTheSourcesSay) {
  const std::string sources = exchange::testing::shared_sources();
  if (!fs::exists(sources + "/dlc")) GTEST_SKIP() << "the published sources are not here";
  const std::string catalog = BESTBY_ROOT "/catalog";
  const std::vector<std::vector<std::string>> imports = {
      {"dlc-data", sources + "/dlc", "--published", "2026-08-21"},
      {"dlc-tags", sources + "/dlc/release_tags.jsonl", "--published", "2026-08-21"},
      {"dlc-images", sources + "/dlc/available_images"},
      {"sagemaker-uris", sources + "/sagemaker-image-uris/config", "--published", "2026-08-21"},
      {"endoflife", sources + "/endoflife", "--published", "2026-08-22"}};
  for (std::vector<std::string> args : imports) {
    args.insert(args.end(), {"--catalog", catalog, "--dry-run"});
    EXPECT_EQ(run(args), 0) << err_.str();
    EXPECT_NE(out_.str().find(" read, 0 would change, "), std::string::npos) << out_.str();
  }
}

}  // namespace
}  // namespace bestby::exchange
