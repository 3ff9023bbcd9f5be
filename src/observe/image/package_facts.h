// The packages that a database or a package's own metadata names (see file_facts.h).
#pragma once

#include "observe/image/file_facts.h"

namespace bestby {

void read_dpkg(const Detection& detection, const FoundFile& file, FileFacts& out);
void read_apk(const Detection& detection, const FoundFile& file, FileFacts& out);
void read_rpm_sqlite(const Detection& detection, const FoundFile& file, FileFacts& out);
void read_rpm_ndb(const Detection& detection, const FoundFile& file, FileFacts& out);
void read_python_metadata(const Detection& detection, const FoundFile& file, FileFacts& out);
void read_conda_meta(const Detection& detection, const FoundFile& file, FileFacts& out);

}  // namespace bestby
