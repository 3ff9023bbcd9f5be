#include "observe/image/detections.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "base/files.h"
#include "observe/image/file_facts.h"
#include "observe/image/path_pattern.h"
#include "observe/text/environment_parts.h"

namespace bestby {
namespace {

// What a real package or tool wrote: its path, and of the text the lines that count, as they stand there.
struct Proof {
  std::string_view path, text;
  std::string_view
      expected;  // each as "product version", "type name version" or "channel name", with "; " between
  std::string_view origin;
};

const std::vector<Proof>& proofs() {
  static const std::vector<Proof> rows = {
      {"etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n",
       "debian 12", "Debian base-files 12.4+deb12u15"},
      {"usr/lib/os-release",
       "NAME=\"Amazon Linux\"\nVERSION=\"2023\"\nID=\"amzn\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"2023\"\n",
       "amazon-linux 2023", "Amazon Linux system-release"},
      {"var/lib/dpkg/status",
       "Package: libc6\nStatus: install ok installed\nPriority: optional\nArchitecture: amd64\nMulti-Arch: "
       "same\n"
       "Source: glibc\nVersion: 2.36-9+deb12u10\n",
       "deb libc6 2.36-9+deb12u10", "Debian dpkg 1.21"},
      {"var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4+deb12u5\nArchitecture: amd64\n",
       "deb base-files 12.4+deb12u5", "distroless images"},
      {"lib/apk/db/installed",
       "C:Q1qKcZ+j23xssAXmgQhkOO8dHnbWw=\nP:alpine-baselayout\nV:3.4.3-r1\nA:x86_64\n\n",
       "apk alpine-baselayout 3.4.3-r1", "apk-tools 2"},
      {"usr/lib/apk/db/installed", "P:musl\nV:1.2.5-r9\n\n", "apk musl 1.2.5-r9", "apk-tools 3"},
      {"var/lib/rpm/rpmdb.sqlite", "", "", "rpm 4.18, in rpm_facts_test.cpp"},
      {"usr/lib/sysimage/rpm/rpmdb.sqlite", "", "", "rpm 4.18, in rpm_facts_test.cpp"},
      {"var/lib/rpm/Packages.db", "", "", "rpm 4.18, in rpm_facts_test.cpp"},
      {"usr/lib/sysimage/rpm/Packages.db", "", "", "rpm 4.18, in rpm_facts_test.cpp"},
      {"var/lib/rpm/Packages", "", "", "rpm before 4.16"},
      {"site-packages/nvidia_cudnn_cu12-8.9.2.26.dist-info/METADATA",
       "Metadata-Version: 2.1\nName: nvidia-cudnn-cu12\nVersion: 8.9.2.26\nSummary: cuDNN runtime "
       "libraries\n",
       "pypi nvidia-cudnn-cu12 8.9.2.26", "nvidia-cudnn-cu12 8.9.2.26 of PyPI"},
      {"dist-packages/pyOpenSSL-23.0.0.egg-info/PKG-INFO",
       "Metadata-Version: 2.1\nName: pyOpenSSL\nVersion: 23.0.0\n", "pypi pyopenssl 23.0.0",
       "Debian python3-openssl 23.0.0-1"},
      {"site-packages/Foo.Bar-1.egg-info", "Metadata-Version: 1.1\nName: Foo.Bar\nVersion: 1\n",
       "pypi foo-bar 1", "distutils"},
      {"site-packages/x-1.egg/EGG-INFO/PKG-INFO", "Name: x\nVersion: 1\n", "pypi x 1",
       "setuptools, easy_install"},
      {"usr/bin/python3.11", "", "python 3.11", "Debian python3.11-minimal"},
      {"usr/include/python3.11/patchlevel.h", "#define PY_VERSION              \"3.11.2\"\n", "python 3.11.2",
       "Debian libpython3.11-dev"},
      {"opt/conda/conda-meta/python-3.10.12-h955ad1f_0.json",
       "{\n  \"arch\": \"x86_64\",\n  \"build\": \"h955ad1f_0\",\n  \"channel\": "
       "\"https://repo.anaconda.com/pkgs/main/linux-64\",\n",
       "conda python 3.10.12; channel https://repo.anaconda.com/pkgs/main/linux-64", "conda 23"},
      {"usr/local/cuda-11.8/version.json",
       "{\n   \"cuda\" : {\n      \"name\" : \"CUDA SDK\",\n      \"version\" : \"11.8.20220929\"\n   },\n",
       "cuda 11.8", "CUDA 11.8 as it is installed"},
      {"usr/local/cuda/version.json",
       "{\n   \"cuda\" : {\n      \"name\" : \"CUDA SDK\",\n      \"version\" : \"13.0.3\"\n   },\n",
       "cuda 13.0.3", "CUDA 13.0 as it is installed"},
      {"usr/local/cuda-10.0/version.txt", "CUDA Version 10.0.130\n", "cuda 10.0.130",
       "CUDA 10.0 as it is installed"},
      {"usr/local/cuda-11.8/targets/x86_64-linux/lib/libcudart.so.11.8.89", "", "cuda 11.8",
       "NVIDIA cuda-cudart-11-8"},
      {"nvidia/cuda_runtime/lib/libcudart.so.12", "", "cuda 12", "nvidia-cuda-runtime-cu12 12.1.105 of PyPI"},
      {"nvidia/cuda_runtime/lib/libcudart.so.11.0", "", "cuda 11",
       "nvidia-cuda-runtime-cu11 11.8.89 of PyPI"},
      {"torch/lib/libcudart-d0da41ae.so.11.0", "", "cuda 11", "torch 2.0 with CUDA 11.8"},
      {"torch/lib/libcudart-1b201d85.so.10.1.243", "", "cuda 10.1", "torch 1.5 with CUDA 10.1"},
      {"site-packages/torch/version.py",
       "__version__ = '2.1.0+cu121'\ncuda: Optional[str] = '12.1'\nhip: Optional[str] = None\n", "cuda 12.1",
       "torch 2.1.0+cu121"},
      {"dist-packages/torch/version.py", "cuda = None\nhip: Optional[str] = '5.7.31921-d1770ee1b'\n",
       "rocm 5.7.31921-d1770ee1b", "torch 2.3 with ROCm 5.7"},
      {"opt/rocm-5.7.0/.info/version", "5.7.0-63\n", "rocm 5.7.0-63", "rocm-core 5.7"},
      {"usr/lib/x86_64-linux-gnu/libcudnn.so.8.9.2", "", "cudnn 8.9.2", "libcudnn8 8.9.2.26-1+cuda12.1"},
      {"nvidia/cudnn/lib/libcudnn.so.8", "", "cudnn 8", "nvidia-cudnn-cu12 8.9.2.26 of PyPI"},
      {"nvidia/cudnn/include/cudnn_version_v8.h",
       "#define CUDNN_MAJOR 8\n#define CUDNN_MINOR 9\n#define CUDNN_PATCHLEVEL 2\n\n"
       "#define CUDNN_VERSION (CUDNN_MAJOR * 1000 + CUDNN_MINOR * 100 + CUDNN_PATCHLEVEL)\n",
       "cudnn 8.9.2", "nvidia-cudnn-cu12 8.9.2.26 of PyPI"},
      {"usr/lib/x86_64-linux-gnu/libnccl.so.2.18.3", "", "nccl 2.18.3", "libnccl2 2.18.3-1+cuda12.1"},
      {"nvidia/nccl/include/nccl.h",
       "#define NCCL_MAJOR 2\n#define NCCL_MINOR 18\n#define NCCL_PATCH 1\n#define NCCL_SUFFIX \"\"\n",
       "nccl 2.18.1", "nvidia-nccl-cu12 2.18.1 of PyPI"},
      {"usr/lib/x86_64-linux-gnu/libnvinfer.so.8.6.1", "", "pkg:generic/tensorrt 8.6.1", "libnvinfer8 8.6.1"},
      {"usr/lib/libgdrapi.so.2.4", "", "gdrcopy 2.4", "GDRCopy 2.4"},
      {"opt/tritonserver/TRITON_VERSION", "2.33.0\n", "triton-inference-server 2.33.0", "tritonserver 23.04"},
      {"usr/lib/x86_64-linux-gnu/libcuda.so.535.104.05", "", "nvidia-driver 535.104.05",
       "libcuda1 535.104.05"},
      {"usr/lib/x86_64-linux-gnu/libcuda.so.410.48", "", "nvidia-driver 410.48", "driver 410.48"},
      {"usr/lib/x86_64-linux-gnu/libnvidia-ml.so.535.104.05", "", "nvidia-driver 535.104.05",
       "libnvidia-ml1"},
      {"usr/lib64/libnvidia-ml.so.410.48", "", "nvidia-driver 410.48", "driver 410.48"},
      {"proc/driver/nvidia/version",
       "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  555.42.06  Release Build  (abuild@host)  "
       "Thu Jul 11\n"
       "GCC version:  gcc version 7.5.0 (SUSE Linux) \n",
       "nvidia-driver 555.42.06", "the driver's own documentation of 555"},
      {"sys/module/nvidia/version", "535.104.05\n", "nvidia-driver 535.104.05", "modinfo of the driver"},
      {"sys/module/neuron/version", "2.16.7.0\n", "aws-neuronx-dkms 2.16.7.0", "aws-neuronx-dkms"},
      {"proc/sys/kernel/osrelease", "6.1.0-18-cloud-amd64\n", "linux-kernel 6.1.0-18-cloud-amd64", "Linux"},
      {"opt/amazon/efa_installed_packages",
       "# EFA installer version: 1.30.0\n# Debug packages installed: no\n", "efa-installer 1.30.0",
       "EFA installer"},
      {"sys/module/efa/version", "2.8.0g\n", "efa 2.8.0g", "EFA driver"},
      {"opt/amazon/ofi-nccl/lib/libnccl-net-ofi.so", "", "aws-ofi-nccl ", "EFA installer 1.40"},
      {"opt/aws-ofi-nccl/lib/libnccl-net.so", "", "aws-ofi-nccl ", "AWS Deep Learning Containers of 2023"},
      {"usr/lib/x86_64-linux-gnu/openmpi/include/mpi.h",
       "#define OMPI_MAJOR_VERSION 4\n#define OMPI_MINOR_VERSION 1\n#define OMPI_RELEASE_VERSION 4\n",
       "openmpi 4.1.4", "Debian libopenmpi-dev 4.1.4-3"},
      {"usr/include/node/node_version.h",
       "#define NODE_MAJOR_VERSION 18\n#define NODE_MINOR_VERSION 20\n#define NODE_PATCH_VERSION 4\n",
       "nodejs 18.20.4", "Debian libnode-dev 18.20.4"},
      {"opt/spark-3.5.0-bin-hadoop3/RELEASE",
       "Spark 3.5.0 (git revision ce5ddad9903) built for Hadoop 3.3.4\n", "apache-spark 3.5.0",
       "Apache Spark 3.5.0"},
  };
  return rows;
}

std::string told(const Seen& what) {
  if (const auto* package = std::get_if<SeenPackage>(&what))
    return fmt::format("{} {} {}", package->type, package->name, package->version);
  if (const auto* part = std::get_if<SeenPart>(&what))
    return fmt::format("{} {}", part->product, part->version);
  return "channel " + std::get<SeenChannel>(what).name;
}

PathPatterns patterns() {
  static const auto texts = [] {
    std::vector<std::string_view> out;
    for (const Detection& d : file_detections()) out.push_back(d.path);
    return out;
  }();
  return PathPatterns(texts);
}

TEST(Detections, AreEachProvedOnWhatRealPackagesHold) {
  std::set<std::string_view> proved;
  const PathPatterns all = patterns();
  for (const Proof& proof : proofs()) {
    std::vector<PathPatterns::Match> matches;
    EXPECT_TRUE(all.find(proof.path, matches)) << proof.path;
    std::vector<std::string> seen;
    for (const auto& match : matches) {
      const Detection& row = file_detections()[match.pattern];
      proved.insert(row.id);
      FileFacts facts;
      if (!proof.expected.empty()) read_facts(row, {proof.path, proof.text, match.numbers}, facts);
      for (const Observation& o : facts.seen) {
        seen.push_back(told(o.what));
        // What is said to stand somewhere stands there.
        if (o.where.line == 0) continue;
        const auto* part = std::get_if<SeenPart>(&o.what);
        const std::string_view at = proof.text.substr(o.where.begin, o.where.end - o.where.begin);
        EXPECT_TRUE(part == nullptr || part->version.starts_with(at)) << proof.path << ": " << at;
      }
    }
    EXPECT_EQ(fmt::format("{}", fmt::join(seen, "; ")), proof.expected) << proof.path;
  }
  for (const Detection& d : file_detections())
    EXPECT_TRUE(proved.contains(d.id)) << d.id << " is proved by nothing";
}

TEST(Detections, AreNotFoundElsewhere) {
  const PathPatterns all = patterns();
  std::vector<PathPatterns::Match> matches;
  for (const std::string_view path :
       {"opt/rootfs/etc/os-release", "etc/os-release.d/x", "usr/bin/python3.11-config", "usr/bin/python3",
        "usr/lib/libcudart.so", "libcudnn_ops_infer.so.8", "lib/libcuda.so.1", "METADATA", "a/METADATA",
        "x.dist-info/RECORD", "conda-meta/history", "var/lib/dpkg/status-old", "my-nccl.h",
        "usr/local/version.json"})
    EXPECT_FALSE(all.find(path, matches)) << path;
  const Detection& python = file_detections()[11];
  EXPECT_EQ(python.id, "python-metadata");
  EXPECT_TRUE(
      is_left_out(python, "opt/conda/pkgs/numpy-1.21-0/lib/python3.10/site-packages/n.dist-info/METADATA"));
  EXPECT_FALSE(is_left_out(python, "opt/conda/lib/python3.10/site-packages/n.dist-info/METADATA"));
}

// docs/detections.md is what the tables say; BESTBY_ACCEPT=1 writes it.
std::string detections_document() {
  std::string out =
      "# What is detected in images and on machines\n\n"
      "Made of the tables in `src/observe/image/detections.cpp` and of their proofs in "
      "`detections_test.cpp`; a test keeps it "
      "so.\n\n## Files\n\n`*` is any run of characters in a part of the path, `#` a number. A pattern that "
      "begins with `/` "
      "is for the whole path, others for its end.\n\n| detection | file | stands for | version | proved on "
      "|\n|---|---|---|---|---|\n";
  const PathPatterns all = patterns();
  for (std::size_t i = 0; i < file_detections().size(); ++i) {
    const Detection& d = file_detections()[i];
    std::set<std::string> origins;
    for (const Proof& proof : proofs()) {
      std::vector<PathPatterns::Match> matches;
      all.find(proof.path, matches);
      for (const auto& m : matches)
        if (m.pattern == i) origins.insert(std::string(proof.origin));
    }
    const std::string with = d.with.empty() || !needs_body(d.take) ? "" : fmt::format(" `{}`", d.with);
    out += fmt::format("| {} | `{}` | {} | {}{} | {} |\n", d.id, d.path,
                       d.take == FileTake::unreadable ? d.with
                       : d.product.empty()            ? "what it says"
                                                      : d.product,
                       take_name(d.take), with, fmt::join(origins, "; "));
  }
  const auto named = [&](std::string_view title, std::span<const NamedDetection> rows) {
    out += fmt::format("\n## {}\n\n| name | stands for |\n|---|---|\n", title);
    for (const NamedDetection& row : rows)
      out += fmt::format("| `{}` | {}{} |\n", row.name, row.product,
                         row.revision ? ", without the package's revision" : "");
  };
  out += "\n## Environment of an image\n\n| variable | stands for |\n|---|---|\n";
  for (const EnvironmentPart& row : environment_parts())
    out += fmt::format("| `{}` | {} |\n", row.variable, row.product);
  named("Labels of an image", label_detections());
  for (const LabelForm& form : label_forms())
    out += form.version.empty() ? fmt::format("| `{}NAME.VERSION` | NAME |\n", form.name)
                                : fmt::format("| `{}`, `{}` | the first's value, in the second's version |\n",
                                              form.name, form.version);
  out += "\n## Systems\n\n| `ID` of os-release | product |\n|---|---|\n";
  for (const SystemName& s : system_names()) out += fmt::format("| `{}` | {} |\n", s.id, s.product);
  return out;
}

TEST(Detections, StandInTheDocumentation) {
  const std::string path = BESTBY_ROOT "/docs/detections.md";
  if (std::getenv("BESTBY_ACCEPT") != nullptr) { ASSERT_TRUE(write_file(path, detections_document())); }
  EXPECT_EQ(read_file(path).value_or(""), detections_document()) << "BESTBY_ACCEPT=1 scripts/test writes it";
}

}  // namespace
}  // namespace bestby
