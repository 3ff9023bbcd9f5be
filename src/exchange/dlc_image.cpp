#include "exchange/dlc_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "exchange/dlc_words.h"

namespace bestby::exchange::dlc {
namespace {

using yaml::Node;

// The account that holds the images unless a row names another.
constexpr std::string_view usual_account = "763104351884";

class ImageReader {
 public:
  ImageReader(const InputFile& file, ImportReport& report) : file_(file), report_(report) {}

  std::optional<Image> read() {
    const auto document = yaml::read(file_.path, file_.text, {}, ErrorCode::input);
    if (!document) {
      report_.damage(file_, document.error().span.line, document.error().message);
      return std::nullopt;
    }
    root_ = &document->root;
    if (!root_->is_mapping()) return refuse(1, "is no mapping of an image's fields");
    for (const char* key : {"framework", "version", "tags"})
      if (root_->find(key) == nullptr) return refuse(1, fmt::format("`{}` is missing", key));
    if (!tags(*root_->find("tags"))) return std::nullopt;
    if (!locate()) return std::nullopt;
    if (!framework()) return std::nullopt;
    for (const auto& [key, value] : root_->fields) field(key, value);
    say_where();
    compare_with_tag();
    return std::move(image_);
  }

 private:
  using Handler = void (ImageReader::*)(const Node&);
  struct Field {
    std::string_view key;
    Handler handler;  // nullptr: read elsewhere
  };
  static const std::array<Field, 18> fields;

  void skip(int line, std::string reason) {
    report_.skipped.push_back({file_.path, line, std::move(reason)});
  }
  std::nullopt_t refuse(int line, std::string reason) {
    skip(line, std::move(reason));
    return std::nullopt;
  }
  void note(int line, std::string reason) { report_.notes.push_back({file_.path, line, std::move(reason)}); }
  void add(std::string_view predicate, std::string value) {
    image_.facts.emplace_back(predicate, std::move(value));
  }
  std::string text(const char* key) const {
    const Node* node = root_->find(key);
    return node != nullptr && node->is_scalar() ? node->str() : std::string();
  }

  bool tags(const Node& node) {
    for (const Node& tag : node.items) {
      if (!tag.is_scalar() || tag.text.empty() || tag.text.find_first_of(" @:/") != tag.text.npos)
        skip(tag.line, fmt::format("`{}` is no tag", tag.text));
      else
        image_.tags.push_back(tag.str());
    }
    if (image_.tags.empty()) skip(node.line, "`tags` names no tag");
    return !image_.tags.empty();
  }

  bool locate() {
    image_.place = file_.path;
    if (image_.place.starts_with("data/")) image_.place.erase(0, 5);
    image_.folder = image_.place.substr(0, image_.place.find('/'));
    const std::string given = text("ecr_repository");
    image_.repository = given.empty() ? image_.folder : given;
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
    if (!image_.repository.empty() && image_.repository[0] != '.' &&
        image_.repository.find_first_not_of(allowed) == image_.repository.npos)
      return true;
    skip(1, fmt::format("`{}` is no name of a repository", image_.repository));
    return false;
  }

  // The full version is the tag's where the tag refines the field: 2.6 and 2.6.0-gpu-...
  std::string refined(std::string_view version) const {
    const std::string_view first = std::string_view(image_.tags[0]).substr(0, image_.tags[0].find('-'));
    const bool refines = first.starts_with(version) && is_version(first) && first.size() > version.size() &&
                         first[version.size()] == '.';
    return std::string(refines ? first : version);
  }

  bool framework() {
    const Node& node = *root_->find("framework");
    const FrameworkWord* word = find_framework(node.text);
    if (word == nullptr) {
      skip(node.line, fmt::format("`{}` is no known framework", node.text));
      return false;
    }
    std::string version = text("version");
    if (version.empty() || version.find_first_of(" @") != version.npos) {
      skip(root_->find("version")->line, "`version` is no version");
      return false;
    }
    if (word->revision_behind_hyphen) version.resize(std::min(version.find('-'), version.size()));
    image_.version = refined(version);
    add(word->meaning.predicate, fmt::format("{}@{}", word->meaning.product, image_.version));
    if (!word->variant.empty()) add("variant", std::string(word->variant));
    return true;
  }

  void field(const Node& key, const Node& value) {
    const auto at =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == key.text; });
    if (at == fields.end()) return skip(key.line, fmt::format("`{}` is no known field", key.text));
    if (at->handler == nullptr) return;
    if (!value.is_scalar()) return skip(value.line, fmt::format("`{}` is no text", key.text));
    (this->*at->handler)(value);
  }

  void unknown(const Node& value, std::string_view what) {
    skip(value.line, fmt::format("`{}` is no known {}", value.text, what));
  }

  void accelerator(const Node& value) {
    constexpr std::array known = {"cpu", "gpu", "neuronx", "neuron"};
    if (std::find(known.begin(), known.end(), value.text) == known.end())
      return unknown(value, "accelerator");
    add("accelerator", value.str());
  }

  // The source's own tables show `default` as EC2.
  void platform(const Node& value) {
    constexpr std::array known = {"ec2", "sagemaker", "default"};
    if (std::find(known.begin(), known.end(), value.text) == known.end()) return unknown(value, "platform");
    add("platform", value.str() == "default" ? "ec2" : value.str());
  }

  void python(const Node& value) {
    if (value.text == "py3") return note(value.line, "`py3` names no minor version: left out");
    const auto version = python_version(value.text);
    if (!version) return unknown(value, "Python");
    add("python", "python@" + *version);
  }

