// Other tools as oracles: what umoci unpacks is what is seen, and what skopeo copies is seen the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>

#include <fmt/format.h>

#include "base/files.h"
#include "observe/image/image_testing.h"
#include "observe/target.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

bool runs(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

Lines packages_seen(const Result<Observed>& seen) {
  if (!seen) return {seen.error().message};
  Lines out;
  for (const Observation& o : seen->seen)
    if (const auto* package = std::get_if<SeenPackage>(&o.what))
      out.push_back(o.where.path + " " + package->name);
  for (const Unread& u : seen->unread) out.push_back(u.path + ": " + u.reason);
  std::sort(out.begin(), out.end());
  return out;
}

Lines packages_unpacked(const std::string& root) {
  Lines out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_symlink() || !entry.is_regular_file() || entry.path().filename() != "METADATA") continue;
    const std::string text = read_file(entry.path().string()).value();
    out.push_back(entry.path().string().substr(root.size() + 1) + " " + text.substr(6, text.find('\n') - 6));
  }
  std::sort(out.begin(), out.end());
  return out;
}

class WorldMaker {
 public:
  explicit WorldMaker(unsigned seed) : random_(seed) {}

  std::string layer() {
    TestTar tar;
    for (int i = pick(8) + 2; i > 0; --i) {
      const std::string folder = this->folder(), at = folder.empty() ? "" : folder + "/";
      const std::string package = at + "p" + std::to_string(pick(3)) + ".dist-info";
      switch (pick(10)) {
        case 0: tar.file(at + ".wh." + name(), ""); break;
        case 1: tar.file(at + ".wh..wh..opq", ""); break;
        case 2:
          tar.symbolic_link(at + name(), std::vector<std::string>{"a", "/b", "../c", "/a/b"}[pick(4)]);
          break;
        case 3: tar.folder(at + name()); break;
        case 4: tar.file(at + name(), "plain"); break;
        case 5: tar.file(at + ".wh.p" + std::to_string(pick(3)) + ".dist-info", ""); break;
        default: tar.file(package + "/METADATA", fmt::format("Name: n{}\nVersion: 1\n", ++count_)); break;
      }
    }
    return tar.text();
  }

 private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }
  std::string name() { return std::string(1, "abc"[pick(3)]); }
  std::string folder() {
    std::string out;
    for (unsigned i = pick(3); i > 0; --i) out += (out.empty() ? "" : "/") + name();
    return out;
  }
  std::mt19937 random_;
  int count_ = 0;
};

TEST(Umoci, UnpacksWhatIsSeen) {
  if (!runs("umoci --version")) GTEST_SKIP() << "umoci is not installed";
  int unpacked = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    WorldMaker maker(seed);
    TestImage image;
    image.address = "latest";
    for (unsigned i = 0; i < 1 + seed % 4; ++i) image.layers.push_back(maker.layer());
    const std::string root = write_files("umoci", image.oci()), bundle = root + "-bundle";
    std::filesystem::remove_all(bundle);
    // What no tool can unpack (a file as a folder, links in a circle) is another test's.
    if (!runs(fmt::format("umoci unpack --rootless --image {}:latest {}", root, bundle))) continue;
    ++unpacked;
    EXPECT_EQ(packages_seen(observe_image(root, {})), packages_unpacked(bundle + "/rootfs"))
        << "seed " << seed;
  }
  EXPECT_GT(unpacked, 20);
}

TEST(Skopeo, CopiesWhatIsSeenTheSame) {
  if (!runs("skopeo --version")) GTEST_SKIP() << "skopeo is not installed";
  TestImage image;
  image.address = "latest";
  WorldMaker maker(7);
  for (int i = 0; i < 3; ++i) image.layers.push_back(maker.layer());
  const std::string root = write_files("skopeo", image.oci());
  const Lines seen = packages_seen(observe_image(root, {.verify = true}));
  ASSERT_FALSE(seen.empty());
  const std::vector<std::pair<std::string, std::string>> forms = {
      {"docker-archive", root + "-docker.tar:team/app:1.0"},
      {"oci-archive", root + "-oci.tar:latest"},
      {"dir", root + "-dir"}};
  for (const auto& [form, to] : forms) {
    const std::string path = to.substr(0, to.find(':'));
    std::filesystem::remove_all(path);
    ASSERT_TRUE(runs(fmt::format("skopeo --insecure-policy copy oci:{}:latest {}:{}", root, form, to)))
        << form;
    const auto copied = observe_image(path, {.verify = true});
    EXPECT_EQ(packages_seen(copied), seen) << form;
    if (form == "docker-archive") {
      EXPECT_EQ(std::get<SeenImage>(copied->seen[0].what).address, "docker.io/team/app:1.0");
    }
  }
}

}  // namespace
}  // namespace bestby
