#include "observe/quotas.h"

#include <gmock/gmock.h>

namespace bestby {
namespace {

TEST(Quotas, AreReadAsTheyArePrinted) {
  const auto quotas = read_quotas("q.json", R"({"Quotas": [
    {"ServiceCode": "sagemaker", "QuotaName": "ml.p4d.24xlarge for training job usage", "QuotaCode": "L-1",
     "Value": 2.0, "Adjustable": true, "GlobalQuota": false, "UsageMetric": {"MetricName": "x"}},
    {"QuotaName": "other", "Value": 1e2}], "NextToken": "x"})");
  ASSERT_TRUE(quotas);
  ASSERT_EQ(quotas->size(), 2U);
  EXPECT_EQ((*quotas)[0].name, "ml.p4d.24xlarge for training job usage");
  EXPECT_EQ((*quotas)[0].code, "L-1");
  EXPECT_EQ((*quotas)[0].value, 2);
  EXPECT_EQ((*quotas)[0].adjustable, true);
  EXPECT_EQ((*quotas)[1].value, 100);
  EXPECT_FALSE((*quotas)[1].adjustable);
}

TEST(Quotas, PagesAreOneList) {
  const auto quotas = read_quotas("q.json", R"([{"Quotas": [{"QuotaName": "a", "Value": 1}]},
    {"Quotas": []}, {"Quotas": [{"QuotaName": "b", "Value": 0}]}])");
  ASSERT_TRUE(quotas);
  EXPECT_EQ(quotas->size(), 2U);
}

TEST(Quotas, WhatIsNoneIsToldWithItsPlace) {
  for (const auto& [text, message] :
       {std::pair("{}", "there is no list `Quotas`"), std::pair("7", "there is no list `Quotas`"),
        std::pair(R"({"Quotas": [1]})", "a quota must be an object"),
        std::pair(R"({"Quotas": [{"Value": 1}]})", "a quota has no `QuotaName`"),
        std::pair(R"({"Quotas": [{"QuotaName": "a"}]})", "the `Value` of `a` is not a number"),
        std::pair(R"({"Quotas": [{"QuotaName": "a", "Value": "many"}]})",
                  "the `Value` of `a` is not a number"),
        std::pair(R"({"Quotas": [{"QuotaName": "a", "Value": -1}]})",
                  "the `Value` of `a` is not a number")}) {
    const auto quotas = read_quotas("q.json", text);
    ASSERT_FALSE(quotas) << text;
    EXPECT_EQ(quotas.error().message, message);
    EXPECT_EQ(quotas.error().code, ErrorCode::input);
    EXPECT_EQ(quotas.error().span.line, 1);
  }
  EXPECT_FALSE(read_quotas("q.json", "{"));
}

}  // namespace
}  // namespace bestby
