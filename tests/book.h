// For tests: the project's own catalogue and policies, read once.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "policy/evaluator.h"
#include "policy/load_policies.h"
#include "report/error_text.h"

namespace bestby::testing {

inline std::vector<CatalogFile> files_of(const std::string& folder) {
  std::vector<CatalogFile> out;
  const std::string root = BESTBY_ROOT "/" + folder;
  if (const auto names = list_tree(root, {.suffix = ".yml"}))
    for (const std::string& name : *names)
      out.push_back({folder + "/" + name, read_file(root + "/" + name).value_or("")});
  return out;
}

class Book {
 public:
  static const Book& get() {
    static const Book book;
    return book;
  }

  const World& world() const { return world_; }
  const Policies& policies() const { return policies_; }

  std::optional<NodeId> node(std::string_view label) const {
    const auto cut = label.find('@');
    const auto product = world_.find_product(label.substr(0, cut));
    if (!product) return std::nullopt;
    if (const auto cycle = world_.find_cycle(*product, label.substr(cut + 1))) return cycle;
    return world_.find_release(*product, label.substr(cut + 1));
  }

  std::optional<PolicyId> policy(std::string_view id) const {
    for (PolicyId p = 0; p < policies_.size(); ++p)
      if (policies_.text(policies_.policy(p).id) == id) return p;
    return std::nullopt;
  }

  // "supported 2025-11-30, ended never": what one policy says of it.
  std::string says(std::string_view policy_id, std::string_view label) const {
    const auto p = policy(policy_id);
    const auto n = node(label);
    if (!p || !n) return !p ? "no such policy" : "no such release";
    const auto v = Evaluator(world_, policies_).verdict(*p, *n);
    if (!v) return "it does not speak of it";
    std::string out;
    const auto phases = policies_.phases(policies_.policy(*p));
    for (std::uint32_t i = 0; i + 1 < v->timeline.count; ++i) {
      if (!v->timeline.phases[i].entered) continue;
      if (!out.empty()) out += ", ";
      out.append(policies_.text(phases[i].name)).append(" ").append(to_text(v->timeline.phases[i].last));
    }
    return out;
  }

  // The policy that decides.
  std::string decides(std::string_view label) const {
    const auto n = node(label);
    if (!n) return "no such release";
    const auto all = Evaluator(world_, policies_).verdicts(*n);
    return all.empty() ? "none"
                       : std::string(policies_.text(policies_.policy(all.front().timeline.policy).id));
  }

 private:
  Book() {
    auto catalog = load_catalog(files_of("catalog"));
    if (!catalog) throw std::runtime_error(error_text(catalog.error().front(), false));
    store_ = std::move(*catalog);
    world_ = store_.world();
    auto policies = load_policies(files_of("policies"), world_);
    if (!policies) throw std::runtime_error(error_text(policies.error().front(), false));
    policy_store_ = std::move(*policies);
    policies_ = policy_store_.view();
  }

  WorldStore store_;
  World world_;
  PolicyStore policy_store_;
  Policies policies_;
};

}  // namespace bestby::testing
