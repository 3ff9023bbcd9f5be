// Runs every tests/golden/**/*.case; golden_case.h says how one is written. With BESTBY_ACCEPT=1
// the cases are rewritten to what the commands print, to be reviewed in the diff.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "base/files.h"
#include "golden_case.h"

namespace bestby::golden {
namespace {

const std::string folder = BESTBY_ROOT "/tests/golden";

std::vector<std::string> cases() {
  return list_tree(folder, {.suffix = ".case"}).value_or(std::vector<std::string>{});
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(0, info.param.size() - 5);
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

class Golden : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Golden);

TEST_P(Golden, Case) {
  const std::string path = folder + '/' + GetParam();
  const std::string expected = read_file(path).value();
  const std::string actual = run(parse(expected), BESTBY_EXECUTABLE, BESTBY_ROOT);
  const char* accept = std::getenv("BESTBY_ACCEPT");
  if (accept && std::string(accept) == "1" && actual != expected) {
    ASSERT_TRUE(write_file(path, actual));
    GTEST_SKIP() << "rewrote " << path;
  }
  EXPECT_EQ(expected, actual) << "in " << path << "; BESTBY_ACCEPT=1 accepts what is printed now";
}

INSTANTIATE_TEST_SUITE_P(Commands, Golden, testing::ValuesIn(cases()), test_name);

TEST(GoldenCase, SplitsWordsAsAShellWould) {
  const Command command = parse_command(R"(A=1 bestby find 'py torch' "a\"b" c\ d x=y '' < in.txt)");
  EXPECT_EQ(command.environment, std::vector<std::string>{"A=1"});
  EXPECT_EQ(command.words,
            (std::vector<std::string>{"bestby", "find", "py torch", "a\"b", "c d", "x=y", ""}));
  EXPECT_EQ(command.input, "in.txt");
  EXPECT_ANY_THROW(parse_command("bestby 'open"));
  EXPECT_ANY_THROW(parse_command("A=1"));
  EXPECT_ANY_THROW(parse_command("bestby <"));
}

TEST(GoldenCase, RendersEveryOutcomeDifferently) {
  const Block block{"# why\n", "bestby x"};
  EXPECT_EQ(render(block, {"", "", 0}), "# why\n$ bestby x\n");
  EXPECT_EQ(render(block, {"a\n", "b\n", 2}), "# why\n$ bestby x\na\nstderr:\nb\nexit: 2\n");
  EXPECT_EQ(render(block, {"a", "", 0}), "# why\n$ bestby x\na\n\\no line feed\n");
  EXPECT_EQ(render(block, {"a\n\n", "", 0}), "# why\n$ bestby x\na\n\n");
  EXPECT_EQ(render(block, {"$ a\nexit: 1\nstderr:\n\\\n", "", 0}),
            "# why\n$ bestby x\n\\$ a\n\\exit: 1\n\\stderr:\n\\\\\n");
}

TEST(GoldenCase, RunsWithFilesInputAndEnvironment) {
  const std::string text =
      "file: in/a.txt\n| one\n|\n|  two\n\n"
      "# shows it\n$ cat in/a.txt\none\n\n two\n\n"
      "$ cat none\nstderr:\nno file `none`\nexit: 1\n";
  EXPECT_EQ(run(parse(text), BESTBY_EXECUTABLE, BESTBY_ROOT), text);
  EXPECT_EQ(run(parse("$ V=7 bestby -c 'cat; echo $V; echo e >&2; exit 3' < tests/golden_case.h"), "/bin/sh",
                BESTBY_ROOT),
            "$ V=7 bestby -c 'cat; echo $V; echo e >&2; exit 3' < tests/golden_case.h\n" +
                read_file(BESTBY_ROOT "/tests/golden_case.h").value() + "7\nstderr:\ne\nexit: 3\n");
  EXPECT_ANY_THROW(parse("nothing to run\n"));
  EXPECT_ANY_THROW(parse("file: ../x\n"));
  EXPECT_ANY_THROW(run(parse("$ rm x\n"), BESTBY_EXECUTABLE, BESTBY_ROOT));
}

}  // namespace
}  // namespace bestby::golden
