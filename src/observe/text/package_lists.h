// Lists of packages that tools print, told apart by how they begin.
//
//     `pip list`, `conda list` (also --export, --explicit), `apt list --installed`, `dpkg -l`,
//     `yum list installed`, `rpm -qa`
//
// A list without a heading (`rpm -qa`, names to install: `name=version` or `name`) is one where each line is
// of its form. Packages of Debian's or of Red Hat's kind have no distribution in their names, as the lists
// do not say it; versions are as they stand there, epoch and release included. Each list is one stack.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

// By its heading alone.
bool is_package_list(std::string_view text);
void read_package_list(const TextFile& file, const TextContext& context, Observed& out);
// Packages that `apt-get install` is given: packages.txt, apt.txt.
void read_apt_names(const TextFile& file, const TextContext& context, Observed& out);
// .python-version, runtime.txt
void read_python_version(const TextFile& file, const TextContext& context, Observed& out);

}  // namespace bestby
