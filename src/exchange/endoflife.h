// Imports products of endoflife.date: as its project keeps them, a YAML file a product, bare or as front
// matter between `---` lines above prose; and as its API gives them, versions 0 and 1, in JSON. See
// import.h for the contract and docs/importers.md for how its words map to ours.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

Result<Imported> import_endoflife(const ImportOptions& options);

// The day on which an answer of the API, version 1, was made.
std::optional<Date> endoflife_day(const InputFile& file);

}  // namespace bestby::exchange
