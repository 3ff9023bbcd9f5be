#include "exchange/dlc_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/formats/yaml.h"
#include "base/text.h"

namespace bestby::exchange::dlc {
namespace {

constexpr std::array frameworks = {
    FrameworkWord{"PyTorch", {"framework", "pytorch"}},
    FrameworkWord{"TensorFlow", {"framework", "tensorflow"}},
    FrameworkWord{"MXNet", {"framework", "mxnet"}},
    FrameworkWord{"vLLM", {"framework", "vllm"}},
    FrameworkWord{"vLLM-Omni", {"framework", "vllm-omni"}},
    FrameworkWord{"SGLang", {"framework", "sglang"}},
    FrameworkWord{"AutoGluon", {"framework", "autogluon"}},
    FrameworkWord{"DJLServing", {"framework", "djl-serving"}},
    FrameworkWord{"XGBoost", {"framework", "xgboost"}, {}, true},
    FrameworkWord{"Scikit-Learn", {"framework", "scikit-learn"}, {}, true},
    FrameworkWord{"Triton", {"framework", "triton-inference-server"}},
    FrameworkWord{"WhisperX", {"framework", "whisperx"}},
    FrameworkWord{"Ray", {"framework", "ray"}},
    FrameworkWord{"Llama.cpp", {"framework", "llama-cpp"}},
    FrameworkWord{"TEI", {"framework", "text-embeddings-inference"}},
    FrameworkWord{"StabilityAI", {"framework", "pytorch"}},
    FrameworkWord{"Base", {"cuda", "cuda"}},
    FrameworkWord{"Base Devel", {"cuda", "cuda"}, "devel"},
    FrameworkWord{"Base Runtime", {"cuda", "cuda"}, "runtime"},
};

struct Pair {
  std::string_view word, value;
};

constexpr std::array engines = {
    Pair{"LMI", "lmi"},
    Pair{"vLLM", "vllm"},
    Pair{"TensorRT-LLM", "tensorrt-llm"},
    Pair{"DeepSpeed", "deepspeed"},
    Pair{"FasterTransformer", "fastertransformer"},
};

constexpr std::array systems = {
    Pair{"ubuntu", "ubuntu"},
    Pair{"amzn", "amazon-linux"},
    Pair{"al", "amazon-linux"},
};

// Which jobs a repository's name says, by the first row of which it holds the word.
constexpr std::array jobs = {
    Pair{"-training", "training"}, Pair{"-inference", "inference"}, Pair{"vllm", "inference"},
    Pair{"sglang", "inference"},   Pair{"triton", "inference"},     Pair{"llamacpp", "inference"},
    Pair{"tei", "inference"},      Pair{"ray", "inference"},        Pair{"whisperx", "inference"},
    Pair{"pytorch", "general"},    Pair{"base", "general"},         Pair{"sagemaker-", "training inference"},
};

constexpr std::array names = {
    Pair{"pytorch", "PyTorch"},
    Pair{"tensorflow", "TensorFlow"},
    Pair{"mxnet", "MXNet"},
    Pair{"huggingface", "HuggingFace"},
    Pair{"autogluon", "AutoGluon"},
    Pair{"djl", "DJL"},
    Pair{"eia", "Elastic Inference"},
    Pair{"neuron", "Neuron"},
    Pair{"neuronx", "NeuronX"},
    Pair{"arm64", "ARM64"},
    Pair{"tgi", "TGI"},
    Pair{"tei", "Text Embeddings Inference"},
    Pair{"trcomp", "Training Compiler"},
    Pair{"vllm", "vLLM"},
    Pair{"sglang", "SGLang"},
    Pair{"stabilityai", "StabilityAI"},
    Pair{"tritonserver", "Triton Server"},
    Pair{"sagemaker", "SageMaker"},
    Pair{"cpu", "CPU"},
    Pair{"habana", "Habana Gaudi"},
    Pair{"whisperx", "WhisperX"},
};

template <class Table>
std::string_view value_of(const Table& table, std::string_view word) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const Pair& p) { return p.word == word; });
  return at == table.end() ? std::string_view() : at->value;
}

std::optional<std::string_view> behind(std::string_view prefix, std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

}  // namespace

const FrameworkWord* find_framework(std::string_view word) {
  const auto at = std::find_if(frameworks.begin(), frameworks.end(),
                               [&](const FrameworkWord& f) { return f.word == word; });
  return at == frameworks.end() ? nullptr : &*at;
}

std::string_view engine_product(std::string_view word) { return value_of(engines, word); }

std::optional<std::string> python_version(std::string_view text) {
  const auto number = behind("py", text);
  if (!number || !all_digits(*number) || number->size() < 2 || number->size() > 3) return std::nullopt;
  return fmt::format("{}.{}", number->substr(0, 1), number->substr(1));
}

std::optional<std::string> cuda_version(std::string_view text) {
  const auto number = behind("cu", text);
  if (!number || !all_digits(*number)) return std::nullopt;
  switch (number->size()) {
    case 2: return fmt::format("{}.{}", (*number)[0], (*number)[1]);
    case 3: return fmt::format("{}.{}", number->substr(0, 2), (*number)[2]);
    case 4: return fmt::format("{}.{}.{}", number->substr(0, 2), (*number)[2], (*number)[3]);
    default: return std::nullopt;
  }
}

std::optional<std::string> os_release(std::string_view text) {
  for (const Pair& system : systems) {
    const auto version = behind(system.word, text);
    if (version && is_version(*version)) return fmt::format("{}@{}", system.value, *version);
  }
  return std::nullopt;
}

bool is_version(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  return text.find_first_not_of("0123456789.") == text.npos && text.find("..") == text.npos;
}

std::vector<std::string_view> jobs_of(std::string_view repository) {
  for (const Pair& job : jobs)
    if (repository.find(job.word) != repository.npos) return split(job.value, ' ');
  return {};
}

std::string_view arch_of(std::string_view repository) {
  return repository.ends_with("-arm64") || repository.ends_with("-graviton") ? "arm64" : "x86_64";
}

std::string display_name(std::string_view repository) {
  std::vector<std::string> words;
  for (const std::string_view word : split(repository, '-')) {
    std::string name(value_of(names, word));
    if (name.empty()) {
      name = word;
      if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] -= 'a' - 'A';
    }
    words.push_back(std::move(name));
  }
  return fmt::format("{}", fmt::join(words, " "));
}

CatalogFile product_head(std::string_view repository, std::string_view name) {
  return {fmt::format("aws/dlc/products/{}.yml", repository),
          fmt::format("# Written by the importers dlc-data and dlc-tags.\n"
                      "product: aws/{0}\n"
                      "name: {1}\n"
                      "kind: container-image\n"
                      "publisher: aws\n"
                      "versions: image-tag\n"
                      "cycle: none\n"
                      "repository: {0}\n"
                      "url: {2}\n",
                      repository, yaml::quote(fmt::format("AWS Deep Learning Containers, {}", name)),
                      project_url)};
}

}  // namespace bestby::exchange::dlc
