// Calls of the SageMaker SDK, as code makes them, against the shipped catalogue.
#include <gmock/gmock.h>

#include "book.h"
#include "judge/checked_call.h"

namespace bestby {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CheckedCall checked(std::vector<std::pair<std::string, std::string>> arguments) {
  const auto& book = bestby::testing::Book::get();
  Evaluator evaluator(book.world(), book.policies());
  CheckedCalls calls(evaluator, *Date::parse("2026-08-22"));
  arguments.insert(arguments.begin(), {{"call", "get_training_image_uri"}, {"framework", "pytorch"}});
  return calls.check({"PyTorch", std::move(arguments)});
}

TEST(CheckedCalls, GivesTheAddressOfTheSdk) {
  const CheckedCall c = checked({{"version", "1.12.1"},
                                 {"py_version", "py38"},
                                 {"instance_type", "ml.p3.2xlarge"},
                                 {"region", "us-west-2"},
                                 {"image_scope", "training"}});
  EXPECT_EQ(c.uri, "763104351884.dkr.ecr.us-west-2.amazonaws.com/pytorch-training:1.12.1-gpu-py38");
  EXPECT_EQ(
      c.written,
      R"(PyTorch(version="1.12.1", py_version="py38", instance_type="ml.p3.2xlarge", region="us-west-2"))");
  EXPECT_THAT(c.misfits, IsEmpty());
}

TEST(CheckedCalls, TakesARegionAndAMachineWhereTheCodeNamesNone) {
  const CheckedCall c = checked({{"version", "1.12.1"}, {"py_version", "py38"}, {"image_scope", "training"}});
  EXPECT_THAT(c.uri, HasSubstr("/pytorch-training:1.12.1-gpu-py38"));
  EXPECT_THAT(c.misfits, IsEmpty());
}

TEST(CheckedCalls, TellsWhyACallFailsWhereAllOfItIsWritten) {
  const CheckedCall refused = checked({{"version", "1.13.1"},
                                       {"py_version", "py27"},
                                       {"instance_type", "ml.p3.2xlarge"},
                                       {"image_scope", "training"}});
  EXPECT_EQ(refused.uri, "");
  EXPECT_THAT(refused.misfits, ElementsAre(HasSubstr("ValueError: Unsupported Python version: py27.")));
  const CheckedCall open =
      checked({{"version", "1.13.1"}, {"py_version", "py27"}, {"image_scope", "training"}});
  EXPECT_THAT(open.misfits, IsEmpty()) << "the machine may be anything";
}

TEST(CheckedCalls, ADistributionThatTheMachineIsNotFor) {
  const CheckedCall c =
      checked({{"version", "1.12.1"},
               {"py_version", "py38"},
               {"instance_type", "ml.m5.xlarge"},
               {"image_scope", "training"},
               {"distribution", R"({"smdistributed": {"dataparallel": {"enabled": true}}})"}});
  EXPECT_THAT(c.misfits, ElementsAre(HasSubstr("`ml.m5.xlarge` is none of those that the library runs on")));
}

TEST(CheckedCalls, WithoutAVersionNothingIsSaid) {
  const CheckedCall c = checked({{"py_version", "py38"}, {"instance_type", "ml.p3.2xlarge"}});
  EXPECT_EQ(c.uri, "");
  EXPECT_THAT(c.misfits, IsEmpty());
}

}  // namespace
}  // namespace bestby
