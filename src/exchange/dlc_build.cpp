#include "exchange/dlc_build.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "exchange/dlc_words.h"

namespace bestby::exchange::dlc {
namespace {

// What a word of a tag says. Software may have its version somewhere behind it.
enum class Slot { software, accelerator, job, platform, arch, variant };
struct Word {
  std::string_view text;
  Slot slot;
  std::string_view value;  // of software: `predicate product`
};
constexpr std::array words = {
    Word{"pt", Slot::software, "framework pytorch"},
    Word{"tf", Slot::software, "framework tensorflow"},
    Word{"mx", Slot::software, "framework mxnet"},
    Word{"ag", Slot::software, "framework autogluon"},
    Word{"djl", Slot::software, "framework djl-serving"},
    Word{"vllm", Slot::software, "framework vllm"},
    Word{"sglang", Slot::software, "framework sglang"},
    Word{"triton", Slot::software, "framework triton-inference-server"},
    Word{"xgb", Slot::software, "framework xgboost"},
    Word{"skl", Slot::software, "framework scikit-learn"},
    Word{"base", Slot::software, "cuda cuda"},
    Word{"hf", Slot::software, "library transformers"},
    Word{"tgi", Slot::software, "library text-generation-inference"},
    Word{"lmi", Slot::software, "library lmi"},
    Word{"ds", Slot::software, "library deepspeed"},
    Word{"ft", Slot::software, "library fastertransformer"},
    Word{"trt", Slot::software, "library tensorrt-llm"},
    Word{"sgm", Slot::software, "library stability-generative-models"},
    Word{"syai", Slot::software, "library synapseai"},
    Word{"trcomp", Slot::software, ""},
    Word{"sai", Slot::software, ""},
    Word{"cpu", Slot::accelerator, "cpu"},
    Word{"gpu", Slot::accelerator, "gpu"},
    Word{"eia", Slot::accelerator, "eia"},
    Word{"hpu", Slot::accelerator, "hpu"},
    Word{"neuron", Slot::accelerator, "neuron"},
    Word{"neuronx", Slot::accelerator, "neuronx"},
    Word{"tr", Slot::job, "training"},
    Word{"inf", Slot::job, "inference"},
    Word{"ec2", Slot::platform, "ec2"},
    Word{"e3", Slot::platform, "ec2"},
    Word{"sagemaker", Slot::platform, "sagemaker"},
    Word{"arm64", Slot::arch, "arm64"},
    Word{"graviton", Slot::arch, "graviton"},
    Word{"full", Slot::variant, "full"},
    Word{"rayserve", Slot::variant, "rayserve"},
};

// A line of images, by the software words that lead its tags (engines left out), and what a tag
// leaves unsaid: `both` jobs have a repository each, other lines have one job in one repository.
struct Line {
  std::string_view words;
  std::string_view repository;  // {} stands for the job
  std::string_view jobs;
  std::string_view platforms;
  std::string_view accelerators;
  bool suffixed = false;  // other hardware has a repository of its own
};
constexpr std::string_view both = "training inference";
constexpr std::array lines = {
    Line{"pt", "pytorch-{}", both, "ec2 sagemaker", "cpu gpu", true},
    Line{"tf", "tensorflow-{}", both, "ec2 sagemaker", "cpu gpu", true},
    Line{"mx", "mxnet-{}", both, "ec2 sagemaker", "cpu gpu", true},
    Line{"ag", "autogluon-{}", both, "sagemaker", "cpu gpu"},
    Line{"hf pt", "huggingface-pytorch-{}", both, "sagemaker", "cpu gpu", true},
    Line{"hf tf", "huggingface-tensorflow-{}", both, "sagemaker", "cpu gpu", true},
    Line{"hf tgi pt", "huggingface-pytorch-tgi-inference", "inference", "sagemaker", "gpu"},
    Line{"hf vllm", "huggingface-vllm", "inference", "sagemaker", "gpu"},
    Line{"hf sglang", "huggingface-sglang", "inference", "sagemaker", "gpu"},
    Line{"trcomp hf pt", "huggingface-pytorch-trcomp-training", "training", "sagemaker", "gpu"},
    Line{"trcomp hf tf", "huggingface-tensorflow-trcomp-training", "training", "sagemaker", "gpu"},
    Line{"pt trcomp", "pytorch-trcomp-training", "training", "sagemaker", "gpu"},
    Line{"sai pt", "stabilityai-pytorch-inference", "inference", "sagemaker", "gpu"},
    Line{"djl", "djl-inference", "inference", "sagemaker", "gpu"},
    Line{"triton", "sagemaker-tritonserver", "inference", "sagemaker", "gpu"},
    Line{"xgb", "sagemaker-xgboost", "training inference", "sagemaker", "cpu"},
    Line{"skl", "sagemaker-scikit-learn", "training inference", "sagemaker", "cpu"},
    Line{"vllm", "vllm", "inference", "ec2 sagemaker", "gpu", true},
    Line{"sglang", "sglang", "inference", "ec2 sagemaker", "gpu"},
    Line{"base", "base", "general", "ec2", "gpu"},
};

struct Suffix {
  std::string_view word, suffix;
};
constexpr std::array suffixes = {
    Suffix{"eia", "-eia"},         Suffix{"hpu", "-habana"},  Suffix{"neuron", "-neuron"},
    Suffix{"neuronx", "-neuronx"}, Suffix{"arm64", "-arm64"}, Suffix{"graviton", "-graviton"},
};

template <class Table>
const typename Table::value_type* find_in(const Table& table, std::string_view text,
                                          std::string_view Table::value_type::* key) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.*key == text; });
  return at == table.end() ? nullptr : &*at;
}

