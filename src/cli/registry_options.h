// What the options say of registries: --deep, --platform, --mirror, --plain-http, --ca.
#pragma once

#include "cli/session.h"
#include "observe/registry/registry_settings.h"

namespace bestby::cli {

// With the user's files of credentials. Errors: `usage`.
Result<RegistrySettings> registry_settings(const Session& session);

}  // namespace bestby::cli
