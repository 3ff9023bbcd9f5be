// What to move to.
//
// Releases of a product with cycles are in version order, so the smallest step is the next one that
// is patched. Images are not: each is a row of attributes. There, what shares its texts (job, platform,
// accelerator) with the image may take its place; the step is how far the thing moves that policies
// speak for (a framework), then how many other parts (Python, CUDA, the operating system) change.
//
// An image may be recorded under its address, or only as a dated build of its line (the predicate
// `record`): where no address is left to move to, a build of the line says that there is a newer image.
#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/version.h"
#include "judge/status.h"

namespace bestby {
namespace {

using Step = std::pair<std::uint32_t, int>;  // of the main part, then of the others

class Mover {
 public:
  Mover(Evaluator& evaluator, const PolicyStatus& from, NodeId node, std::int32_t on)
      : e_(evaluator),
        world_(evaluator.world()),
        from_(from),
        node_(node),
        on_(on),
        policy_(from.verdict.timeline.policy),
        security_(service_named(world_, "security")) {}

  std::vector<Move> run() {
    if (security_ == no_id || world_.is_product(node_) || from_.released == Truth::no) return {};
    const Through through = from_.verdict.through;
    const bool whole_cycle = through == Through::itself && world_.is_cycle(node_);
    if (world_.product(node_).cycle_depth != 0 || whole_cycle || through == Through::cycle)
      versions();
    else
      images();
    return chosen();
  }

 private:
  struct Candidate {
    NodeId node;
    Step step;
    Bound patched;
  };

  // Where no release was out yet that is recorded with its day, a cycle may have been.
  void versions() {
    versions_of(node_);
    if (const NodeId cycle = world_.cycle_of(node_); found_.empty() && cycle != no_id) versions_of(cycle);
  }

  void versions_of(NodeId from) {
    const NodeRange range = world_.is_cycle(from) ? world_.cycles_of(from) : world_.releases_of(from);
    const auto* scheme = find_version_scheme(world_.text(world_.product(node_).scheme));
    const bool own = prerelease(scheme, from);
    earlier_ = day_min;
    for (NodeId n : range) {
      if (world_.text(world_.node(n).key) > world_.text(world_.node(from).key) &&
          (own || !prerelease(scheme, n)) && !set_apart(n))
        consider(n, {n - from, 0});
      earlier_ = std::max({earlier_, released(n), released(world_.cycle_of(n))});
    }
  }

  // For another system, say: by facts of their own or of their cycles.
  bool set_apart(NodeId n) const {
    for (const NodeId mine : {node_, world_.cycle_of(node_)})
      for (const NodeId other : {n, world_.cycle_of(n)})
        if (mine != no_id && other != no_id && differ(mine, other)) return true;
    return false;
  }
  bool differ(NodeId mine, NodeId other) const {
    bool out = false;
    each_fact(mine, [&](const FactRow& f) {
      if (world_.predicate(f.predicate).sets_apart == 0) return;
      const auto [any, same] = says(other, f);
      out = out || (any && !same);
    });
    return out;
  }

  bool prerelease(const VersionScheme* scheme, NodeId n) const {
    if (scheme == nullptr) return false;
    const auto version = parse_version(*scheme, world_.name(n));
    return version && version->prerelease;
  }

  // A line of images is spoken for by the one that is patched longest.
  void images() {
    if (world_.is_cycle(node_)) node_ = from_.verdict.timeline.node;
    collect_attributes();
    consider_all();
    const auto record = world_.find_predicate("record");
    const auto own = std::remove_if(texts_.begin(), texts_.end(),
                                    [&](const FactRow& f) { return record && f.predicate == *record; });
    if (!found_.empty() || own == texts_.end()) return;
    texts_.erase(own, texts_.end());
    consider_all();
  }

  void consider_all() {
    for (NodeId n : world_.releases_of(node_))
      if (n != node_)
        if (const auto step = step_to(n)) consider(n, *step);
  }

