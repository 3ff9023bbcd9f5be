// The release tag of a build, word for word, and the repositories that the build went to.
//
//     auto tag = dlc::parse_build_tag("v1.5-pt-ec2-1.12.1-tr-py38");
//     tag->build                                  // "v1.5"
//     for (const dlc::Build& build : *dlc::builds_of(*tag))
//       build.repository                          // "pytorch-training"
//
// Errors (`input`) name the word that is not understood. Linear in the tag's length.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace bestby::exchange::dlc {

struct BuildTag {
  std::string build;                                          // v1.5
  std::vector<std::pair<std::string, std::string>> software;  // word, version or nothing
  std::string accelerator, job, platform, arch, variant;      // the tag's words, or empty
  std::string python, cuda, sdk;                              // versions, or empty
};
Result<BuildTag> parse_build_tag(std::string_view tag);

// What is said of the build in one repository.
struct Build {
  std::string repository;
  std::vector<std::pair<std::string, std::string>> facts;  // predicate, value
};
Result<std::vector<Build>> builds_of(const BuildTag& tag);

}  // namespace bestby::exchange::dlc
