// Imports the Markdown list of images that AWS Deep Learning Containers published from 2020 to 2026:
// each revision is an edition. Of images it brings the first and the last list that shows them, and
// what their rows say; of regions the registries, domains and what is available there. See import.h
// for the contract, dlc_list.h for the pages and docs/importers.md for the reading.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

Result<Imported> import_dlc_images(const ImportOptions& options);

// The day in a file's name: `2022-01-24.md`.
std::optional<Date> dlc_images_day(const InputFile& file);

}  // namespace bestby::exchange
