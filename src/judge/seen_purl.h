// What was seen as a package URL.
//
//     seen_purl(SeenPackage{"pypi", "torch", "1.12.1"})            // "pkg:pypi/torch@1.12.1"
//     seen_purl(SeenImage{"registry.example/team/app:1.2"})
//         // "pkg:docker/team/app@1.2?repository_url=registry.example"
//
// Empty for what no package URL can say. Linear.
#pragma once

#include <string>

#include "observe/observation.h"

namespace bestby {

std::string seen_purl(const Seen& seen);

}  // namespace bestby
