// The notices of AWS Neuron, counted twice: by the checks of its policy, and from the announcements as they
// were extracted. docs/neuron.md states and explains both.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "book.h"
#include "exchange/import_testing.h"
#include "exchange/verify.h"

namespace bestby {
namespace {

using std::string;
using testing::Book;

class NeuronNotices : public ::testing::Test {
 protected:
  NeuronNotices()
      : evaluator_(Book::get().world(), Book::get().policies()),
        verified_(exchange::verify(evaluator_, *Book::get().policy("aws-neuron"))) {}

  string clause(const exchange::ClauseCases& c) const {
    return string(Book::get().policies().text(Book::get().policies().columns.clauses[c.clause].id));
  }

  Evaluator evaluator_;
  exchange::Verified verified_;
};

TEST_F(NeuronNotices, ByWhatIsAnnounced) {
  using Counts = std::vector<std::size_t>;
  std::map<string, Counts> counts;
  for (const exchange::ClauseCases& c : verified_.clauses)
    if (c.about == exchange::About::check)
      counts[clause(c)] = {c.count(exchange::Kept::yes), c.count(exchange::Kept::no),
                           c.count(exchange::Kept::open)};
  EXPECT_EQ(counts["notice-end-of-support"], (Counts{22, 5, 3}));
  EXPECT_EQ(counts["notice-end-of-a-line"], (Counts{20, 7, 0}));
  EXPECT_EQ(counts["notice-end-of-a-product"], (Counts{3, 0, 1}));
  EXPECT_EQ(counts["notice-maintenance"], (Counts{0, 2, 0}));
  EXPECT_EQ(counts["notice-maintenance-of-a-line"], (Counts{0, 2, 0}));
  EXPECT_EQ(counts["notice-maintenance-of-a-product"], (Counts{4, 0, 1}));
}

// The announcements behind what came without a month's notice.
TEST_F(NeuronNotices, TenAnnouncementsCameTooLate) {
  const World& world = Book::get().world();
  std::map<string, string> announced;  // by document, the day
  for (const exchange::ClauseCases& c : verified_.clauses) {
    if (c.about != exchange::About::check || !clause(c).starts_with("notice-")) continue;
    for (const exchange::PromiseCase& one : c.cases)
      for (const FactId id : one.kept == exchange::Kept::no ? one.facts : std::vector<FactId>{}) {
        const FactRow& fact = world.columns.facts[id];
        const auto predicate = world.text(world.predicate(fact.predicate).name);
        if (!predicate.ends_with("_announced")) continue;
        const CitationRow& cited = world.columns.citations[fact.first_citation];
        announced[string(world.text(world.columns.sources[cited.source].id))] =
            Date::from_days(fact.low).str();
      }
  }
  EXPECT_EQ(announced.size(), 10U);
  std::size_t on_the_first_day = 0;
  for (const auto& [document, day] : announced) {
    EXPECT_GE(day, "2024-09-16") << document;
    on_the_first_day += day == "2024-09-16" ? 1 : 0;
  }
  EXPECT_EQ(on_the_first_day, 1U);
}

TEST_F(NeuronNotices, ByAnnouncementsThatWereMadeAhead) {
  const string path = exchange::testing::shared_sources() + "/neuron/announcements.jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the published sources are not here";
  std::map<string, int> ahead;
  const string text = read_file(path).value();
  for (const std::string_view line : split(text, '\n')) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || json["timing"] != "advance" || json["announced_on"] < "2024-09-16") continue;
    ++ahead[json["event"]];
    if (json["effective_date"].is_null()) continue;
    const Date said = *Date::parse(json["announced_on"].get<string>());
    const Date comes = *Date::parse(json["effective_date"].get<string>());
    EXPECT_LE((said + Months{1}).days(), comes.days()) << line;
  }
  EXPECT_EQ(ahead, (std::map<string, int>{{"eos", 32}, {"maintenance", 4}, {"rename", 2}}));
}

}  // namespace
}  // namespace bestby
