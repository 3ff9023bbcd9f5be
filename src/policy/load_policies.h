// Reads policy files (docs/policies.md) against a World's vocabulary.
//
//     auto policies = load_policies(policy_files, world);
//     if (!policies) for (const Error& e : policies.error()) print(e);
//
// Shows up to twenty mistakes of one run. Deterministic: files are taken in the order of their paths.
#pragma once

#include <vector>

#include "catalog/load.h"
#include "policy/policy_store.h"

namespace bestby {

tl::expected<PolicyStore, std::vector<Error>> load_policies(std::vector<CatalogFile> files,
                                                            const World& world);

}  // namespace bestby