  void consider(NodeId n, Step step) {
    auto verdict = e_.verdict(policy_, n);
    if (!verdict || !is_out(n, *verdict)) return;
    const Bound start = verdict->timeline.start;
    verdict->timeline.start = Bound::not_recorded();  // `is_out` has seen to it
    if (service_on(e_.policies(), verdict->timeline, security_, on_) != Truth::yes) return;
    const Bound end = verdict->timeline.end_of_service(e_.policies(), security_);
    if (from_.patched_on == Truth::yes && compare_ends(end, from_.patched) <= 0) return;
    // Only mentioned, and by nothing that it is part of: nobody says that it can be had.
    if (world_.node(n).recorded == 0 && verdict->through == Through::itself) return;
    if (by_age_ && !not_older(start)) return;
    found_.push_back({n, step, end});
  }

  // Released by the day asked about. What has no recorded day came out after what it carries and after
  // the versions before it, and counts as out for questions about the catalogue's own day and later.
  bool is_out(NodeId n, const Verdict& verdict) const {
    const Bound day = e_.release_day(n);
    if (day.known()) return day.high <= on_;
    const Bound own = start_of(e_, n, verdict);
    if (own.known() && own.high <= on_) return true;
    if (own.known() && own.high != day_max) return false;  // nothing of it is seen before a later day
    std::int32_t after = std::max(earlier_, released(world_.cycle_of(n)));
    if (own.known()) after = std::max(after, own.low);
    each_fact(n, [&](const FactRow& f) {
      if (world_.predicate(f.predicate).type != ValueType::release) return;
      const auto part = static_cast<NodeId>(f.low);
      after = std::max({after, released(part), released(world_.cycle_of(part))});
    });
    return after == day_min ? on_ >= world_.as_of().days() : after <= on_;
  }

  std::int32_t released(NodeId n) const {
    const Bound day = n == no_id ? Bound::not_recorded() : e_.release_day(n);
    return day.known() ? day.low : day_min;
  }

  bool not_older(const Bound& start) const {
    const Bound& own = from_.verdict.timeline.start;
    return start.known() && own.known() && start.low >= own.low;
  }

  std::vector<Move> chosen() const {
    if (found_.empty()) return {};
    const auto later = [](const Candidate& a, const Candidate& b) {
      return compare_ends(a.patched, b.patched) > 0;
    };
    const auto smallest =
        *std::min_element(found_.begin(), found_.end(), [&](const Candidate& a, const Candidate& b) {
          return a.step != b.step ? a.step < b.step : later(a, b);
        });
    const auto longest =
        *std::min_element(found_.begin(), found_.end(), [&](const Candidate& a, const Candidate& b) {
          return later(a, b) || (!later(b, a) && a.step < b.step);
        });
    return moves(latest_patch(smallest), latest_patch(longest));
  }

  // Of the candidate's cycle, the newest that is patched as long: nobody wants an older patch.
  Candidate latest_patch(const Candidate& candidate) const {
    Candidate best = candidate;
    const NodeId cycle = world_.cycle_of(candidate.node);
    for (const Candidate& c : found_)
      if (cycle != no_id && world_.cycle_of(c.node) == cycle &&
          compare_ends(c.patched, candidate.patched) >= 0 &&
          world_.text(world_.node(c.node).key) > world_.text(world_.node(best.node).key))
        best = c;
    return best;
  }

  static std::vector<Move> moves(const Candidate& smallest, const Candidate& longest) {
    std::vector<Move> out = {{smallest.node, true, false, smallest.patched}};
    if (compare_ends(longest.patched, smallest.patched) <= 0)
      out[0].longest = true;
    else
      out.push_back({longest.node, false, true, longest.patched});
    return out;
  }

  // Facts of a release that describe it: those without a scope that stand.
  template <class Visit>
  void each_fact(NodeId n, Visit&& visit) const {
    for (const FactRow& f : world_.facts(n))
      if (f.refuted == no_id && f.scope_count == 0 && world_.visible(f, e_.known())) visit(f);
  }

