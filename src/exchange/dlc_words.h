// The words of AWS Deep Learning Containers, and what they mean in the catalogue: tables that the
// importers of images and of builds share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/import.h"

namespace bestby::exchange::dlc {

inline constexpr std::string_view project_url = "https://github.com/aws/deep-learning-containers";

// What a word names, as a fact: {"framework", "pytorch"}.
struct Meaning {
  std::string_view predicate;
  std::string_view product;
};

// A framework as the source writes it: `PyTorch`. The version of some carries the revision of
// their container behind a hyphen (`3.0-5`), which is not a part of the framework's version.
struct FrameworkWord {
  std::string_view word;
  Meaning meaning;
  std::string_view variant = {};
  bool revision_behind_hyphen = false;
};
const FrameworkWord* find_framework(std::string_view word);  // nullptr when unknown

// A software in an `engine` cell (`LMI`, `TensorRT-LLM`); empty when unknown.
std::string_view engine_product(std::string_view word);

// `py312` -> `3.12`. Nothing for `py3`, which names no version to speak of, and for other texts.
std::optional<std::string> python_version(std::string_view text);
// `cu126` -> `12.6`, `cu92` -> `9.2`, `cu1301` -> `13.0.1`.
std::optional<std::string> cuda_version(std::string_view text);
// `ubuntu22.04` -> `ubuntu@22.04`, `amzn2023` -> `amazon-linux@2023`.
std::optional<std::string> os_release(std::string_view text);
// Digits and dots, beginning and ending with a digit.
bool is_version(std::string_view text);

// What a repository's name says: `pytorch-training-arm64` is for training, on arm64.
std::vector<std::string_view> jobs_of(std::string_view repository);
std::string_view arch_of(std::string_view repository);
// A name for people: `pytorch-inference-eia` -> `PyTorch Inference Elastic Inference`.
std::string display_name(std::string_view repository);

// The head of an image product, catalog/aws/dlc/products/REPOSITORY.yml.
CatalogFile product_head(std::string_view repository, std::string_view name);

}  // namespace bestby::exchange::dlc
