// A Python file as tokens, with what its names are bound to: for finding literals.
//
//     PythonSource source(text);
//     auto value = source.value(token);      // of the expression that begins there
//     value->text, value->is_text;           // "1.12", true; a mapping or a list is JSON
//
// A name stands for a literal where it is bound once in the file, at the begin of a statement, to one.
// Function parameters, loop variables and the like are bindings too, so that what may change is never taken
// for fixed. Texts side by side are one. A literal has at most 4 KiB. Nothing is answered for what is no
// literal (f-strings, calls, sums).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "observe/text/python_lexer.h"

namespace bestby {

struct PythonValue {
  std::string text;
  bool is_text = false;            // a string; otherwise a number, `true`, `false`, `null`, or JSON
  std::size_t begin = 0, end = 0;  // bytes: within the quotes, of one string; otherwise all of it
  std::size_t next = 0;            // the token behind it (where it is written out)
};

class PythonSource {
 public:
  static constexpr std::size_t most_tokens = 4'000'000;

  explicit PythonSource(std::string_view text);

  std::size_t size() const { return tokens_.size(); }
  const PythonToken& operator[](std::size_t token) const { return tokens_[token]; }
  std::string_view text(std::size_t token) const;  // as written; empty behind the end
  bool is(std::size_t token, std::string_view sign) const { return text(token) == sign; }
  bool is_name(std::size_t token) const {
    return has(token) && tokens_[token].kind == PythonToken::Kind::name;
  }
  bool is_string(std::size_t token) const {
    return has(token) && tokens_[token].kind == PythonToken::Kind::string;
  }
  bool begins_statement(std::size_t token) const;
  bool cut() const { return cut_; }  // there were more tokens than are read

  // The value of the expression at a token, where it ends there with `,`, a closing bracket or its line.
  std::optional<PythonValue> value(std::size_t token) const;
  // The token at which the value of a list or a mapping begins: this one, or what the name there is bound to.
  std::size_t resolved(std::size_t token) const;

 private:
  struct Bound {
    std::uint32_t times = 0;
    std::size_t token = 0;  // of its value; 0: no plain assignment
  };
  bool has(std::size_t token) const { return token < tokens_.size(); }
  void bind();
  std::optional<PythonValue> written(std::size_t token, int depth) const;
  std::optional<PythonValue> strings(std::size_t token) const;
  std::optional<PythonValue> collection(std::size_t token, int depth) const;
  bool ends_value(std::size_t token) const;

  std::string_view text_;
  std::vector<PythonToken> tokens_;
  std::unordered_map<std::string_view, Bound> bound_;
  bool cut_ = false;
};

}  // namespace bestby
