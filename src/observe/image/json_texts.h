// Single texts out of the begin of a JSON object, which may be cut: what stands behind them is not read.
//
//     json_text_at(R"({"cuda": {"version": "11.8"}, ...)", "cuda.version")   // 11.8
//
// Nothing where it does not stand there, or is no text. Escapes stay as written. Linear, without recursion;
// objects deeper than the names asked for are passed over.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bestby {

std::optional<std::string_view> json_text_at(std::string_view json, std::string_view names);

}  // namespace bestby
