#include "observe/registry/registry_settings.h"

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {

Result<RegistryMirror> read_mirror(std::string_view text) {
  const auto equals = text.find('=');
  const auto at = equals == text.npos ? std::nullopt : read_web_address(text.substr(equals + 1));
  if (!at || equals == 0)
    return fail(ErrorCode::usage, fmt::format("`{}` is no mirror", text), {},
                "write HOST=URL: docker.io=https://mirror.example/hub");
  RegistryMirror out{lower(text.substr(0, equals)), *at};
  if (!out.at.path.ends_with('/')) out.at.path += '/';
  return out;
}

}  // namespace bestby
