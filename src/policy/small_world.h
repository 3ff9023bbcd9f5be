// For tests: a catalogue and policies from YAML text.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/evaluator.h"
#include "policy/load_policies.h"

namespace bestby::testing {

inline constexpr std::string_view small_vocabulary = R"(vocabulary: 1
kinds: [framework, language, container-image, machine-image, driver]
services: [features, updates, security, obtainable]
predicates:
  released: {value: date, event: yes, publishes: yes, of-cycle: first}
  announced: {value: date, event: yes}
  end_of_support: {value: date}
  framework: {value: release, many: yes, inherent: yes}
  python: {value: release, inherent: yes}
  platform: {value: text, many: yes, inherent: yes}
  branch: {value: text, inherent: yes}
  build: {value: version, scheme: image-build, inherent: yes}
  size: {value: number, inherent: yes}
  lts: {value: flag, inherent: yes}
)";

// A World with its policies; the texts must be right.
class SmallWorld {
 public:
  SmallWorld(std::vector<std::string> catalog, std::vector<std::string> policy_texts,
             std::string_view vocabulary = small_vocabulary) {
    std::vector<CatalogFile> files = {{"vocabulary.yml", std::string(vocabulary)}};
    for (std::size_t i = 0; i < catalog.size(); ++i)
      files.push_back({"catalog" + std::to_string(i) + ".yml", std::move(catalog[i])});
    auto loaded = load_catalog(std::move(files));
    if (!loaded) throw std::runtime_error(loaded.error().front().message);
    store_ = std::move(*loaded);
    world_ = store_.world();
    std::vector<CatalogFile> more;
    for (std::size_t i = 0; i < policy_texts.size(); ++i)
      more.push_back({"policy" + std::to_string(i) + ".yml", std::move(policy_texts[i])});
    auto policies = load_policies(std::move(more), world_);
    if (!policies) throw std::runtime_error(policies.error().front().message);
    policy_store_ = std::move(*policies);
    policies_ = policy_store_.view();
  }
  SmallWorld(const SmallWorld&) = delete;
  SmallWorld& operator=(const SmallWorld&) = delete;

  const World& world() const { return world_; }
  const Policies& policies() const { return policies_; }

  NodeId node(std::string_view label) const {
    const auto cut = label.find('@');
    const auto product = world_.find_product(label.substr(0, cut));
    if (!product) throw std::runtime_error("no product in " + std::string(label));
    if (cut == std::string_view::npos) return *product;
    if (const auto cycle = world_.find_cycle(*product, label.substr(cut + 1))) return *cycle;
    if (const auto release = world_.find_release(*product, label.substr(cut + 1))) return *release;
    throw std::runtime_error("no release " + std::string(label));
  }

  // "supported 2023-07-01, ended never" as the first policy that decides sees it.
  std::string timeline(std::string_view label, std::string_view known = {}) const {
    Evaluator e(world_, policies_, known.empty() ? std::nullopt : std::optional(*Date::parse(known)));
    const auto all = e.verdicts(node(label));
    return all.empty() ? "nobody speaks of it" : show(all.front().timeline);
  }

  std::string show(const Timeline& t) const {
    std::string out;
    const auto phases = policies_.phases(policies_.policy(t.policy));
    for (std::uint32_t i = 0; i < t.count; ++i) {
      if (!t.phases[i].entered) continue;
      if (!out.empty()) out += ", ";
      out.append(policies_.text(phases[i].name)).append(" ").append(to_text(t.phases[i].last));
    }
    return out;
  }

  // Whether a clause that `requires` something is met by a stack of one part.
  Truth met(std::string_view policy, std::string_view clause, std::string_view of, const char* name,
            std::string_view part) const {
    const StackPart stack[] = {{name, node(part)}};
    for (PolicyId p = 0; p < policies_.size(); ++p) {
      const PolicyRow& row = policies_.policy(p);
      if (policies_.text(row.id) != policy) continue;
      for (ClauseId c = row.first_clause; c < row.first_clause + row.clause_count; ++c)
        if (policies_.text(policies_.columns.clauses[c].id) == clause)
          return Evaluator(world_, policies_).requirement(p, c, node(of), stack);
    }
    throw std::runtime_error("no such clause");
  }

 private:
  WorldStore store_;
  World world_;
  PolicyStore policy_store_;
  Policies policies_;
};

}  // namespace bestby::testing
