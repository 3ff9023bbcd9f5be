// The importer dlc-tags on any bytes.
#include "import_fuzz.h"

BESTBY_FUZZ_IMPORTER("dlc-tags")
