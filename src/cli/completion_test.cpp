// The shells themselves complete lines, as somebody types them.
#include "cli/completion.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/command_table.h"

namespace bestby::cli {
namespace {

namespace fs = std::filesystem;

// What is typed, and the line after a TAB: a folder with the one file `notes.yml` is the current one, and
// tests/golden/example the catalogue.
struct Line {
  const char *typed, *becomes;
};
constexpr Line lines[] = {
    {"bestby statu", "bestby status "},
    {"bestby list poli", "bestby list policies "},
    {"bestby status serp", "bestby status serpent "},
    {"bestby timeline serp", "bestby timeline serpent "},
    {"bestby policy sh", "bestby policy show "},
    {"bestby policy show acm", "bestby policy show acme-images "},
    {"bestby policy --color never show acm", "bestby policy --color never show acme-images "},
    {"bestby policy check no", "bestby policy check notes.yml "},
    {"bestby why --policy acm", "bestby why --policy acme-images "},
    {"bestby verify acm", "bestby verify acme-images "},
    {"bestby diff no", "bestby diff notes.yml "},
    {"bestby export jso", "bestby export jsonl "},
    {"bestby export jsonl serp", "bestby export jsonl serpent "},
    {"bestby calendar --product serp", "bestby calendar --product serpent "},
    {"bestby calendar --format ic", "bestby calendar --format ics "},
    {"bestby calendar --format=ic", "bestby calendar --format=ics "},
    {"bestby status --fail-on mis", "bestby status --fail-on mismatch "},
    {"bestby help vers", "bestby help version "},
    {"bestby import endo", "bestby import endoflife "},
    {"bestby import endoflife no", "bestby import endoflife notes.yml "},
    {"bestby completion fi", "bestby completion fish "},
    {"bestby compile no", "bestby compile notes.yml "},
    {"bestby compile -o no", "bestby compile -o notes.yml "},
    {"bestby compile --output no", "bestby compile --output notes.yml "},
    {"bestby status --catalog no", "bestby status --catalog notes.yml "},
    {"bestby help --ma", "bestby help --man "},
    // A day is nobody's file, and neither is a word that is one of several.
    {"bestby status --on no", "bestby status --on no"},
    {"bestby calendar --from no", "bestby calendar --from no"},
    {"bestby import --published no", "bestby import --published no"},
    {"bestby list no", "bestby list no"},
    {"bestby version no", "bestby version no"},
    {"bestby policy no", "bestby policy no"},
};

bool present(const char* shell) {
  return std::system(fmt::format("command -v {} > /dev/null 2>&1", shell).c_str()) == 0;
}

class Completion : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "bestby-completion-" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_ + "/bin");
    fs::create_directories(folder_ + "/here");
    fs::create_symlink(BESTBY_EXECUTABLE, folder_ + "/bin/bestby");
    write("here/notes.yml", "");
  }

  void write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(write_file(folder_ + "/" + name, text));
  }
  // Runs a script with `bestby` first in PATH, in the folder with the one file.
  int run(const std::string& words) {
    return std::system(fmt::format("cd {0}/here && PATH={0}/bin:$PATH HOME={0} XDG_CONFIG_HOME={0} "
                                   "XDG_DATA_HOME={0} LC_ALL=C.UTF-8 TERM=vt100 "
                                   "BESTBY_CATALOG={1}/tests/golden/example {2} > {0}/said 2>&1",
                                   folder_, BESTBY_ROOT, words)
                           .c_str());
  }
  std::string read(const std::string& name) {
    const auto text = read_file(folder_ + "/" + name);
    return text ? *text : text.error().message;
  }

  std::string folder_;
};

