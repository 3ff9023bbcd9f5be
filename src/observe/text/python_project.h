// What a Python project says that it needs, and what its lock files hold.
//
//     read_pyproject     pyproject.toml: PEP 621, dependency groups (PEP 735), Poetry, uv, PDM, Hatch;
//     Pipfile read_python_lock   poetry.lock, uv.lock, pdm.lock, pylock.toml (PEP 751) read_pipfile_lock
//     Pipfile.lock
//
// All of a file is one stack, groups and extras too. The place of a locked package is its version. What a
// project says of Python is a `SeenPart` `python`, with a version where it is one (`==3.11.*` is 3.11) and
// with the specifier in `found`. Indexes are `SeenChannel`s. The project itself is not reported.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

void read_pyproject(const TextFile& file, const TextContext& context, Observed& out);
void read_python_lock(const TextFile& file, const TextContext& context, Observed& out);
void read_setup_cfg(const TextFile& file, const TextContext& context, Observed& out);
void read_pipfile_lock(const TextFile& file, const TextContext& context, Observed& out);

// The part `python` by what is said of it: `==3.11.*`, `3.11`, `>=3.8`.
SeenPart python_part(std::string_view key, std::string_view specifier);

}  // namespace bestby
