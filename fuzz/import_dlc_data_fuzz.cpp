// The importer dlc-data on any bytes.
#include "import_fuzz.h"

BESTBY_FUZZ_IMPORTER("dlc-data")
