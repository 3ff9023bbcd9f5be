// The importer dlc-images on any bytes.
#include "import_fuzz.h"

BESTBY_FUZZ_IMPORTER("dlc-images")
