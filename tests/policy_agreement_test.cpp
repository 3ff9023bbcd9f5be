// Compares what the rules of policies give with the dates that are published, and keeps the outcome
// in docs/policy-agreement.md. A disagreement is no mistake, but it must be explained:
// tests/policy_agreement.yml says why, policy by policy and clause by clause.
//
// BESTBY_ACCEPT=1 rewrites the report.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/formats/yaml.h"
#include "book.h"

namespace bestby {
namespace {

using std::string;
using testing::Book;

// What a clause's rule gives beside the published day that takes its place.
struct Comparison {
  string policy, clause, subject;
  Bound rule, published;

  bool exact() const { return rule.exact(); }
  // Days from the published days to the rule's; 0 where they meet. Positive: the rule says later.
  int days() const {
    if (rule.low > published.high) return rule.low - published.high;
    return rule.high < published.low ? rule.high - published.low : 0;
  }
};

const Bound* value_of(const Derivation& d) {
  return d.parts.empty() ? nullptr : std::get_if<Bound>(&d.parts.back().value);
}
bool closed(const Bound& b) { return b.known() && b.low != day_min && b.high != day_max; }

std::optional<std::uint32_t> service(std::string_view name) {
  const World& world = Book::get().world();
  for (std::uint32_t i = 0; i < world.columns.services.size(); ++i)
    if (world.text(world.columns.services[i]) == name) return i;
  return std::nullopt;
}

bool uses(const Derivation& d, FactId fact) {
  return d.fact == fact || std::any_of(d.parts.begin(), d.parts.end(),
                                       [&](const Derivation& part) { return uses(part, fact); });
}

// An end of support that is recorded beside a clause which does not look at it.
std::optional<Bound> recorded_beside(const Evaluator& e, NodeId n, const ClauseOutcome& clause) {
  const World& world = e.world();
  const FactRow* fact = world.fact(n, *world.find_predicate("end_of_support"), e.known(), n);
  if (clause.outcome != Outcome::decides || fact == nullptr || uses(clause.derivation, world.id_of(*fact)) ||
      uses(clause.published_derivation, world.id_of(*fact)))
    return std::nullopt;
  return Bound::between(fact->low, fact->high);
}

std::vector<Comparison> comparisons() {
  const Book& book = Book::get();
  const World& world = book.world();
  const Policies& policies = book.policies();
  Evaluator e(world, policies);
  const auto security = service("security");
  std::vector<Comparison> out;
  for (PolicyId p = 0; p < policies.size(); ++p) {
    if (policies.policy(p).judges != Judges::cycle) continue;
    for (NodeId n = 0; n < world.columns.nodes.size(); ++n) {
      if (!e.judges(p, n) || !e.exists(n)) continue;
      const Explanation why = e.explain(p, n);
      const auto last_secure = why.timeline.last_phase_with(policies, *security);
      for (const ClauseOutcome& clause : why.clauses) {
        const Bound* stated = value_of(clause.published_derivation);
        std::optional<Bound> published = stated != nullptr ? std::optional(*stated) : std::nullopt;
        if (!published && policies.columns.clauses[clause.clause].phase == last_secure)
          published = recorded_beside(e, n, clause);
        if (!published || !closed(*published) || !clause.rule.known()) continue;
        out.push_back({string(policies.text(policies.policy(p).id)),
                       string(policies.text(policies.columns.clauses[clause.clause].id)), world.label(n),
                       clause.rule, *published});
      }
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.policy < b.policy; });
  return out;
}

// Why rules and published dates differ: rows of policy, clause, subjects (`of`; none: the rest) and reason.
class Reasons {
 public:
  Reasons() {
    const string path = BESTBY_ROOT "/tests/policy_agreement.yml";
    const auto document = yaml::read(path, read_file(path).value_or(""));
    if (!document) throw std::runtime_error(error_text(document.error(), false));
    for (const yaml::Node& row : document->root.items) {
      Reason reason{
          row.find("policy")->str(), row.find("clause")->str(), {}, row.find("why")->str(), row.line};
      if (const yaml::Node* of = row.find("of"))
        for (const yaml::Node& name : of->items) reason.of.insert(name.str());
      reasons_.push_back(std::move(reason));
    }
  }

