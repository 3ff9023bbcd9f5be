// The sessions in README.md and docs/: fenced blocks that begin with `$ bestby`. Each is run as a golden
// case, so that no page shows what the program does not print. BESTBY_ACCEPT=1 rewrites them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/files.h"
#include "golden_case.h"

namespace bestby::golden {
namespace {

const std::string fence = "```\n";

// Every session of a page as it should be.
std::string corrected(const std::string& page, int* sessions) {
  std::string out;
  std::size_t at = 0;
  const std::string opening = fence + "$ bestby ";
  for (std::size_t found = page.find(opening); found != std::string::npos; found = page.find(opening, at)) {
    const std::size_t begin = found + fence.size(), end = page.find("\n" + fence, begin);
    if (end == std::string::npos) throw std::runtime_error("a session has no end");
    out += page.substr(at, begin - at);
    out += run(parse(page.substr(begin, end + 1 - begin)), BESTBY_EXECUTABLE, BESTBY_ROOT);
    at = end + 1;
    ++*sessions;
  }
  return out + page.substr(at);
}

TEST(Sessions, AreWhatIsPrinted) {
  std::vector<std::string> pages = {"README.md", "CONTRIBUTING.md"};
  const auto docs = list_tree(BESTBY_ROOT "/docs", {.suffix = ".md"}).value();
  for (const std::string& name : docs) pages.push_back("docs/" + name);
  int sessions = 0;
  for (const std::string& name : pages) {
    const std::string path = BESTBY_ROOT "/" + name;
    const std::string page = read_file(path).value();
    const std::string right = corrected(page, &sessions);
    const char* accept = std::getenv("BESTBY_ACCEPT");
    if (accept && std::string(accept) == "1" && right != page) {
      ASSERT_TRUE(write_file(path, right));
    } else {
      EXPECT_EQ(page, right) << "in " << name << "; BESTBY_ACCEPT=1 accepts what is printed now";
    }
  }
  EXPECT_GE(sessions, 1);
}

}  // namespace
}  // namespace bestby::golden
