#include "exchange/dlc_build.h"

#include <gtest/gtest.h>

#include <string>

namespace bestby::exchange::dlc {
namespace {

// `repository: predicate=value, ...; repository: ...`, or the error.
std::string read(std::string_view tag) {
  const auto parsed = parse_build_tag(tag);
  if (!parsed) return parsed.error().message;
  const auto builds = builds_of(*parsed);
  if (!builds) return builds.error().message;
  std::string text;
  for (const Build& build : *builds) {
    text += (text.empty() ? "" : "; ") + build.repository + ":";
    for (const auto& [predicate, value] : build.facts)
      if (predicate != "record" && predicate != "build") text += " " + predicate + "=" + value;
  }
  return text;
}

TEST(BuildTag, SaysWhatItNames) {
  EXPECT_EQ(read("v1.5-pt-ec2-1.12.1-tr-py38"),
            "pytorch-training: framework=pytorch@1.12.1 platform=ec2 accelerator=cpu "
            "accelerator=gpu job=training arch=x86_64 python=python@3.8");
  EXPECT_EQ(read("v1.0-tf-2.2.0-tr-py37-gpu"),
            "tensorflow-training: framework=tensorflow@2.2.0 platform=ec2 platform=sagemaker "
            "accelerator=gpu job=training arch=x86_64 python=python@3.7");
}

TEST(BuildTag, StandsForBothJobsWhereItNamesNone) {
  EXPECT_EQ(read("v3.6-mx-1.6.0"),
            "mxnet-training: framework=mxnet@1.6.0 platform=ec2 platform=sagemaker accelerator=cpu "
            "accelerator=gpu job=training arch=x86_64; "
            "mxnet-inference: framework=mxnet@1.6.0 platform=ec2 platform=sagemaker "
            "accelerator=cpu accelerator=gpu job=inference arch=x86_64");
}

TEST(BuildTag, OtherHardwareHasARepositoryOfItsOwn) {
  EXPECT_EQ(read("v1.0-pt-graviton-e3-1.10.0-inf-cpu-py38"),
            "pytorch-inference-graviton: framework=pytorch@1.10.0 platform=ec2 accelerator=cpu "
            "job=inference arch=arm64 python=python@3.8");
  EXPECT_EQ(read("v1.0-pt-arm64-ec2-2.7.0-tr-gpu-py312"),
            "pytorch-training-arm64: framework=pytorch@2.7.0 platform=ec2 accelerator=gpu "
            "job=training arch=arm64 python=python@3.12");
  EXPECT_EQ(read("v2.1-tf-1.15.0-inf-eia"),
            "tensorflow-inference-eia: framework=tensorflow@1.15.0 platform=ec2 platform=sagemaker "
            "accelerator=eia job=inference arch=x86_64");
  EXPECT_EQ(read("v1.0-pt-1.11.0-tr-hpu-syai-1.5.0-py38"),
            "pytorch-training-habana: framework=pytorch@1.11.0 library=synapseai@1.5.0 "
            "platform=ec2 platform=sagemaker accelerator=hpu job=training arch=x86_64 "
            "python=python@3.8");
}

TEST(BuildTag, AnSdkWithoutHardwareStandsForBothKindsOfNeuron) {
  EXPECT_EQ(read("v1.0-pt-1.13.1-inf-sdk2.11.0-py310"),
            "pytorch-inference-neuron: framework=pytorch@1.13.1 platform=ec2 platform=sagemaker "
            "accelerator=neuron job=inference arch=x86_64 python=python@3.10 "
            "sdk=neuron-sdk@2.11.0; "
            "pytorch-inference-neuronx: framework=pytorch@1.13.1 platform=ec2 platform=sagemaker "
            "accelerator=neuronx job=inference arch=x86_64 python=python@3.10 "
            "sdk=neuron-sdk@2.11.0");
}

TEST(BuildTag, SeveralSoftwareHaveTheirVersionsBehindThem) {
  EXPECT_EQ(read("v1.0-hf-4.17.0-pt-1.10.2-inf-gpu-py38"),
            "huggingface-pytorch-inference: library=transformers@4.17.0 framework=pytorch@1.10.2 "
            "platform=sagemaker accelerator=gpu job=inference arch=x86_64 python=python@3.8");
  EXPECT_EQ(read("v1.0-hf-pt-1.6.0-tr-gpu-py36"),
            "huggingface-pytorch-training: library=transformers framework=pytorch@1.6.0 "
            "platform=sagemaker accelerator=gpu job=training arch=x86_64 python=python@3.6");
  EXPECT_EQ(read("v1.4-djl-0.29.0-inf-trt-0.11.0"),
            "djl-inference: framework=djl-serving@0.29.0 library=tensorrt-llm@0.11.0 "
            "platform=sagemaker accelerator=gpu job=inference arch=x86_64");
  EXPECT_EQ(read("v1.0-djl-0.33.0-inf-lmi-15.0.0-cu128"),
            "djl-inference: framework=djl-serving@0.33.0 library=lmi@15.0.0 platform=sagemaker "
            "accelerator=gpu job=inference arch=x86_64 cuda=cuda@12.8");
  EXPECT_EQ(read("v1.0-sai-pt-sagemaker-2.0.1-inf-sgm-0.1.0-gpu-py310"),
            "stabilityai-pytorch-inference: framework=pytorch@2.0.1 "
            "library=stability-generative-models@0.1.0 platform=sagemaker accelerator=gpu "
            "job=inference arch=x86_64 python=python@3.10");
  EXPECT_EQ(read("v1.45-base-ec2-13.0.0-gpu-py312"),
            "base: cuda=cuda@13.0.0 platform=ec2 accelerator=gpu job=general arch=x86_64 "
            "python=python@3.12");
}

TEST(BuildTag, TextGenerationForNeuronWasFirstNumberedAsOptimumNeuron) {
  EXPECT_EQ(read("v1.0-hf-tgi-0.0.16-pt-1.13.1-inf-neuronx-py310"),
            "huggingface-pytorch-tgi-inference: library=transformers library=optimum-neuron@0.0.16 "
            "framework=pytorch@1.13.1 platform=sagemaker accelerator=neuronx job=inference "
            "arch=x86_64 python=python@3.10");
  EXPECT_EQ(read("v1.0-hf-tgi-0.6.0-pt-2.0.0-inf-gpu-py39"),
            "huggingface-pytorch-tgi-inference: library=transformers "
            "library=text-generation-inference@0.6.0 framework=pytorch@2.0.0 platform=sagemaker "
            "accelerator=gpu job=inference arch=x86_64 python=python@3.9");
}

TEST(BuildTag, SaysWhatItDoesNotUnderstand) {
  EXPECT_EQ(read(""), "`` is no build like v1.0");
  EXPECT_EQ(read("v1.0"), "`v1.0` is no build like v1.0");
  EXPECT_EQ(read("v1-pt-1.0"), "`v1` is no build like v1.0");
  EXPECT_EQ(read("v1.0-pt-1.12.1-tr-py38-new"), "`new` is no known word of a tag");
  EXPECT_EQ(read("v1.0-pt-1.12.1-1.13.1-tr"), "`1.13.1` is the version of nothing");
  EXPECT_EQ(read("v1.0-1.12.1-pt"), "`1.12.1` is the version of nothing");
  EXPECT_EQ(read("v1.0-pt-tr-py38"), "names no version of `pt`");
  EXPECT_EQ(read("v1.0-pt-1.12.1-tr-inf"), "says both `training` and `inference`");
  EXPECT_EQ(read("v1.0-tr-py38"), "belongs to no known line of images");
  EXPECT_EQ(read("v1.0-pt-tf-1.0"), "belongs to no known line of images");
  EXPECT_EQ(read("v1.0-" + std::string(200, 'x')), "is longer than a tag may be");
}

}  // namespace
}  // namespace bestby::exchange::dlc