const Word* find_word(std::string_view text) { return find_in(words, text, &Word::text); }

std::string_view suffix_of(std::string_view word) {
  const Suffix* suffix = find_in(suffixes, word, &Suffix::word);
  return suffix == nullptr ? std::string_view() : suffix->suffix;
}

tl::unexpected<Error> refuse(std::string message) { return fail(ErrorCode::input, std::move(message)); }

bool is_build(std::string_view text) {
  if (!text.starts_with('v')) return false;
  text.remove_prefix(1);
  return is_version(text) && std::count(text.begin(), text.end(), '.') == 1;
}

class TagReader {
 public:
  explicit TagReader(std::string_view tag) : tokens_(split(tag, '-')) {}

  Result<BuildTag> read() {
    if (tokens_.size() < 2 || !is_build(tokens_[0]))
      return refuse(fmt::format("`{}` is no build like v1.0", tokens_[0]));
    tag_.build = tokens_[0];
    for (std::size_t i = 1; i < tokens_.size(); ++i)
      if (auto done = token(tokens_[i]); !done) return fail(done.error());
    return std::move(tag_);
  }

 private:
  Result<void> token(std::string_view text) {
    if (const Word* word = find_word(text)) return this->word(*word);
    if (is_version(text)) return version(text);
    if (text.starts_with("sdk") && is_version(text.substr(3))) return set(tag_.sdk, text.substr(3));
    if (const auto cuda = cuda_version(text)) return set(tag_.cuda, *cuda);
    if (text == "py3") return {};
    if (const auto python = python_version(text)) return set(tag_.python, *python);
    return refuse(fmt::format("`{}` is no known word of a tag", text));
  }

  Result<void> word(const Word& word) {
    switch (word.slot) {
      case Slot::software: tag_.software.emplace_back(word.text, ""); return {};
      case Slot::accelerator: return set(tag_.accelerator, word.value);
      case Slot::job: return set(tag_.job, word.value);
      case Slot::platform: return set(tag_.platform, word.value);
      case Slot::arch: return set(tag_.arch, word.value);
      case Slot::variant: return set(tag_.variant, word.value);
    }
    return {};
  }

  // A version belongs to the software named last that can have one.
  Result<void> version(std::string_view text) {
    for (auto at = tag_.software.rbegin(); at != tag_.software.rend(); ++at) {
      if (find_word(at->first)->value.empty()) continue;
      if (!at->second.empty()) break;
      at->second = text;
      return {};
    }
    return refuse(fmt::format("`{}` is the version of nothing", text));
  }

  static Result<void> set(std::string& slot, std::string_view value) {
    if (!slot.empty()) return refuse(fmt::format("says both `{}` and `{}`", slot, value));
    slot = value;
    return {};
  }

  std::vector<std::string_view> tokens_;
  BuildTag tag_;
};

