// The importer aws-doc on any bytes.
#include "import_fuzz.h"

BESTBY_FUZZ_IMPORTER("aws-doc")
