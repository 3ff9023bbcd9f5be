// A program that keeps credentials: `docker-credential-NAME get`, the host on its standard input, an answer
// in JSON on its standard output.
//
//     auto found = ask_credential_helper("pass", "registry.example");
//     if (!found) return fail(found.error());           // it is not there, failed or took too long
//     if (found->empty()) ...                           // it knows of none
//
// Started without a shell, from PATH; the name is letters, digits and `-_.` alone, as it stands in the file
// of whoever started us. It has `helper_seconds`, and 64 KiB to answer with.
#pragma once

#include <string>
#include <string_view>

#include "observe/registry/docker_config.h"

namespace bestby {

inline constexpr int helper_seconds = 30;

Result<RegistryCredentials> ask_credential_helper(std::string_view name, std::string_view host);
// What a helper answers with. Errors: `input`.
Result<RegistryCredentials> read_helper_answer(std::string_view name, std::string text);

}  // namespace bestby
