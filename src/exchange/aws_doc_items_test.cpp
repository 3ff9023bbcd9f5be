// Lists and HTML tables that say what pipe tables say on other pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/aws_doc_testing.h"

namespace bestby::exchange::aws_pages {
namespace {

using ::testing::ElementsAre;

const string html_page = R"(# Frameworks of the model parallelism library

<table>
<tr><th>Library version</th><th>PyTorch</th></tr>
<tr><td>smdistributed-modelparallel==v2.4.0</td><td>v2.3.1</td></tr>
</table>

## Regions

* US East (N. Virginia) us-east-1
* `mx-central-1`

## Instances

- ml.p4d.24xlarge, ml.p5.48xlarge
- whatever you like
)";

TEST(AwsDocItems, HtmlTablesAndLists) {
  EXPECT_EQ(
      rows_of_page(html_page),
      "smdistributed-modelparallel.yml {instance_type: [ml.p4d.24xlarge, ml.p5.48xlarge], region: "
      "[mx-central-1 @aws-framework-model-parallelism-library:regions item 2, us-east-1 "
      "@aws-framework-model-parallelism-library:regions item 1], at: instance types item 1}\n"
      "smdistributed-modelparallel.yml - {release: 2.4.0, framework: pytorch@2.3.1, at: PyTorch row 1}\n");
}

TEST(AwsDocItems, DaysOfAVersion) {
  const string page = R"(# Frameworks

- PyTorch 1.13: end of patch 28 October 2024
- TensorFlow 2.8, unsupported since February 2, 2023
- PyTorch 1.12 and TensorFlow 2.9 came on 2022-07-01
- We like PyTorch 1.11.
)";
  EXPECT_EQ(rows_of_page(page),
            "pytorch.yml \"1.13\": {end_of_patch: {is: 2024-10-28, for: {publisher: aws}}, at: item 1}\n");
  EXPECT_THAT(skipped(page),
              ElementsAre("page.md:4: what the item says of tensorflow 2.8 on 2023-02-02 is not "
                          "understood"));
}

// A short last row is a row, where its line has ended.
TEST(AwsDocItems, ShortLastRow) {
  const string page =
      "# Frameworks\n\n| Framework | Version | End of patch | Supported |\n|---|---|---|---|\n"
      "| PyTorch | 1.12 | 2023-07-01 |\n";
  EXPECT_EQ(rows_of_page(page),
            "pytorch.yml \"1.12\": {end_of_patch: {is: 2023-07-01, for: {publisher: aws}}, at: row 1}\n");
  EXPECT_TRUE(read(page.substr(0, page.size() - 1))->report.damaged);
  EXPECT_TRUE(read(page.substr(0, page.size() - 3))->report.damaged);
}

TEST(AwsDocItems, AVersionWithMoreNumbersThanItsCycleIsTheCurrentOne) {
  EXPECT_EQ(
      rows_of_page("# Frameworks\n\n| Framework | Release | End of patch |\n|---|---|---|\n"
                   "| PyTorch | 1.12.1 | 2023-07-01 |\n"),
      "pytorch.yml \"1.12\": {end_of_patch: {is: 2023-07-01, for: {publisher: aws}}, current_version: {is: "
      "pytorch@1.12.1, for: {publisher: aws}}, at: row 1}\n");
}

}  // namespace
}  // namespace bestby::exchange::aws_pages
