#include "policy/evaluator.h"

#include <algorithm>

#include <fmt/format.h>

#include "policy/expression_evaluator.h"
#include "policy/family.h"
#include "policy/timeline_builder.h"
#include "policy/timeline_cache.h"
#include "policy/words.h"

namespace bestby {
namespace {

constexpr std::int64_t least_fuel = 4'000'000;  // tens of milliseconds
constexpr std::int64_t fuel_of_a_node = 64;     // families are sorted once, for whoever asks first

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

void Evaluator::fault(std::string text, TextId word) {
  if (faults_.size() < 20 &&
      std::none_of(faults_.begin(), faults_.end(), [&](const Fault& known) { return known.text == text; }))
    faults_.push_back({std::move(text), running_.empty() ? no_id : running_.back().first, word});
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

bool Evaluator::is_bare_cycle(NodeId node) {
  if (!world_.is_cycle(node) || !exists(node)) return false;
  const auto members = world_.members(node);
  return std::none_of(members.begin(), members.end(), [&](NodeId member) { return exists(member); });
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
  const auto out_by = [&](NodeId thing) {
    for (const FactRow& f : world_.facts(thing))
      if (world_.predicate(f.predicate).out_by != 0 && f.refuted == no_id && world_.visible(f, known_))
        high = std::min(high, f.high);
  };
  out_by(node);
  for (const FactRow& f : world_.facts(node)) {
    if (!part(f)) continue;
    if (!world_.undated(f)) high = std::min(high, f.known);
    if (world_.predicate(f.predicate).type != ValueType::release) continue;
    const auto made_of = static_cast<NodeId>(f.low);
    const Bound of = release_day(made_of);
    low = std::max(low, of.known() ? of.low : line_day(made_of, day_max));
  }
  for (FactId id : world_.references_to(node))
    if (const FactRow& f = world_.columns.facts[id]; part(f)) {
      if (const Bound whole = release_day(f.subject); whole.known()) {
        high = std::min(high, whole.high);
        continue;
      }
      out_by(f.subject);
      if (!world_.undated(f)) high = std::min(high, f.known);
    }
  if (world_.is_cycle(node))
    for (NodeId member : world_.members(node))
      if (const Bound day = appeared(member); day.known()) high = std::min(high, day.high);
  low = std::max(low, line_day(node, high));
  const bool nothing = low == day_min && high == day_max;
  // Sources that contradict each other leave nothing to say.
  const Bound out = nothing || low > high ? Bound::not_recorded() : Bound::between(low, high);
  appeared_[node] = out;
  return out;
}

// A release does not come before its line, but for previews, and as far as sources agree: `high` is a day
// by which it was out. day_min where nothing is known.
std::int32_t Evaluator::line_day(NodeId node, std::int32_t high) {
  const NodeId line = world_.is_release(node) ? world_.node(node).cycle : no_id;
  if (line == no_id || released_ == no_id) return day_min;
  const FactRow* f = world_.fact(line, released_, known_, node);
  const Version* version = words_->version(node);
  if (f == nullptr || f->low > high || version == nullptr || version->prerelease) return day_min;
  return f->low;
}

bool Evaluator::judges(PolicyId id, NodeId node) {
  if (remembers_) return bestby::remembered(policies_, id, node) != nullptr;
  const Question question(*this);
  const PolicyRow& p = policies_.policy(id);
  const NodeKind judged =
      p.judges == Judges::release && !is_bare_cycle(node) ? NodeKind::release : NodeKind::cycle;
  if (world_.node(node).kind != judged) return false;
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
