// The readers of pipelines of observe/text/yaml_files.h.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "observe/text/yaml_files.h"
#include "observe/text/yaml_observer.h"
#include "observe/text/yaml_walk.h"

namespace bestby {
namespace {

using yaml::Node;

// Steps that install an interpreter: the begin of their name, and what says its version.
struct SetupAction {
  std::string_view uses, key, product;
};
constexpr std::array setups = {
    SetupAction{"actions/setup-python@", "python-version", "python"},
    SetupAction{"conda-incubator/setup-miniconda@", "python-version", "python"},
    SetupAction{"mamba-org/setup-micromamba@", "python-version", "python"},
    SetupAction{"astral-sh/setup-uv@", "python-version", "python"},
    SetupAction{"actions/setup-node@", "node-version", "nodejs"},
};

struct BuildRuntime {
  std::string_view key, product;
};
constexpr std::array runtimes = {BuildRuntime{"python", "python"}, BuildRuntime{"nodejs", "nodejs"}};

constexpr std::size_t most_values = 64;      // of one name of a matrix
constexpr std::size_t most_lookups = 1'000;  // in the matrices of a file

// The values of `${{ matrix.NAME }}`; the node itself where it is none.
std::vector<const Node*> matrix_values(const Node& job, const Node& node, std::size_t& lookups) {
  std::string_view text = trim(text_of(&node));
  if (!text.starts_with("${{") || !text.ends_with("}}")) return {&node};
  text = trim(text.substr(3, text.size() - 5));
  constexpr std::string_view matrix = "matrix.";
  if (!text.starts_with(matrix)) return {};
  const std::string_view name = text.substr(matrix.size());
  std::vector<const Node*> out;
  const Node* all = field(job, {"strategy", "matrix"});
  if (all == nullptr || ++lookups > most_lookups) return out;
  for (const Node* value : list_of(field(*all, name))) out.push_back(value);
  for (const Node* more : list_of(field(*all, "include")))
    if (const Node* value = field(*more, name)) out.push_back(value);
  out.resize(std::min(out.size(), most_values));
  return out;
}

class ActionsReader {
 public:
  explicit ActionsReader(YamlObserver& seen) : seen_(seen) {}

  void job(const Node& job) {
    const std::uint32_t stack = seen_.new_stack();
    image_of(job, field(job, "container"), stack);
    for (const Node* service : list_of(field(job, "services"))) image_of(job, service, seen_.new_stack());
    steps(job, field(job, "steps"), stack);
  }

  void steps(const Node& job, const Node* list, std::uint32_t stack) {
    for (const Node* step : list_of(list)) {
      const std::string_view uses = text_of(field(*step, "uses"));
      constexpr std::string_view docker = "docker://";
      if (uses.starts_with(docker))
        seen_.image(seen_.word(*field(*step, "uses"), docker.size()), seen_.new_stack());
      for (const SetupAction& setup : setups) {
        const Node* version = uses.starts_with(setup.uses) ? field(*step, {"with", setup.key}) : nullptr;
        if (version != nullptr) versions(job, *version, setup, stack);
      }
      seen_.script(field(*step, "run"), stack);
    }
  }

 private:
  // Several are alternatives: each has a stack of its own.
  void versions(const Node& job, const Node& node, const SetupAction& setup, std::uint32_t stack) {
    std::vector<const Node*> values = matrix_values(job, node, lookups_);
    for (const Node& item : node.items) values.push_back(&item);
    for (const Node* value : values)
      seen_.part(setup.product, *value, setup.key, values.size() > 1 ? seen_.new_stack() : stack);
  }

  // A text, or a mapping with `image`.
  void image_of(const Node& job, const Node* node, std::uint32_t stack) {
    if (node != nullptr && node->is_mapping()) node = field(*node, "image");
    if (node == nullptr || !node->is_scalar()) return;
    const std::vector<const Node*> values = matrix_values(job, *node, lookups_);
    for (const Node* value : values)
      if (text_of(value).find("${{") == std::string_view::npos)
        seen_.image(*value, values.size() > 1 ? seen_.new_stack() : stack);
  }

