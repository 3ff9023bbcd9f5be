// Every policy of policies/, against examples worked out by hand from its document and the dates of
// the catalogue.
#include <gtest/gtest.h>

#include <cctype>

#include "book.h"
#include "policy/small_world.h"

namespace bestby {
namespace {

using std::string;
using testing::Book;
using testing::SmallWorld;

struct Example {
  const char* policy;
  const char* subject;
  const char* says;
};

class Examples : public ::testing::TestWithParam<Example> {};

TEST_P(Examples, AreWhatTheDocumentsSay) {
  EXPECT_EQ(Book::get().says(GetParam().policy, GetParam().subject), GetParam().says);
}

// Where a published date takes the rule's place, that is what is shown here; the rules themselves are
// compared with all published dates in tests/policy_agreement_test.cpp.
constexpr Example examples[] = {
    {"python", "python@3.12", "bugfix 2025-04-02, security 2028-10-31"},
    {"python", "python@3.13", "bugfix 2026-10-01, security 2029-10-31"},
    {"python", "python@3.8", "bugfix 2021-05-03, security 2024-10-07"},
    {"python", "python@2.7", "bugfix at most 2020-01-01, security 2020-01-01"},
    {"ubuntu", "ubuntu@22.04", "standard 2027-04-01, esm 2032-04-09"},
    {"ubuntu", "ubuntu@25.04", "standard 2026-01-17"},
    {"ubuntu", "ubuntu@12.04", "standard 2017-04-28, esm 2019-04-26"},
    {"ubuntu", "ubuntu@8.04", "standard 2013-05-09"},
    {"amazon-linux", "amazon-linux@2023", "standard 2027-06-30, maintenance 2029-06-30"},
    {"amazon-linux", "amazon-linux@2", "standard 2026-06-30, maintenance 2026-06-30"},
    {"amazon-linux", "amazon-linux@2018.03", "standard 2020-12-31, maintenance 2023-12-31"},
    {"debian", "debian@12", "stable 2026-07-11, lts 2028-06-30, elts 2033-06-10"},
    {"debian", "debian@6", "stable 2014-05-31, lts 2016-02-29"},
    {"debian", "debian@5", "stable 2012-02-06"},
    {"kubernetes", "kubernetes@1.33", "supported 2026-04-28, maintenance 2026-06-28"},
    {"kubernetes", "kubernetes@1.18", "supported at most 2021-06-18, maintenance 2021-06-18"},
    {"amazon-eks", "amazon-eks@1.31", "standard 2025-11-26, extended 2026-11-26"},
    {"amazon-eks", "amazon-eks@1.19", "standard 2022-08-01"},
    {"nodejs", "nodejs@22", "current 2024-10-28, active-lts 2025-10-21, maintenance 2027-04-30"},
    {"nodejs", "nodejs@23", "current 2025-04-01, maintenance 2025-06-01"},
    // Of a new-feature branch NVIDIA's rule decides, not the recorder's year.
    {"nvidia-driver", "nvidia-driver@r590-linux", "supported 2026-03-23"},
    {"nvidia-driver", "nvidia-driver@r610-linux", "supported between 2026-08-01 and 2026-08-31"},
    {"nvidia-driver", "nvidia-driver@r580-linux", "supported between 2028-06-01 and 2028-06-30"},
    {"nvidia-driver", "nvidia-driver@r595-linux", "supported 2027-03-24"},
    {"pytorch", "pytorch@1.12", "latest 2022-10-27"},
    {"pytorch", "pytorch@1.12.1", "latest 2022-10-27"},
    // 2.15 is not in the catalogue, and it may have come before 2.16.
    {"tensorflow", "tensorflow@2.14", "latest at most 2024-03-06"},
    {"tensorflow", "tensorflow@2.8", "latest 2022-05-16"},
    {"numpy-endoflife", "numpy@1.24", "supported 2024-12-19"},
    {"numpy-nep-29", "numpy@1.24", "window 2024-12-18"},
    {"numpy-nep-29", "numpy@2.4", "window at least 2027-12-20"},
    {"numpy-nep-29", "python@3.11", "window 2026-04-24"},
    {"spec-0", "numpy@2.4", "window 2027-12-20"},
    {"spec-0", "python@3.11", "window 2025-10-24"},
};

INSTANTIATE_TEST_SUITE_P(Policies, Examples, ::testing::ValuesIn(examples), [](const auto& tested) {
  string name = string(tested.param.policy) + "_" + tested.param.subject;
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
});

TEST(Policies, APublishersPolicyDecidesBeforeAnInformalOne) {
  EXPECT_EQ(Book::get().decides("pytorch@1.12.1"), "aws-deep-learning-images");
  EXPECT_EQ(Book::get().decides("python@3.11"), "python");
  EXPECT_EQ(Book::get().decides("numpy@1.24"), "numpy-endoflife");
}

}  // namespace
}  // namespace bestby
