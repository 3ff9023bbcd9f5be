#include "exchange/dlc_data.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "base/text.h"
#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace exchange::testing;

constexpr const char* published = "2026-08-21";

const InputFile training = {"data/pytorch-training/2.6-gpu-sagemaker.yml", R"(framework: PyTorch
version: "2.6"
accelerator: gpu
python: py312
cuda: cu126
os: ubuntu22.04
platform: sagemaker
ga: "2025-01-29"
eop: "2026-01-29"
public_registry: true

tags:
  - "2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker"
  - "2.6.0-gpu-py312"
)"};

Imported images(std::vector<InputFile> inputs) {
  return import("dlc-data", std::move(inputs), published).value();
}

TEST(DlcData, OneRowAnImage) {
  const Imported imported = images({training});
  EXPECT_EQ(rows_of(imported, "images/pytorch-training.yml"),
            "releases:\n"
            "  - {release: 2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker, also: [2.6.0-gpu-py312], "
            "record: image, framework: pytorch@2.6.0, accelerator: gpu, python: python@3.12, cuda: "
            "cuda@12.6, os: ubuntu@22.04, platform: sagemaker, arch: x86_64, job: training, ga: "
            "2025-01-29, end_of_patch: 2026-01-29, public: yes, address: "
            "763104351884.dkr.ecr.<region>.amazonaws.com/pytorch-training:"
            "2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker, at: "
            "pytorch-training/2.6-gpu-sagemaker.yml}\n");
  EXPECT_THAT(remarks(imported.report.skipped), ElementsAre());
  EXPECT_THAT(remarks(imported.report.notes), ElementsAre());
}

TEST(DlcData, AHuggingFaceImageStandsOnTheImageThatItsNameAndPartsName) {
  InputFile face = training;
  face.path = "data/huggingface-pytorch-training/2.6-gpu-sagemaker.yml";
  face.text = R"(framework: PyTorch
version: "2.6"
accelerator: gpu
python: py312
cuda: cu126
transformers: "4.49.0"
os: ubuntu22.04
platform: sagemaker
tags: ["2.6.0-transformers4.49.0-gpu-py312-cu126-ubuntu22.04"]
)";
  EXPECT_THAT(rows_of(images({face, training}), "images/huggingface-pytorch-training.yml"),
              HasSubstr("library: transformers@4.49.0, accelerator: gpu, python: python@3.12, cuda: "
                        "cuda@12.6, os: ubuntu@22.04, platform: sagemaker, arch: x86_64, job: "
                        "training, base_image: aws/pytorch-training@"
                        "2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker, address"));
  InputFile other = face;
  other.text.replace(other.text.find("ubuntu22"), 8, "ubuntu20");
  EXPECT_THAT(rows_of(images({other, training}), "images/huggingface-pytorch-training.yml"),
              HasSubstr("base_image: aws/pytorch-training, address"));
  EXPECT_THAT(rows_of(images({face}), "images/huggingface-pytorch-training.yml"),
              ::testing::Not(HasSubstr("base_image")));
}

