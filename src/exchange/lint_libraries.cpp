// Rules about libraries: wheels against their rows, versions against those of the framework.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "exchange/lint_rules.h"
#include "exchange/lint_said.h"
#include "report/words.h"

namespace bestby::exchange {
namespace {

// What stands in the address of a wheel, beside the row in which it is published.
class Wheel {
 public:
  Wheel(LintContext& in, const FactRow& row) : in_(in), row_(row) {
    const PredicateId framework = in.predicate("framework");
    for (const ScopeRow& s : in.world.columns.scopes.subspan(row.first_scope, row.scope_count))
      if (s.predicate == framework && s.is_node != 0) framework_ = s.value;
  }

  // One sentence for each part that is not what the row says.
  std::vector<std::string> wrong() {
    const std::vector<std::string_view> parts = split(in_.value(row_), '/');
    if (parts.empty()) return {};
    for (std::size_t i = 0; i + 2 < parts.size(); ++i) version_of_framework(parts[i], parts[i + 1]);
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) word(std::string(parts[i]));
    file(parts.back());
    return std::move(wrong_);
  }

 private:
  void version_of_framework(std::string_view product, std::string_view version) {
    if (framework_ == no_id || in_.world.text(in_.world.product(framework_).id) != product) return;
    if (version != in_.world.name(framework_))
      wrong_.push_back(
          fmt::format("its path says {} {}, the row {}", product, version, in_.world.label(framework_)));
  }

  // `cu113`, `py38`: as in tags.
  void word(const std::string& text) {
    const NodeId product = in_.world.product(row_.subject).node;
    for (const ReleaseFact& said : read_tag_parts(in_.world, product, text).facts) {
      const bool of_framework = in_.name(said.predicate) == "framework";
      Facts recorded = in_.facts(row_.subject, said.predicate);
      std::erase_if(recorded, [&](const FactRow* f) { return !in_.same_scope(*f, row_); });
      if (of_framework || recorded.empty()) continue;
      if (std::none_of(recorded.begin(), recorded.end(),
                       [&](const FactRow* f) { return agrees(in_, *f, said); }))
        wrong_.push_back(fmt::format("its path says {} {}, the row {}", in_.name(said.predicate),
                                     said_words(in_, said), fact_words(in_.world, *recorded.front())));
    }
  }

  // NAME-VERSION(-BUILD)?-PYTHON-ABI-PLATFORM.whl
  void file(std::string_view name) {
    const std::vector<std::string_view> parts = split(name, '-');
    if (!name.ends_with(".whl") || parts.size() < 5) return;
    const auto version = parts[1];
    if (in_.world.is_release(row_.subject) && version != in_.world.name(row_.subject))
      wrong_.push_back(fmt::format("its file says {}, the row {}", version, in_.world.label(row_.subject)));
    const std::string python(parts[parts.size() - 3]);
    if (python.starts_with("cp")) word("py" + python.substr(2));
  }

  LintContext& in_;
  const FactRow& row_;
  NodeId framework_ = no_id;
  std::vector<std::string> wrong_;
};

}  // namespace

void wheel_disagrees(LintContext& in) {
  const PredicateId wheel = in.predicate("wheel");
  for (const NodeId n : in.nodes())
    for (const FactRow* row : in.facts(n, wheel))
      for (std::string& wrong : Wheel(in, *row).wrong()) in.found(n, std::move(wrong), {row});
}

// Of each framework the newest library for each of its versions: it should not fall. Ids of a
// product's releases grow with their versions.
void library_not_monotonic(LintContext& in) {
  const PredicateId framework = in.predicate("framework");
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::map<NodeId, const FactRow*>> newest;
  for (const NodeId n : in.nodes()) {
    if (!in.world.is_release(n) || in.is_image(n) || in.world.node(n).major == no_id) continue;
    for (const FactRow* f : in.facts(n, framework)) {
      const auto of = static_cast<NodeId>(f->low);
      if (!in.world.is_release(of)) continue;
      const FactRow*& best = newest[{in.world.node(n).product, in.world.node(of).product}][of];
      if (best == nullptr || best->subject < n) best = f;
    }
  }
  for (const auto& [pair, of] : newest) {
    const FactRow* before = nullptr;
    for (const auto& [node, fact] : of) {
      if (before != nullptr && fact->subject < before->subject)
        in.found(fact->subject,
                 fmt::format("it is for {}, and {} is for the older {}", fact_words(in.world, *fact),
                             in.world.label(before->subject), fact_words(in.world, *before)),
                 {fact, before});
      else
        before = fact;
    }
  }
}

}  // namespace bestby::exchange
