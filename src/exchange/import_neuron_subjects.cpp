#include "exchange/import_neuron_subjects.h"

#include <algorithm>
#include <array>

namespace bestby::exchange::neuron {
namespace {

constexpr auto subjects = std::to_array<Subject>({
    {"6 component display names", ""},
    {"AL2 DLAMI venv aws_neuron_pytorch_p38", "neuron-feature@al2-dlami-venv-pytorch-p38"},
    {"AL2 DLAMI venv aws_neuron_tensorflow2_p38", "neuron-feature@al2-dlami-venv-tensorflow2-p38"},
    {"Amazon Linux 2 (Neuron Runtime)", "neuron-dependency@amazon-linux-2 amazon-linux@2?"},
    {"Beta PyTorch NeuronCore Placement APIs", "neuron-api@pytorch-neuroncore-placement-beta", "beta"},
    {"DLAMI Neuron 2.10", ""},
    {"DLAMI Neuron 2.12", ""},
    {"DLAMI Neuron PyTorch 1.11", ""},
    {"GitHub organization", ""},
    {"Inf1 virtual environments and AMIs", "neuron-dlami~*inf1*"},
    {"JAX 0.9.0", "jax-neuronx@0.9"},
    {"K8s resource name neurondevice", "neuron-api@kubernetes-resource-neurondevice"},
    {"Megatron-LM reference", "neuron-extension@megatron-lm-reference"},
    {"NKI Beta 1", "neuron-feature@nki-beta-1", "beta"},
    {"NKI block dimension", "neuron-api@nki-block-dimension"},
    {"NKI library kernels namespace", "neuron-api@nki-library-kernels-namespace"},
    {"Neuron 2.3 GA Trn1", "neuron-sdk@2.3.0"},
    {"Neuron Conda packages in DLAMI", "neuron-feature@conda-packages-in-dlami"},
    {"Neuron DLAMIs of 2.18.0 (17 named AMIs)", "neuron-dlami#2.18.0"},
    {"Neuron DLC/DLAMI with Runtime 1.x", "neuron-dlc@runtime-1.x neuron-feature@runtime-1.x-in-dlami"},
    {"Neuron Driver > 2.21 on Inf1", "neuron-feature@neuron-driver-on-inf1"},
    {"Neuron Driver > 2.24 on Inf1", "neuron-feature@neuron-driver-on-inf1"},
    {"Neuron NeMo Megatron", "neuron-extension@neuron-nemo-megatron"},
    {"Neuron Profiler and Profiler 2.0", "neuron-tool@neuron-profiler"},
    {"NeuronCore Groups", "neuron-feature@neuroncore-groups"},
    {"NxD Core 0.19.28492", "neuronx-distributed"},
    {"NxD Core Inference APIs", "neuronx-distributed neuron-api@nxd-core-inference"},
    {"NxD Core Training APIs", "neuronx-distributed neuron-api@nxd-core-training"},
    {"NxD Core inference examples in NxD Core repo", "neuron-example@nxd-core-inference-examples"},
    {"NxD Core training APIs", "neuron-api@nxd-core-training"},
    {"NxD Inference", "neuronx-distributed-inference"},
    {"NxD Inference 0.10.18399", "neuronx-distributed-inference"},
    {"NxD training samples in aws-neuron-samples", "neuron-example@nxd-training-samples"},
    {"NxDI v1", ""},
    {"NxDT", "neuronx-distributed-training"},
    {"NxDT Megatron models", "neuron-model-class@nxdt-megatron-training"},
    {"NxDT in DLAMI", "neuron-feature@nxdt-in-dlami"},
    {"NxDT library", "neuronx-distributed-training"},
    {"ONNX", "neuron-extension@onnx"},
    {"OPT example in Transformers NeuronX", "neuron-example@transformers-neuronx-opt"},
    {"PyTorch/XLA backend (torch-neuronx after 2.9)", "neuron-extension@pytorch-xla-backend"},
    {"PyTorch/XLA for training", "neuron-extension@pytorch-xla-training"},
    {"Python 3.10", "neuron-dependency@python-3.10 python@3.10?"},
    {"Python 3.13", "neuron-dependency@python-3.13 python@3.13?"},
    {"Python 3.5", "neuron-dependency@python-3.5 python@3.5?"},
    {"Python 3.7", "neuron-dependency@python-3.7 python@3.7?"},
    {"Python 3.8", "neuron-dependency@python-3.8 python@3.8?"},
    {"Python 3.9", "neuron-dependency@python-3.9 python@3.9?"},
    {"SPMD launch grid requirement LNC2", "neuron-api@nki-spmd-launch-grid-lnc2"},
    {"SageMaker DLC PyTorch 1.13 Neuron 2.9.1", "neuron-dlc@sagemaker-pytorch-1.13-sdk2.9.1"},
    {"SageMaker ml.trn1 training", ""},
    {"TF Neuron Inf1 SSD300 tutorial", "neuron-example@tensorflow-neuron-inf1-ssd300"},
    {"TensorBoard plugin for Neuron Profiler", "tensorboard-plugin-neuronx"},
    {"TensorFlow for Inf2", "neuron-extension@tensorflow-on-inf2"},
    {"Torch/XLA inference on Inf2", "neuron-extension@pytorch-xla-inference-on-inf2"},
    {"Torch/XLA inference on Trn1", "neuron-extension@pytorch-xla-inference-on-trn1"},
    {"Ubuntu 16", "neuron-dependency@ubuntu-16.04 ubuntu@16.04?"},
    {"Ubuntu 18", "neuron-dependency@ubuntu-18.04 ubuntu@18.04?"},
    {"Ubuntu 20 DLC and DLAMI", "neuron-dlc@ubuntu-20.04 neuron-dlami~*-ubuntu20.04"},
    {"Ubuntu 20.04 base OS", "neuron-dependency@ubuntu-20.04 ubuntu@20.04?"},
    {"Ubuntu 22.04 DLAMI and DLC", "neuron-dlc@ubuntu-22.04 neuron-dlami~*-ubuntu22.04"},
    {"Ubuntu 22.04 single framework DLAMI (PyTorch, JAX)",
     "neuron-dlami~pytorch-*-ubuntu22.04 neuron-dlami~jax-*-ubuntu22.04"},
    {"XLA_DOWNCAST_BF16", "neuron-api@XLA_DOWNCAST_BF16"},
    {"XLA_USE_BF16", "neuron-api@XLA_USE_BF16"},
    {"apt GPG key expired 2022-11-10", ""},
    {"aws-neuron-dkms", "aws-neuron-dkms"},
    {"aws-neuron-k8-plugin", "aws-neuron-k8-plugin"},
    {"aws-neuron-k8-scheduler", "aws-neuron-k8-scheduler"},
    {"aws-neuron-runtime-base", "aws-neuron-runtime-base"},
    {"aws-neuron-tools", "aws-neuron-tools"},
    {"aws-neuronx-gpsimd-customop-lib", "aws-neuronx-gpsimd-customop-lib"},
    {"classic TensorBoard-Neuron", "tensorboard-neuron"},
    {"compiler --distribution_strategy nemo", "neuron-api@--distribution-strategy=nemo"},
    {"compiler flag --model-type=transformer-inference", "neuron-api@--model-type=transformer-inference"},
    {"empty file", ""},
    {"env NEURONCORE_GROUP_SIZES", "neuron-api@NEURONCORE_GROUP_SIZES"},
    {"implicit asynchronous mode", "neuron-feature@implicit-asynchronous-mode"},
    {"jax-neuronx JAX 0.7", "jax-neuronx@0.7"},
    {"jax_neuronx.nki_call", "neuron-api@jax_neuronx.nki_call"},
    {"mllama 3.2 Meta checkpoint API", "neuron-api@mllama-3.2-meta-checkpoint"},
    {"mxnet-neuron", "mxnet-neuron mx-neuron"},
    {"namespace neuronxcc.nki", "neuron-api@neuronxcc.nki"},
    {"neuron-cli", "neuron-tool@neuron-cli"},
    {"neuron-det", "neuron-tool@neuron-det"},
    {"neuron-monitor field neuron-device-version", "neuron-api@neuron-monitor-neuron-device-version"},
    {"neuron-rtd 1.x", "aws-neuron-runtime"},
    {"neuronx-distributed display name", ""},
    {"nkilib kv_parallel_segmented_prefill", "neuron-api@nkilib-kv_parallel_segmented_prefill"},
    {"nkilib_standalone.nkilib namespace", "neuron-api@nkilib_standalone.nkilib"},
    {"parallel_model_trace", "neuron-api@parallel_model_trace"},
    {"protobuf <= 3.19 for torch-neuronx/neuronx-distributed/transformers-neuronx",
     "neuron-dependency@protobuf-3.19"},
    {"pytorch-training-neuronx DLC", "neuron-dlc@pytorch-training-neuronx"},
    {"tensorflow-model-server-neuron", "tensorflow-model-server-neuron"},
    {"tensorflow-neuron 1.x", "tensorflow-neuron@1.15"},
    {"tensorflow_2_10 single-framework DLAMI and venv", "neuron-dlami~tensorflow-2.10-*"},
    {"torch-neuronx 1.13 (Trn1,Trn2,Inf2) + DLC/DLAMI", "torch-neuronx@1.13 neuron-dlami~pytorch-1.13-*"},
    {"torch-neuronx 2.0 (beta)", "torch-neuronx@2.0"},
    {"torch-neuronx 2.1 + DLC/DLAMI", "torch-neuronx@2.1 neuron-dlami~pytorch-2.1-*"},
    {"torch_neuronx.experimental.profiler.profile", "neuron-api@torch_neuronx.experimental.profiler.profile"},
    {"torch_neuronx.nki_jit", "neuron-api@torch_neuronx.nki_jit"},
    {"transformers-neuronx", "transformers-neuronx"},
    {"vLLM V0", "neuron-extension@vllm-v0"},
});

constexpr auto amendments = std::to_array<Amendment>({
    {"nxdt", "2026-02-26", "not executed: SDK 2.29.0 announced maintenance from 2.30.0 instead"},
    {"nxdtmeg", "2025-05-15", "the announcement was withdrawn from the documentation"},
    {"nxdi", "2026-08-12", {}, "2.30.0"},
});

struct NewName {
  std::string_view words, name;
};
constexpr auto new_names = std::to_array<NewName>({
    {"NKI library kernels namespace", "the namespace nkilib"},
    {"aws-neuron-dkms", "aws-neuronx-dkms"},
    {"aws-neuron-k8-plugin", "aws-neuronx-k8-plugin"},
    {"aws-neuron-k8-scheduler", "aws-neuronx-k8-scheduler"},
    {"aws-neuron-runtime-base", "aws-neuronx-dkms"},
    {"aws-neuron-tools", "aws-neuronx-tools"},
    {"nkilib_standalone.nkilib namespace", "the namespace nkilib"},
    {"tensorflow-model-server-neuron", "tensorflow-model-server-neuronx"},
});

constexpr auto idle_notes = std::to_array<std::string_view>({
    "0-content file",
    "beta",
    "beta; file later deleted",
    "deleted later",
    "executed 2.29",
    "future release",
    "future releases",
    "manifest drops it after 2.25? see check",
    "no dates",
    "only in git history (v2.29.0, v2.29.1)",
    "planned v2.29.0",
    "postponement notice",
    "security issues",
    "subsequent release",
    "table bug: Transformers row names tensorflow-neuronx",
});

}  // namespace

const Subject* find_subject(std::string_view words) {
  const auto at =
      std::find_if(subjects.begin(), subjects.end(), [&](const Subject& s) { return s.words == words; });
  return at == subjects.end() ? nullptr : &*at;
}

const Amendment* find_amendment(std::string_view topic, std::string_view announced) {
  const auto at = std::find_if(amendments.begin(), amendments.end(), [&](const Amendment& a) {
    return a.topic == topic && a.announced == announced;
  });
  return at == amendments.end() ? nullptr : &*at;
}

std::string_view new_name_of(std::string_view words) {
  const auto at =
      std::find_if(new_names.begin(), new_names.end(), [&](const NewName& n) { return n.words == words; });
  return at == new_names.end() ? std::string_view() : at->name;
}

bool is_idle_note(std::string_view note) {
  return std::find(idle_notes.begin(), idle_notes.end(), note) != idle_notes.end();
}

}  // namespace bestby::exchange::neuron