  // Texts of predicates whose values releases of the product share (no two have one address), and
  // releases.
  void collect_attributes() {
    const auto spoken = e_.policies().columns.spoken;
    each_fact(node_, [&](const FactRow& f) {
      const ValueType type = world_.predicate(f.predicate).type;
      const bool is_main = std::find(spoken.begin(), spoken.end(), f.predicate) != spoken.end();
      if (type == ValueType::release)
        (is_main ? main_ : attributes_).push_back(f);
      else if (type == ValueType::text && is_shared(f.predicate))
        texts_.push_back(f);
    });
    by_age_ = main_.empty();
  }

  bool is_shared(PredicateId p) const {
    std::unordered_set<std::int32_t> values;
    for (NodeId n : world_.releases_of(node_)) {
      const auto facts = world_.facts(n, p);
      if (!facts.empty() && !values.insert(facts.front().low).second) return true;
    }
    return false;
  }

  // Whether a release records the predicate at all, and with this value.
  std::pair<bool, bool> says(NodeId n, const FactRow& f) const {
    bool any = false, same = false;
    for (const FactRow& other : world_.facts(n, f.predicate)) {
      any = true;
      same = same || other.low == f.low;
    }
    return {any, same};
  }

  std::optional<Step> step_to(NodeId n) const {
    for (const FactRow& f : texts_)
      if (const auto [any, same] = says(n, f); any && !same && !agrees_otherwise(n, f)) return std::nullopt;
    Step step{0, 0};
    for (const FactRow& f : main_) {
      if (const auto forward = distance(n, f))
        step.first += *forward;
      else if (in_part(f.predicate))
        step.second += other_product;  // what only some images record may be there, beside what this one does
      else
        return std::nullopt;
    }
    for (const FactRow& f : attributes_) step.second += change(n, f);
    return step;
  }

  // Whether only some of the images that have such a part record it.
  bool in_part(PredicateId p) const {
    const auto rows = world_.columns.attributes;
    return std::any_of(rows.begin(), rows.end(),
                       [&](const AttributeRow& a) { return a.predicate == p && a.partial != 0; });
  }

  // Another release of a part is a smaller change than another product in its place.
  static constexpr int other_release = 1, other_product = 4;
  int change(NodeId n, const FactRow& f) const {
    if (const auto [any, same] = says(n, f); !any || same) return 0;
    const auto facts = world_.facts(n, f.predicate);
    const auto product = world_.node(static_cast<NodeId>(f.low)).product;
    const bool kept = std::any_of(facts.begin(), facts.end(), [&](const FactRow& other) {
      return world_.node(static_cast<NodeId>(other.low)).product == product;
    });
    return kept ? other_release : other_product;
  }

  // A predicate with several values agrees if any of the node's own values does.
  bool agrees_otherwise(NodeId n, const FactRow& f) const {
    return std::any_of(texts_.begin(), texts_.end(), [&](const FactRow& own) {
      return own.predicate == f.predicate && says(n, own).second;
    });
  }

  // How far the main part moves on: to the same or a newer release of the same product.
  std::optional<std::uint32_t> distance(NodeId n, const FactRow& f) const {
    const auto here = static_cast<NodeId>(f.low);
    for (const FactRow& other : world_.facts(n, f.predicate)) {
      const auto there = static_cast<NodeId>(other.low);
      if (world_.node(there).product != world_.node(here).product) continue;
      const auto a = world_.text(world_.node(here).key), b = world_.text(world_.node(there).key);
      if (b >= a) return there > here ? there - here : here - there;
    }
    return std::nullopt;
  }

  Evaluator& e_;
  const World& world_;
  const PolicyStatus& from_;
  NodeId node_;
  std::int32_t on_;
  PolicyId policy_;
  std::uint32_t security_;
  bool by_age_ = false;             // nothing else says which image is the newer one
  std::int32_t earlier_ = day_min;  // the last day on which a version before the candidate came out
  std::vector<FactRow> texts_, main_, attributes_;
  std::vector<Candidate> found_;
};

}  // namespace

std::vector<Move> moves(Evaluator& evaluator, const PolicyStatus& from, NodeId node, std::int32_t on) {
  return Mover(evaluator, from, node, on).run();
}

}  // namespace bestby
