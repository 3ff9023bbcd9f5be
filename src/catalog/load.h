// Reads a catalogue folder (docs/facts.md) into a World.
//
//     auto store = load_catalog(files);            // every file of `catalog/`, already read
//     if (!store) for (const Error& e : store.error()) print(e);
//
// A policy file may define documents under `sources`; those are read here too, so that facts and
// policies cite the same ones. The rest of a policy file is for policy/load_policies.h.
//
// All files are read before anything is refused, so that one run shows up to twenty mistakes.
// Deterministic: the order of the files does not matter.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "catalog/world_builder.h"

namespace bestby {

struct CatalogFile {
  std::string path;  // as shown in errors
  std::string text;
};

tl::expected<WorldStore, std::vector<Error>> load_catalog(std::vector<CatalogFile> files,
                                                          std::span<const CatalogFile> policy_files = {});

}  // namespace bestby
