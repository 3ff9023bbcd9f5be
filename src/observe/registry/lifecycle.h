// Until when an image lives, as its publisher says beside it: an artifact that refers to the image, of the
// type application/vnd.microsoft.artifact.lifecycle, with the end as an annotation (RFC 3339).
//
//     auto all = read_lifecycles(client, ref, digest);
//     if (all && !all->empty()) use(newest(*all).ends);     // "2026-10-15T23:59:59Z"
//
// Referrers are asked for by the API, and where a registry has none read from the tag that stands for it
// (`sha256-<hex>`), as the distribution specification 1.1 says. At most `most_lifecycles` are looked at.
// Errors: `input`. Requests: one or two, and one for each artifact whose index row lacks the annotation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "observe/registry/lifecycle_day.h"
#include "observe/registry/registry_store.h"

namespace bestby {

inline constexpr std::string_view lifecycle_type = "application/vnd.microsoft.artifact.lifecycle";
inline constexpr std::string_view lifecycle_end_key = "vnd.microsoft.artifact.lifecycle.end-of-life.date";
inline constexpr std::string_view created_key = "org.opencontainers.image.created";
inline constexpr std::size_t most_lifecycles = 32;

struct Lifecycle {
  std::string ends, created;  // as written
  std::string artifact;       // its digest
  bool operator==(const Lifecycle&) const = default;
};

Result<std::vector<Lifecycle>> read_lifecycles(RegistryClient& client, const RegistryReference& ref,
                                               const std::string& digest);
// The one that was made last; of equal ones and of those that do not say when, the later in the list.
const Lifecycle& newest(const std::vector<Lifecycle>& lifecycles);

// The rows of an index that say when something ends. Errors: `input`, for what is no index.
Result<std::vector<Descriptor>> lifecycle_rows(const std::string& name, const std::string& index);

}  // namespace bestby
