// conda's files: environments, locks, and lists of what is installed.
//
//     read_conda_environment   environment.yml: channels, dependencies, pip's list with its includes
//     read_conda_lock          conda-lock.yml: a stack for each platform
//     read_conda_explicit      `conda list --explicit` (`@EXPLICIT`)
//     read_conda_export        `conda list --export`: name=version=build
//     read_conda_list          `conda list`: columns
//
// Packages from PyPI are reported as such. Channels are `SeenChannel`s, in a list each once. What a build's
// name says (conda_spec.h) is reported beside the package.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

void read_conda_environment(const TextFile& file, const TextContext& context, Observed& out);
void read_conda_lock(const TextFile& file, const TextContext& context, Observed& out);
void read_conda_explicit(const TextFile& file, const TextContext& context, Observed& out);
void read_conda_export(const TextFile& file, const TextContext& context, Observed& out);
void read_conda_list(const TextFile& file, const TextContext& context, Observed& out);

}  // namespace bestby