bool is_engine(std::string_view word) {
  constexpr std::array engines = {"lmi", "ds", "ft", "trt", "sgm", "syai"};
  return std::find(engines.begin(), engines.end(), word) != engines.end();
}

const Line* line_of(const BuildTag& tag) {
  std::string key;
  for (const auto& [word, version] : tag.software)
    if (!is_engine(word)) key += (key.empty() ? "" : " ") + word;
  return find_in(lines, key, &Line::words);
}

// Hugging Face's text generation for Neuron was numbered as Optimum Neuron (0.0.x) before it took
// the numbers of Text Generation Inference.
std::string reference(const BuildTag& tag, const Word& word, std::string_view product,
                      const std::string& version) {
  if (word.text == "tgi" && tag.accelerator == "neuronx" && version.starts_with("0.0."))
    product = "optimum-neuron";
  return version.empty() ? std::string(product) : fmt::format("{}@{}", product, version);
}

Result<void> add_software(const BuildTag& tag, Build& build) {
  for (const auto& [text, version] : tag.software) {
    const Word& word = *find_word(text);
    if (word.value.empty()) continue;
    const auto space = word.value.find(' ');
    const std::string_view predicate = word.value.substr(0, space);
    if (version.empty() && text != "hf") return refuse(fmt::format("names no version of `{}`", text));
    build.facts.emplace_back(predicate, reference(tag, word, word.value.substr(space + 1), version));
  }
  return {};
}

std::vector<std::string_view> said_or(const std::string& said, std::string_view otherwise) {
  return said.empty() ? split(otherwise, ' ') : std::vector<std::string_view>{said};
}

void add_all(Build& build, std::string_view predicate, const std::vector<std::string_view>& values) {
  for (const std::string_view value : values) build.facts.emplace_back(predicate, value);
}

Result<Build> build_of(const BuildTag& tag, const Line& line, std::string_view job,
                       std::string_view hardware) {
  Build build;
  build.repository = fmt::format(fmt::runtime(line.repository), job);
  if (line.suffixed) build.repository += suffix_of(tag.arch.empty() ? hardware : tag.arch);
  build.facts.emplace_back("record", "build");
  build.facts.emplace_back("build", tag.build);
  if (auto done = add_software(tag, build); !done) return fail(done.error());
  add_all(build, "platform", said_or(tag.platform, line.platforms));
  add_all(build, "accelerator", said_or(std::string(hardware), line.accelerators));
  const bool one_repository = line.repository.find("{}") == line.repository.npos;
  add_all(build, "job", one_repository ? said_or(tag.job, line.jobs) : split(job, ' '));
  build.facts.emplace_back("arch", tag.arch.empty() ? "x86_64" : "arm64");
  if (!tag.python.empty()) build.facts.emplace_back("python", "python@" + tag.python);
  if (!tag.cuda.empty()) build.facts.emplace_back("cuda", "cuda@" + tag.cuda);
  if (!tag.sdk.empty()) build.facts.emplace_back("sdk", "neuron-sdk@" + tag.sdk);
  if (!tag.variant.empty()) build.facts.emplace_back("variant", tag.variant);
  return build;
}

}  // namespace

Result<BuildTag> parse_build_tag(std::string_view tag) {
  constexpr std::size_t longest = 128;  // as registries have it
  if (tag.size() > longest) return refuse("is longer than a tag may be");
  return TagReader(tag).read();
}

Result<std::vector<Build>> builds_of(const BuildTag& tag) {
  const Line* line = line_of(tag);
  if (line == nullptr) return refuse("belongs to no known line of images");
  const bool one_repository = line->repository.find("{}") == line->repository.npos;
  std::vector<std::string_view> jobs = {""};
  if (!one_repository) jobs = said_or(tag.job, line->jobs);
  // An SDK without its hardware was built for both kinds of Neuron.
  std::vector<std::string_view> hardware = {tag.accelerator};
  if (tag.accelerator.empty() && !tag.sdk.empty()) hardware = {"neuron", "neuronx"};
  std::vector<Build> builds;
  for (const std::string_view job : jobs)
    for (const std::string_view chip : hardware) {
      auto build = build_of(tag, *line, job, chip);
      if (!build) return fail(build.error());
      builds.push_back(*std::move(build));
    }
  return builds;
}

}  // namespace bestby::exchange::dlc
