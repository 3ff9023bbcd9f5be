// docs/data.md says what the catalogue holds today. BESTBY_ACCEPT=1 (scripts/data-report) writes it anew.
#include "data_report.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.h"
#include "snapshot/embedded.h"

namespace bestby {
namespace {

TEST(DataReport, IsThatOfTheCatalogue) {
  const Snapshot snapshot = embedded_catalog();
  const auto known =
      exchange::read_acknowledgements("acknowledged.yml", std::string(embedded_acknowledgements()));
  ASSERT_TRUE(known);
  Evaluator evaluator(snapshot.world, snapshot.policies);
  const std::string text = testing::data_report(evaluator, *known);
  const std::string path = BESTBY_ROOT "/docs/data.md";
  const char* accept = std::getenv("BESTBY_ACCEPT");
  if (accept != nullptr && std::string(accept) == "1") {
    ASSERT_TRUE(write_file(path, text));
  } else {
    EXPECT_EQ(read_file(path).value_or(""), text) << "scripts/data-report writes it anew";
  }
}

}  // namespace
}  // namespace bestby
