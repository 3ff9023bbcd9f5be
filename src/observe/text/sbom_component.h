// What a bill of materials says of one component, whatever its format, as observations.
//
//     see_component({.name = "torch", .version = "1.12.1", .purl = "pkg:pypi/torch@1.12.1"}, place, stack,
//     out);
//
// By its package URL; without a good one by its CPE, where the table knows it; then by its kind (a container
// is an image, an operating system a part), and in the end by name and version alone, as `generic` or what
// the table says of its kind. What is no software (files, data) is passed over.
//
// The address of a container is its name where that says more than a name (`ghcr.io/a/b:1`), else what its
// package URL says (`repository_url`, `tag`).
#pragma once

#include <string>

#include "observe/observation.h"

namespace bestby {

struct SbomComponent {
  std::string kind;  // "library", "container", "operating-system"; "python" and the like of other formats
  std::string group, name, version, purl, cpe;
  std::string platform, digest;  // of an image
};

void see_component(const SbomComponent& component, Place where, std::uint32_t stack, Observed& out);

}  // namespace bestby
