// What the name of an Amazon machine image says: the line of images that it belongs to, and what is in it.
//
//     machine_image_of("Deep Learning AMI GPU PyTorch 1.12.1 (Ubuntu 20.04) 20220819")
//     // aws/deep-learning-ami; framework pytorch@1.12.1, accelerator gpu, os ubuntu@20.04
//
// Nothing where no line is known that the name belongs to. Linear in the name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestby::exchange {

struct MachineImageName {
  std::string product;
  std::vector<std::pair<std::string, std::string>> facts;  // predicate, value
};

std::optional<MachineImageName> machine_image_of(std::string_view name);

}  // namespace bestby::exchange
