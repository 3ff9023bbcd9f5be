// Makes all texts of what was observed UTF-8, as observation.h promises: names in archives and files of
// foreign systems are any bytes. Bytes that are none become what
// `utf8_text` (observe/text/json_pull.h) makes of them.
#pragma once

#include "observe/observation.h"

namespace bestby {

void make_utf8(Observed& observed);

}  // namespace bestby
