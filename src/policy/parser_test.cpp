#include "policy/parser.h"

#include <gtest/gtest.h>

#include "policy/small_world.h"

namespace bestby {
namespace {

using testing::SmallWorld;

// What is said of an expression where a day is wanted: its text if it is understood.
std::string day(std::string_view text) {
  static const SmallWorld small({}, {});
  PolicyStore store;
  const ParseScope scope{small.world(), {"supported", "ended"}, {{"t", 0, {"kind", "answer"}}}};
  const auto e = parse_expression(store, scope, text, Type::date);
  if (e) return "ok";
  const Error& error = e.error();
  std::string out = std::to_string(error.span.column) + ": " + error.message;
  for (const auto& s : error.suggestions) out += " (" + s + "?)";
  return out;
}

TEST(Parser, UnderstandsEveryForm) {
  for (const char* text :
       {"2024-02-29",
        "released + 365 days",
        "released(framework.cycle) - 1 week",
        "snap(released, month-end)",
        "snap(released, day 28)",
        "snap-forward(released, 30 April)",
        "earliest(released, announced, end_of_support)",
        "either(end_of_support, released)",
        "awaited(announced)",
        "end(python, security)",
        "start(self, ended)",
        "released(next(self, by=framework, same=[framework.cycle, platform, major(self)], "
        "where=recorded(released(it))))",
        "released(newer(3))",
        "released(newer(3, framework.cycle))",
        "released(previous(self))",
        "released(newest())",
        "if platform = a then released else announced",
        "if size in -3..0 then released else announced",
        "if kind in [framework, driver] and not lts or platform != 'b c' then released else announced",
        "if framework in \"<2,>=1.6\" then released else announced",
        "if build >= \"v1.5\" then released else announced",
        "if holds(python, security, released) then released else announced",
        "if framework >= 1.13 then released else announced",
        "if lookup(t, kind=major(self)) then released else announced",
        "if lookup(t, kind=size) then released else announced",
        "if version = 2.0.0 and framework.version >= 1.2 then released else announced",
        "if version(framework) < 2 and version in \"<2\" then released else announced",
        "if lookup(t, kind=kind) then released else announced",
        "if count(self, same=[platform]) > 2 then released else announced",
        "if number-of(framework) > 1 and any-newer(framework, framework) then released else announced",
        "earliest-of(framework, released(it.cycle) + 1 year)",
        "latest-of(python, end(it, security), where=recorded(released(it)))",
        "(released)"})
    EXPECT_EQ(day(text), "ok") << text;
}

TEST(Parser, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(day(""), "1: the expression ends too early");
  EXPECT_EQ(day("relaesed + 1 year"), "1: `relaesed` is neither a predicate nor a function (released?)");
  EXPECT_EQ(day("released + 1"), "13: a unit is expected: days, weeks, months or years");
  EXPECT_EQ(day("released + 1 fortnight"), "14: a unit is expected: days, weeks, months or years");
  EXPECT_EQ(day("framework"), "1: a date is wanted here, and this is a release");
  EXPECT_EQ(day("released(platform)"), "10: a release is wanted here, and this is a text");
  EXPECT_EQ(day("earliest(released, kind)"), "20: a date is wanted here, and this is a text");
  EXPECT_EQ(day("earliest-of(platform, released)"), "13: a release is wanted here, and this is a text");
  EXPECT_EQ(day("earliest-of(framework, released, by=size)"), "34: only `where=` can stand here");
  EXPECT_EQ(day("released 1"), "10: `1` is not expected here");
  EXPECT_EQ(day("(released"), "10: `)` is missing at the end");
  EXPECT_EQ(day("snap(released, 30 Aprl)"), "19: `Aprl` is not a month");
  EXPECT_EQ(day("snap(released, day 32)"), "1: there is no day 32");
  EXPECT_EQ(day("if platform < a then released else released"),
            "15: texts are equal or not; they have no order");
  EXPECT_EQ(day("if lookup(u, kind=kind) then released else released"),
            "11: the policy has no table `u` (t?)");
  EXPECT_EQ(day("if lookup(t, kinds=kind) then released else released"),
            "14: table `t` has no column `kinds` (kind?)");
  EXPECT_EQ(day("released(newer(0))"), "10: `newer` counts from 1");
  EXPECT_EQ(day("released(newest(self, bye=released))"), "23: `newest` takes no `bye=` (by?)");
  EXPECT_EQ(day("2023-02-29"), "1: `2023-02-29` is not a date: 2023 is not a leap year");
  EXPECT_EQ(day("2023"), "1: a date is wanted here, and this is a number");
  EXPECT_EQ(day("released + 201 years"), "12: a duration is at most 200 years");
  EXPECT_EQ(day("released - 99999 weeks"), "12: a duration is at most 200 years");
  EXPECT_EQ(day("released + 200 years"), "ok");
  EXPECT_EQ(day("snap(released, 31 April)"), "1: April has no day 31");
  EXPECT_EQ(day("snap-forward(released, 30 February)"), "1: February has no day 30");
  EXPECT_EQ(day("snap(released, 29 February)"), "ok");
  EXPECT_EQ(day("released(it)"), "10: there is nothing here that `it` could be");
  EXPECT_EQ(day("released(newest(it.cycle, where=recorded(released(it))))"),
            "17: there is nothing here that `it` could be");
  EXPECT_EQ(day("earliest-of(it.framework, released(it))"), "13: there is nothing here that `it` could be");
  EXPECT_EQ(day("released(with(python))"), "10: `with` has a meaning in `requires` alone");
  EXPECT_EQ(day("if kind = drivr then released else announced"), "11: `drivr` is not a kind (driver?)");
  EXPECT_EQ(day("if framework.kind in [language, \"frame\"] then released else announced"),
            "33: `frame` is not a kind (framework?)");
  EXPECT_EQ(day("if product = widgit then released else announced"), "14: there is no product `widgit`");
  EXPECT_EQ(day("if product = acme/box then released else announced"), "18: `/` has no meaning here");
  EXPECT_EQ(day("released ; drop"), "10: `;` has no meaning here");
  EXPECT_EQ(day("\"open"), "1: the text in quotes does not end");
  EXPECT_EQ(day(std::string(200, '(')), "33: the expression nests deeper than 64");
  EXPECT_EQ(day(std::string(5000, ' ')), "1: the expression is longer than 4096 bytes");
}

std::string refused(const std::string& policy) {
  try {
    SmallWorld({}, {policy});
  } catch (const std::runtime_error& e) { return e.what(); }
  return "accepted";
}

TEST(PolicyFile, RefusesWhatCannotMean) {
  const std::string head = "policy: p\npublisher: q\nphases: {a: {}, b: {}}\n";
  EXPECT_EQ(refused(head), "accepted");
  EXPECT_EQ(refused("publisher: q\n"), "the file does not name its `policy`");
  EXPECT_EQ(refused("policy: p\npublisher: q\n"), "a policy needs `phases`, in order");
  EXPECT_EQ(refused(head + "clausse: {}\n"), "unknown key `clausse` in a policy");
  EXPECT_EQ(refused(head + "clauses: {c: {a: through 2020-01-01}}\n"),
            "clause `c` does not say what it promises");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, c: through 2020-01-01}}\n"),
            "unknown key `c` in a clause");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, a: through end(self, security)}}\n"),
            "`security)` is no key: a comma ends a value inside `{...}`");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, a: 2020-01-01}}\n"),
            "the clause does not say how its day bounds the phase");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, replaces: d, a: through 2020-01-01}}\n"),
            "the policy has no clause `d` to replace");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, replaces: c, a: through 2020-01-01}}\n"),
            "clause `c` cannot replace itself");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, a: through 2020-01-01, readings: {}}}\n"),
            "`readings` names no reading");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, published: end_of_support}}\n"),
            "the clause ends no phase, so `published` has nothing to stand beside");
  EXPECT_EQ(refused("policy: p\npublisher: q\nphases: {a: {}}\n"), "accepted");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, since: E}}\n"), "`E` is not an edition of this policy");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, a: from 2020-01-01}}\n"),
            "the first phase has none before it that `from` could end");
  EXPECT_EQ(refused(head + "clauses: {c: {says: x, judged-at: released}}\n"),
            "`judged-at` asks whether the clause stood on a day, and it stands in every edition");
  EXPECT_EQ(
      refused(head +
              "editions: {E: {from: 2023-02-28}}\nclauses: {c: {says: x, since: E, judged-at: kind}}\n"),
      "a date is wanted here, and this is a text");
  EXPECT_EQ(refused(head + "editions: {E: {from: 2023-02-29}}\n"),
            "`2023-02-29` is not a date: 2023 is not a leap year");
  EXPECT_EQ(refused(head + "judges: both\n"), "`both` is not a value of `judges`");
  EXPECT_EQ(refused(head + "speaks-for: platform\n"),
            "`platform` is not a predicate that points to a release");
  EXPECT_EQ(refused("policy: p\npublisher: q\nphases: {a: {services: [secrity]}}\n"),
            "`secrity` is not a service");
  EXPECT_EQ(refused(head + "tables: {t: {columns: [one]}}\n"), "table `t` needs two `columns` or more");
  EXPECT_EQ(refused(head + "tables: {t: {columns: [a, b], rows: [[x]]}}\n"),
            "the row has 1 cells and the table 2 columns");
}

