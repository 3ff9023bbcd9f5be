// Imports what is known of AWS Neuron: facts extracted from its documentation, as lines of JSON.
//
// | file | a line is |
// |---|---|
// | release_dates.jsonl | an SDK release, its day, and the days that other sources give |
// | releases.jsonl | a package version in an SDK release |
// | announcements.jsonl | one announcement, classified |
// | dlami.jsonl | a machine image in the guide of an SDK release |
// | os_matrix.jsonl | an operating system on which a driver or runtime is supported |
// | deps.jsonl | a range of another package that a package of an SDK release works with |
//
// The result is one file a product in `aws/neuron/imported/`, beside heads that people write.
// What has no package of its own (an API, an example, a tool) is a release of a product that stands
// for its kind. See import.h for the contract.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

bool reads_neuron(std::string_view path);
Result<Imported> import_neuron(const ImportOptions& options);

}  // namespace bestby::exchange
