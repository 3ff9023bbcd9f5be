#include "policy/evaluator.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "policy/expression_evaluator.h"
#include "policy/family.h"
#include "policy/timeline_builder.h"
#include "policy/timeline_cache.h"
#include "policy/words.h"

namespace bestby {
namespace {

constexpr std::size_t max_nesting = 64;         // ends that depend on ends
constexpr std::int64_t least_fuel = 4'000'000;  // tens of milliseconds
constexpr std::int64_t fuel_of_a_node = 64;     // families are sorted once, for whoever asks first

// Timelines that wait for one another: the policies that make them, and one path.
struct Circle {
  std::string policies, path;
};

// `running`: outermost first; the last one asks for the end of `node`, which waits for it. Those before
// it asked for the first time are not part of the circle.
Circle circle_of(const World& world, const Policies& policies,
                 std::span<const std::pair<PolicyId, NodeId>> running, NodeId node) {
  const auto first = std::find(running.begin(), running.end(), running.back());
  if (first + 1 != running.end())
    running = running.subspan(static_cast<std::size_t>(first - running.begin()) + 1);
  Circle out;
  std::vector<std::string> names;
  for (const auto& [policy, at] : running) {
    names.push_back(fmt::format("`{}`", policies.text(policies.policy(policy).id)));
    out.path += fmt::format("{} ({}) -> ", policies.text(policies.policy(policy).id), world.label(at));
  }
  out.path += world.label(node);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  out.policies = fmt::format("{} {}", names.size() == 1 ? "policy" : "policies", fmt::join(names, ", "));
  return out;
}

}  // namespace

Evaluator::Question::Question(Evaluator& evaluator) : evaluator_(evaluator) {
  if (evaluator.questions_++ == 0) evaluator.fuel_ = evaluator.tank();
}

Evaluator::Question::~Question() {
  if (--evaluator_.questions_ == 0)
    evaluator_.spent_ += evaluator_.tank() - std::max<std::int64_t>(evaluator_.fuel_, 0);
}

std::int64_t Evaluator::tank() const {
  return least_fuel + fuel_of_a_node * static_cast<std::int64_t>(world_.columns.nodes.size());
}

bool Evaluator::out_of_fuel() {
  fuel_ = -1;
  fault("an expression looks at too many releases: narrow its families with `same=`");
  return false;
}

bool Evaluator::too_deep() {
  fault("expressions nest too deeply, through the ends that they ask for");
  return true;
}

Evaluator::Evaluator(const World& world, const Policies& policies, std::optional<Date> known)
    : world_(world),
      policies_(policies),
      known_(known ? known->days() : day_max - 1),
      horizon_(known ? known->days() : world.as_of().days()),
      exists_(world.columns.nodes.size(), 0),
      families_(std::make_unique<Families>()),
      words_(std::make_unique<Words>(world, policies)),
      remembers_(!known && has_timelines(world, policies)) {
  const auto& services = world.columns.services;
  for (std::uint32_t i = 0; i < services.size(); ++i)
    if (world.text(services[i]) == "security") security_bit_ = i;
  if (const auto released = world.find_predicate("released")) released_ = *released;
  const auto rows = policies.columns.rows;
  of_product_.resize(rows.size());
  of_products_.resize(rows.size());
  for (ExprId id = 0; id < rows.size() && !remembers_; ++id)
    of_product_[id] = rows[id].type == Type::boolean && of_product_alone(id) ? 1 : 0;
}

Evaluator::~Evaluator() = default;

void Evaluator::fault(std::string text) {
  if (faults_.size() < 20 && std::find(faults_.begin(), faults_.end(), text) == faults_.end())
    faults_.push_back(std::move(text));
}

bool Evaluator::exists(NodeId node) {
  std::uint8_t& known = exists_[node];
  if (known == 0) {
    const auto facts = world_.facts(node);
    bool any =
        std::any_of(facts.begin(), facts.end(), [&](const FactRow& f) { return world_.visible(f, known_); });
    // What something known is made of exists as well.
    for (FactId id : world_.references_to(node)) {
      const FactRow& f = world_.columns.facts[id];
      any = any ||
            (world_.predicate(f.predicate).inherent != 0 && f.refuted == no_id && world_.visible(f, known_));
    }
    if (!any && world_.is_cycle(node))
      for (NodeId member : world_.members(node)) any = any || exists(member);
    exists_[node] = any ? 2 : 1;
  }
  return exists_[node] == 2;
}

// The day of release, of a cycle its own or its first release's.
Bound Evaluator::release_day(NodeId node) {
  if (released_ == no_id) return Bound::not_recorded();
  if (const FactRow* f = world_.fact(node, released_, known_, node)) return Bound::between(f->low, f->high);
  Bound first = Bound::not_recorded();
  if (world_.is_cycle(node))
    for (NodeId member : world_.members(node))
      if (const FactRow* f = world_.fact(member, released_, known_, member))
        if (!first.known() || f->low < first.low) first = Bound::between(f->low, f->high);
  return first;
}

Bound Evaluator::appeared(NodeId node) {
  if (const Bound day = release_day(node); day.known()) return day;
  const auto [known, unseen] = appeared_.try_emplace(node, Bound::not_recorded());
  if (!unseen) return known->second;
  std::int32_t low = day_min, high = day_max;
  const auto part = [&](const FactRow& f) {
    return f.refuted == no_id && world_.visible(f, known_) && world_.predicate(f.predicate).inherent != 0;
  };
  for (const FactRow& f : world_.facts(node)) {
    if (!part(f)) continue;
    if (f.known != day_min) high = std::min(high, f.known);
    if (world_.predicate(f.predicate).type != ValueType::release) continue;
    if (const Bound of = release_day(static_cast<NodeId>(f.low)); of.known()) low = std::max(low, of.low);
  }
  for (FactId id : world_.references_to(node))
    if (const FactRow& f = world_.columns.facts[id]; part(f))
      if (const Bound whole = release_day(f.subject); whole.known()) high = std::min(high, whole.high);
  if (world_.is_cycle(node))
    for (NodeId member : world_.members(node))
      if (const Bound day = appeared(member); day.known()) high = std::min(high, day.high);
  const bool nothing = low == day_min && high == day_max;
  // Sources that contradict each other leave nothing to say.
  const Bound out = nothing || low > high ? Bound::not_recorded() : Bound::between(low, high);
  appeared_[node] = out;
  return out;
}

bool Evaluator::judges(PolicyId id, NodeId node) {
  if (remembers_) return bestby::remembered(policies_, id, node) != nullptr;
  const Question question(*this);
  const PolicyRow& p = policies_.policy(id);
  if (world_.node(node).kind != (p.judges == Judges::release ? NodeKind::release : NodeKind::cycle))
    return false;
  if (p.edition_count != 0 && policies_.editions(p).front().published > known_) return false;
  return p.applies == no_id || ExpressionEvaluator(*this).truth(p.applies, {node, no_id}) == Truth::yes;
}

// Whether an expression looks at nothing of a release but its product.
bool Evaluator::of_product_alone(ExprId id) const {
  const ExprRow& r = policies_.columns.rows[id];
  const auto arguments = policies_.arguments(r);
  const auto all = [&] {
    return std::all_of(arguments.begin(), arguments.end(), [&](ExprId a) { return of_product_alone(a); });
  };
  switch (r.op) {
    case Op::product_of:
    case Op::kind_text:
    case Op::publisher_text: return policies_.columns.rows[arguments[0]].op == Op::self || all();
    case Op::yes:
    case Op::no:
    case Op::text: return true;
    case Op::not_:
    case Op::and_:
    case Op::or_:
    case Op::compare_texts:
    case Op::node_version: return all();
    default: return false;
  }
}

Timeline Evaluator::compute(PolicyId policy, NodeId node) {
  if (remembers_)
    if (const TimelineRow* row = bestby::remembered(policies_, policy, node))
      return timeline_of(policies_, *row);
  const Question question(*this);
  running_.emplace_back(policy, node);
  const Timeline out = TimelineBuilder(*this, policy, node).build();
  running_.pop_back();
  return out;
}

Timeline Evaluator::timeline(PolicyId policy, NodeId node) { return compute(policy, node); }

Explanation Evaluator::explain(PolicyId policy, NodeId node) {
  Explanation out;
  const Question question(*this);
  running_.emplace_back(policy, node);
  TimelineBuilder(*this, policy, node, &out).build();
  running_.pop_back();
  return out;
}

// Longest patched first; what is known to last longer comes before what may; then by name.
std::optional<Verdict> Evaluator::best_of(PolicyId policy, std::vector<NodeId> judged, Through through) {
  struct Line {
    std::int64_t low, high;
    NodeId node;
  };
  std::vector<Line> lines;
  Line best{};
  std::optional<Verdict> out;
  spend(static_cast<std::int64_t>(judged.size()));
  Bound first_start = Bound::not_recorded();  // what is asked about began with the first of them
  for (NodeId node : judged) {
    if (!judges(policy, node) || !exists(node)) continue;
    const Timeline t = compute(policy, node);
    const Bound end =
        security_bit_ == no_id ? Bound::not_recorded() : t.end_of_service(policies_, security_bit_);
    if (t.start.known() && (!first_start.known() || t.start.low < first_start.low)) first_start = t.start;
    Line line{end.low, end.high, node};
    if (end.state == Bound::State::never) line.low = line.high = day_max;
    if (end.state == Bound::State::not_yet) line.high = day_max;
    if (end.state == Bound::State::not_recorded) line.low = line.high = day_min;
    if (!out || std::pair(line.low, line.high) > std::pair(best.low, best.high)) {
      if (!out) out.emplace();
      out->timeline = t;
      best = line;
    }
    lines.push_back(line);
  }
  if (!out) return out;
  out->timeline.start = first_start;
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return std::pair(a.low, a.high) > std::pair(b.low, b.high);
  });
  out->through = through;
  for (const Line& line : lines) out->lines.push_back(line.node);
  return out;
}

