// What conda writes of a package: match specifications, addresses of archives, lines of its lists.
//
//     read_conda_spec("pytorch::pytorch=1.12.*=*cuda11.3*")
//     // package {"conda", "pytorch", "", "==1.12.*"}, channel "pytorch", build "*cuda11.3*"
//     read_conda_archive("https://conda.anaconda.org/conda-forge/linux-64/numpy-1.21.2-py39h20f2e39_0.conda")
//     // package {"conda", "numpy", "1.21.2"}, channel "https://conda.anaconda.org/conda-forge", and its
//     build
//
// Specifiers are written in PEP 440's form: conda's `=1.12` is `==1.12.*`. An exact version is one of `==`,
// or one with a build. What only conda can say (`1.12|1.13`, a pattern in the middle) is left out.
//
// Texts are views of what was given. Linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "observe/observation.h"

namespace bestby {

struct CondaSpec {
  SeenPackage package;
  std::string_view channel, build;
};
std::optional<CondaSpec> read_conda_spec(std::string_view text);
std::optional<CondaSpec> read_conda_archive(std::string_view address);

// What a build's name says of what it was built with: "py3.9_cuda11.3_cudnn8.3.2_0" says two parts.
std::vector<SeenPart> parts_of_build(std::string_view build);

}  // namespace bestby
