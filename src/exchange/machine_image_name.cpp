#include "exchange/machine_image_name.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace bestby::exchange {
namespace {

struct Pair {
  std::string_view word, value;
};

// The line that an image belongs to: the first row all of whose words (parted by `+`) are in its name.
constexpr std::array lines = {
    Pair{"Deep Learning+Neuron", "neuron-dlami"},
    Pair{"Deep Learning+Base", "aws/deep-learning-base-ami"},
    Pair{"Deep Learning AMI (", "aws/deep-learning-ami-multi-framework"},
    Pair{"Deep Learning+AMI", "aws/deep-learning-ami"},
    Pair{"-ami-ecs-", "aws/ecs-optimized-ami"},
    Pair{"amazon-eks-", "aws/eks-optimized-ami"},
};

// Software in a name, with its version behind it.
constexpr std::array software = {
    Pair{"PyTorch ", "framework pytorch"}, Pair{"TensorFlow ", "framework tensorflow"},
    Pair{"MXNet ", "framework mxnet"},     Pair{"CUDA ", "cuda cuda"},
    Pair{"(Ubuntu ", "os ubuntu"},         Pair{"(Amazon Linux ", "os amazon-linux"},
};

bool holds_all(std::string_view name, std::string_view words) {
  const auto parts = split(words, '+');
  return std::all_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return name.find(part) != name.npos; });
}

}  // namespace

std::optional<MachineImageName> machine_image_of(std::string_view name) {
  const auto line =
      std::find_if(lines.begin(), lines.end(), [&](const Pair& l) { return holds_all(name, l.word); });
  if (line == lines.end()) return std::nullopt;
  MachineImageName image{std::string(line->value), {}};
  for (const Pair& s : software) {
    const auto at = name.find(s.word);
    if (at == name.npos) continue;
    std::string_view version = name.substr(at + s.word.size());
    version = version.substr(0, std::min(version.find_first_not_of("0123456789."), version.size()));
    while (version.ends_with('.')) version.remove_suffix(1);
    const auto space = s.value.find(' ');
    if (!version.empty())
      image.facts.emplace_back(s.value.substr(0, space),
                               std::string(s.value.substr(space + 1)) + "@" + std::string(version));
  }
  for (const std::string_view word : split(name, ' '))
    if (word == "GPU" || word == "CPU") image.facts.emplace_back("accelerator", lower(word));
  return image;
}

}  // namespace bestby::exchange
