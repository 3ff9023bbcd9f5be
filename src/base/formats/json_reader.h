// JSON, read strictly into the same tree as YAML, so that one reader of a format serves both.
//
//     auto document = read_json("releases.json", std::move(text));
//     document->root.find("releases")->items[0].find("date")->text
//
// Strings are scalars with `quoted` set; numbers, `true` and `false` are plain scalars with the
// text as written (1.10 stays 1.10); `null` is Kind::null_. Refused, each with its place: whatever
// RFC 8259 does not allow (comments, trailing commas, NaN, text behind the value), keys that stand
// twice, empty keys (unless the limits allow them), bytes that are not UTF-8, and what passes the limits.
//
// Unlike in YAML, escapes may stand for control characters, as in what others publish: print such a
// text only through `printable`. Linear in the text; meant for some megabytes.
#pragma once

#include <string>

#include "base/formats/yaml.h"

namespace bestby {

// Every error has the given code and a span with the line's text.
Result<yaml::Document> read_json(std::string file, std::string text, const yaml::Limits& limits = {},
                                 ErrorCode code = ErrorCode::input);

}  // namespace bestby
