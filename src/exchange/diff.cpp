#include "exchange/diff.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "judge/status.h"
#include "report/evidence.h"

namespace bestby::exchange {
namespace {

using std::string;
using Key = std::tuple<string, string, string>;  // subject, predicate, scope

Key key_of(const World& world, const FactRow& f) {
  return {world.label(f.subject), string(world.text(world.predicate(f.predicate).name)),
          scope_words(world, f)};
}

// What a side says: for each key its values, each with a fact that says so.
using Said = std::map<Key, std::map<string, FactId>>;

Said said_by(Evaluator& e) {
  const World& world = e.world();
  Said out;
  for (FactId id = 0; id < world.columns.facts.size(); ++id) {
    const FactRow& f = world.columns.facts[id];
    if (f.refuted == no_id && world.visible(f, e.known()))
      out[key_of(world, f)].emplace(fact_words(world, f), id);
  }
  return out;
}

class Comparison {
 public:
  Comparison(Side& a, Side& b) : a_(a.evaluator), b_(b.evaluator) {}

  Difference run() {
    facts();
    ends();
    return std::move(out_);
  }

 private:
  void facts() {
    const Said before = said_by(a_), after = said_by(b_);
    const std::map<string, FactId> nothing;
    std::set<Key> keys;
    for (const auto& [key, values] : before) keys.insert(key);
    for (const auto& [key, values] : after) keys.insert(key);
    for (const Key& key : keys) {
      const auto was = before.find(key), is = after.find(key);
      values(key, was == before.end() ? nothing : was->second, is == after.end() ? nothing : is->second);
    }
  }

  // One value that became another has moved; otherwise values come and go.
  void values(const Key& key, const std::map<string, FactId>& was, const std::map<string, FactId>& is) {
    std::vector<std::pair<string, FactId>> gone, come;
    for (const auto& value : was)
      if (!is.contains(value.first)) gone.emplace_back(value);
    for (const auto& value : is)
      if (!was.contains(value.first)) come.emplace_back(value);
    if (gone.size() == 1 && come.size() == 1)
      return add(FactChange::Kind::moved, key, gone[0].first, come[0].first, come[0].second);
    for (const auto& [value, id] : gone) add(FactChange::Kind::withdrawn, key, value, {}, id);
    for (const auto& [value, id] : come) add(FactChange::Kind::added, key, {}, value, id);
  }

  void add(FactChange::Kind kind, const Key& key, string before, string after, FactId id) {
    changed_[key].push_back(out_.facts.size());
    out_.facts.push_back({kind, std::get<0>(key), std::get<1>(key), std::get<2>(key), std::move(before),
                          std::move(after), id});
  }

  struct End {
    string policy;
    Bound last;
    PolicyId id = no_id;
    NodeId judged = no_id;
  };

  // By subject, of all that the side knows and that a policy speaks of.
  static std::map<string, End> ends_of(Evaluator& e) {
    const World& world = e.world();
    std::map<string, End> out;
    for (NodeId n = 0; n < world.columns.nodes.size(); ++n) {
      if (world.is_product(n) || !is_known(e, n)) continue;
      const auto said = deciding_policy(e, n, world.as_of());
      if (!said || said->told == no_id) continue;
      const Timeline& t = said->verdict.timeline;
      out.emplace(world.label(n), End{string(e.policies().text(e.policies().policy(t.policy).id)),
                                      said->through, t.policy, t.node});
    }
    return out;
  }

  void ends() {
    const auto before = ends_of(a_), after = ends_of(b_);
    for (const auto& [subject, was] : before) {
      const auto is = after.find(subject);
      if (is == after.end())
        end(EndChange::Kind::withdrawn, subject, &was, nullptr);
      else if (const auto kind = change(was.last, is->second.last))
        end(*kind, subject, &was, &is->second);
    }
    for (const auto& [subject, is] : after)
      if (!before.contains(subject)) end(EndChange::Kind::added, subject, nullptr, &is);
    std::stable_sort(out_.ends.begin(), out_.ends.end(),
                     [](const EndChange& x, const EndChange& y) { return x.subject < y.subject; });
  }

  // Nothing where the end is the same. What has not happened yet moves with the day of knowledge.
  std::optional<EndChange::Kind> change(const Bound& was, const Bound& is) const {
    const auto open = [](const Bound& b) { return !b.known(); };
    const auto lasts = [](const Bound& b, const Evaluator& e) {
      return b.known() && b.high == day_max && b.low == e.horizon();
    };
    if (lasts(was, a_) && lasts(is, b_)) return std::nullopt;
    if (open(was) && open(is)) return std::nullopt;
    if (was == is) return std::nullopt;
    if (open(was)) return EndChange::Kind::settled;
    if (open(is)) return EndChange::Kind::opened;
    return compare_ends(is, was) > 0 ? EndChange::Kind::extended : EndChange::Kind::shortened;
  }

  void end(EndChange::Kind kind, const string& subject, const End* was, const End* is) {
    EndChange out{
        kind, subject, (is != nullptr ? is : was)->policy, Bound::not_recorded(), Bound::not_recorded(), {}};
    if (was != nullptr) out.before = was->last;
    if (is != nullptr) out.after = is->last;
    if (was != nullptr && is != nullptr) {
      std::set<std::size_t> because;
      reasons(a_, *was, because);
      reasons(b_, *is, because);
      out.because.assign(because.begin(), because.end());
    }
    out_.ends.push_back(std::move(out));
  }

  void reasons(Evaluator& e, const End& end, std::set<std::size_t>& out) const {
    const World& world = e.world();
    const Explanation why = e.explain(end.id, end.judged);
    for (const ClauseOutcome& c : why.clauses)
      for (const Derivation* d : {&c.condition, &c.derivation, &c.published_derivation})
        for (const Evidence& evidence : evidence_of(e.policies(), *d)) {
          if (evidence.what != Evidence::What::fact || evidence.step->fact == no_id) continue;
          const auto at = changed_.find(key_of(world, world.columns.facts[evidence.step->fact]));
          if (at != changed_.end()) out.insert(at->second.begin(), at->second.end());
        }
  }

  Evaluator &a_, &b_;
  std::map<Key, std::vector<std::size_t>> changed_;
  Difference out_;
};

}  // namespace

Difference difference(Side& a, Side& b) { return Comparison(a, b).run(); }

}  // namespace bestby::exchange