  string why(const Comparison& c) {
    const string name = c.subject.substr(c.subject.find('@') + 1);
    for (const bool named : {true, false})
      for (Reason& r : reasons_)
        if (r.policy == c.policy && r.clause == c.clause && r.of.empty() != named &&
            (!named || r.of.count(name) != 0)) {
          r.used.insert(name);
          return r.why;
        }
    return {};
  }

  // Rows, and names in them, that explain nothing.
  std::vector<string> unused() const {
    std::vector<string> out;
    for (const Reason& r : reasons_) {
      if (r.used.empty())
        out.push_back(fmt::format("line {}", r.line));
      else
        for (const string& name : r.of)
          if (r.used.count(name) == 0) out.push_back(fmt::format("line {}: {}", r.line, name));
    }
    return out;
  }

 private:
  struct Reason {
    string policy, clause;
    std::set<string> of;
    string why;
    int line;
    std::set<string> used = {};
  };
  std::vector<Reason> reasons_;
};

struct Tally {
  int exact = 0, near = 0, differing = 0, kept = 0, broken = 0;
};

void count(Tally& t, const Comparison& c) {
  const int off = std::abs(c.days());
  if (!c.exact())
    ++(off == 0 ? t.kept : t.broken);
  else
    ++(off == 0 ? t.exact : off <= 3 ? t.near : t.differing);
}

string row_of(const string& name, const Tally& t) {
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", name,
                     t.exact + t.near + t.differing + t.kept + t.broken, t.exact, t.near, t.differing, t.kept,
                     t.broken);
}

string report(const std::vector<Comparison>& all, Reasons& reasons, std::vector<string>& unexplained) {
  Tally sum;
  std::map<string, Tally> tallies;
  for (const Comparison& c : all) {
    count(tallies[c.policy], c);
    count(sum, c);
  }
  string out = R"(# How well rules agree with published dates

A clause of a policy may name a published date that takes the place of what its rule gives. Here both
stand side by side: for every policy that judges release cycles, and every cycle with a published day.
Where a rule decides although somebody records another end of support, that end is shown as published.
`bestby why` shows the same for one subject.

*Exact*: the rule gives the published day. *Within 3*: it is one to three days off. *Kept* and *broken*
count rules that give a bound ("at least two years"): whether the published day lies within it.

| policy | compared | exact | within 3 days | differing | kept | broken |
|---|---|---|---|---|---|---|
)";
  for (const auto& [name, tally] : tallies) out += row_of(name, tally);
  out += row_of("**all**", sum);
  string policy, clause;
  for (const Comparison& c : all) {
    if (c.days() == 0) continue;
    if (c.policy != policy)
      out += fmt::format(
          "\n## {}\n\n| cycle | clause | the rule | published | days | why |\n|---|---|---|---|---|---|\n",
          policy = c.policy);
    const string why = reasons.why(c);
    if (why.empty())
      unexplained.push_back(fmt::format("{} {} {}: {} {} {:+}", c.policy, c.clause, c.subject,
                                        to_text(c.rule), to_text(c.published), c.days()));
    out += fmt::format("| {} | {} | {} | {} | {:+} | {} |\n", c.subject, c.clause, to_text(c.rule),
                       to_text(c.published), c.days(), why);
  }
  return out;
}

TEST(PolicyAgreement, EveryDisagreementIsExplainedAndReported) {
  Reasons reasons;
  std::vector<string> unexplained;
  const auto all = comparisons();
  ASSERT_GT(all.size(), 300U);
  const string text = report(all, reasons, unexplained);
  EXPECT_EQ(unexplained, std::vector<string>()) << "give each a row in tests/policy_agreement.yml";
  EXPECT_EQ(reasons.unused(), std::vector<string>())
      << "rows of tests/policy_agreement.yml that explain nothing";
  const string path = BESTBY_ROOT "/docs/policy-agreement.md";
  const char* accept = std::getenv("BESTBY_ACCEPT");
  if (accept != nullptr && string(accept) == "1") { ASSERT_TRUE(write_file(path, text)); }
  EXPECT_EQ(read_file(path).value_or(""), text) << "BESTBY_ACCEPT=1 rewrites docs/policy-agreement.md";
}

}  // namespace
}  // namespace bestby
