// Base64 (RFC 4648, 4), as passwords are written with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bestby {

std::string base64(std::string_view bytes);
// Nothing for what is none; the filling at the end may be missing.
std::optional<std::string> base64_text(std::string_view text);

}  // namespace bestby
