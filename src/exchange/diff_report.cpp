// How a difference is told, as text and as JSON.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "exchange/diff.h"
#include "report/json_writer.h"
#include "report/status_json.h"

namespace bestby::exchange {
namespace {

using std::string;

constexpr std::size_t most_facts = 40, most_ends = 100, most_reasons = 3;
constexpr std::array<std::string_view, 3> fact_kinds = {"added", "moved", "withdrawn"};
constexpr std::array<std::string_view, 6> end_kinds = {"extended", "shortened", "settled",
                                                       "opened",   "added",     "withdrawn"};

std::string_view name_of(FactChange::Kind kind) { return fact_kinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(EndChange::Kind kind) { return end_kinds[static_cast<std::size_t>(kind)]; }

template <class Changes, std::size_t n>
string counts(const Changes& changes, const std::array<std::string_view, n>& kinds) {
  string out;
  for (std::size_t k = 0; k < n; ++k) {
    const auto count = std::count_if(changes.begin(), changes.end(), [&](const auto& change) {
      return static_cast<std::size_t>(change.kind) == k;
    });
    if (count > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, kinds[k]);
  }
  return out.empty() ? "none" : out;
}

string fact_line(const FactChange& c) {
  string out = fmt::format("{} of {}{}{}", c.predicate, c.subject, c.scope.empty() ? "" : " ", c.scope);
  if (c.kind == FactChange::Kind::moved) return fmt::format("{}: {} became {}", out, c.before, c.after);
  return fmt::format("{}: {}", out, c.kind == FactChange::Kind::added ? c.after : c.before);
}

}  // namespace

string difference_text(const Side& a, const Side& b, const Difference& d, Paint paint) {
  string out = fmt::format("from {} to {}\n  ends: {}\n  facts: {}\n", paint.strong(a.name),
                           paint.strong(b.name), counts(d.ends, end_kinds), counts(d.facts, fact_kinds));
  std::size_t shown = 0, more = 0;
  for (const EndChange& c : d.ends) {
    // What is new or gone as a whole is among the facts.
    if (c.kind == EndChange::Kind::added || c.kind == EndChange::Kind::withdrawn) continue;
    if (shown++ >= most_ends) {
      ++more;
      continue;
    }
    const bool worse = c.kind == EndChange::Kind::shortened;
    out += fmt::format("{}  {}: {} became {}, by {}\n", paint.strong(c.subject),
                       worse ? paint.bad(name_of(c.kind)) : paint.good(name_of(c.kind)), to_text(c.before),
                       to_text(c.after), c.policy);
    for (std::size_t i = 0; i < std::min(c.because.size(), most_reasons); ++i)
      out +=
          fmt::format("    {} {}\n", name_of(d.facts[c.because[i]].kind), fact_line(d.facts[c.because[i]]));
    if (c.because.size() > most_reasons)
      out += fmt::format("    and {} more\n", c.because.size() - most_reasons);
  }
  if (more > 0) out += fmt::format("and {} more ends; --format json has all\n", more);
  if (!d.facts.empty()) out += "facts:\n";
  for (std::size_t i = 0; i < std::min(d.facts.size(), most_facts); ++i)
    out += fmt::format("  {:9}  {}\n", name_of(d.facts[i].kind), fact_line(d.facts[i]));
  if (d.facts.size() > most_facts)
    out += fmt::format("  and {} more; --format json has all\n", d.facts.size() - most_facts);
  return out;
}

string difference_json(const Side& a, const Side& b, const Difference& d, const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/diff/1", asked);
  json.field("from", a.name);
  json.field("to", b.name);
  const auto bound = [&](const char* key, const Bound& last) {
    json.begin_object(key);
    bound_fields(json, last);
    json.end();
  };
  json.begin_array("ends");
  for (const EndChange& c : d.ends) {
    json.begin_object();
    json.field("change", name_of(c.kind));
    json.field("subject", c.subject);
    json.field("policy", c.policy);
    bound("before", c.before);
    bound("after", c.after);
    json.begin_array("because");
    for (const std::size_t i : c.because) json.item(fact_line(d.facts[i]));
    json.end();
    json.end();
  }
  json.end();
  json.begin_array("facts");
  for (const FactChange& c : d.facts) {
    json.begin_object();
    json.field("change", name_of(c.kind));
    json.field("subject", c.subject);
    json.field("predicate", c.predicate);
    json.field("scope", c.scope);
    json.field("before", c.before);
    json.field("after", c.after);
    json.end();
  }
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby::exchange
