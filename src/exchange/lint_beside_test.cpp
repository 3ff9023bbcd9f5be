#include "exchange/lint_beside.h"

#include <gtest/gtest.h>

namespace bestby::exchange {
namespace {

constexpr const char* folder = BESTBY_ROOT "/tests/golden/example";

std::string found(const Snapshot& with) {
  const auto base = compile_catalog(folder);
  const auto of = [](const Snapshot& s) {
    Evaluator evaluator(s.world, s.policies);
    return lint({.evaluator = evaluator, .on = *Date::parse("2025-01-01")});
  };
  LintReport report = of(with);
  keep_new(report, of(base->snapshot));
  std::string out;
  for (const LintFinding& f : report.findings) out += std::string(f.rule->id) + " " + f.subject + "\n";
  return out;
}

TEST(LintBeside, ShowsWhatAFileAdds) {
  const auto with = compile_beside(
      folder, {{"draft.yml",
                "extends: flux\nsources: {mine: {title: Mine, editions: [2020-01-01]}}\nsource: mine\n"
                "cycles: {\"9.1\": {released: 2020-02-01, end_of_patch: 2020-01-31}}\n"}});
  ASSERT_TRUE(with) << with.error().front().message;
  EXPECT_EQ(found(with->snapshot), "end-before-start flux@9.1\n");
}

TEST(LintBeside, TakesNoFileTwice) {
  const auto with = compile_beside(folder, {{std::string(folder) + "/catalog/flux.yml", "product: flux\n"}});
  ASSERT_TRUE(with) << with.error().front().message;
  EXPECT_EQ(found(with->snapshot), "");
}

TEST(LintBeside, RefusesWhatIsNotACatalogue) {
  EXPECT_FALSE(compile_beside(folder, {{"draft.yml", "extends: nothing-of-the-kind\n"}}));
  EXPECT_FALSE(compile_beside(folder, {{"draft.yml", "policy: half\n"}}));
}

}  // namespace
}  // namespace bestby::exchange
