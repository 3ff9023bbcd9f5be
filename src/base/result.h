// Errors as data, and the one Result type.
//
// An `Error` says what went wrong (`code` decides the exit status), where (`span`), why (`causes`,
// outermost first) and what to do (`help`, `suggestions`). It becomes text at the edge only:
// `report/error_text.h`.
//
// Message grammar: lower case, no full stop, what the user typed in backticks, no line breaks.
//
//     Result<int> parse_port(std::string_view text) {
//       if (text.empty()) return fail(ErrorCode::usage, "the port is empty");
//       ...
//     }
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace bestby {

// What kind of thing failed. The exit status of each is in `exit_status`.
enum class ErrorCode : std::uint8_t {
  usage,    // wrong use, an unknown subject included
  input,    // an input could not be read, or was read only in part
  catalog,  // the catalogue or a policy is invalid
};

// Where in a text an error stands. Lines and columns count from 1, columns and lengths in
// characters (code points); 0 means unknown.
// `text` is the whole line that the span stands in, for the caret; empty when it is not known.
struct Span {
  std::string file;
  int line = 0;
  int column = 0;
  int length = 1;
  std::string text;
  bool operator==(const Span&) const = default;
};

struct Error {
  ErrorCode code = ErrorCode::usage;
  std::string message;
  Span span;
  std::string help;
  std::vector<std::string> suggestions;  // "did you mean", best first
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, Span span = {},
                                  std::string help = {}) {
  return fail(Error{code, std::move(message), std::move(span), std::move(help), {}});
}

// The process's exit status for an error: 2 usage, 3 input, 4 catalogue.
inline int exit_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage: return 2;
    case ErrorCode::input: return 3;
    case ErrorCode::catalog: return 4;
  }
  return 2;
}

}  // namespace bestby
