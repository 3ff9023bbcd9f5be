// Reads what an image's tag says, by the vocabulary's `tag-words`.
//
//     tag-words:
//       "{version}": {framework: "*@{1}"}           # `*`: the product that the repository's images name
//       gpu: {accelerator: gpu}
//       "py{digit}{digits}": {python: "python@{1}.{2}"}
//       "{digits}-{digits}-{digits}": nothing
//
//     TagReading r = read_tag(world, images, "1.12.1-gpu-py38-2022-08-05", known);
//     r.facts            // framework pytorch@1.12.1, accelerator gpu, python 3.8
//
// A tag is cut at hyphens; a pattern takes as many parts as it has itself. Patterns are tried in
// their order and each is used once; `always` holds of every tag. `{digit}` is one digit,
// `{digits}` one or more, `{version}` digits with dots between; `{N}` in a value is the N-th of them.
// What all recorded images of the repository say alike is taken to hold of one more.
//
// Cost: parts x patterns, and one pass over the repository's images.
#pragma once

#include <string>
#include <vector>

#include "catalog/with_release.h"

namespace bestby {

struct TagReading {
  std::vector<ReleaseFact> facts;
  std::vector<std::string> unread;   // parts that no pattern takes
  std::vector<std::string> unknown;  // of releases that it names: "python 4.0 is not recorded"
  int releases = 0;                  // how many of the facts name a release
};

TagReading read_tag(const World& world, NodeId product, std::string_view tag, std::int32_t known);

}  // namespace bestby
