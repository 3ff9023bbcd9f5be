#include "cli/manual.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.h"
#include "cli/command_table.h"

namespace bestby::cli {
namespace {

TEST(Manual, IsWhatIsPublished) {
  const std::string path = BESTBY_ROOT "/docs/bestby.1";
  const std::string page = manual_page();
  const char* accept = std::getenv("BESTBY_ACCEPT");
  if (accept != nullptr && std::string(accept) == "1") { ASSERT_TRUE(write_file(path, page)); }
  const auto text = read_file(path);
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(*text, page) << "BESTBY_ACCEPT=1 writes it anew";
}

TEST(CommandTable, HoldsTogether) {
  for (std::size_t i = 0; i < option_table().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(option_table()[i].id), i);
    EXPECT_TRUE(option_table()[i].name.starts_with("--"));
  }
  for (const CommandRow& c : command_table()) {
    EXPECT_EQ(find_command(c.name), &c);
    EXPECT_FALSE(c.says.empty() || c.about.empty()) << c.name;
    for (const Example& e : c.examples) EXPECT_TRUE(e.typed.starts_with("bestby ")) << e.typed;
  }
}

// The shells themselves say whether the scripts are theirs.
TEST(Completion, ShellsReadIt) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const auto script = completion(shell);
    ASSERT_TRUE(script);
    for (const CommandRow& c : command_table()) EXPECT_NE(script->find(c.name), std::string::npos) << c.name;
  }
  const std::string path = testing::TempDir() + "bestby-completion.bash";
  ASSERT_TRUE(write_file(path, *completion("bash")));
  const std::string check = "bash -c 'source " + path +
                            "; COMP_WORDS=(bestby calendar --format \"\"); COMP_CWORD=3; _bestby; test "
                            "\"${COMPREPLY[*]}\" = \"text json ics\"'";
  EXPECT_EQ(std::system(check.c_str()), 0);
}

}  // namespace
}  // namespace bestby::cli
