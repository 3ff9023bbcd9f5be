// The importer facts on any bytes.
#include "import_fuzz.h"

BESTBY_FUZZ_IMPORTER("facts")
