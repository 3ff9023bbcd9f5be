#include "observe/text/environment_parts.h"

#include <array>

#include "base/text.h"

namespace bestby {
namespace {

constexpr auto rows = std::to_array<EnvironmentPart>({
    {"CUDA_VERSION", "cuda"},
    {"CUDNN_VERSION", "cudnn"},
    {"EFA_VERSION", "efa-installer"},
    {"GDRCOPY_VERSION", "gdrcopy"},
    {"JAX_VERSION", "jax"},
    {"NCCL_VERSION", "nccl"},
    {"NODE_VERSION", "nodejs"},
    {"NVIDIA_TENSORRT_VERSION", "pkg:generic/tensorrt"},
    {"NV_CUDNN_VERSION", "cudnn"},
    {"NV_LIBNCCL_PACKAGE_VERSION", "nccl"},
    {"NV_TENSORRT_LIB_VERSION", "pkg:generic/tensorrt"},
    {"OPENMPI_VERSION", "openmpi"},
    {"OPEN_MPI_VERSION", "openmpi"},
    {"PYTHON_VERSION", "python"},
    {"PYTORCH_VERSION", "pytorch"},
    {"ROCM_VERSION", "rocm"},
    {"SPARK_VERSION", "apache-spark"},
    {"TENSORFLOW_VERSION", "tensorflow"},
    {"TENSORRT_VERSION", "pkg:generic/tensorrt"},
    {"TF_VERSION", "tensorflow"},
    {"TORCHSERVE_VERSION", "torchserve"},
    {"TORCH_VERSION", "pytorch"},
    {"TRITON_SERVER_VERSION", "triton-inference-server"},
    {"TRT_VERSION", "pkg:generic/tensorrt"},
    {"VLLM_VERSION", "vllm"},
});

}  // namespace

std::span<const EnvironmentPart> environment_parts() { return rows; }

const EnvironmentPart* environment_part(std::string_view variable) {
  for (const EnvironmentPart& row : rows)
    if (row.variable == variable) return &row;
  return nullptr;
}

std::optional<SeenPart> part_of_environment(std::string_view name, std::string_view value) {
  const EnvironmentPart* part = environment_part(name);
  if (part == nullptr) return std::nullopt;
  if (value.starts_with('v')) value.remove_prefix(1);
  if (const auto colon = value.find(':'); colon != value.npos) value.remove_prefix(colon + 1);
  value = value.substr(0, value.find_first_of("-+~"));
  const bool version = !value.empty() && is_digit(value.front()) &&
                       value.find_first_not_of("0123456789.abcdefghijklmnopqrstuvwxyz") == value.npos;
  if (!version) return std::nullopt;
  return SeenPart{std::string(part->product), std::string(value), "ENV " + std::string(name)};
}

}  // namespace bestby
