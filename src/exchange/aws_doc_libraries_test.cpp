#include "exchange/aws_doc_testing.h"

#include <gtest/gtest.h>

namespace bestby::exchange {
namespace {

using namespace aws_pages;

const string library_row =
    "smdistributed-dataparallel.yml - {release: 1.8.0, framework: pytorch@2.0.0, python: {is: python@3.10, "
    "for: {framework: pytorch@2.0.0}}, "
    "cuda: {is: cuda@11.8, for: {framework: pytorch@2.0.0}}, arch: {is: x86_64, for: {framework: "
    "pytorch@2.0.0}}, built: {is: 2023-03-20, for: "
    "{framework: pytorch@2.0.0}}, image: {is: "
    "aws/pytorch-training@2.0.0-gpu-py310-cu118-ubuntu20.04-sagemaker, for: {framework: pytorch@2.0.0}}, "
    "wheel: {is: "
    "https://smdataparallel.s3.amazonaws.com/binary/pytorch/2.0.0/cu118/2023-03-20/"
    "smdistributed_dataparallel-1.8.0-cp310-cp310-linux_x86_64.whl, "
    "for: {framework: pytorch@2.0.0}}, at: PyTorch row 1}\n";
const string image_row =
    "aws-pytorch-training.yml - {release: 2.0.0-gpu-py310-cu118-ubuntu20.04-sagemaker, record: image, "
    "framework: pytorch@2.0.0, library: "
    "smdistributed-dataparallel@1.8.0, accelerator: gpu, python: python@3.10, cuda: cuda@11.8, os: "
    "ubuntu@20.04, platform: sagemaker, arch: x86_64, "
    "job: training, address: "
    "763104351884.dkr.ecr.<region>.amazonaws.com/"
    "pytorch-training:2.0.0-gpu-py310-cu118-ubuntu20.04-sagemaker, at: PyTorch row 1}\n";

TEST(AwsDocLibraries, ARelease) {
  const string page =
      library_page("v2\\.0\\.0", "smdistributed\\-dataparallel==v1\\.8\\.0", image_address, wheel_url);
  EXPECT_EQ(rows_of_page(page), image_row + library_row);
  EXPECT_EQ(skipped(page), Lines{});
  EXPECT_TRUE(read(page)->report.notes.empty());
}

TEST(AwsDocLibraries, HeadersOfOtherYears) {
  for (const char* headers :
       {"| PyTorch version | SMDDP library version | SageMaker AI Framework Container images pre-installed "
        "with SMDDP | URL of the binary file\\$1\\$1 |",
        "| PyTorch version | SageMaker distributed data parallel library version | "
        "`smdistributed-dataparallel` integrated image URI | URL to the binary files of the library |",
        "| PyTorch | Library release | DLC image | Wheel |",
        "| Torch versions | SMDDP | Container image URI | Download |",
        "| Supported PyTorch | `smdistributed-dataparallel` | Image | x |"}) {
    const string page =
        library_page("v2.0.0", "`smdistributed-dataparallel==v1.8.0`", image_address, wheel_url, headers);
    EXPECT_EQ(rows_of_page(page), image_row + library_row) << headers;
  }
}

TEST(AwsDocLibraries, RegionsInEveryDress) {
  for (const char* region : {"<region>", "*<region>*", "&lt;region&gt;", "\\<region\\>", "{region}",
                             "${AWS_REGION}", "`<region>`", "<us-west-2>", "**region**"}) {
    const string page = library_page("2.0.0", "smdistributed-dataparallel==1.8.0",
                                     replaced(image_address, "<region>", region), wheel_url);
    EXPECT_EQ(rows_of_page(page), image_row + library_row) << region;
  }
  EXPECT_NE(rows_of_page(library_page("2.0.0", "smdistributed-dataparallel==1.8.0",
                                      replaced(image_address, "<region>", "eu-west-1"), wheel_url))
                .find("763104351884.dkr.ecr.eu-west-1.amazonaws.com/"),
            string::npos);
}

TEST(AwsDocLibraries, NoWheelAndNoImage) {
  for (const char* none : {"\\-", "–", "Not available", "Currently not available", "N/A"}) {
    const string page = library_page("2.0.0", "smdistributed-dataparallel==1.8.0", none, none);
    EXPECT_EQ(rows_of_page(page),
              "smdistributed-dataparallel.yml - {release: 1.8.0, framework: pytorch@2.0.0, wheel_published: "
              "{is: no, for: {framework: pytorch@2.0.0}}, at: PyTorch row 1}\n")
        << none;
  }
  EXPECT_EQ(
      rows_of_page(library_page("2.0.0", "smdistributed-dataparallel==1.8.0", "", "")),
      "smdistributed-dataparallel.yml - {release: 1.8.0, framework: pytorch@2.0.0, at: PyTorch row 1}\n");
  EXPECT_EQ(skipped(library_page("2.0.0", "smdistributed-dataparallel==1.8.0", "ask us", "later")),
            (Lines{"page.md:5: `ask us` of `smdistributed-dataparallel integrated image URI` is no address "
                   "of an image",
                   "page.md:5: `later` of `URL of the binary file` is no address of a wheel"}));
}

TEST(AwsDocLibraries, SeveralFrameworkVersionsInACell) {
  EXPECT_EQ(rows_of_page("# Supported frameworks\n\n### TensorFlow (deprecated)\n\n| TensorFlow version | "
                         "SMDDP library version |\n|---|---|\n"
                         "| 2.9.1, 2.10.1, 2.11.0 | `smdistributed-dataparallel==v1.4.1` |\n"),
            "smdistributed-dataparallel.yml - {release: 1.4.1, framework: [tensorflow@2.9.1, "
            "tensorflow@2.10.1, tensorflow@2.11.0], at: TensorFlow row 1}\n");
}

TEST(AwsDocLibraries, LightningBesideItsPyTorch) {
  EXPECT_EQ(
      rows_of_page(
          "# Supported frameworks\n\n| PyTorch Lightning versions | PyTorch versions | SMDDP library "
          "versions |\n|---|---|---|\n"
          "|  1\\.7\\.2 1\\.7\\.0 1\\.6\\.4  | 1\\.12\\.0 | smdistributed\\-dataparallel==v1\\.5\\.0 |\n"
          "| 1.5.10<br>1.5.9 | 1.11.0 | smdistributed-dataparallel==v1.4.1 |\n"),
      "smdistributed-dataparallel.yml - {release: 1.4.1, framework: pytorch@1.11.0, works_with: [{is: "
      "pytorch-lightning@1.5.9, for: {framework: "
      "pytorch@1.11.0}}, {is: pytorch-lightning@1.5.10, for: {framework: pytorch@1.11.0}}], at: PyTorch "
      "Lightning row 2}\n"
      "smdistributed-dataparallel.yml - {release: 1.5.0, framework: pytorch@1.12.0, works_with: [{is: "
      "pytorch-lightning@1.6.4, for: {framework: "
      "pytorch@1.12.0}}, {is: pytorch-lightning@1.7.0, for: {framework: pytorch@1.12.0}}, {is: "
      "pytorch-lightning@1.7.2, for: {framework: "
      "pytorch@1.12.0}}], at: PyTorch Lightning row 1}\n");
}

TEST(AwsDocLibraries, StarsMeanWhatTheirFootnoteSays) {
  const string table =
      "# Supported frameworks\n\n| PyTorch version | SageMaker model parallelism library version "
      "|\n|---|---|\n| v1\\.12\\.0\\* | smdistributed\\-modelparallel==v1\\.10\\.0 |\n\n";
  EXPECT_EQ(rows_of_page(table + "\\* From v1\\.6\\.0 on the library has extended features\\.\n"),
            "smdistributed-modelparallel.yml - {release: 1.10.0, framework: pytorch@1.12.0, capability: {is: "
            "extended features, for: {framework: "
            "pytorch@1.12.0}}, at: PyTorch row 1}\n");
  EXPECT_EQ(testing::remarks(read(table + "\\* Something else\n")->report.notes),
            Lines{"page.md:5: what the mark `*` says of the row is not recorded"});
}

TEST(AwsDocLibraries, AnImageOfARepositoryThatIsNewGetsAHead) {
  const string page =
      "# Supported frameworks\n\n| PyTorch version | SMDDP library version | SMP Docker images pre-installed "
      "with SMDDP |\n|---|---|---|\n"
      "| v2.3.1 | `smdistributed-dataparallel==v2.5.0` | "
      "`658645717510.dkr.ecr.`<us-west-2>`.amazonaws.com/smdistributed-modelparallel:2.4.1-gpu-py311-cu121` "
      "|\n";
  const std::vector<CatalogFile> others = {
      {"vocabulary.yml", read_file(BESTBY_ROOT "/catalog/vocabulary.yml").value()},
      {"p.yml",
       "product: pytorch\nname: PyTorch\nkind: framework\npublisher: pytorch\nversions: pep440\ncycle: "
       "major.minor\n"}};
  const auto imported =
      find_importer("aws-doc")->import({{{"page.md", page}}, {}, *Date::parse("2024-10-10"), others});
  ASSERT_TRUE(imported.has_value());
  EXPECT_EQ(testing::file_named(*imported, "products/smdistributed-modelparallel.yml"),
            "# Written by the importer aws-doc.\nproduct: aws/smdistributed-modelparallel\nname: \"AWS, "
            "Smdistributed Modelparallel\"\n"
            "kind: container-image\npublisher: aws\nversions: image-tag\ncycle: none\nrepository: "
            "smdistributed-modelparallel\n");
  EXPECT_NE(rows(*imported).find("aws-smdistributed-modelparallel.yml - {release: 2.4.1-gpu-py311-cu121, "
                                 "record: image, framework: pytorch@2.4.1"),
            string::npos);
  EXPECT_EQ(testing::remarks(imported->report.notes),
            Lines{"page.md:5: the image `2.4.1-gpu-py311-cu121` stands in the row of pytorch@2.3.1"});
}

}  // namespace
}  // namespace bestby::exchange
