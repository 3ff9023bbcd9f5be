// What a bill of materials says of one component, whatever its format, as observations.
//
//     SbomStack stack(out);
//     stack.see({.name = "torch", .version = "1.12.1", .purl = "pkg:pypi/torch@1.12.1"}, place);
//
// By its package URL; without a good one by its CPE, where the table knows it; then by its kind (a container
// is an image, an operating system a part), and in the end by name and version alone, as `generic` or what
// the table says of its kind. What is no software (files, data) is passed over.
//
// The address of a container is its name where that says more than a name (`ghcr.io/a/b:1`), else what its
// package URL says (`repository_url`, `tag`). What a package's URL says of its distribution
// (`distro=debian-12`) is reported as a part, once for each.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "observe/observation.h"

namespace bestby {

struct SbomComponent {
  std::string kind;  // "library", "container", "operating-system"; "python" and the like of other formats
  std::string group, name, version, purl, cpe;
  std::string platform, digest;  // of an image
};

// All components of a file.
class SbomStack {
 public:
  explicit SbomStack(Observed& out) : out_(out), stack_(out.new_stack()) {}
  void see(const SbomComponent& component, Place where);
  std::uint32_t number() const { return stack_; }

 private:
  Observed& out_;
  std::uint32_t stack_;
  std::set<std::string, std::less<>> distributions_;
};

}  // namespace bestby
