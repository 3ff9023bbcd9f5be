// The integrations as their hosts run them: the Action's step by bash with the environment that GitHub
// sets, the hooks by pre-commit in repositories of their own, the template's script by sh.
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/files.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

constexpr const char* pre_commit = BESTBY_ROOT "/build/python/bin/pre-commit";

class IntegrationsTest : public testing::Test {
 protected:
  IntegrationsTest() : folder_(testing::TempDir() + "integrations_" + std::to_string(getpid()) + "/") {
    fs::remove_all(folder_);
    fs::create_directories(folder_ + "repository/app");
    fs::create_directories(folder_ + "bin");
    fs::create_symlink(BESTBY_EXECUTABLE, folder_ + "bin/bestby");
    put("repository/app/requirements.txt", "torch==1.12.1\nnumpy==2.2.6\n");
    put("repository/notes.txt", "nothing\n");
  }
  ~IntegrationsTest() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) {
    ASSERT_TRUE(write_file(folder_ + name, text));
  }
  std::string text(const std::string& name) { return read_file(folder_ + name).value_or(std::string()); }

  // In the repository, with bestby on the PATH; what it prints goes to `out`.
  int run(const std::string& words) {
    const std::string command = "cd '" + folder_ + "repository' && export BESTBY_TODAY=2026-09-01 HOME='" +
                                folder_ + "' PATH='" + folder_ + "bin':\"$PATH\" && { " + words + "; } >'" +
                                folder_ + "out' 2>&1 </dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  }

  std::string folder_;
};

TEST_F(IntegrationsTest, TheActionAnnotatesSummarisesAndWritesSarif) {
  const std::string step =
      "export GITHUB_REPOSITORY=us/app GITHUB_SHA=0123 GITHUB_OUTPUT=../output "
      "GITHUB_STEP_SUMMARY=../summary BESTBY_TARGETS='app\n\nnotes.txt'; "
      "bash " BESTBY_ROOT "/integrations/github/check.sh";
  EXPECT_EQ(run(step), 1);
  EXPECT_NE(text("out").find("::error file=app/requirements.txt,line=1,endLine=1,col=1,endColumn=14,"
                             "title=No longer patched%3A pytorch@1.12.1::"),
            std::string::npos)
      << text("out");
  EXPECT_EQ(text("output"), "sarif=bestby.sarif\nexit-code=1\n");
  EXPECT_EQ(text("summary").substr(0, 19), "### bestby: 1 ended");
  EXPECT_NE(text("summary").find("](https://github.com/us/app/blob/0123/app/requirements.txt#L1)"),
            std::string::npos);
  EXPECT_NE(text("repository/bestby.sarif").find("\"uri\": \"app/requirements.txt\""), std::string::npos);
  EXPECT_EQ(run("export BESTBY_FAIL_ON=never; " + step), 0);
}

TEST_F(IntegrationsTest, TheActionTakesNoInputForACommand) {
  EXPECT_NE(run("export BESTBY_TARGETS='$(touch ../made)\n; touch ../made\n--apply'; bash " BESTBY_ROOT
                "/integrations/github/check.sh"),
            0);
  EXPECT_FALSE(fs::exists(folder_ + "made"));
  EXPECT_EQ(run("BESTBY=none bash " BESTBY_ROOT "/integrations/github/check.sh"), 2);
  EXPECT_EQ(text("out").substr(0, 15), "::error title=b");
}

constexpr const char* script_of_template = R"(
import sys, yaml
job = yaml.safe_load(open(sys.argv[1]))['bestby']
print('set -e')
for name, value in job['variables'].items(): print(f'export {name}={value!r}')
for line in job['script']: print(line)
assert set(job['artifacts']['reports'].values()) == set(job['artifacts']['paths'])
)";

TEST_F(IntegrationsTest, TheGitlabTemplateWritesItsReportsAndFails) {
  put("script.py", script_of_template);
  ASSERT_EQ(run("/usr/bin/python3 ../script.py " BESTBY_ROOT
                "/integrations/gitlab/bestby.gitlab-ci.yml >../script.sh"),
            0);
  EXPECT_EQ(run("sh ../script.sh"), 1) << text("out");
  EXPECT_NE(text("repository/gl-code-quality-report.json").find("\"path\": \"app/requirements.txt\""),
            std::string::npos);
  EXPECT_NE(text("repository/bestby-junit.xml").find("failures=\"1\""), std::string::npos);
}

TEST_F(IntegrationsTest, PreCommitRunsTheHooks) {
  if (run(std::string(pre_commit) + " --version") != 0)
    GTEST_SKIP() << "pre-commit is not at hand: `scripts/python-packages` installs it";
  const std::string git = "git -c user.name=t -c user.email=t@example.org -c init.defaultBranch=main ";
  ASSERT_EQ(run("mkdir ../hooks && cp " BESTBY_ROOT "/.pre-commit-hooks.yaml ../hooks && cd ../hooks && " +
                git + "init -q && " + git + "add . && " + git + "commit -qm hooks && " + git + "tag v1"),
            0)
      << text("out");
  put("repository/.pre-commit-config.yaml",
      "repos:\n  - repo: ../hooks\n    rev: v1\n    hooks: [{id: bestby}, {id: bestby-all}]\n");
  ASSERT_EQ(run(git + "init -q && " + git + "add ."), 0) << text("out");
  EXPECT_EQ(run(std::string(pre_commit) + " run"), 1);
  const std::string found = text("out");
  EXPECT_NE(found.find("bestby check (changed files)"), std::string::npos) << found;
  EXPECT_NE(found.find("torch==1.12.1  pytorch@1.12.1"), std::string::npos) << found;
  EXPECT_EQ(run("bestby check . --fix --apply && " + git + "add . && " + pre_commit + " run"), 0)
      << text("out");
}

}  // namespace
}  // namespace bestby