  YamlObserver& seen_;
  std::size_t lookups_ = 0;
};

class GitLabReader {
 public:
  GitLabReader(YamlObserver& seen, const Node& document) : seen_(seen), document_(document) {}

  void read() {
    set_variables(field(document_, "variables"), all_);
    unit(document_, all_);
    if (const Node* defaults = field(document_, "default")) unit(*defaults, all_);
    for (const auto& [key, job] : document_.fields) {
      const bool is_job = job.is_mapping() && key.text != "default" && key.text != "variables";
      if (!is_job) continue;
      ShellVariables own(&all_);
      set_variables(field(job, "variables"), own);
      unit(job, own);
    }
  }

 private:
  void set_variables(const Node* node, ShellVariables& into) {
    if (node == nullptr) return;
    for (const auto& [key, value] : node->fields) {
      const Node* said = value.is_mapping() ? field(value, "value") : &value;
      if (said == nullptr || !said->is_scalar() || !into.spend(said->text.size() + 64)) continue;
      ShellWord word = seen_.word(*said, all_);
      if (!word.open) into.set(key.str(), std::move(word.value));
    }
  }

  void image_of(const Node* node, const ShellVariables& variables, std::uint32_t stack) {
    if (node != nullptr && node->is_mapping()) node = field(*node, "name");
    if (node != nullptr && node->is_scalar()) seen_.image(seen_.word(*node, variables), stack);
  }

  // A job, or what holds for all.
  void unit(const Node& node, const ShellVariables& variables) {
    const std::uint32_t stack = seen_.new_stack();
    image_of(field(node, "image"), variables, stack);
    for (const Node* service : list_of(node.find("services")))
      image_of(service, variables, seen_.new_stack());
    for (const std::string_view key : {"before_script", "script", "after_script"})
      seen_.script(field(node, key), stack);
  }

  YamlObserver& seen_;
  const Node& document_;
  ShellVariables all_;
};

}  // namespace

void read_github_actions(const TextFile& file, const TextContext& context, Observed& out) {
  const auto read = yaml_documents(file, context, true, out);
  if (!read) return;
  YamlObserver seen(*read, context, out);
  ActionsReader actions(seen);
  for (const Node& document : read->root.items) {
    for (const Node* job : list_of(field(document, "jobs"))) actions.job(*job);
    const Node* runs = field(document, "runs");  // of an action
    if (runs == nullptr) continue;
    const std::uint32_t stack = seen.new_stack();
    const Node* image = field(*runs, "image");
    if (text_of(image).starts_with("docker://")) seen.image(seen.word(*image, 9), stack);
    actions.steps(*runs, field(*runs, "steps"), stack);
  }
}

void read_gitlab_ci(const TextFile& file, const TextContext& context, Observed& out) {
  const auto read = yaml_documents(file, context, true, out);
  if (!read) return;
  YamlObserver seen(*read, context, out);
  for (const Node& document : read->root.items) GitLabReader(seen, document).read();
}

void read_buildspec(const TextFile& file, const TextContext& context, Observed& out) {
  const auto read = yaml_documents(file, context, true, out);
  if (!read) return;
  YamlObserver seen(*read, context, out);
  for (const Node& document : read->root.items) {
    const std::uint32_t stack = seen.new_stack();
    seen.environment_of(field(document, {"env", "variables"}), stack);
    for (const Node* phase : list_of(field(document, "phases"))) {
      for (const BuildRuntime& runtime : runtimes)
        if (const Node* version = field(*phase, {"runtime-versions", runtime.key}))
          seen.part(runtime.product, *version, "runtime-versions", stack);
      seen.script(field(*phase, "commands"), stack);
    }
  }
}

}  // namespace bestby
