// Compiles a catalogue and its policies, from YAML to a snapshot.
//
//     auto compiled = compile_catalog(folder);         // reads FOLDER/catalog and FOLDER/policies
//     if (!compiled) for (const Error& e : compiled.error()) print(e);
//     write_file(path, *compiled->bytes);
//     Evaluator evaluator(compiled->snapshot.world, compiled->snapshot.policies);
//
// A folder is read in one of two shapes:
//     FOLDER/catalog/**.yml and FOLDER/policies/*.yml      when it has a folder `catalog`
//     FOLDER/**.yml         and FOLDER/policies/*.yml      otherwise
// `.yaml` is the same as `.yml`; names that begin with a dot are passed over. Without a folder
// `policies` there are no policies.
//
// Beyond what load_catalog and load_policies refuse, every policy is evaluated for every node, and
// ends that depend on themselves are refused with the cycle.
//
// Errors: `input` for files that cannot be read, `catalog` for what they say; at most twenty.
// Deterministic: the same files give the same bytes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "catalog/load.h"
#include "snapshot/snapshot.h"

namespace bestby {

struct Compiled {
  std::shared_ptr<const std::string> bytes;  // what the file holds
  Snapshot snapshot;                         // views into them
};
using CompileResult = tl::expected<Compiled, std::vector<Error>>;

CompileResult compile_catalog(const std::string& folder);
// Several folders as one: somebody's own catalogue and policies beside the published ones.
CompileResult compile_catalogs(const std::vector<std::string>& folders);

// Of files that have been read already.
CompileResult compile_files(std::vector<CatalogFile> catalog, std::vector<CatalogFile> policies);

// What `--catalog` names: a snapshot file, which is mapped and checked, or a folder, which is
// compiled.
tl::expected<Snapshot, std::vector<Error>> use_catalog(const std::string& path);

}  // namespace bestby
