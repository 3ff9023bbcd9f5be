#include "exchange/ami.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;
using testing::import;
using testing::remarks;
using testing::rows_of;

constexpr const char* day = "2026-08-21";

constexpr const char* images = R"({"Images": [
{"ImageId": "ami-0a1", "Name": "Deep Learning AMI GPU PyTorch 1.12.1 (Ubuntu 20.04) 20220819",
 "CreationDate": "2022-08-19T10:00:00.000Z", "DeprecationTime": "2024-08-19T10:00:00.000Z", "Architecture": "x86_64"},
{"ImageId": "ami-0b2", "Name": "Deep Learning Base OSS Nvidia Driver GPU AMI (Amazon Linux 2023) 20240901", "CreationDate": "2024-09-01T00:00:00.000Z", "Architecture": "arm64"}]})";

TEST(Ami, NamesIdsAndDays) {
  const auto imported = import("ami", {{"us-west-2.json", images}}, day);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_EQ(imported->report.rows, 2U);
  EXPECT_EQ(
      rows_of(*imported, "us-west-2/deep-learning-ami.yml"),
      "releases:\n"
      "  - {release: Deep Learning AMI GPU PyTorch 1.12.1 (Ubuntu 20.04) 20220819, also: [Deep Learning AMI "
      "GPU PyTorch 1.12.1 (Ubuntu 20.04) 20220819, ami-0a1], framework: pytorch@1.12.1, accelerator: gpu, "
      "os: "
      "ubuntu@20.04, arch: x86_64, released: 2022-08-19, deprecated_from: 2024-08-19, "
      "ami: {is: ami-0a1, for: {region: us-west-2}}, at: line 2}\n");
  EXPECT_NE(
      rows_of(*imported, "us-west-2/deep-learning-base-ami.yml").find("os: amazon-linux@2023, arch: arm64"),
      std::string::npos);
}

// Another region of the same day adds to what the first one said.
TEST(Ami, RegionsAreSourcesOfTheirOwn) {
  const auto west = import("ami", {{"us-west-2.json", images}}, day).value();
  const auto both = import("ami", {{"eu-west-1.json", images}}, day, west.files).value();
  EXPECT_EQ(both.files.size(), 4U);
  EXPECT_EQ(both.report.facts.withdrawn, 0U);
  const auto again = import("ami", {{"us-west-2.json", images}}, day, both.files).value();
  EXPECT_TRUE(testing::same_files(both, again));
}

TEST(Ami, WhatIsNotUnderstoodIsSkipped) {
  const auto imported = import("ami",
                               {{"us-west-2.json", R"x({"Images": [
{"ImageId": "ami-1"}, {"ImageId": "i-1", "Name": "Deep Learning AMI (Ubuntu 20.04)"},
{"ImageId": "ami-2", "Name": "my own"},
{"ImageId": "ami-3", "Name": "Deep Learning AMI (Ubuntu 20.04) Version 1", "CreationDate": "soon", "Architecture": "i386"}]})x"},
                                {"images.json", images}},
                               day);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped),
              ElementsAre("us-west-2.json:2: an image without a `Name`",
                          "us-west-2.json:2: `i-1` is no ID of a machine image",
                          "us-west-2.json:3: `my own` is of no known line of machine images",
                          "us-west-2.json:4: `CreationDate: soon` is no day",
                          "us-west-2.json:4: `i386` is no known architecture",
                          "images.json:0: does not say its region: call it like us-west-2.json"));
  EXPECT_FALSE(import("ami", {{"us-west-2.json", "{}"}}, day));
  EXPECT_TRUE(import("ami", {{"us-west-2.json", "{"}}, day)->report.damaged);
}

// What the command prints holds far more than is read; every line of images has its product.
TEST(Ami, LinesOfImages) {
  const auto imported = import("ami", {{"eu-isoe-west-1.json", R"x({"Images": [
{"PlatformDetails": "Linux/UNIX", "BlockDeviceMappings": [{"Ebs": {"VolumeSize": 45}, "DeviceName": "/dev/sda1"}],
 "Description": "Release notes: ...", "Name": "Deep Learning AMI Neuron PyTorch 2.7 (Ubuntu 22.04) 20250701",
 "ImageId": "ami-00c", "ImageLocation": "amazon/Deep Learning", "State": "available", "Public": true,
 "CreationDate": "2025-07-01T22:46:12.000Z", "Architecture": "x86_64", "Tags": []},
{"Name": "amzn2-ami-ecs-gpu-hvm-2.0.20240702-x86_64-ebs", "ImageId": "ami-00d", "CreationDate": "2024-07-02"},
{"Name": "amazon-eks-node-al2023-x86_64-nvidia-1.31-v20250101", "ImageId": "ami-00e"}]})x"}},
                               day);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_EQ(
      rows_of(*imported, "eu-isoe-west-1/neuron-dlami.yml"),
      "releases:\n"
      "  - {release: Deep Learning AMI Neuron PyTorch 2.7 (Ubuntu 22.04) 20250701, also: [Deep Learning AMI "
      "Neuron PyTorch 2.7 (Ubuntu 22.04) 20250701, ami-00c], framework: pytorch@2.7, os: ubuntu@22.04, arch: "
      "x86_64, released: 2025-07-01, ami: {is: ami-00c, for: {region: eu-isoe-west-1}}, at: line 2}\n");
  EXPECT_EQ(rows_of(*imported, "ecs-optimized-ami.yml").empty(), false);
  EXPECT_EQ(rows_of(*imported, "eks-optimized-ami.yml").empty(), false);
}

}  // namespace
}  // namespace bestby::exchange
