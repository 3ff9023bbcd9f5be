#include "observe/text/python_lexer.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

namespace bestby {
namespace {

using Words = std::vector<std::string>;

// Tokens as written; `;` for the end of a statement's line, literals of text in brackets.
Words tokens(std::string_view text) {
  Words out;
  PythonLexer lexer(text);
  for (PythonToken t; lexer.next(t);) {
    const std::string written(text.substr(t.begin, t.end - t.begin));
    if (t.kind == PythonToken::Kind::line_end)
      out.emplace_back(";");
    else if (t.kind == PythonToken::Kind::string && t.literal)
      out.push_back(
          "<" + python_text(text.substr(t.begin + t.open, t.end - t.begin - t.open - t.close), t.raw) + ">");
    else
      out.push_back(written);
  }
  return out;
}

TEST(PythonLexer, KnowsStringsOfEveryKind) {
  EXPECT_EQ(tokens(R"(a 'b' "c" r'\d' u'e' f'{x}' b'y' Rb"z" rF'''q''' '\'' "\x41\u00e9\n" '')"),
            (Words{"a", "<b>", "<c>", "<\\d>", "<e>", "f'{x}'", "b'y'", "Rb\"z\"", "rF'''q'''", "<'>",
                   "<Aé\n>", "<>"}));
  EXPECT_EQ(tokens("'''a\n'b''' \"\"\"c\"\"\" x"), (Words{"<a\n'b>", "<c>", "x"}));
  EXPECT_EQ(tokens("'open\nx 'a\\\nb' \"\"\"never"), (Words{"'open", ";", "x", "<ab>", "\"\"\"never"}));
}

TEST(PythonLexer, KnowsWhereStatementsEnd) {
  EXPECT_EQ(tokens("a # b\nf(1,\n 2.5e3) \\\n + c\r\nd"),
            (Words{"a", ";", "f", "(", "1", ",", "2.5e3", ")", "+", "c", ";", "d"}));
  EXPECT_EQ(tokens("x==y!=z:=w**=v->u@="),
            (Words{"x", "==", "y", "!=", "z", ":=", "w", "**=", "v", "-", ">", "u", "@="}));
  EXPECT_EQ(tokens("été = 1)\n)\n"), (Words{"été", "=", "1", ")", ";", ")", ";"}));
}

TEST(PythonLexer, WalksAnyBytes) {
  rc::check("tokens go forward and stay inside", [](const std::vector<char>& bytes) {
    const std::string text(bytes.begin(), bytes.end());
    PythonLexer lexer(text);
    std::size_t at = 0;
    for (PythonToken t; lexer.next(t);) {
      RC_ASSERT(t.begin >= at && t.end > t.begin && t.end <= text.size());
      if (t.kind == PythonToken::Kind::string) RC_ASSERT(t.open + t.close <= t.end - t.begin);
      at = t.end;
    }
  });
}

}  // namespace
}  // namespace bestby
