#include "cli/manual.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "base/files.h"
#include "cli/command_table.h"
#include "find/subject.h"
#include "observe/target.h"
#include "observe/text_readers.h"
#include "report/check_report.h"
#include "report/check_severities.h"

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

// docs/commands.md says more of each form that help and errors name.
TEST(Manual, SubjectsStandInTheDocs) {
  const auto text = read_file(BESTBY_ROOT "/docs/commands.md");
  ASSERT_TRUE(text) << text.error().message;
  const auto from = text->find("## Subjects"), to = text->find("\n## ", from + 1);
  ASSERT_NE(to, std::string::npos);
  const std::string section = text->substr(from, to - from);
  for (const SubjectForm& form : subject_forms())
    EXPECT_NE(section.find(fmt::format("`{}`", form.written)), std::string::npos) << form.written;
}

// It also says with which commands each option is there.
TEST(Manual, OptionsStandInTheDocs) {
  const auto text = read_file(BESTBY_ROOT "/docs/commands.md");
  ASSERT_TRUE(text) << text.error().message;
  for (const Opt id : {Opt::on, Opt::known, Opt::catalog, Opt::color, Opt::fail_on}) {
    std::string with;
    for (const CommandRow& c : command_table())
      if (std::find(c.options.begin(), c.options.end(), id) != c.options.end())
        with += fmt::format("{}{}", with.empty() ? "" : ", ", c.name);
    const auto row = text->find(fmt::format("| `{} ", option(id).name));
    ASSERT_NE(row, std::string::npos) << option(id).name;
    EXPECT_NE(text->substr(row, text->find('\n', row) - row).find(fmt::format(" | {} | ", with)),
              std::string::npos)
        << option(id).name << ": " << with;
  }
}

// docs/check.md has the tables that the program goes by, row for row.
TEST(Manual, CheckPageHasTheTables) {
  const auto text = read_file(BESTBY_ROOT "/docs/check.md");
  ASSERT_TRUE(text) << text.error().message;
  const auto has = [&](const std::string& row) { EXPECT_NE(text->find(row), std::string::npos) << row; };
  for (const TargetForm& form : target_forms())
    has(fmt::format("\n| `{}` | {} |\n", form.prefix, form.means));
  for (const TextReader& r : text_readers()) has(fmt::format("\n| `{}` | {} |\n", r.id, r.says));
  for (const CheckFormat& f : check_formats()) has(fmt::format("\n| `{}` | {} |\n", f.name, f.says));
  for (const SeverityRow& s : severity_table())
    has(fmt::format("\n| `{}` | {} | {} | {} | {} |\n", finding_names[static_cast<std::size_t>(s.finding)],
                    s.says, s.sarif, s.github, s.gitlab));
  for (const LimitRow& limit : limit_table()) {
    const auto row = text->find(fmt::format("\n| `{}` | ", limit.name));
    ASSERT_NE(row, std::string::npos) << limit.name;
    EXPECT_NE(text->substr(row + 1, text->find('\n', row + 1) - row).find(limit.says), std::string::npos);
  }
}

TEST(Manual, CheckTakesTheFormatsOfItsTable) {
  std::string names;
  for (const CheckFormat& f : check_formats()) names += fmt::format("{}{}", names.empty() ? "" : "|", f.name);
  EXPECT_EQ(find_command("check")->formats, names);
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

}  // namespace
}  // namespace bestby::cli
