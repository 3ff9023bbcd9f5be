// Reads policy files (docs/policies.md) against a World's vocabulary.
//
//     auto policies = load_policies(policy_files, world);
//     if (!policies) for (const Error& e : policies.error()) print(e);
//
// Shows up to twenty mistakes of one run. Deterministic: files are taken in the order of their paths.
//
// `beside`: policies that have been read already, whose phases and publishers the files may name. The
// result holds them first.
#pragma once

#include <vector>

#include "catalog/load.h"
#include "policy/evaluator.h"
#include "policy/policy_store.h"

namespace bestby {

tl::expected<PolicyStore, std::vector<Error>> load_policies(std::vector<CatalogFile> files,
                                                            const World& world, PolicyStore beside = {});

// A fault of evaluating them (Evaluator::faults), with the place of the clause that leads to it.
Error fault_error(const PolicyStore& policies, const Fault& fault);

}  // namespace bestby
