#include "report/error_text.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

std::string text(Span span) {
  return error_text({ErrorCode::catalog, "it is wrong", std::move(span), {}, {}}, false);
}

TEST(ErrorText, SaysWhatWhereAndWhatToDo) {
  const Error error{ErrorCode::catalog,
                    "the key `on` stands twice",
                    {"a.yaml", 5, 5, 2, "    on: 2021-10-22"},
                    "keep one of them",
                    {}};
  EXPECT_EQ(error_text(error, false),
            "error: the key `on` stands twice\n"
            "  --> a.yaml:5:5\n"
            "   |     on: 2021-10-22\n"
            "   |     ^^\n"
            "help: keep one of them\n");
}

TEST(ErrorText, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(text({}), "error: it is wrong\n");
  EXPECT_EQ(text({"a.yaml", 0, 0, 1, ""}), "error: it is wrong\n  --> a.yaml\n");
  EXPECT_EQ(text({"a.yaml", 3, 0, 1, "x"}), "error: it is wrong\n  --> a.yaml:3\n   | x\n");
  EXPECT_EQ(text({"a.yaml", 3, 2, 1, ""}), "error: it is wrong\n  --> a.yaml:3:2\n");
  EXPECT_EQ(text({"", 1, 3, 2, "a >> b"}), "error: it is wrong\n   | a >> b\n   |   ^^\n");
}

TEST(ErrorText, Suggests) {
  Error error{ErrorCode::usage, "no product is called `pytroch`", {}, {}, {"pytorch"}};
  EXPECT_EQ(error_text(error, false),
            "error: no product is called `pytroch`\nhelp: did you mean `pytorch`?\n");
  error.suggestions = {"a", "b", "c"};
  error.help = "`bestby status` lists all";
  EXPECT_EQ(error_text(error, false),
            "error: no product is called `pytroch`\nhelp: did you mean `a`, `b` or `c`?\n"
            "help: `bestby status` lists all\n");
}

TEST(ErrorText, CaretsStandUnderTabsAndWideCharacters) {
  const std::string head = "error: it is wrong\n  --> f:1:3\n";
  EXPECT_EQ(text({"f", 1, 3, 2, "a\tbc d"}), head + "   | a   bc d\n   |     ^^\n");
  EXPECT_EQ(text({"f", 1, 3, 1, "\u65E5\u672C\u8A9Ex"}), head + "   | \u65E5\u672C\u8A9Ex\n   |     ^^\n");
  EXPECT_EQ(text({"f", 1, 3, 1, "e\u0301x"}), head + "   | e\u0301x\n   |  ^\n");
}

TEST(ErrorText, CaretsEndWithTheLine) {
  EXPECT_EQ(text({"f", 1, 3, 99, "abcd"}), "error: it is wrong\n  --> f:1:3\n   | abcd\n   |   ^^\n");
  EXPECT_EQ(text({"f", 1, 5, 1, "abcd"}), "error: it is wrong\n  --> f:1:5\n   | abcd\n   |     ^\n");
  EXPECT_EQ(text({"f", 1, 50, 2147483647, "abcd"}),
            "error: it is wrong\n  --> f:1:50\n   | abcd\n   |     ^\n");
  EXPECT_EQ(text({"f", 1, 1, -5, "abcd"}), "error: it is wrong\n  --> f:1:1\n   | abcd\n   | ^\n");
}

TEST(ErrorText, LongLinesAreCutAroundThePlace) {
  const std::string x(500, 'x');
  EXPECT_EQ(text({"f", 1, 501, 4, x + "here" + x}), "error: it is wrong\n  --> f:1:501\n   | …" +
                                                        std::string(33, 'x') + "here" + std::string(63, 'x') +
                                                        "…\n   | " + std::string(34, ' ') + "^^^^\n");
  EXPECT_EQ(text({"f", 1, 1, 4, "here" + x}),
            "error: it is wrong\n  --> f:1:1\n   | here" + std::string(96, 'x') + "…\n   | ^^^^\n");
  EXPECT_EQ(text({"f", 1, 501, 1, x}), "error: it is wrong\n  --> f:1:501\n   | …" + std::string(33, 'x') +
                                           "\n   | " + std::string(34, ' ') + "^\n");
}

TEST(ErrorText, NothingSteersTheTerminal) {
  const Error error{
      ErrorCode::usage, "no `\x1b[2J\n\xff`", {"a\x1b", 1, 1, 1, "\x1b[31m\u202Ex"}, {}, {"\x07"}};
  EXPECT_EQ(error_text(error, false),
            "error: no `\uFFFD[2J \uFFFD`\n  --> a\uFFFD:1:1\n   | \uFFFD[31m\uFFFDx\n   | ^\n"
            "help: did you mean `\uFFFD`?\n");
}

TEST(ErrorText, ColourChangesNothingElse) {
  const Error error{ErrorCode::usage, "m", {"f", 1, 1, 1, "x"}, "h", {"s"}};
  EXPECT_EQ(error_text(error, true),
            "\x1b[1;31merror:\x1b[0m m\n"
            "\x1b[34m  -->\x1b[0m f:1:1\n"
            "\x1b[34m   |\x1b[0m x\n"
            "\x1b[34m   |\x1b[0m \x1b[1;31m^\x1b[0m\n"
            "\x1b[1;36mhelp:\x1b[0m did you mean `s`?\n"
            "\x1b[1;36mhelp:\x1b[0m h\n");
}

}  // namespace
}  // namespace bestby