  void cuda(const Node& value) {
    const auto version = cuda_version(value.text);
    if (!version) return unknown(value, "CUDA");
    const std::string_view said = image_.fact("cuda");  // a base image's version is its CUDA's
    if (said.empty()) return add("cuda", "cuda@" + *version);
    if (!said.starts_with("cuda@" + *version))
      note(value.line, fmt::format("`{}` beside version {}", value.text, image_.version));
  }

  void os(const Node& value) {
    const auto release = os_release(value.text);
    if (!release) return unknown(value, "operating system");
    add("os", *release);
  }

  void date(const Node& value, std::string_view predicate) {
    if (!Date::parse(value.text)) return unknown(value, "date");
    add(predicate, value.str());
  }
  void ga(const Node& value) { date(value, "ga"); }
  void eop(const Node& value) { date(value, "end_of_patch"); }

  void library(const Node& value, std::string_view predicate, std::string_view product) {
    if (!is_version(value.text)) return unknown(value, "version");
    add(predicate, fmt::format("{}@{}", product, value.text));
  }
  void sdk(const Node& value) { library(value, "sdk", "neuron-sdk"); }
  void transformers(const Node& value) { library(value, "library", "transformers"); }
  void optimum(const Node& value) { library(value, "library", "optimum-neuron"); }

  void engine(const Node& value) {
    if (value.text == "CPU Full") return add("variant", "full");
    for (const std::string_view part : split(value.text, ',')) {
      const std::string_view words = trim(part);
      const auto space = std::min(words.rfind(' '), words.size());
      const std::string_view product = engine_product(words.substr(0, space));
      const std::string_view version = trim(words.substr(space));
      if (product.empty() || !is_version(version))
        skip(value.line, fmt::format("`{}` is no known engine", words));
      else
        add("library", fmt::format("{}@{}", product, version));
    }
  }

  void open(const Node& value) {
    if (value.text != "true" && value.text != "false") return unknown(value, "truth value");
    add("public", value.text == "true" ? "yes" : "no");
  }

  void say_where() {
    const std::string account = text("example_ecr_account");
    add("record", "image");
    add("arch", std::string(arch_of(image_.repository)));
    for (const std::string_view job : jobs_of(image_.repository)) add("job", std::string(job));
    if (image_.folder != image_.repository) add("line", image_.folder);
    add("address", fmt::format("{}.dkr.ecr.<region>.amazonaws.com/{}:{}",
                               account.empty() ? usual_account : account, image_.repository, image_.tags[0]));
    constexpr std::string_view models = "sgm";
    for (const std::string_view token : split(image_.tags[0], '-'))
      if (token.starts_with(models) && is_version(token.substr(models.size())))
        add("library", fmt::format("stability-generative-models@{}", token.substr(models.size())));
  }

  // What the tag says of itself must agree with the fields; where it does not, the fields stand.
  void compare_with_tag() {
    for (const std::string_view token : split(image_.tags[0], '-')) {
      if (const auto cuda = cuda_version(token)) differs("cuda", "cuda@" + *cuda, token);
      if (const auto python = python_version(token)) differs("python", "python@" + *python, token);
      if (const auto os = os_release(token)) differs("os", *os, token);
      if (token == "cpu" || token == "gpu") differs("accelerator", std::string(token), token);
      if (token == "ec2" || token == "sagemaker") differs("platform", std::string(token), token);
    }
    const std::string_view first = std::string_view(image_.tags[0]).substr(0, image_.tags[0].find('-'));
    if (is_version(first) && first.find('.') != first.npos && first != image_.version &&
        !first.starts_with(image_.version + "."))
      note(1, fmt::format("the tag `{}` begins with {}, the version is {}", image_.tags[0], first,
                          image_.version));
  }

  void differs(const char* predicate, const std::string& tagged, std::string_view token) {
    const std::string_view said = image_.fact(predicate);
    if (said.empty() || said == tagged || said.starts_with(tagged + ".")) return;
    const Node* node = root_->find(predicate);
    note(node == nullptr ? 1 : node->line,
         fmt::format("{} is {}, but the tag `{}` says `{}`: written as published", predicate, said,
                     image_.tags[0], token));
  }

  const InputFile& file_;
  ImportReport& report_;
  const Node* root_ = nullptr;
  Image image_;
};

const std::array<ImageReader::Field, 18> ImageReader::fields = {{
    {"framework", nullptr},
    {"version", nullptr},
    {"tags", nullptr},
    {"ecr_repository", nullptr},
    {"example_ecr_account", nullptr},
    {"example_region", nullptr},
    {"accelerator", &ImageReader::accelerator},
    {"platform", &ImageReader::platform},
    {"python", &ImageReader::python},
    {"cuda", &ImageReader::cuda},
    {"os", &ImageReader::os},
    {"ga", &ImageReader::ga},
    {"eop", &ImageReader::eop},
    {"sdk", &ImageReader::sdk},
    {"transformers", &ImageReader::transformers},
    {"optimum", &ImageReader::optimum},
    {"engine", &ImageReader::engine},
    {"public_registry", &ImageReader::open},
}};

}  // namespace

std::string_view Image::fact(std::string_view predicate) const {
  const auto at =
      std::find_if(facts.begin(), facts.end(), [&](const auto& fact) { return fact.first == predicate; });
  return at == facts.end() ? std::string_view() : std::string_view(at->second);
}

std::optional<Image> read_image(const InputFile& file, ImportReport& report) {
  return ImageReader(file, report).read();
}

}  // namespace bestby::exchange::dlc
