// What the options say of registries (--deep, --platform, --mirror, --plain-http, --ca), and of limits
// (--limit).
#pragma once

#include "cli/session.h"
#include "observe/read_limits.h"
#include "observe/registry/registry_settings.h"

namespace bestby::cli {

// With the user's files of credentials. Errors: `usage`.
Result<RegistrySettings> registry_settings(const Session& session);
// Errors: `usage`.
Result<ReadLimits> read_limits(const Session& session);

}  // namespace bestby::cli
