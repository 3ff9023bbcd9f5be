// Reads what an image's tag says, by the vocabulary's `tag-words`, and what a machine image's name
// says, by its `name-words`.
//
//     tag-words:
//       "{version}": {framework: "*@{1}"}           # `*`: the product that the repository's images name
//       gpu: {accelerator: gpu}
//       "py{digit}{digits}": {python: "python@{1}.{2}"}
//       "{digits}-{digits}-{digits}": nothing
//     name-words:
//       "AMI": {product: aws/deep-learning-ami}     # whose image it is: the first that is named
//       "PyTorch {version}": {framework: "pytorch@{1}"}
//
//     WordsRead r = read_tag(world, images, "1.12.1-gpu-py38-2022-08-05", known);
//     r.facts            // framework pytorch@1.12.1, accelerator gpu, python 3.8
//     WordsRead n = read_name(world, "Deep Thing AMI PyTorch 1.12.1 (Ubuntu 20.04)", known);
//     n.product          // aws/deep-learning-ami
//
// A tag is cut at hyphens, a name at blanks; a pattern (find/word_pattern.h) takes as many parts as
// it has itself. Letter case does not matter in names. Patterns are tried in their order and each is
// used once; `always` holds of every tag. `{N}` in a value is the N-th capture. What all recorded
// images of the product say alike is taken to hold of one more.
//
// Cost: parts x patterns, and one pass over the product's images.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/with_release.h"

namespace bestby {

struct WordsRead {
  std::optional<NodeId> product;  // whose image it is
  std::vector<ReleaseFact> facts;
  std::vector<std::string> unread;   // parts that no pattern takes
  std::vector<std::string> unknown;  // of releases that it names: "python 4.0 is not recorded"
  int releases = 0;                  // how many of the facts name a release

  // Enough is read for an answer: every part, and at least one release.
  bool whole() const { return product && unread.empty() && releases > 0; }
};

WordsRead read_tag(const World& world, NodeId product, std::string_view tag, std::int32_t known);
// What the tag's own parts say, and nothing of the product's other images.
WordsRead read_tag_parts(const World& world, NodeId product, std::string_view tag);
WordsRead read_name(const World& world, std::string_view name, std::int32_t known);

}  // namespace bestby
