#include "observe/image/detections.h"

#include <array>
#include <cstddef>
#include <utility>

namespace bestby {
namespace {

using enum FileTake;

// Of conda, `pkgs/` holds packages that were fetched, installed or not.
constexpr std::string_view cache = "/pkgs/";

constexpr auto files = std::to_array<Detection>({
    // Systems and their packages.
    {"os-release", "/etc/os-release", os_release},
    {"os-release-usr", "/usr/lib/os-release", os_release},
    {"dpkg", "/var/lib/dpkg/status", dpkg},
    {"dpkg-part", "/var/lib/dpkg/status.d/*", dpkg},
    {"apk", "/lib/apk/db/installed", apk},
    {"apk-usr", "/usr/lib/apk/db/installed", apk},
    {"rpm-sqlite", "/var/lib/rpm/rpmdb.sqlite", rpm_sqlite},
    {"rpm-sqlite-usr", "/usr/lib/sysimage/rpm/rpmdb.sqlite", rpm_sqlite},
    {"rpm-ndb", "/var/lib/rpm/Packages.db", rpm_ndb},
    {"rpm-ndb-usr", "/usr/lib/sysimage/rpm/Packages.db", rpm_ndb},
    {"rpm-bdb", "/var/lib/rpm/Packages", unreadable, "", "is a Berkeley DB of rpm, which is not read"},
    // Python and its packages.
    {"python-metadata", "*.dist-info/METADATA", python, "", "", cache},
    {"python-egg", "*.egg-info/PKG-INFO", python, "", "", cache},
    {"python-egg-file", "*.egg-info", python, "", "", cache},
    {"python-egg-zip", "EGG-INFO/PKG-INFO", python, "", "", cache},
    {"python-executable", "bin/python#.#", numbers, "python", "", cache},
    {"python-headers", "python*/patchlevel.h", defines, "python", "PY_VERSION", cache},
    {"conda-meta", "conda-meta/*.json", conda},
    // CUDA. Of 11.x the soname is 11.0 whatever the release, of 12.x and later it is the first number.
    {"cuda-version-json", "/usr/local/cuda*/version.json", json, "cuda", "cuda.version"},
    {"cuda-version-text", "/usr/local/cuda*/version.txt", behind, "cuda", "CUDA Version "},
    {"cuda-runtime", "libcudart.so.#.#.#", numbers, "cuda", "2"},
    {"cuda-runtime-major", "libcudart.so.#", file_numbers, "cuda"},
    {"cuda-runtime-short", "libcudart.so.#.#", file_numbers, "cuda", "1"},
    {"cuda-runtime-bundled", "libcudart-*.so.#.#", numbers, "cuda", "1"},
    {"cuda-runtime-bundled-full", "libcudart-*.so.#.#.#", numbers, "cuda", "2"},
    {"torch-cuda", "torch/version.py", assigned, "cuda", "cuda"},
    {"torch-rocm", "torch/version.py", assigned, "rocm", "hip"},
    {"rocm", "/opt/rocm*/.info/version", line, "rocm"},
    // Libraries of NVIDIA's.
    {"cudnn-library", "libcudnn.so.#.#.#", numbers, "cudnn"},
    {"cudnn-library-major", "libcudnn.so.#", file_numbers, "cudnn"},
    {"cudnn-header", "cudnn_version*.h", defines, "cudnn", "CUDNN_MAJOR CUDNN_MINOR CUDNN_PATCHLEVEL"},
    {"nccl-library", "libnccl.so.#.#.#", numbers, "nccl"},
    {"nccl-header", "nccl.h", defines, "nccl", "NCCL_MAJOR NCCL_MINOR NCCL_PATCH"},
    {"tensorrt-library", "libnvinfer.so.#.#.#", numbers, "pkg:generic/tensorrt"},
    {"gdrcopy-library", "libgdrapi.so.#.#", numbers, "gdrcopy"},
    {"triton-server", "/opt/tritonserver/TRITON_VERSION", line, "triton-inference-server"},
    // The driver, as a library that was put in and as the kernel has it.
    {"driver-library", "libcuda.so.#.#.#", numbers, "nvidia-driver"},
    {"driver-library-short", "libcuda.so.#.#", numbers, "nvidia-driver"},
    {"driver-management", "libnvidia-ml.so.#.#.#", numbers, "nvidia-driver"},
    {"driver-management-short", "libnvidia-ml.so.#.#", numbers, "nvidia-driver"},
    {"driver-kernel", "/proc/driver/nvidia/version", dotted, "nvidia-driver", "NVRM version:"},
    {"driver-module", "/sys/module/nvidia/version", line, "nvidia-driver"},
    {"neuron-module", "/sys/module/neuron/version", line, "aws-neuronx-dkms"},
    {"kernel", "/proc/sys/kernel/osrelease", line, "linux-kernel"},
    // Networks.
    {"efa-installer", "/opt/amazon/efa_installed_packages", behind, "efa-installer",
     "EFA installer version: "},
    {"efa-module", "/sys/module/efa/version", line, "efa"},
    {"ofi-plugin", "libnccl-net-ofi.so", numbers, "aws-ofi-nccl"},
    {"ofi-plugin-old", "/opt/aws-ofi-nccl/lib/libnccl-net.so", numbers, "aws-ofi-nccl"},
    {"openmpi-header", "mpi.h", defines, "openmpi",
     "OMPI_MAJOR_VERSION OMPI_MINOR_VERSION OMPI_RELEASE_VERSION"},
    // Others.
    {"node-header", "node/node_version.h", defines, "nodejs",
     "NODE_MAJOR_VERSION NODE_MINOR_VERSION NODE_PATCH_VERSION"},
    {"spark", "spark*/RELEASE", behind, "apache-spark", "Spark "},
});

constexpr auto labels = std::to_array<NamedDetection>({
    {"com.nvidia.cudnn.version", "cudnn", true},
});

constexpr auto forms = std::to_array<LabelForm>({
    {"framework", "framework_version"},
    {"com.amazonaws.ml.engines.sagemaker.dlc.framework.", ""},
});

constexpr auto label_names = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"djl", "djl-serving"},
    {"scikit_learn", "scikit-learn"},
    {"torch", "pytorch"},
});