// The words of several files are judged when all of them have been read.
TEST(PolicyFile, RefusesWordsThatNothingKnows) {
  const std::string torch =
      "product: torch\nkind: framework\npublisher: torch\nversions: semver\n"
      "sources: {site: {title: Site, editions: [2024-01-01]}}\nsource: site\n"
      "releases: {1.0.0: {released: 2020-01-31, python: py@3.8}}\n";
  const std::string py = "product: py\nkind: language\npublisher: psf\nversions: pep440\n";
  const std::string other =
      "policy: o\npublisher: nobody\nphases: {long: {}, off: {}}\naliases: {Kept: long}\n";
  const auto said = [&](const std::string& applies, const std::string& clause) -> std::string {
    try {
      SmallWorld({torch, py}, {"policy: p\npublisher: q\nphases: {a: {}, b: {}}\napplies: '" + applies +
                                   "'\nclauses:\n  c:\n    says: x\n    " + clause + "\n",
                               other});
    } catch (const std::runtime_error& e) { return e.what(); }
    return "accepted";
  };
  const auto end = [&](const std::string& of) { return said("yes", "a: 'through " + of + "'"); };
  EXPECT_EQ(end("end(python, security)"), "accepted");
  EXPECT_EQ(end("end(python, long)"), "accepted");
  EXPECT_EQ(end("end(python, kept)"), "accepted");
  EXPECT_EQ(end("end(self, b)"), "accepted");
  EXPECT_EQ(end("end(self, securty)"), "`securty` is not a service, nor a phase of any policy");
  EXPECT_EQ(end("start(self, lng)"), "`lng` is not a service, nor a phase of any policy");
  EXPECT_EQ(end("if holds(python, securty, released) then released else released"),
            "`securty` is not a service, nor a phase of any policy");
  EXPECT_EQ(said("publisher in [torch, q, nobody, psf]", "advice: x"), "accepted");
  EXPECT_EQ(said("publisher = torhc", "advice: x"),
            "`torhc` is not a publisher of any product, source or policy");
  EXPECT_EQ(said("product = torch", "check: version in \"<2.0.0,>=1.0.0\""), "accepted");
  EXPECT_EQ(said("yes", "check: python in \">=3.8\""), "accepted");
  EXPECT_TRUE(said("product = torch", "check: version in \"<<2\"")
                  .starts_with("`<<2` is not a range of semver versions"));
  EXPECT_TRUE(said("kind = framework", "check: cycle in \">=1.0.0,<x\"")
                  .starts_with("`>=1.0.0,<x` is not a range of semver versions"));
  EXPECT_TRUE(
      said("yes", "check: python in \"three\"").starts_with("`three` is not a range of pep440 versions"));

  const auto requires_of = [&](const std::string& what) { return said("yes", "requires: " + what); };
  EXPECT_EQ(requires_of("with(python) >= 3"), "accepted");
  EXPECT_EQ(requires_of("with(torch) >= 3"), "accepted");
  EXPECT_EQ(requires_of("with(nothing) >= 3"), "`nothing` is neither a product nor a predicate");
}

