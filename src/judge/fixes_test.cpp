#include "judge/fixes.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "base/files.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

class FixesTest : public testing::Test {
 protected:
  FixesTest() : root_(testing::TempDir() + "fixes_" + std::to_string(getpid())) {
    fs::remove_all(root_);
    fs::create_directories(root_ + "/app");
  }
  ~FixesTest() override { fs::remove_all(root_); }

  void file(const std::string& name, const std::string& text) {
    ASSERT_TRUE(write_file(root_ + "/" + name, text));
  }
  std::string text(const std::string& name) { return read_file(root_ + "/" + name).value(); }

  // A place that says `said`, the n-th time it stands in the file.
  void place(const std::string& name, const std::string& said, const std::string& from, const std::string& to,
             const std::string& set_aside = {}) {
    const std::string all = text(name);
    const auto at = all.find(said);
    ASSERT_NE(at, std::string::npos);
    FindingPlace out;
    out.where = {.path = name, .line = 1, .column = 1, .begin = at, .end = at + said.size()};
    out.written = said;
    out.from = from;
    out.to = to;
    out.set_aside = set_aside;
    CheckFinding finding;
    finding.severity = Finding::ended;
    finding.instead = {{.text = to, .smallest = true}};
    finding.places = {out};
    answer_.findings.push_back(finding);
  }

  FixPlan plan() {
    const Target target{TargetKind::tree, root_, root_};
    answer_.targets = {root_};
    return plan_fixes(answer_, std::span(&target, 1));
  }

  std::string only_refusal() {
    const FixPlan made = plan();
    EXPECT_TRUE(made.files.empty());
    return made.refused.size() == 1 ? made.refused[0].why : fmt::format("{} refusals", made.refused.size());
  }

  std::string root_;
  CheckAnswer answer_;
};

TEST_F(FixesTest, PutTheSmallestStepWhereTheOldTextIs) {
  file("a.txt", "# \xC3\xA4 torch==1.12.1\nx\ntorch==1.12.1 ; python_version > '3'\n");
  place("a.txt", "torch==1.12.1", "1.12.1", "2.10.0");
  const FixPlan made = plan();
  ASSERT_EQ(made.files.size(), 1U);
  EXPECT_TRUE(made.refused.empty());
  EXPECT_EQ(made.files[0].after, "# \xC3\xA4 torch==2.10.0\nx\ntorch==1.12.1 ; python_version > '3'\n");
  const FixEdit& edit = made.files[0].edits.at(0);
  EXPECT_EQ(std::tuple(edit.begin, edit.end, edit.line, edit.column, edit.length),
            std::tuple(12U, 18U, 1U, 12U, 6U));
  ASSERT_TRUE(apply_fixes(made));
  EXPECT_EQ(text("a.txt"), made.files[0].after);
}

TEST_F(FixesTest, RefuseWhatIsNotSafe) {
  struct Row {
    const char *name, *all, *said, *from, *why;
  };
  const Row rows[] = {
      {"a.txt", "x==1.1 1.1\n", "x==1.1 1.1", "1.1", "`1.1` stands there more than once"},
      {"a.txt", "x==2.0\n", "x==2.0", "1.1", "`1.1` does not stand there"},
      {"a.txt", "x==1.12\n", "x==1.12", "1.1", "`1.1` is a part of something longer"},
      {"a.txt", "x==1.1+cu1\n", "x==1.1", "1.1", "`1.1` is a part of something longer"},
      {"a.txt", "x==21.1\n", "x==21.1", "1.1", "`1.1` is a part of something longer"},
      {"a.txt", "x==1.1 \\\n  --hash=sha256:0\n", "x==1.1", "1.1",
       "its line pins hashes, which are those of the old one"},
      {"a.txt", "x==1.1 \\\r\n  --hash=sha256:0\r\n", "x==1.1", "1.1",
       "its line pins hashes, which are those of the old one"},
      {"poetry.lock", "x==1.1\n", "x==1.1", "1.1",
       "the file is written by a tool: change what it is made from, and run the tool"},
  };
  for (const Row& row : rows) {
    answer_ = {};
    file(row.name, row.all);
    place(row.name, row.said, row.from, "9");
    EXPECT_EQ(only_refusal(), row.why) << row.all;
  }
}

