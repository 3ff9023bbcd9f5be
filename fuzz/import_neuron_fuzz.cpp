// The importer neuron on any bytes.
#include "import_fuzz.h"

BESTBY_FUZZ_IMPORTER("neuron")