TEST(PolicyFile, ANumberIsFoundInATable) {
  const std::string torch =
      "product: torch\nkind: framework\npublisher: torch\nversions: semver\ncycle: major.minor\n"
      "sources: {site: {title: Site, editions: [2024-01-01]}}\nsource: site\n"
      "releases: {1.0.0: {released: 2020-01-31}, 2.0.0: {released: 2021-01-31}}\n";
  SmallWorld w({torch}, {"policy: p\npublisher: torch\nphases: {on: {services: [security]}, off: {}}\n"
                         "tables: {years: {columns: [major, long], rows: [[2, yes], [1, no]]}}\n"
                         "clauses:\n  long: {says: x, when: \"lookup(years, major=major(self))\", "
                         "on: through released + 2 years}\n"
                         "  first: {says: x, when: version = 1.0.0, on: through released + 1 year}\n"});
  EXPECT_EQ(w.timeline("torch@1.0.0"), "on 2021-01-31, off never");
  EXPECT_EQ(w.timeline("torch@2.0.0"), "on 2023-01-31, off never");
}

TEST(PolicyFile, ACircleIsSaidOnceOfItsPolicies) {
  const std::string torch =
      "product: torch\nkind: framework\npublisher: torch\nversions: pep440\n"
      "sources: {site: {title: Site, editions: [2024-01-01]}}\nsource: site\n"
      "releases: {1.0: {released: 2020-01-31}, 1.1: {released: 2021-01-31}}\n";
  const auto ends = [](const std::string& name, const std::string& of) {
    return "policy: " + name + "\npublisher: torch\napplies: version " + of +
           "\nphases: {on: {services: [security]}, off: {}}\n"
           "clauses: {c: {says: x, on: \"through end(" +
           (name == "a" ? "next(self)" : "previous(self)") + ", security)\"}}\n";
  };
  SmallWorld w({torch}, {ends("a", "= 1.0"), ends("b", "= 1.1")});
  Evaluator e(w.world(), w.policies());
  for (const char* label : {"torch@1.0", "torch@1.1"}) (void)e.verdicts(w.node(label));
  ASSERT_EQ(e.faults().size(), 1U);
  EXPECT_EQ(
      e.faults()[0].text,
      "policies `a`, `b`: an end depends on itself, as in b (torch@1.1) -> a (torch@1.0) -> b (torch@1.1)");
}

}  // namespace
}  // namespace bestby