TEST_F(FixesTest, RefuseWhatIsSetAsideOrToldInWordsOnly) {
  file("a.txt", "x==1.1\n");
  place("a.txt", "x==1.1", "1.1", "9", "in the baseline");
  EXPECT_EQ(only_refusal(), "is set aside");
  answer_ = {};
  place("a.txt", "x==1.1", "", "y==9");
  EXPECT_EQ(only_refusal(), "what to write is not one change of what stands there: y==9");
}

TEST_F(FixesTest, RefuseEditsThatOverlapAndTakeThoseThatAgreeOnce) {
  file("a.txt", "x==1.1\n");
  place("a.txt", "x==1.1", "1.1", "9");
  place("a.txt", "x==1.1", "1.1", "9");
  EXPECT_EQ(plan().files.at(0).after, "x==9\n");
  place("a.txt", "x==1.1", "x==1.1", "y==9");
  const FixPlan made = plan();
  EXPECT_TRUE(made.files.empty());
  ASSERT_EQ(made.refused.size(), 3U);
  EXPECT_EQ(made.refused[0].why, "another change of the same text says otherwise");
}

TEST_F(FixesTest, StayInsideOfTheTarget) {
  const std::string outside = root_ + "_outside";
  fs::create_directories(outside);
  ASSERT_TRUE(write_file(outside + "/a.txt", "x==1.1\n"));
  fs::create_symlink(outside + "/a.txt", root_ + "/link.txt");
  fs::create_symlink(outside, root_ + "/folder");
  place("link.txt", "x==1.1", "1.1", "9");
  EXPECT_EQ(only_refusal(), "is not a file of the target");
  answer_ = {};
  place("folder/a.txt", "x==1.1", "1.1", "9");
  EXPECT_EQ(only_refusal(), "is not a file of the target");
  answer_.findings[0].places[0].where.path = "../" + fs::path(outside).filename().string() + "/a.txt";
  EXPECT_EQ(only_refusal(), "is not a file of the target");
  fs::remove_all(outside);
}

TEST_F(FixesTest, DoNotWriteOverWhatChangedMeanwhile) {
  file("a.txt", "x==1.1\n");
  place("a.txt", "x==1.1", "1.1", "9");
  const FixPlan made = plan();
  file("a.txt", "x==1.1\ny\n");
  const auto done = apply_fixes(made);
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().message.ends_with("has changed since it was read; it is not rewritten"));
  EXPECT_EQ(text("a.txt"), "x==1.1\ny\n");
}

TEST_F(FixesTest, DiffIsTakenByGitAndByPatch) {
  std::string many;
  for (int i = 0; i < 40; ++i) many += fmt::format("line {}\n", i);
  many.replace(many.find("line 3\n"), 6, "x==1.1");
  many.replace(many.find("line 6\n"), 6, "y==1.1");
  many.replace(many.find("line 39\n"), 7, "z==1.1");
  many.pop_back();  // no line feed at the end
  file("app/a b.txt", many);
  file("b.txt", "x==1.1\r\nq\r\n");
  place("app/a b.txt", "x==1.1", "1.1", "9");
  place("app/a b.txt", "y==1.1", "1.1", "9");
  place("app/a b.txt", "z==1.1", "1.1", "9");
  place("b.txt", "x==1.1", "1.1", "9");
  FixPlan made = plan();
  ASSERT_EQ(made.files.size(), 2U) << (made.refused.empty() ? "" : made.refused[0].why);
  for (FixFile& f : made.files) f.shown = f.path.substr(root_.size() + 1);
  ASSERT_TRUE(write_file(root_ + "/fix.diff", fix_diff(made)));
  const std::string in = "cd '" + root_ + "' && ";
  EXPECT_EQ(std::system((in + "git init -q . && git apply --check fix.diff").c_str()), 0);
  EXPECT_EQ(std::system((in + "patch -p1 --binary -s <fix.diff").c_str()), 0);
  for (const FixFile& f : made.files) EXPECT_EQ(read_file(f.path).value(), f.after);
}

}  // namespace
}  // namespace bestby