// What the policy judges and what points to the node, or to a release of it if it is a cycle.
std::vector<NodeId> Evaluator::pointing(PolicyId policy, NodeId node) {
  const PolicyRow& p = policies_.policy(policy);
  std::vector<NodeId> out;
  const auto collect = [&](NodeId to) {
    spend(world_.node(to).reference_count);
    for (FactId id : world_.references_to(to)) {
      const FactRow& f = world_.columns.facts[id];
      const auto spoken = policies_.columns.spoken.subspan(p.first_spoken, p.spoken_count);
      if (std::find(spoken.begin(), spoken.end(), f.predicate) == spoken.end()) continue;
      if (f.refuted == no_id && f.scope_count == 0 && world_.visible(f, known_)) out.push_back(f.subject);
    }
  };
  collect(node);
  if (world_.is_cycle(node))
    for (NodeId member : world_.members(node)) collect(member);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::optional<Verdict> Evaluator::verdict(PolicyId id, NodeId node) {
  if (world_.is_product(node)) return std::nullopt;
  const Question question(*this);
  spend(1);
  if (judges(id, node)) {
    Verdict v;
    v.timeline = compute(id, node);
    v.lines = {node};
    return v;
  }
  const NodeId cycle = world_.cycle_of(node);
  if (world_.is_release(node) && cycle != no_id && judges(id, cycle)) {
    Verdict v;
    v.timeline = compute(id, cycle);
    v.through = Through::cycle;
    v.lines = {cycle};
    return v;
  }
  const PolicyRow& p = policies_.policy(id);
  if (world_.is_cycle(node) && p.judges == Judges::release) {
    const auto members = world_.members(node);
    if (auto v = best_of(id, {members.begin(), members.end()}, Through::releases)) return v;
  }
  if (p.spoken_count == 0) return std::nullopt;
  return best_of(id, pointing(id, node), Through::images);
}

std::vector<Verdict> Evaluator::verdicts(NodeId node) {
  const Question question(*this);
  std::vector<Verdict> out;
  for (PolicyId id = 0; id < policies_.size(); ++id)
    if (auto v = verdict(id, node)) out.push_back(std::move(*v));
  if (out.empty()) return out;
  const auto rank = [&](const Verdict& v) {
    const PolicyRow& p = policies_.policy(v.timeline.policy);
    const bool own = policies_.text(p.publisher) == world_.text(world_.product(node).publisher);
    return (p.standing == Standing::formal ? 0 : 2) + (own ? 0 : 1);
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Verdict& a, const Verdict& b) { return rank(a) < rank(b); });
  out.front().decides = true;
  return out;
}

