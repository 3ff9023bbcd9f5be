#include <gtest/gtest.h>

#include <filesystem>

#include <fmt/format.h>

#include "observe/image/image_testing.h"
#include "observe/target.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

Lines seen_on(const std::string& root, const ObserveOptions& options = {}) {
  const auto seen = observe_host(root, options);
  if (!seen) return {"error: " + seen.error().message};
  Lines out;
  for (const Observation& o : seen->seen) {
    std::string what;
    if (const auto* p = std::get_if<SeenPackage>(&o.what))
      what = fmt::format("{} {} {}", p->type, p->name, p->version);
    if (const auto* p = std::get_if<SeenPart>(&o.what))
      what = fmt::format("part {} {}", p->product, p->version);
    if (const auto* i = std::get_if<SeenInstance>(&o.what)) what = "instance " + i->type;
    if (const auto* c = std::get_if<SeenChannel>(&o.what)) what = "channel " + c->name;
    out.push_back(what + " @ " + o.where.path);
  }
  for (const Unread& u : seen->unread) out.push_back("! " + u.path + ": " + u.reason);
  std::sort(out.begin(), out.end());
  return out;
}

TEST(ObserveHost, SeesWhatIsInstalledAndWhatRuns) {
  const std::string root = write_files(
      "host",
      {{"usr/lib/os-release", "ID=ubuntu\nVERSION_ID=\"22.04\"\n"},
       {"var/lib/dpkg/status", "Package: libc6\nStatus: install ok installed\nVersion: 2.35\n"},
       {"proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19\n"},
       {"sys/module/nvidia/version", "535.104.05\n"},
       {"sys/class/dmi/id/sys_vendor", "Amazon EC2\n"},
       {"sys/class/dmi/id/product_name", "p4d.24xlarge\n"},
       {"opt/conda/conda-meta/pytorch-2.1.0-py3.10_cuda12.1_cudnn8.9.2_0.json",
        R"({"build": "x", "channel": "https://conda.anaconda.org/pytorch/linux-64", "name": "pytorch"})"},
       {"opt/conda/envs/a/lib/python3.10/site-packages/torch-2.1.0.dist-info/METADATA",
        "Name: torch\nVersion: 2.1.0\n"},
       {"opt/conda/pkgs/x-1-0/site-packages/x-1.dist-info/METADATA", "Name: x\nVersion: 1\n"},
       {"home/me/miniconda3/conda-meta/python-3.9.1-h1_0.json", "{}"},
       {"usr/local/cuda-12.1/version.json", R"({"cuda" : {"name" : "CUDA SDK", "version" : "12.1.1"}})"},
       {"usr/lib/x86_64-linux-gnu/libcudnn.so.8.9.2", ""},
       {"srv/elsewhere/y.dist-info/METADATA", "Name: y\nVersion: 1\n"},
       {"usr/bin/python3.10", ""}});
  std::filesystem::create_directory(root + "/etc");
  std::filesystem::create_symlink("/usr/lib/os-release",
                                  root + "/etc/os-release");  // from the root of the tree
  std::filesystem::create_symlink("usr/lib", root + "/lib");
  EXPECT_EQ(
      seen_on(root),
      (Lines{"channel https://conda.anaconda.org/pytorch/linux-64 @ "
             "opt/conda/conda-meta/pytorch-2.1.0-py3.10_cuda12.1_cudnn8.9.2_0.json",
             "conda python 3.9.1 @ home/me/miniconda3/conda-meta/python-3.9.1-h1_0.json",
             "conda pytorch 2.1.0 @ opt/conda/conda-meta/pytorch-2.1.0-py3.10_cuda12.1_cudnn8.9.2_0.json",
             "deb ubuntu/libc6 2.35 @ var/lib/dpkg/status",
             "instance p4d.24xlarge @ sys/class/dmi/id/product_name",
             "part cuda 12.1.1 @ usr/local/cuda-12.1/version.json",
             "part cudnn 8.9.2 @ usr/lib/x86_64-linux-gnu/libcudnn.so.8.9.2",
             "part nvidia-driver 535.104.05 @ proc/driver/nvidia/version",
             "part nvidia-driver 535.104.05 @ sys/module/nvidia/version",
             "part python 3.10 @ usr/bin/python3.10", "part ubuntu 22.04 @ etc/os-release",
             "pypi torch 2.1.0 @ "
             "opt/conda/envs/a/lib/python3.10/site-packages/torch-2.1.0.dist-info/METADATA"}));
}

TEST(ObserveHost, StaysBelowItsRoot) {
  const std::string root = write_files("host-links", {{"opt/x", ""}});
  const std::string outside = write_files("host-outside", {{"METADATA", "Name: outside\nVersion: 1\n"}});
  std::filesystem::create_directories(root + "/opt/a.dist-info");
  std::filesystem::create_symlink(outside + "/METADATA", root + "/opt/a.dist-info/METADATA");
  std::filesystem::create_directories(root + "/opt/b.dist-info");
  std::filesystem::create_symlink("../../../host-outside/METADATA", root + "/opt/b.dist-info/METADATA");
  std::filesystem::create_directories(root + "/opt/c.dist-info/METADATA");
  std::filesystem::create_symlink("loop", root + "/opt/loop");
  EXPECT_EQ(seen_on(root), Lines{});
}

TEST(ObserveHost, IsBounded) {
  TestImage::Files files;
  for (int i = 0; i < 30; ++i) files.emplace_back(fmt::format("opt/f{:02}", i), "");
  const std::string root = write_files("host-many", files);
  ObserveOptions options;
  options.limits[Limit::files] = 10;
  EXPECT_EQ(seen_on(root, options),
            Lines{"! opt: is past the limit `files` (10); --limit files=SIZE raises it"});
  EXPECT_EQ(seen_on(root + "/none"),
            Lines{"error: `" + root + "/none` cannot be read: No such file or directory"});
}

// Whatever machine it is: an operating system of some kind, and nothing crashes.
TEST(ObserveHost, ReadsThisMachine) {
  const auto seen = observe_host("/", {});
  ASSERT_TRUE(seen);
  EXPECT_TRUE(std::any_of(seen->seen.begin(), seen->seen.end(),
                          [](const Observation& o) { return std::holds_alternative<SeenPart>(o.what); }));
}

}  // namespace
}  // namespace bestby
