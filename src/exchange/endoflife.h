// Imports products of endoflife.date, as its project keeps them: a YAML file a product, bare or as
// front matter between `---` lines above prose. See import.h for the contract and docs/importers.md
// for how its words map to ours.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

Result<Imported> import_endoflife(const ImportOptions& options);

}  // namespace bestby::exchange
