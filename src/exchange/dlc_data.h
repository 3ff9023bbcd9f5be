// Imports the images of AWS Deep Learning Containers from the project's own data: `data/**.yml`
// (one image a file), `legacy/*.yml` (framework versions past their images) and `global.yml`
// (display names). See import.h for the contract and docs/importers.md for the reading.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

Result<Imported> import_dlc_data(const ImportOptions& options);

}  // namespace bestby::exchange
