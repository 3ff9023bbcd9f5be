// One image of AWS Deep Learning Containers, read from its file.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/formats/yaml.h"
#include "exchange/import.h"

namespace bestby::exchange::dlc {

struct Image {
  std::string place;       // `pytorch-training/2.6-gpu-ec2.yml`
  std::string folder;      // the source's own name of the line: `vllm-server`
  std::string repository;  // of the address: `vllm`
  std::string version;     // of its framework, as far as the tag gives it
  std::vector<std::string> tags;
  std::vector<std::pair<std::string, std::string>> facts;  // predicate, value

  // The value of a fact that has one; empty when it is absent.
  std::string_view fact(std::string_view predicate) const;
};

// Nothing, and a remark in the report, when the file is not an image. Single fields that are not
// understood are skipped with a remark.
std::optional<Image> read_image(const InputFile& file, ImportReport& report);

}  // namespace bestby::exchange::dlc
