// The importer sagemaker-uris on any bytes.
#include "import_fuzz.h"

BESTBY_FUZZ_IMPORTER("sagemaker-uris")
