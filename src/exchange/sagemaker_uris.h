// Imports the image configurations of the SageMaker Python SDK: one JSON file a framework or
// algorithm, from which the SDK builds image addresses. Every address that it can build becomes an
// image of the catalogue, and the accounts of the regions become addresses of the product. See
// import.h for the contract, sagemaker_config.h for the files and docs/importers.md for the reading.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

Result<Imported> import_sagemaker_uris(const ImportOptions& options);

}  // namespace bestby::exchange
