// `--known D` against a catalogue that was compiled without what became known later: the same
// timelines, for every release, every policy and every day that we try.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "policy/evaluator.h"
#include "policy/load_policies.h"

namespace bestby {
namespace {

std::vector<CatalogFile> files_of(const char* folder) {
  std::vector<CatalogFile> out;
  const auto root = std::filesystem::path(BESTBY_ROOT) / folder;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".yml") continue;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    out.push_back({entry.path().string(), text.str()});
  }
  return out;
}

// The catalogue as it was on a day: facts that were not known, or stood no longer, are gone, and the
// newest edition is that day's.
WorldStore as_of(const WorldStore& from, std::int32_t day) {
  WorldStore out = from;
  auto& c = out.columns;
  c.facts.clear();
  c.references.clear();
  for (NodeRow& n : c.nodes) n.first_fact = n.fact_count = n.first_reference = n.reference_count = 0;
  for (FactRow f : from.columns.facts) {
    if (f.known > day || day >= f.gone) continue;
    f.gone = day_max;
    NodeRow& n = c.nodes[f.subject];
    if (n.fact_count++ == 0) n.first_fact = static_cast<std::uint32_t>(c.facts.size());
    c.facts.push_back(f);
  }
  for (FactId i = 0; i < c.facts.size(); ++i)
    if (c.predicates[c.facts[i].predicate].type == ValueType::release) c.references.push_back(i);
  std::stable_sort(c.references.begin(), c.references.end(),
                   [&](FactId a, FactId b) { return c.facts[a].low < c.facts[b].low; });
  for (std::uint32_t i = 0; i < c.references.size(); ++i) {
    NodeRow& n = c.nodes[static_cast<NodeId>(c.facts[c.references[i]].low)];
    if (n.reference_count++ == 0) n.first_reference = i;
  }
  c.as_of = {day};
  return out;
}

// Every third node; where sanitizers make evaluation slow, every ninety-seventh.
constexpr NodeId stride = sanitized ? 97 : 3;

bool same(const Timeline& a, const Timeline& b) {
  if (a.count != b.count || a.start != b.start) return false;
  for (std::uint32_t i = 0; i < a.count; ++i)
    if (a.phases[i].entered != b.phases[i].entered || a.phases[i].last != b.phases[i].last ||
        a.phases[i].clause != b.phases[i].clause || a.phases[i].published != b.phases[i].published)
      return false;
  return true;
}

TEST(Known, EqualsACatalogueWithoutWhatBecameKnownLater) {
  std::vector<CatalogFile> policy_files = files_of("policies");
  auto loaded = load_catalog(files_of("catalog"), policy_files);
  ASSERT_TRUE(loaded) << loaded.error().front().message;
  const World world = loaded->world();
  const auto policies = load_policies(policy_files, world);
  ASSERT_TRUE(policies) << policies.error().front().message;
  std::size_t compared = 0;
  for (const char* text : {"2020-06-30", "2021-10-26", "2022-07-01", "2022-09-30", "2023-02-01", "2024-09-16",
                           "2025-04-03", "2026-08-21", "2026-08-22"}) {
    const Date day = *Date::parse(text);
    const WorldStore then = as_of(*loaded, day.days());
    const World old = then.world();
    PolicyStore rules = *policies;
    std::vector<bool> written(rules.columns.policies.size(), true);
    for (PolicyId id = 0; id < written.size(); ++id) {  // editions that had not been published
      PolicyRow& p = rules.columns.policies[id];
      std::uint32_t kept = 0;
      for (std::uint32_t i = 0; i < p.edition_count; ++i)
        if (rules.columns.editions[p.first_edition + i].published <= day.days()) kept = i + 1;
      written[id] = p.edition_count == 0 || kept != 0;
      p.edition_count = kept;
    }
    const Policies now_view = policies->view(), old_view = rules.view();
    Evaluator known(world, now_view, day), without(old, old_view);
    for (PolicyId p = 0; p < now_view.size(); ++p)
      for (NodeId n = 0; n < world.columns.nodes.size(); n += stride) {
        if (world.is_product(n)) continue;
        const bool judges = known.judges(p, n);
        ASSERT_EQ(judges, written[p] && without.judges(p, n)) << world.label(n) << " " << text;
        if (!judges) continue;
        ++compared;
        const Timeline a = known.timeline(p, n), b = without.timeline(p, n);
        ASSERT_TRUE(same(a, b)) << world.label(n) << " under " << now_view.text(now_view.policy(p).id)
                                << " known " << text << ": " << to_text(a.phases[0].last) << " and "
                                << to_text(b.phases[0].last);
      }
  }
  EXPECT_GT(compared, 15000U / stride);
}

}  // namespace
}  // namespace bestby