TEST(DlcData, ARepositoryMayHoldSeveralLines) {
  const Imported imported = images({{"data/vllm-omni/0.20.0-gpu.yml", R"(framework: vLLM-Omni
version: "0.20.0"
ecr_repository: vllm
accelerator: gpu
platform: default
tags: ["omni-cuda-v1.1"]
)"},
                                    {"data/base/cu129-devel.yml", R"(framework: Base Devel
version: "12.9.1"
accelerator: gpu
cuda: cu129
platform: ec2
tags: ["devel-cu129-amzn2023"]
)"},
                                    {"data/djl-inference/0.32.yml", R"(framework: DJLServing
version: "0.32"
accelerator: gpu
engine: "LMI 14.0.0, vLLM 0.6.3"
platform: sagemaker
example_ecr_account: "<account-id>"
tags: ["0.32.0-lmi14.0.0-cu126"]
)"}});
  EXPECT_EQ(rows_of(imported, "images/vllm.yml"),
            "releases:\n"
            "  - {release: omni-cuda-v1.1, record: image, line: vllm-omni, framework: "
            "vllm-omni@0.20.0, accelerator: gpu, platform: ec2, arch: x86_64, job: inference, "
            "address: 763104351884.dkr.ecr.<region>.amazonaws.com/vllm:omni-cuda-v1.1, at: "
            "vllm-omni/0.20.0-gpu.yml}\n");
  EXPECT_THAT(rows_of(imported, "images/base.yml"),
              HasSubstr("variant: devel, accelerator: gpu, cuda: cuda@12.9.1, platform: ec2"));
  EXPECT_THAT(rows_of(imported, "images/djl-inference.yml"),
              HasSubstr("framework: djl-serving@0.32.0, library: [lmi@14.0.0, vllm@0.6.3]"));
  EXPECT_THAT(rows_of(imported, "images/djl-inference.yml"),
              HasSubstr("address: <account-id>.dkr.ecr.<region>.amazonaws.com/djl-inference:"));
}

TEST(DlcData, AMovingTagNamesTheNewestImage) {
  const auto image = [](std::string version, std::string name) {
    return InputFile{"data/vllm/" + name, "framework: vLLM\nversion: \"" + version +
                                              "\"\naccelerator: gpu\nplatform: ec2\ntags: [\"" + version +
                                              "-ec2\", \"0.20-ec2\"]\n"};
  };
  const InputFile nine = image("0.20.9", "a.yml"), ten = image("0.20.10", "b.yml");
  for (const auto& inputs : {std::vector{nine, ten}, std::vector{ten, nine}}) {
    const Imported imported = images(inputs);
    EXPECT_THAT(rows_of(imported, "images/vllm.yml"),
                HasSubstr("{release: 0.20.10-ec2, also: [0.20-ec2], record"));
    EXPECT_THAT(rows_of(imported, "images/vllm.yml"), HasSubstr("{release: 0.20.9-ec2, record"));
    EXPECT_THAT(remarks(imported.report.notes),
                ElementsAre("aws/dlc/images/vllm.yml:0: `0.20-ec2` names 2 images: given to "
                            "0.20.10-ec2"));
  }
  const Imported old_last =
      import("dlc-data", {nine}, "2026-01-01", import("dlc-data", {ten}, "2026-02-01").value().files).value();
  const Imported new_last =
      import("dlc-data", {ten}, "2026-02-01", import("dlc-data", {nine}, "2026-01-01").value().files).value();
  EXPECT_TRUE(same_files(old_last, new_last));
}

TEST(DlcData, OlderVersionsAreFactsOfTheFrameworkForAws) {
  const Imported imported = images({{"legacy/legacy_support.yml", R"(pytorch:
  - version: "2.5"
    ga: "2024-10-29"
    eop: "2025-10-29"
    why: nobody knows
jax:
  - version: "0.4"
)"}});
  EXPECT_EQ(rows_of(imported, "legacy/pytorch.yml"),
            "cycles:\n"
            "  \"2.5\": {ga: {is: 2024-10-29, for: {publisher: aws}}, end_of_patch: {is: "
            "2025-10-29, for: {publisher: aws}}, at: line 2}\n");
  EXPECT_THAT(remarks(imported.report.skipped),
              ElementsAre("legacy/legacy_support.yml:5: `why: nobody knows` is not understood",
                          "legacy/legacy_support.yml:6: `jax` is no known framework"));
}

TEST(DlcData, WhatIsWrongStaysAsPublishedAndIsNoted) {
  InputFile image = training;
  image.text.replace(image.text.find("platform: sagemaker"), 19, "platform: ec2");
  const Imported imported = images({image});
  EXPECT_THAT(rows_of(imported, "images/pytorch-training.yml"), HasSubstr("platform: ec2,"));
  EXPECT_THAT(remarks(imported.report.notes),
              ElementsAre("data/pytorch-training/2.6-gpu-sagemaker.yml:7: platform is ec2, but the "
                          "tag `2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker` says `sagemaker`: "
                          "written as published"));
}

TEST(DlcData, WhatIsNotUnderstoodIsSkippedWithItsLine) {
  const std::string good = training.text;
  const Imported imported =
      images({training,
              training,
              {"data/a/1.yml", "- a list\n"},
              {"data/a/2.yml", "framework: PyTorch\nversion: \"2.6\"\n"},
              {"data/a/3.yml", "framework: NewThing\nversion: \"2.6\"\ntags: [x]\n"},
              {"data/a/4.yml", "framework: PyTorch\nversion: \"2.6\"\ntags: []\n"},
              {"data/a/5.yml", "framework: PyTorch\nversion: [2, 6]\ntags: [x]\n"},
              {"data/a/6.yml", "framework: PyTorch\nversion: \"2.6\"\ntags: [x]\necr_repository: ../../x\n"},
              {"data/a/7.yml", "framework: [\n"},
              {"data/a/8.yml",
               "framework: PyTorch\nversion: \"2.6\"\ntags: [x]\ncuda: 12\npython: pie\n"
               "os: beos5\nplatform: moon\naccelerator: tpu\nga: soon\nsdk: new\n"
               "engine: Steam 1.0\npublic_registry: maybe\ncolour: red\ncuda2: [1]\n"}});
  EXPECT_EQ(imported.report.rows, 10U);
  const std::vector<std::string> skipped = remarks(imported.report.skipped);
  ASSERT_EQ(skipped.size(), 19U);
  EXPECT_THAT(
      std::vector<std::string>(skipped.begin(), skipped.begin() + 6),
      ElementsAre("data/a/1.yml:1: is no mapping of an image's fields", "data/a/2.yml:1: `tags` is missing",
                  "data/a/3.yml:1: `NewThing` is no known framework", "data/a/4.yml:3: `tags` names no tag",
                  "data/a/5.yml:2: `version` is no version",
                  "data/a/6.yml:1: `../../x` is no name of a repository"));
  EXPECT_THAT(skipped[6], HasSubstr("data/a/7.yml:"));
  EXPECT_THAT(
      std::vector<std::string>(skipped.begin() + 7, skipped.end()),
      ElementsAre("data/a/8.yml:4: `12` is no known CUDA", "data/a/8.yml:5: `pie` is no known Python",
                  "data/a/8.yml:6: `beos5` is no known operating system",
                  "data/a/8.yml:7: `moon` is no known platform",
                  "data/a/8.yml:8: `tpu` is no known accelerator", "data/a/8.yml:9: `soon` is no known date",
                  "data/a/8.yml:10: `new` is no known version",
                  "data/a/8.yml:11: `Steam 1.0` is no known engine",
                  "data/a/8.yml:12: `maybe` is no known truth value",
                  "data/a/8.yml:13: `colour` is no known field", "data/a/8.yml:14: `cuda2` is no known field",
                  "data/pytorch-training/2.6-gpu-sagemaker.yml:0: the image "
                  "pytorch-training:2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker is already "
                  "given by pytorch-training/2.6-gpu-sagemaker.yml"));
}

TEST(DlcData, AnImageThatGoesIsWithdrawnEverywhere) {
  InputFile other = training;
  other.path = "data/pytorch-inference/x.yml";
  const Imported first = import("dlc-data", {training, other}, "2026-01-01").value();
  const Imported second = import("dlc-data", {training}, "2026-02-01", first.files).value();
  EXPECT_THAT(rows_of(second, "images/pytorch-inference.yml"),
              HasSubstr("record: \"image @dlc-data[2026-01-01]:pytorch-inference/x.yml\""));
  EXPECT_THAT(file_named(second, "images/pytorch-inference.yml"),
              HasSubstr("editions: [2026-01-01, 2026-02-01]"));
  EXPECT_EQ(second.report.facts, (FactCount{0, 13, 13}));
}

TEST(DlcData, ThePublishedImages) {
  const auto inputs = shared_inputs(*find_importer("dlc-data"), "dlc");
  if (!inputs) GTEST_SKIP() << "the published images are not here";
  const Imported imported = images(*inputs);
  EXPECT_THAT(remarks(imported.report.skipped), ElementsAre());
  std::size_t rows = 0;
  for (const CatalogFile& file : imported.files)
    if (file.path.starts_with("aws/dlc/images/"))
      for (const std::string_view line : split(file.text, '\n'))
        rows += line.starts_with("  - {release: ") ? 1 : 0;
  EXPECT_EQ(rows, 267U);
  EXPECT_EQ(imported.report.rows, 267U + 10U);  // and ten of older framework versions
  const auto wrong = std::count_if(imported.report.notes.begin(), imported.report.notes.end(),
                                   [](const ImportRemark& remark) {
                                     return remark.reason.find("written as published") != std::string::npos;
                                   });
  EXPECT_EQ(wrong, 1);
}

}  // namespace
}  // namespace bestby::exchange
