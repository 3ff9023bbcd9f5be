// What a Python project says that it needs, and what its lock files hold.
//
//     read_pyproject     pyproject.toml (PEP 621, PEP 735, Poetry, uv, PDM, Hatch), Pipfile
//     read_python_lock   poetry.lock, uv.lock, pdm.lock, pylock.toml (PEP 751)
//     read_pipfile_lock  Pipfile.lock
//     read_setup_cfg     setup.cfg
//
// All of a file is one stack, groups and extras too. The place of a locked package is its version. What a
// project says of Python is reported as `python_seen` does. Indexes are `SeenChannel`s. The project itself is
// not reported.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

void read_pyproject(const TextFile& file, const TextContext& context, Observed& out);
void read_python_lock(const TextFile& file, const TextContext& context, Observed& out);
void read_setup_cfg(const TextFile& file, const TextContext& context, Observed& out);
void read_pipfile_lock(const TextFile& file, const TextContext& context, Observed& out);

// Python by what is said of it: a part where that is a version (`==3.11.*`, `3.11`), else a package with a
// specifier (`>=3.8`), by the name that it has in package URLs: `pkg:generic/python`.
Seen python_seen(std::string_view key, std::string_view specifier);

}  // namespace bestby