Bound Evaluator::end(NodeId node, std::string_view word) {
  const auto all = verdicts(node);
  if (all.empty()) return Bound::not_recorded();
  const Timeline& t = all.front().timeline;
  const auto& services = world_.columns.services;
  for (std::uint32_t i = 0; i < services.size(); ++i)
    if (world_.text(services[i]) == word) return t.end_of_service(policies_, i);
  const auto i = phase_named(t.policy, word);
  return i && t.phases[*i].entered ? t.phases[*i].last : Bound::not_recorded();
}

std::optional<std::uint32_t> Evaluator::phase_named(PolicyId policy, std::string_view word) const {
  const auto phases = policies_.phases(policies_.policy(policy));
  for (std::uint32_t i = 0; i < phases.size(); ++i)
    if (policies_.text(phases[i].name) == word) return i;
  const std::string small = lower(word);
  for (const AliasRow& alias : policies_.columns.aliases)
    if (alias.policy == policy && policies_.text(alias.word) == small) return alias.phase;
  return std::nullopt;
}

Bound Evaluator::start(NodeId node, std::string_view phase) {
  const auto all = verdicts(node);
  if (all.empty()) return Bound::not_recorded();
  const Timeline& t = all.front().timeline;
  const auto i = phase_named(t.policy, phase);
  if (!i || !t.phases[*i].entered) return Bound::not_yet();
  for (std::uint32_t before = *i; before-- > 0;)
    if (t.phases[before].entered) return shift(t.phases[before].last, Days{1});
  return t.start;
}

