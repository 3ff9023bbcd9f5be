// What no golden case can type: answers that cannot be written, links that lead nowhere, and a shell
// that completes.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace bestby {
namespace {

namespace fs = std::filesystem;

// What a shell prints, standard error included, and the exit status.
struct Ran {
  std::string text;
  int status;
};

Ran shell(const std::string& script) {
  const std::string command = "exec bash -c '" + script + "' 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  Ran out;
  char part[4096];
  while (const std::size_t n = std::fread(part, 1, sizeof part, pipe)) out.text.append(part, n);
  out.status = WEXITSTATUS(pclose(pipe));
  return out;
}

constexpr const char* answers[] = {"list",
                                   "show python",
                                   "calendar",
                                   "timeline python",
                                   "help --man",
                                   "status python --format json",
                                   "version",
                                   "completion bash",
                                   "--help",
                                   "why python@3.8",
                                   "list --format names"};

TEST(Streams, AnAnswerThatCannotBeWrittenIsAnError) {
  for (const std::string words : answers) {
    const Ran full = shell("BESTBY_TODAY=2026-09-01 " BESTBY_EXECUTABLE " " + words + " >/dev/full");
    EXPECT_EQ(full.text, "error: the answer cannot be written: no space left on device\n") << words;
    EXPECT_EQ(full.status, 3) << words;
    const Ran closed = shell("BESTBY_TODAY=2026-09-01 " BESTBY_EXECUTABLE " " + words + " >&-");
    EXPECT_EQ(closed.text, "error: the answer cannot be written: bad file descriptor\n") << words;
    EXPECT_EQ(closed.status, 3) << words;
  }
}

// A file that is opened must not take the closed stream's place.
TEST(Streams, AClosedStreamIsNotAFile) {
  const fs::path file = fs::temp_directory_path() / ("bestby-streams-" + std::to_string(getpid()));
  const Ran ran = shell(BESTBY_EXECUTABLE " compile " BESTBY_ROOT "/tests/golden/example -o " +
                        file.string() + " >&- 2>&-");
  EXPECT_EQ(ran.status, 3);
  const Ran again = shell(
      "BESTBY_TODAY=2025-01-01 " BESTBY_EXECUTABLE " list kinds --format names --catalog " + file.string());
  EXPECT_EQ(again.status, 0) << again.text;
  fs::remove(file);
}

TEST(Streams, ALinkThatLeadsNowhereIsNotSkipped) {
  const fs::path folder = fs::temp_directory_path() / ("bestby-links-" + std::to_string(getpid()));
  fs::remove_all(folder);
  fs::copy(BESTBY_ROOT "/tests/golden/example", folder, fs::copy_options::recursive);
  fs::create_symlink("nowhere", folder / "catalog/dead.yml");
  const Ran ran = shell(BESTBY_EXECUTABLE " compile " + folder.string());
  EXPECT_EQ(ran.text,
            "error: `" + folder.string() + "/catalog/dead.yml` cannot be read: no such file or directory\n");
  EXPECT_EQ(ran.status, 3);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace bestby
