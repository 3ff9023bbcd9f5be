#include "report/show.h"

#include <algorithm>

#include <fmt/format.h>

#include "report/facts_json.h"
#include "report/json_writer.h"
#include "report/status_json.h"
#include "report/text_columns.h"

namespace bestby {
namespace {

constexpr std::size_t most_releases = 30;  // in text; JSON has all

// A cycle or release in a list: what decides about it, without what to move to.
struct Member {
  NodeId node;
  std::string released, phase, patched;
  Bound bound;
  bool judged = false;
};

Member member_of(Evaluator& e, NodeId node, const Asked& asked) {
  Member out{node, "-", "-", "-", Bound::not_recorded(), false};
  if (const Bound day = e.release_day(node); day.known()) out.released = to_text(day);
  const auto said = deciding_policy(e, node, asked.on);
  if (!said) return out;
  out.judged = true;
  out.phase = said->released == Truth::no ? "not yet" : phase_words(e.policies(), *said);
  out.patched = end_words(e.policies(), *said);
  if (said->told != no_id) out.bound = said->through;
  return out;
}

// Those of which something is known on the evaluator's day.
std::vector<NodeId> known_of(Evaluator& e, const auto& nodes) {
  std::vector<NodeId> out;
  for (const NodeId n : nodes)
    if (is_known(e, n)) out.push_back(n);
  return out;
}

std::vector<NodeId> releases_of(Evaluator& e, NodeId node) {
  const World& world = e.world();
  if (world.is_cycle(node)) return known_of(e, world.members(node));
  return world.is_product(node) ? known_of(e, world.releases_of(node)) : std::vector<NodeId>{};
}

// The facts of a node as far as they are known on the evaluator's day.
template <class Visit>
void each_fact(Evaluator& e, NodeId node, Visit&& visit) {
  for (const FactRow& f : e.world().facts(node))
    if (e.world().visible(f, e.known())) visit(f);
}

// Where a node's product and cycle record something, it may hold for the node too: of the cycle all of
// it; of the product what `World::facts` takes from it, which is no day and nothing that the node
// records itself.
std::vector<NodeId> inherits_from(const World& world, NodeId node) {
  std::vector<NodeId> out;
  if (world.is_product(node)) return out;
  const NodeId cycle = world.cycle_of(node);
  if (cycle != no_id && cycle != node) out.push_back(cycle);
  out.push_back(world.product(node).node);
  return out;
}

template <class Visit>
void each_inherited(Evaluator& e, NodeId node, NodeId from, Visit&& visit) {
  const World& world = e.world();
  each_fact(e, from, [&](const FactRow& f) {
    if (!world.is_product(from)) return visit(f);
    for (const FactRow& own : world.facts(node, f.predicate, e.known()))
      if (&own == &f) return visit(f);
  });
}

// Where sources disagree on what has one value: the value that counts instead of this one; else nothing.
std::string instead_of(Evaluator& e, const FactRow& f) {
  const World& world = e.world();
  if (world.predicate(f.predicate).many != 0 || f.refuted != no_id) return {};
  if (f.scope_count > 0 && !world.in_scope(f, f.subject, e.known())) return {};
  const FactRow* const counts = world.fact(f.subject, f.predicate, e.known(), f.subject);
  if (counts == nullptr || counts == &f) return {};
  std::string other = fact_words(world, *counts);
  return other == fact_words(world, f) ? std::string() : other;
}

std::string fact_line(Evaluator& e, const FactRow& f, Paint paint) {
  const World& world = e.world();
  std::string out =
      fmt::format("  {}: {}", world.text(world.predicate(f.predicate).name), fact_words(world, f));
  if (f.scope_count > 0) out += fmt::format(" ({})", scope_words(world, f));
  if (f.refuted != no_id) out += paint.bad(fmt::format(" (refuted: {})", world.text(f.refuted)));
  if (const std::string other = instead_of(e, f); !other.empty()) out += fmt::format(" ({} counts)", other);
  out += paint.faint(fmt::format("  {}", citation_words(world, f)));
  if (f.note != no_id) out += fmt::format("\n    note: {}", world.text(f.note));
  return out + '\n';
}

std::vector<std::string_view> aliases_of(const World& world, const Product& p) {
  std::vector<std::string_view> out;
  for (const NameRow& row : world.columns.names)
    if (row.node == p.node && row.name != p.id) out.push_back(world.text(row.name));
  return out;
}

std::vector<std::string_view> identifiers_of(const World& world, const Product& p) {
  std::vector<std::string_view> out;
  for (const IdentifierRow& row : world.columns.identifiers)
    if (row.node == p.node) out.push_back(world.text(row.identifier));
  return out;
}

void head(std::string& out, const World& world, NodeId node, std::string_view note, Paint paint) {
  const Product& p = world.product(node);
  out += fmt::format("{}  {}, {} of {}\n", paint.strong(shown_name(world, node)), world.text(p.name),
                     world.text(p.kind), world.text(p.publisher));
  if (!note.empty()) out += fmt::format("  {}\n", note);
  if (!world.is_product(node)) return;
  if (!world.text(p.says).empty()) out += fmt::format("  {}\n", world.text(p.says));
  if (!world.text(p.url).empty()) out += fmt::format("  {}\n", world.text(p.url));
  out += fmt::format("  versions: {}\n", world.text(p.scheme));
  auto names = aliases_of(world, p);
  const auto identifiers = identifiers_of(world, p);
  names.insert(names.end(), identifiers.begin(), identifiers.end());
  if (!names.empty()) out += fmt::format("  also: {}\n", fmt::join(names, ", "));
}

std::string members_text(Evaluator& e, const std::vector<NodeId>& nodes, std::string_view what,
                         std::size_t most, const Asked& asked) {
  if (nodes.empty()) return {};
  std::string out = fmt::format("{}:\n", counted(nodes.size(), what));
  TextColumns table;
  const std::size_t shown = std::min(nodes.size(), most);
  for (std::size_t i = nodes.size(); i-- > nodes.size() - shown;) {
    const Member m = member_of(e, nodes[i], asked);
    table.row({std::string(e.world().name(m.node)), m.released, m.phase, m.patched});
  }
  out += table.text(2);
  if (shown < nodes.size()) out += fmt::format("  and {} older ones\n", nodes.size() - shown);
  return out;
}

void member_fields(JsonWriter& json, const World& world, const Member& m) {
  json.begin_object();
  json.field("name", world.name(m.node));
  json.field("subject", world.label(m.node));
  json.field("released", m.released == "-" ? std::string_view() : std::string_view(m.released));
  if (m.judged)
    json.field("phase", m.phase);
  else
    json.null("phase");
  bound_fields(json, m.bound);
  json.end();
}

void members_field(JsonWriter& json, Evaluator& e, const char* key, const std::vector<NodeId>& nodes,
                   const Asked& asked) {
  json.begin_array(key);
  for (const NodeId n : nodes) member_fields(json, e.world(), member_of(e, n, asked));
  json.end();
}

void shown_fact(JsonWriter& json, Evaluator& e, const FactRow& f) {
  fact_fields(json, e.world(), f);
  if (const std::string other = instead_of(e, f); !other.empty()) json.field("instead", other);
}

void texts_field(JsonWriter& json, const char* key, const std::vector<std::string_view>& texts) {
  json.begin_array(key);
  for (const auto text : texts) json.item(text);
  json.end();
}

void inherited_field(JsonWriter& json, Evaluator& e, NodeId node) {
  const World& world = e.world();
  json.begin_array("inherited");
  for (const NodeId from : inherits_from(world, node))
    each_inherited(e, node, from, [&](const FactRow& f) {
      json.begin_object();
      json.field("from", world.is_product(from) ? "product" : "cycle");
      shown_fact(json, e, f);
      json.end();
    });
  json.end();
}

std::vector<NodeId> cycles_of(Evaluator& e, NodeId node) {
  return e.world().is_product(node) ? known_of(e, e.world().cycles_of(node)) : std::vector<NodeId>{};
}

}  // namespace

std::string show_text(Evaluator& e, NodeId node, std::string_view note, const Asked& asked, Paint paint) {
  const World& world = e.world();
  std::string out, facts;
  head(out, world, node, note, paint);
  each_fact(e, node, [&](const FactRow& f) { facts += fact_line(e, f, paint); });
  if (!facts.empty()) out += "facts:\n" + facts;
  for (const NodeId from : inherits_from(world, node)) {
    std::string more;
    each_inherited(e, node, from, [&](const FactRow& f) { more += fact_line(e, f, paint); });
    if (more.empty()) continue;
    out += fmt::format("facts of its {} {}{}:\n{}", world.is_product(from) ? "product" : "cycle",
                       world.label(from), world.is_product(from) ? ", which hold for it too" : "", more);
  }
  const auto cycles = cycles_of(e, node);
  out += members_text(e, cycles, "cycle", cycles.size(), asked);
  return out + members_text(e, releases_of(e, node), "release", most_releases, asked);
}

std::string show_json(Evaluator& e, NodeId node, std::string_view note, const Asked& asked) {
  const World& world = e.world();
  const Product& p = world.product(node);
  JsonWriter json;
  begin_answer(json, "bestby/show/1", asked);
  subject_fields(json, world, world.label(node), note, node);
  json.field("name", world.text(p.name));
  json.field("kind", world.text(p.kind));
  json.field("publisher", world.text(p.publisher));
  json.field("versions", world.text(p.scheme));
  texts_field(json, "aliases", aliases_of(world, p));
  texts_field(json, "identifiers", identifiers_of(world, p));
  json.begin_array("facts");
  each_fact(e, node, [&](const FactRow& f) {
    json.begin_object();
    shown_fact(json, e, f);
    json.end();
  });
  json.end();
  inherited_field(json, e, node);
  members_field(json, e, "cycles", cycles_of(e, node), asked);
  members_field(json, e, "releases", releases_of(e, node), asked);
  json.end();
  return json.take();
}

}  // namespace bestby
