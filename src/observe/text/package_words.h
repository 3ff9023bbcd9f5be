// One package as the arguments of package managers name it.
//
//     package_word(PackageSyntax::deb, "libcudnn8=8.9.7.29-1+cuda12.2");   // deb,
//     libcudnn8, 8.9.7.29-1+cuda12.2 package_word(PackageSyntax::conda, "nvidia::cuda-nvcc>=12");         //
//     conda, cuda-nvcc, specifier >=12
//
// Nothing for what names no package: a file, an address, a pattern.
#pragma once

#include <optional>
#include <string_view>

#include "observe/observation.h"

namespace bestby {

enum class PackageSyntax : std::uint8_t { pip, conda, deb, rpm, apk };

std::optional<SeenPackage> package_word(PackageSyntax syntax, std::string_view word);

}  // namespace bestby