// The end, or the start, of something that another depends on. It is remembered; one that leads back
// to itself is refused, and so is a chain that is too long to follow.
Bound Evaluator::remembered(NodeId node, TextId text, Side side) {
  const std::uint64_t key = std::uint64_t{node} << 32U | text << 1U | static_cast<std::uint64_t>(side);
  const std::string_view word = policies_.text(text);
  if (const auto it = ends_.find(key); it != ends_.end()) return it->second;
  const auto open = std::find(open_ends_.begin(), open_ends_.end(), key);
  if (open != open_ends_.end()) {
    const Circle circle = circle_of(world_, policies_, running_, node);
    const std::string head =
        fmt::format("{}: {} depends on itself", circle.policies, side == Side::end ? "an end" : "a start");
    const bool said = std::any_of(faults_.begin(), faults_.end(),
                                  [&](const std::string& other) { return other.starts_with(head); });
    if (!said) fault(fmt::format("{}, as in {}", head, circle.path));
    return Bound::not_recorded();
  }
  if (open_ends_.size() >= max_nesting) {
    fault(
        fmt::format("more than {} ends depend on one another, down to {}", max_nesting, world_.label(node)));
    return Bound::not_recorded();
  }
  open_ends_.push_back(key);
  const Bound out = side == Side::end ? end(node, word) : start(node, word);
  open_ends_.pop_back();
  ends_.emplace(key, out);
  return out;
}

Truth Evaluator::requirement(PolicyId policy, ClauseId clause, NodeId node,
                             std::span<const StackPart> stack) {
  const ClauseRow& c = policies_.columns.clauses[clause];
  const PolicyRow& p = policies_.policy(policy);
  if (clause < p.first_clause || clause >= p.first_clause + p.clause_count || c.kind != ClauseKind::needs)
    return Truth::unknown;
  const Question question(*this);
  if (c.since != no_id || c.until != no_id)
    if (explain(policy, node).clauses[clause - p.first_clause].outcome == Outcome::other_edition)
      return Truth::yes;
  stack_ = stack;
  const Frame f{node, no_id};
  const Truth when = c.when == no_id ? Truth::yes : ExpressionEvaluator(*this).truth(c.when, f);
  // A requirement that does not apply is met.
  const Truth out = when == Truth::no ? Truth::yes : ExpressionEvaluator(*this).truth(c.value, f);
  stack_ = {};
  return when == Truth::unknown && out == Truth::no ? Truth::unknown : out;
}

}  // namespace bestby
