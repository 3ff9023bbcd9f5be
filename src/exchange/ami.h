// Imports what `aws ec2 describe-images` prints, one file a region: `us-west-2.json`. Each machine image
// of a known line becomes a release with its ID in the region, the day on which it was made and the one
// from which it is deprecated; its name says what is in it. See import.h for the contract and
// docs/importers.md for the reading.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

Result<Imported> import_ami(const ImportOptions& options);

}  // namespace bestby::exchange
