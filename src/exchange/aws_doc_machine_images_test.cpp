#include <gtest/gtest.h>

#include "exchange/aws_doc_testing.h"

namespace bestby::exchange {
namespace {

using namespace aws_pages;

const string notes =
    "# AWS Deep Learning AMI GPU PyTorch 2\\.6 \\(Amazon Linux 2023\\)<a name=\"x\"></a>\n\n"
    "**AMI name format**\n"
    "+ Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2\\.6 \\(Amazon Linux 2023\\) "
    "$\\{YYYY\\-MM\\-DD\\}\n\n"
    "**The image holds**\n"
    "+ **NVIDIA Driver**: 570\\.86\\.15\n"
    "+ **EFA Installer:** 1\\.38\\.0\n"
    "+ **Python**: /opt/pytorch/bin/python3\\.12\n\n"
    "## Release Date: 2025\\-03\\-02<a name=\"z\"></a>\n\n"
    "**AMI name**: Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2\\.6\\.0 \\(Amazon Linux 2023\\) "
    "20250302\n\n"
    "**Updated**\n"
    "+ NVIDIA Driver: 570\\.0\\.0\n\n"
    "## Release Date: February 17, 2025<a name=\"y\"></a>\n\n"
    "**AMI name**: Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2\\.6\\.0 \\(Amazon Linux 2023\\) "
    "20250216\n\n"
    "**Added**\n"
    "+ The first of the series\\.\n";

TEST(AwsDocMachineImages, DaysNamesAndWhatTheNewestHolds) {
  EXPECT_EQ(
      rows_of_page(notes),
      "aws-deep-learning-ami.yml - {release: Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.6.0 (Amazon "
      "Linux 2023) 20250216, framework: pytorch@2.6.0, accelerator: gpu, os: amazon-linux@2023, released: "
      "2025-02-17, at: image 2}\n"
      "aws-deep-learning-ami.yml - {release: Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.6.0 (Amazon "
      "Linux 2023) 20250302, framework: pytorch@2.6.0, accelerator: gpu, os: amazon-linux@2023, released: "
      "2025-03-02, component: efa@1.38.0 @aws-dlami-gpu-pytorch-2.6-linux-2023:line 8, driver: "
      "nvidia-driver@570.86.15 @aws-dlami-gpu-pytorch-2.6-linux-2023:line 7, at: image 1}\n");
  EXPECT_EQ(skipped(notes), Lines{});
}

TEST(AwsDocMachineImages, AnUnknownLineIsReported) {
  EXPECT_EQ(skipped("# Notes\n\n+ AMI name: Something else 20250101\n"),
            (Lines{"page.md:3: `Something else 20250101` is of no known line of machine images",
                   "page.md:0: nothing on the page is understood"}));
}

// Columns in any order; a region stands in the row, or heads the column of IDs.
TEST(AwsDocMachineImages, Tables) {
  const string first =
      "aws-deep-learning-ami.yml - {release: Deep Learning AMI GPU PyTorch 2.5.1 (Ubuntu 22.04) 20250102, "
      "framework: "
      "pytorch@2.5.1, accelerator: gpu, os: ubuntu@22.04, released: 2025-01-02, ami: {is: ami-0abc, for: "
      "{region: "
      "us-east-1}}, at: image row 1}\n";
  EXPECT_EQ(rows_of_page(
                "# Notes\n\n| Release date | AMI name | AMI ID | Region |\n| --- | --- | --- | --- |\n"
                "| 2025\\-01\\-02 | Deep Learning AMI GPU PyTorch 2\\.5\\.1 \\(Ubuntu 22\\.04\\) 20250102 | "
                "ami\\-0abc | us\\-east\\-1 |\n"),
            first);
  const string second =
      "# Notes\n\n| us-east-1 | Release date | DLAMI name |\n| --- | --- | --- |\n"
      "| ami-0abc | Jan 2, 2025 | Deep Learning AMI GPU PyTorch 2.5.1 (Ubuntu 22.04) 20250102 |\n"
      "| ami-0abd | Jan 2, 2025 | mine |\n";
  EXPECT_EQ(rows_of_page(second), first);
  EXPECT_EQ(skipped(second), Lines{"page.md:6: `mine` is of no known line of machine images"});
}

}  // namespace
}  // namespace bestby::exchange
