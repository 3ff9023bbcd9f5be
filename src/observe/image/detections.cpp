#include "observe/image/detections.h"

#include <array>
#include <cstddef>

namespace bestby {
namespace {

using enum FileTake;

constexpr auto files = std::to_array<Detection>({
    {"os-release-etc", "/etc/os-release", os_release, "", "", "Debian base-files"},
    {"os-release-usr", "/usr/lib/os-release", os_release, "", "", "Debian base-files"},
    {"dpkg-status", "/var/lib/dpkg/status", dpkg, "", "", "Debian dpkg"},
    {"dpkg-status-part", "/var/lib/dpkg/status.d/*", dpkg, "", "", "distroless: one stanza a file"},
    {"apk-installed", "/lib/apk/db/installed", apk, "", "", "apk-tools"},
    {"apk-installed-usr", "/usr/lib/apk/db/installed", apk, "", "", "apk-tools 3"},
    {"rpm-sqlite", "/var/lib/rpm/rpmdb.sqlite", rpm_sqlite, "", "", "rpm 4.18"},
    {"rpm-sqlite-usr", "/usr/lib/sysimage/rpm/rpmdb.sqlite", rpm_sqlite, "", "", "rpm 4.18"},
    {"rpm-ndb", "/var/lib/rpm/Packages.db", rpm_ndb, "", "", "rpm 4.18"},
    {"rpm-ndb-usr", "/usr/lib/sysimage/rpm/Packages.db", rpm_ndb, "", "", "rpm 4.18"},
    {"rpm-bdb", "/var/lib/rpm/Packages", unreadable, "", "is a Berkeley DB of rpm, which is not read", ""},
    {"python-metadata", "*.dist-info/METADATA", python, "", "", "pip"},
    {"python-egg", "*.egg-info/PKG-INFO", python, "", "", "setuptools"},
    {"python-egg-file", "*.egg-info", python, "", "", "distutils"},
    {"python-egg-zip", "EGG-INFO/PKG-INFO", python, "", "", "setuptools"},
    {"conda-meta", "conda-meta/*.json", conda, "", "", "conda"},
    {"python-executable", "bin/python#.#", numbers, "python", "", "Debian python3.11-minimal"},
    {"python-headers", "python*/patchlevel.h", defines, "python", "PY_VERSION", "Debian libpython3.11-dev"},
    {"cuda-version-json", "/usr/local/cuda*/version.json", json, "cuda", "cuda.version", ""},
    {"cuda-version-text", "/usr/local/cuda*/version.txt", behind, "cuda", "CUDA Version ", ""},
    {"cuda-runtime", "libcudart.so.#.#.#", numbers, "cuda", "2", ""},
    {"cudnn-library", "libcudnn.so.#.#.#", numbers, "cudnn", "", ""},
    {"cudnn-header", "cudnn_version*.h", defines, "cudnn", "CUDNN_MAJOR CUDNN_MINOR CUDNN_PATCHLEVEL", ""},
    {"nccl-library", "libnccl.so.#.#.#", numbers, "nccl", "", ""},
    {"nccl-header", "nccl.h", defines, "nccl", "NCCL_MAJOR NCCL_MINOR NCCL_PATCH", ""},
    {"tensorrt-library", "libnvinfer.so.#.#.#", numbers, "pkg:generic/tensorrt", "", ""},
    {"driver-cuda", "libcuda.so.#.#.#", numbers, "nvidia-driver", "", ""},
    {"driver-cuda-short", "libcuda.so.#.#", numbers, "nvidia-driver", "", ""},
    {"driver-ml", "libnvidia-ml.so.#.#.#", numbers, "nvidia-driver", "", ""},
    {"driver-ml-short", "libnvidia-ml.so.#.#", numbers, "nvidia-driver", "", ""},
    {"efa-installer", "/opt/amazon/efa_installed_packages", behind, "efa-installer",
     "EFA installer version: ", ""},
    {"triton-server", "/opt/tritonserver/TRITON_VERSION", line, "triton-inference-server", "", ""},
});

constexpr auto environment = std::to_array<NamedDetection>({
    {"CUDA_VERSION", "cuda", ""},
    {"NV_CUDNN_VERSION", "cudnn", ""},
    {"CUDNN_VERSION", "cudnn", ""},
    {"NCCL_VERSION", "nccl", ""},
    {"NV_LIBNCCL_PACKAGE_VERSION", "nccl", ""},
    {"PYTHON_VERSION", "python", ""},
    {"PYTORCH_VERSION", "pytorch", ""},
    {"TENSORFLOW_VERSION", "tensorflow", ""},
});

constexpr auto labels = std::to_array<NamedDetection>({
    {"com.nvidia.cudnn.version", "cudnn", ""},
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

}  // namespace

std::span<const Detection> file_detections() { return files; }
std::span<const NamedDetection> environment_detections() { return environment; }
std::span<const NamedDetection> label_detections() { return labels; }
std::span<const SystemName> system_names() { return systems; }

std::uint64_t bytes_wanted(FileTake take) {
  switch (take) {
    case numbers:
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
