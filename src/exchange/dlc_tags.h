// Imports the dated builds of AWS Deep Learning Containers from the project's release tags, one
// JSON object a line: `{"tag": "v1.5-pt-ec2-1.12.1-tr-py38", "date": "2022-10-20"}`. Other keys are
// left alone: all that is said of a build is read from its tag. See import.h for the contract and
// docs/importers.md for the reading.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

Result<Imported> import_dlc_tags(const ImportOptions& options);

}  // namespace bestby::exchange
