// The tokens of Python source, as far as it takes to find calls, imports and literals.
//
//     PythonLexer lexer("x = f('a')  # b");
//     for (PythonToken t; lexer.next(t);) use(t.kind, text.substr(t.begin, t.end - t.begin));
//     // name x, sign =, name f, sign (, string 'a', sign ), line_end
//
// Known: strings of every kind (prefixes, three quotes, escapes; an `f` or `b` string is no literal text),
// comments, line ends that end a statement (none within brackets or behind a backslash). Signs are one
// character each but for `==`, `:=`, `+=` and the like, which are one token. Indentation says nothing.
// Whatever the bytes are, each is walked once; a string that is not closed ends with its line, or with the
// text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bestby {

struct PythonToken {
  enum class Kind : std::uint8_t { name, number, string, sign, line_end };
  std::uint32_t begin = 0, end = 0;
  Kind kind = Kind::line_end;
  bool literal = false;    // a string that stands for itself
  bool raw = false;        // a string whose backslashes are its own
  std::uint8_t open = 0;   // of a string: bytes before its text, prefix and quotes
  std::uint8_t close = 0;  // and behind it
};

class PythonLexer {
 public:
  // At most 4 GiB; what stands behind is not read.
  explicit PythonLexer(std::string_view text) : text_(text.substr(0, 0xFFFFFFFF)) {}
  bool next(PythonToken& token);

 private:
  bool blanks();
  void string(PythonToken& token, std::size_t quote_at);
  void sign(PythonToken& token);

  std::string_view text_;
  std::size_t at_ = 0, depth_ = 0;
};

// What the text between a literal's quotes stands for.
std::string python_text(std::string_view inside, bool raw);

}  // namespace bestby