constexpr auto systems = std::to_array<SystemName>({
    {"almalinux", "almalinux"},
    {"alpine", "alpine-linux"},
    {"amzn", "amazon-linux"},
    {"centos", "centos-stream"},
    {"debian", "debian"},
    {"rhel", "rhel"},
    {"rocky", "rocky-linux"},
    {"sles", "sles"},
    {"ubuntu", "ubuntu"},
});

constexpr std::array<std::string_view, 16> takes = {"the numbers of the name",
                                                    "the numbers of the name, no link",
                                                    "the first line",
                                                    "the text behind",
                                                    "the numbers on the line",
                                                    "the value of",
                                                    "the macros",
                                                    "the text at",
                                                    "ID and VERSION_ID",
                                                    "packages (dpkg)",
                                                    "packages (apk)",
                                                    "packages (rpm, sqlite)",
                                                    "packages (rpm, ndb)",
                                                    "Name and Version",
                                                    "its name; channel",
                                                    "that it is there"};

}  // namespace

std::string_view take_name(FileTake take) { return takes.at(static_cast<std::size_t>(take)); }
std::span<const Detection> file_detections() { return files; }
std::span<const NamedDetection> label_detections() { return labels; }
std::span<const LabelForm> label_forms() { return forms; }
std::span<const SystemName> system_names() { return systems; }

std::string_view label_product(std::string_view name) {
  for (const auto& [label, product] : label_names)
    if (label == name) return product;
  return name;
}

bool is_left_out(const Detection& detection, std::string_view path) {
  return !detection.not_below.empty() && path.find(detection.not_below) != std::string_view::npos;
}

std::uint64_t bytes_wanted(FileTake take) {
  switch (take) {
    case numbers:
    case file_numbers:
    case unreadable: return 0;
    case dpkg:
    case apk:
    case rpm_sqlite:
    case rpm_ndb: return ~std::uint64_t{0};
    case line: return std::uint64_t{4} << 10U;
    default: return std::uint64_t{64} << 10U;
  }
}

}  // namespace bestby
