// What a rule of the lint works with: the catalogue, the day, and where findings go.
//
//     void ends_before_starts(LintContext& in) {
//       for (NodeId n : in.nodes())
//         for (const FactRow* end : in.facts(n, in.predicate("end_of_support"))) in.found(n, "...", {end});
//     }
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/lint.h"

namespace bestby::exchange {

using Facts = std::vector<const FactRow*>;

class LintContext {
 public:
  LintContext(const LintRequest& request, std::vector<LintFinding>& out)
      : evaluator(request.evaluator),
        world(request.evaluator.world()),
        on(request.on),
        files(request.files),
        out_(out) {}

  Evaluator& evaluator;
  const World& world;
  Date on;
  std::span<const CatalogFile> files;
  const LintRule* rule = nullptr;  // the one that runs

  NodeRange nodes() const { return {0, static_cast<NodeId>(world.columns.nodes.size())}; }
  // no_id where the vocabulary has none of that name; nothing is recorded under it then.
  PredicateId predicate(std::string_view name) const { return world.find_predicate(name).value_or(no_id); }
  std::string_view name(PredicateId p) const { return world.text(world.predicate(p).name); }
  std::string_view value(const FactRow& f) const { return world.text(static_cast<TextId>(f.low)); }
  // Whether it stands, and nobody refuted it.
  bool counts(const FactRow& f) const { return f.refuted == no_id && world.visible(f, evaluator.known()); }
  Facts facts(NodeId n, PredicateId p) const;
  // The facts of dates that begin or end something: those of which the name says so.
  bool is_start(PredicateId p) const;
  bool is_end(PredicateId p) const;
  bool same_scope(const FactRow& a, const FactRow& b) const;
  // Whether it belongs to a product of images, and is not one dated build of a line of them.
  bool is_image_row(NodeId n) const;
  bool is_image(NodeId n) const { return !world.text(world.product(n).repository).empty(); }

  void found(NodeId subject, std::string says, const Facts& evidence);
  void found(std::string subject, std::string says, const Facts& evidence);

 private:
  std::vector<LintFinding>& out_;
};

// Whether two nodes may mean one: the same, or one is the other's cycle.
bool same_release(const World& world, NodeId a, NodeId b);
// "2022-10-21"; "between 2022-10-01 and 2022-10-31"
std::string day_words(const FactRow& fact);

}  // namespace bestby::exchange
