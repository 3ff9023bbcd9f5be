#include "exchange/image_tag.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "exchange/dlc_words.h"

namespace bestby::exchange {
namespace {

struct Word {
  std::string_view text, predicate, value;
};

// The software whose version leads a repository's tags, by the first row that its name holds.
constexpr std::array leads = {
    Word{"vllm-omni", "framework", "vllm-omni"}, Word{"vllm", "framework", "vllm"},
    Word{"sglang", "framework", "sglang"},       Word{"llamacpp", "framework", "llama-cpp"},
    Word{"djl", "framework", "djl-serving"},     Word{"tritonserver", "framework", "triton-inference-server"},
    Word{"whisperx", "framework", "whisperx"},   Word{"autogluon", "framework", "autogluon"},
    Word{"pytorch", "framework", "pytorch"},     Word{"tensorflow", "framework", "tensorflow"},
    Word{"mxnet", "framework", "mxnet"},         Word{"chainer", "framework", "chainer"},
    Word{"xgboost", "framework", "xgboost"},     Word{"scikit-learn", "framework", "scikit-learn"},
    Word{"spark", "library", "apache-spark"},
};
constexpr Word base_lead = {"base", "cuda", "cuda"};
constexpr Word ray_lead = {"ray", "framework", "ray"};

// Parts that a version follows at once: `transformers4.28.1`.
constexpr std::array versioned = {
    Word{"transformers", "library", "transformers"},
    Word{"deepspeed", "library", "deepspeed"},
    Word{"fastertransformer", "library", "fastertransformer"},
    Word{"tensorrtllm", "library", "tensorrt-llm"},
    Word{"lmi", "library", "lmi"},
    Word{"tgi", "library", "text-generation-inference"},
    Word{"tei", "framework", "text-embeddings-inference"},
    Word{"sgm", "library", "stability-generative-models"},
    Word{"synapseai", "library", "synapseai"},
    Word{"optimum", "library", "optimum-neuron"},
    Word{"ray", "library", "ray"},
    Word{"sdk", "sdk", "neuron-sdk"},
    Word{"coach", "", ""},
};

constexpr std::array words = {
    Word{"cpu", "accelerator", "cpu"},
    Word{"gpu", "accelerator", "gpu"},
    Word{"hpu", "accelerator", "hpu"},
    Word{"eia", "accelerator", "eia"},
    Word{"neuron", "accelerator", "neuron"},
    Word{"neuronx", "accelerator", "neuronx"},
    Word{"inf", "accelerator", "neuron"},
    Word{"inf1", "accelerator", "neuron"},
    Word{"inf2", "accelerator", "neuronx"},
    Word{"trn", "accelerator", "neuronx"},
    Word{"ec2", "platform", "ec2"},
    Word{"e3", "platform", "ec2"},
    Word{"sagemaker", "platform", "sagemaker"},
    Word{"arm64", "arch", "arm64"},
    Word{"full", "variant", "full"},
    Word{"py2", "", ""},
    Word{"py3", "", ""},
    Word{"latest", "", ""},
    Word{"coach", "", ""},
    Word{"tf", "", ""},
    Word{"torch", "", ""},
    Word{"vw", "", ""},
};

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// `v1`, `v1.12`: which of several images of one content it is.
bool is_build(std::string_view text) {
  return text.size() > 1 && text[0] == 'v' && dlc::is_version(text.substr(1));
}

// Text generation for Neuron took the numbers of Text Generation Inference after Optimum Neuron's own.
std::string_view library_of(const Word& word, std::string_view version) {
  const bool renumbered = word.text == "optimum" && !version.starts_with("0.");
  return renumbered ? "text-generation-inference" : word.value;
}

class TagReader {
 public:
  explicit TagReader(std::string_view repository) {
    const auto at = std::find_if(leads.begin(), leads.end(),
                                 [&](const Word& w) { return repository.find(w.text) != repository.npos; });
    if (at != leads.end()) lead_ = *at;
    if (repository == base_lead.text) lead_ = base_lead;
    if (repository == ray_lead.text) lead_ = ray_lead;
  }

  TagFacts read(std::string_view tag) {
    bool first = true;
    for (const std::string_view part : split(tag, '-')) {
      if (!(first && leading(part)) && !this->part(part)) out_.unread.emplace_back(part);
      first = false;
    }
    return std::move(out_);
  }

 private:
  void add(std::string_view predicate, std::string value) {
    constexpr std::array single = {"cuda", "os", "sdk", "arch", "python"};  // the first one counts
    const bool said = std::any_of(out_.facts.begin(), out_.facts.end(),
                                  [&](const auto& fact) { return fact.first == predicate; });
    if (said && std::find(single.begin(), single.end(), predicate) != single.end()) return;
    std::pair<std::string, std::string> fact{predicate, std::move(value)};
    if (predicate.empty() || std::find(out_.facts.begin(), out_.facts.end(), fact) != out_.facts.end())
      return;
    out_.facts.push_back(std::move(fact));
  }

  bool leading(std::string_view part) {
    const bool build_number = part.size() > 1 && part[0] == 'b' && is_number(part.substr(1));
    if (!build_number && (!dlc::is_version(part) || part.find('.') == part.npos)) return false;
    if (lead_) add(lead_->predicate, fmt::format("{}@{}", lead_->value, part));
    return true;
  }

  bool part(std::string_view part) {
    for (const Word& word : words)
      if (word.text == part) return add(word.predicate, std::string(word.value)), true;
    for (const Word& word : versioned)
      if (part.starts_with(word.text) && dlc::is_version(part.substr(word.text.size()))) {
        const std::string_view version = part.substr(word.text.size());
        add(word.predicate, fmt::format("{}@{}", library_of(word, version), version));
        return true;
      }
    if (const auto python = dlc::python_version(part)) return add("python", "python@" + *python), true;
    if (const auto cuda = dlc::cuda_version(part)) return add("cuda", "cuda@" + *cuda), true;
    if (const auto os = dlc::os_release(part)) return add("os", *os), true;
    return dlc::is_version(part) || is_build(part);
  }

  std::optional<Word> lead_;
  TagFacts out_;
};

}  // namespace

std::string_view TagFacts::fact(std::string_view predicate) const {
  const auto at =
      std::find_if(facts.begin(), facts.end(), [&](const auto& fact) { return fact.first == predicate; });
  return at == facts.end() ? std::string_view() : std::string_view(at->second);
}

TagFacts read_image_tag(std::string_view repository, std::string_view tag) {
  return TagReader(repository).read(tag);
}

bool is_image_tag(std::string_view text) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !text.empty() && text.size() <= 128 && text[0] != '.' && text[0] != '-' &&
         text.find_first_not_of(allowed) == text.npos;
}

}  // namespace bestby::exchange
