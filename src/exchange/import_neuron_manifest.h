// The release manifest of AWS Neuron, any version of it: n2-manifest.json, which lists the packages of
// each SDK release. What the extracted facts know already is not said again; the rest goes to
// `aws/neuron/manifest/`, one file a package, with the manifest's own date as the edition.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange::neuron {

bool is_manifest(std::string_view path);

// `known`: the files of the extracted facts, as they will be. Adds to `out` its files and report.
Result<void> import_manifest(const ImportOptions& options, const std::vector<CatalogFile>& known,
                             Imported& out);

}  // namespace bestby::exchange::neuron
