#include "observe/text/sdk_calls.h"

#include <algorithm>

namespace bestby {
namespace {

constexpr std::string_view training = "get_training_image_uri", retrieve = "retrieve";
constexpr std::string_view train = "training", infer = "inference";

constexpr std::array sdk_calls = {
    SdkCall{"image_uris.retrieve", retrieve, "", "", {"framework", "region", "version"}},
    SdkCall{"get_huggingface_llm_image_uri", retrieve, "", infer, {"backend"}},
    SdkCall{"PyTorch", training, "pytorch", train},
    SdkCall{"TensorFlow", training, "tensorflow", train},
    SdkCall{"HuggingFace", training, "huggingface", train},
    SdkCall{"MXNet", training, "mxnet", train},
    SdkCall{"Chainer", training, "chainer", train},
    SdkCall{"XGBoost", training, "xgboost", train},
    SdkCall{"SKLearn", training, "sklearn", train},
    SdkCall{"PyTorchProcessor", training, "pytorch", train},
    SdkCall{"TensorFlowProcessor", training, "tensorflow", train},
    SdkCall{"HuggingFaceProcessor", training, "huggingface", train},
    SdkCall{"MXNetProcessor", training, "mxnet", train},
    SdkCall{"XGBoostProcessor", training, "xgboost", train},
    SdkCall{"SKLearnProcessor", retrieve, "sklearn", train},
    SdkCall{"PySparkProcessor", retrieve, "spark", ""},
    SdkCall{"SparkJarProcessor", retrieve, "spark", ""},
    SdkCall{"PyTorchModel", retrieve, "pytorch", infer},
    SdkCall{"TensorFlowModel", retrieve, "tensorflow", infer},
    SdkCall{"HuggingFaceModel", retrieve, "huggingface", infer},
    SdkCall{"MXNetModel", retrieve, "mxnet", infer},
    SdkCall{"ChainerModel", retrieve, "chainer", infer},
    SdkCall{"XGBoostModel", retrieve, "xgboost", infer},
    SdkCall{"SKLearnModel", retrieve, "sklearn", infer},
};

using Means = SdkArgument::Means;

constexpr std::array sdk_arguments = {
    SdkArgument{"framework", "framework"},
    SdkArgument{"backend", "framework"},
    SdkArgument{"framework_version", "version"},
    SdkArgument{"transformers_version", "version"},
    SdkArgument{"version", "version"},
    SdkArgument{"pytorch_version", "base_framework_version", "pytorch"},
    SdkArgument{"tensorflow_version", "base_framework_version", "tensorflow"},
    SdkArgument{"base_framework_version", "base_framework_version"},
    SdkArgument{"py_version", "py_version"},
    SdkArgument{"region", "region"},
    SdkArgument{"image_scope", "image_scope"},
    SdkArgument{"container_version", "container_version"},
    SdkArgument{"accelerator_type", "accelerator_type"},
    SdkArgument{"sdk_version", "sdk_version"},
    SdkArgument{"inference_tool", "inference_tool"},
    SdkArgument{"distribution", "distribution", "", Means::mapping},
    SdkArgument{"distributions", "distribution", "", Means::mapping},
    SdkArgument{"compiler_config", "training_compiler", "", Means::given},
    SdkArgument{"instance_type", "instance_type", "", Means::machine},
    SdkArgument{"train_instance_type", "instance_type", "", Means::machine},
    SdkArgument{"image_uri", "", "", Means::image},
    SdkArgument{"image_name", "", "", Means::image},
    SdkArgument{"training_image", "", "", Means::image},
};

constexpr std::array sdk_keys = {
    SdkArgument{"InstanceType", "", "", Means::machine},
    SdkArgument{"ProductionVariantInstanceType", "", "", Means::machine},
    SdkArgument{"TrainingImage", "", "", Means::image},
    SdkArgument{"ImageUri", "", "", Means::image},
    SdkArgument{"Image", "", "", Means::image},
};

constexpr std::array<std::string_view, 1> sdk_modules = {"sagemaker"};

// Each of 8 bytes at least, as LiteralScan wants them.
constexpr std::array<std::string_view, 10> words = {
    "sagemaker",      "instance_type", "InstanceType", "image_uri",  "image_name",
    "training_image", "TrainingImage", "ImageUri",     "\"Image\":", "'Image':"};

struct SdkFramework {
  std::string_view call, said, is;
};
constexpr std::array sdk_frameworks = {
    SdkFramework{"get_huggingface_llm_image_uri", "huggingface", "huggingface-llm"},
    SdkFramework{"get_huggingface_llm_image_uri", "huggingface-neuronx", "huggingface-llm-neuronx"},
    SdkFramework{"get_huggingface_llm_image_uri", "lmi", "djl-deepspeed"},
};

template <typename Rows>
auto named(const Rows& rows, std::string_view name) {
  const auto* found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
  return found == rows.end() ? nullptr : found;
}

}  // namespace

const SdkCall* sdk_call(std::string_view dotted) {
  for (const SdkCall& row : sdk_calls)
    if (dotted.ends_with(row.name) &&
        (dotted.size() == row.name.size() || dotted[dotted.size() - row.name.size() - 1] == '.'))
      return &row;
  return nullptr;
}

const SdkArgument* sdk_argument(std::string_view name) { return named(sdk_arguments, name); }
const SdkArgument* sdk_key(std::string_view name) { return named(sdk_keys, name); }

std::span<const std::string_view> sdk_words() { return words; }

bool is_sdk_module(std::string_view dotted) {
  const std::string_view first = dotted.substr(0, dotted.find('.'));
  return std::find(sdk_modules.begin(), sdk_modules.end(), first) != sdk_modules.end();
}

std::string_view sdk_framework(std::string_view call, std::string_view said) {
  for (const SdkFramework& row : sdk_frameworks)
    if (row.call == call && row.said == said) return row.is;
  return said;
}

}  // namespace bestby