// Bash calls the function with what it has split; a blank after the only answer is bash's own.
TEST_F(Completion, Bash) {
  write("bestby", *completion("bash"));
  std::string script = "source ../bestby\n";
  for (const Line& line : lines) {
    std::string split_line(line.typed);
    if (const auto at = split_line.find('='); at != std::string::npos) split_line.replace(at, 1, " = ");
    script += fmt::format(
        "COMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); _bestby\n"
        "printf '%s\\n' \"${{COMPREPLY[*]}}\" >> ../lines\n",
        split_line);
  }
  write("drive", script);
  ASSERT_EQ(run("bash --norc ../drive"), 0) << read("said");
  const std::string text = read("lines");
  const auto got = split(text, '\n');
  ASSERT_EQ(got.size(), std::size(lines) + 1) << read("said");
  for (std::size_t i = 0; i < std::size(lines); ++i) {
    const std::string_view typed = lines[i].typed, becomes = lines[i].becomes;
    const auto from = becomes.find_last_of(" =", becomes.size() - 2) + 1;
    EXPECT_EQ(got[i], typed == becomes ? "" : trim(becomes.substr(from))) << typed;
  }
}

// A terminal is needed: zsh completes only where it edits a line. The script is a file of $fpath, and the
// first TAB of the shell is one of those that are tried.
TEST_F(Completion, Zsh) {
  if (!present("zsh")) GTEST_SKIP() << "zsh is not installed";
  write("_bestby", *completion("zsh"));
  write("setup",
        "fpath=(.. $fpath); PROMPT=; unsetopt beep; autoload -Uz compinit; compinit -u -d ../dump\n"
        "show-line() { print -r -- \"$BUFFER\" >> ../lines; BUFFER= }\n"
        "zle -N show-line; bindkey '^X^X' show-line; bindkey '^I' complete-word; : > ../ready\n");
  std::string script =
      "zmodload zsh/zpty\n"
      "zpty -b inner 'zsh -f -i'\n"
      "drain() { local text; while zpty -rt inner text; do :; done }\n"
      "wait_for() { local i; for i in {1..600}; do drain; eval $1 && return; sleep 0.05; done; exit 1 }\n"
      "zpty -w inner 'source ../setup'\nwait_for '[[ -e ../ready ]]'\n: > ../lines\n";
  std::size_t count = 0;
  for (const Line& line : lines)
    script += fmt::format("zpty -w -n inner $'{}\\t\\x18\\x18'\nwait_for '(( $(wc -l < ../lines) == {} ))'\n",
                          line.typed, ++count);
  write("drive", script);
  ASSERT_EQ(run("zsh -f ../drive"), 0) << read("lines") << read("said");
  const std::string text = read("lines");
  const auto got = split(text, '\n');
  for (std::size_t i = 0; i < std::size(lines); ++i) EXPECT_EQ(got[i], lines[i].becomes) << lines[i].typed;
}

// Sourced, it defines the same.
TEST_F(Completion, ZshSourced) {
  if (!present("zsh")) GTEST_SKIP() << "zsh is not installed";
  write("script", *completion("zsh"));
  write(
      "drive",
      "autoload -Uz compinit; compinit -u -d ../dump; source ../script; [[ $_comps[bestby] == _bestby ]]\n");
  EXPECT_EQ(run("zsh -f ../drive"), 0) << read("said");
}

TEST_F(Completion, Fish) {
  if (!present("fish")) GTEST_SKIP() << "fish is not installed";
  write("bestby.fish", *completion("fish"));
  std::string script = "source ../bestby.fish\n";
  for (const Line& line : lines)
    script += fmt::format(
        "set got (complete -C '{}' | string replace -r '\\t.*' ''); echo \"$got\" >> ../lines\n", line.typed);
  write("drive", script);
  ASSERT_EQ(run("fish --no-config ../drive"), 0) << read("said");
  const std::string text = read("lines");
  const auto got = split(text, '\n');
  ASSERT_EQ(got.size(), std::size(lines) + 1) << text;
  for (std::size_t i = 0; i < std::size(lines); ++i) {
    const std::string_view typed = lines[i].typed, becomes = lines[i].becomes;
    EXPECT_EQ(got[i],
              typed == becomes ? "" : trim(becomes.substr(becomes.find_last_of(' ', becomes.size() - 2) + 1)))
        << typed;
  }
}

TEST(CompletionScript, IsOneOfThree) {
  EXPECT_EQ(completion("zhs").error().suggestions, std::vector<std::string>{"zsh"});
  for (const char* shell : {"bash", "zsh", "fish"})
    for (const CommandRow& c : command_table())
      EXPECT_NE(completion(shell)->find(c.name), std::string::npos) << c.name;
}

}  // namespace
}  // namespace bestby::cli
