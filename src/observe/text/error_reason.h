// Why a file was not read, as `Unread` says it: the error's message with its place.
//
//     out.skip(path, reason_of(error));     // "line 3, column 7: is not valid TOML: ..."
#pragma once

#include <string>

#include "base/result.h"

namespace bestby {

inline std::string reason_of(const Error& error) {
  if (error.span.line == 0) return error.message;
  return "line " + std::to_string(error.span.line) + ", column " + std::to_string(error.span.column) + ": " +
         error.message;
}

}  // namespace bestby
