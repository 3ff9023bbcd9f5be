// What an image's repository and tag say of it, for importers of lists that say little else.
//
//     TagFacts read = read_image_tag("pytorch-training", "1.12.1-gpu-py38-cu116-ubuntu20.04-ec2");
//     read.facts         // {{"framework", "pytorch@1.12.1"}, {"accelerator", "gpu"}, ...}
//     read.unread        // parts that say nothing known; empty
//
// The first part is a version of the software that the repository is named after, where it is known;
// each other part says one thing. Linear in the tag and the table of words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestby::exchange {

struct TagFacts {
  std::vector<std::pair<std::string, std::string>> facts;  // predicate, value; each once
  std::vector<std::string> unread;

  // The value of a predicate; empty when absent.
  std::string_view fact(std::string_view predicate) const;
};
TagFacts read_image_tag(std::string_view repository, std::string_view tag);

// What may be an image's tag: at most 128 letters, digits and `._-`, not beginning with `.` or `-`.
bool is_image_tag(std::string_view text);

}  // namespace bestby::exchange
