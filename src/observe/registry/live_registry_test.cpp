// Debian's docker-registry, filled by skopeo: the same image is seen the same from everywhere.
#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "observe/image/sha256.h"
#include "observe/observed_testing.h"
#include "observe/registry/lifecycle.h"
#include "observe/registry/registry_testing.h"
#include "observe/target.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

// All that was seen, but for the image's addresses, and all that was not read.
Lines lines_of(const Result<Observed>& seen) {
  if (!seen) return {"error: " + seen.error().message};
  Lines out;
  for (const Observation& o : seen->seen) {
    std::string what = std::visit(SeenTeller{}, o.what);
    if (const auto* image = std::get_if<SeenImage>(&o.what))
      what = fmt::format("image {} {} {}", image->platform, image->created, fmt::join(image->layers, " "));
    out.push_back(fmt::format("{} {} {}:{}:{}+{} {}-{} {}", o.stack, o.where.path, o.where.layer,
                              o.where.line, o.where.column, o.where.length, o.where.begin, o.where.end,
                              what));
  }
  for (const Unread& u : seen->unread) out.push_back("unread " + u.path + ": " + u.reason);
  return out;
}

TestImage stack_image() {
  TestImage out;
  out.address = "latest";
  out.layers = {TestTar()
                    .file("etc/os-release", "ID=ubuntu\nVERSION_ID=20.04\n")
                    .file("opt/torch-1.12.1.dist-info/METADATA", "Name: torch\nVersion: 1.12.1\n")
                    .file("opt/numpy-1.21.0.dist-info/METADATA", "Name: numpy\nVersion: 1.21.0\n")
                    .text(),
                TestTar()
                    .file("opt/.wh.numpy-1.21.0.dist-info", "")
                    .file("usr/local/cuda-11.8/lib64/libcudart.so.11.8.89", "")
                    .text()};
  return out;
}

class LiveRegistryTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!missing_programs({"docker-registry", "skopeo"}).empty()) return;
    registry_ = new LiveRegistry(LiveRegistry::Kind::plain);
  }
  static void TearDownTestSuite() {
    delete registry_;
    registry_ = nullptr;
  }
  void SetUp() override {
    if (registry_ == nullptr) GTEST_SKIP() << missing_programs({"docker-registry", "skopeo"});
    ASSERT_TRUE(registry_->runs());
    deep_.registry.deep = true;
  }
  std::string at(const std::string& what) const { return registry_->host() + what; }

  static LiveRegistry* registry_;
  ObserveOptions deep_;
};
LiveRegistry* LiveRegistryTest::registry_ = nullptr;

TEST_F(LiveRegistryTest, TheSameImageIsSeenTheSameFromEverywhere) {
  TestImage image = stack_image();
  const std::string root = write_files("live-oci", image.oci());
  const Lines seen = lines_of(observe_image(root, {.verify = true}));
  ASSERT_GT(seen.size(), 4U);
  EXPECT_EQ(std::count_if(seen.begin(), seen.end(),
                          [](const std::string& l) { return l.find("pypi numpy") != l.npos; }),
            0);

  const std::string tar = root + ".tar";
  ASSERT_TRUE(
      shell_runs(fmt::format("skopeo --insecure-policy copy oci:{}:latest docker-archive:{}:team/app:1.0 && "
                             "gzip -k {} && zstd -q {}",
                             root, tar, tar, tar)) ||
      shell_runs("! zstd --version"));
  for (const char* packed : {"", ".gz", ".zst"})
    if (shell_runs("test -f " + tar + packed)) {
      EXPECT_EQ(lines_of(observe_image(tar + packed, {})), seen) << packed;
    }

  ASSERT_TRUE(registry_->push("oci:" + root + ":latest", "team/app:1.0"));
  EXPECT_EQ(lines_of(observe_registry(at("/team/app:1.0"), deep_)), seen);
  image.packing = TestImage::Layers::zstd;
  const std::string zstd = write_files("live-zstd", image.oci());
  ASSERT_TRUE(registry_->push("oci:" + zstd + ":latest", "team/zstd:1.0"));
  EXPECT_EQ(lines_of(observe_registry(at("/team/zstd:1.0"), deep_)), seen);
  ASSERT_TRUE(registry_->push("docker-archive:" + tar, "team/docker:1.0"));
  EXPECT_EQ(lines_of(observe_registry(at("/team/docker:1.0"), deep_)), seen);
}

TEST_F(LiveRegistryTest, ARepositoryIsAllItsTags) {
  const std::string root = write_files("live-tags", stack_image().oci());
  for (const char* tag : {"2.0", "1.0", "1.1"})
    ASSERT_TRUE(registry_->push("oci:" + root + ":latest", fmt::format("team/tags:{}", tag)));
  const auto seen = observe_registry(at("/team/tags"), {});
  ASSERT_TRUE(seen) << seen.error().message;
  Lines tags;
  for (const Observation& o : seen->seen)
    if (const auto* image = std::get_if<SeenImage>(&o.what)) {
      EXPECT_EQ(image->address, at("/team/tags:") + o.where.path);
      tags.push_back(o.where.path);
    }
  std::sort(tags.begin(), tags.end());
  EXPECT_EQ(tags, (Lines{"1.0", "1.1", "2.0"}));
  EXPECT_TRUE(seen->unread.empty());
  EXPECT_EQ(observe_registry(at("/team/none"), {}).error().message,
            fmt::format("`{0}/team/none tags`: `{0}` has none such", registry_->host()));
}

// Two images in one index, made by hand, as skopeo takes them.
TEST_F(LiveRegistryTest, OfAnIndexThePlatformThatIsAskedFor) {
  TestImage::Files files;
  std::string rows;
  for (const char* machine : {"s390x", "arm64"}) {
    TestImage image = stack_image();
    image.config = fmt::format(R"("author":"{}","config":{{"Env":["CUDA_VERSION=11.8.0"]}})", machine);
    for (auto& [name, text] : image.oci()) {
      if (name != "index.json")
        files.emplace_back(name, text);
      else {
        const std::string digest = text.substr(text.find("sha256:"), 71);
        const auto blob = std::find_if(files.begin(), files.end(), [&](const auto& f) {
          return f.first.find(digest.substr(7)) != std::string::npos;
        });
        rows += fmt::format(
            R"({}{{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{}","size":{},"platform":{{"os":"linux","architecture":"{}"}}}})",
            rows.empty() ? "" : ",", digest, blob->second.size(), machine);
      }
    }
  }
  const std::string index = fmt::format(
      R"({{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{}]}})",
      rows);
  const std::string digest = sha256_digest(index);
  files.emplace_back("blobs/sha256/" + digest.substr(7), index);
  files.emplace_back(
      "index.json",
      fmt::format(
          R"({{"schemaVersion":2,"manifests":[{{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"{}","size":{},"annotations":{{"org.opencontainers.image.ref.name":"latest"}}}}]}})",
          digest, index.size()));
  const std::string root = write_files("live-index", files);
  ASSERT_TRUE(registry_->push("oci:" + root + ":latest", "team/index:1.0"));
  ObserveOptions options;
  const auto digest_for = [&](const char* platform) {
    options.registry.platform = platform;
    const auto seen = observe_registry(at("/team/index:1.0"), options);
    return seen ? std::get<SeenImage>(seen->seen.at(0).what).digest
                : seen.error().message + "; " + seen.error().help;
  };
  const auto row = [&](const char* machine) {
    const auto end = rows.find(machine);
    return rows.substr(rows.rfind("sha256:", end), 71);
  };
  EXPECT_EQ(digest_for("linux/arm64"), row("arm64"));
  EXPECT_EQ(digest_for("linux/s390x"), row("s390x"));
  EXPECT_EQ(
      digest_for("windows/amd64"),
      fmt::format("`{}/team/index 1.0` has nothing for `windows/amd64`; it has linux/s390x, linux/arm64",
                  registry_->host()));
}

TEST(LiveRegistryLogin, PasswordsAreThoseOfContainerTools) {
  if (const auto missing = missing_programs({"docker-registry", "skopeo"}); !missing.empty())
    GTEST_SKIP() << missing;
  const LiveRegistry registry(LiveRegistry::Kind::with_password);
  ASSERT_TRUE(registry.runs());
  const std::string root = write_files("live-login", stack_image().oci());
  ASSERT_TRUE(registry.push("oci:" + root + ":latest", "team/app:1.0"));
  ObserveOptions options;
  options.registry.deep = true;
  const auto without = observe_registry(registry.host() + "/team/app:1.0", options);
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().message, fmt::format("`{}` wants to know who asks", registry.host()));
  EXPECT_EQ(without.error().help,
            fmt::format("log in first: docker login {0}, skopeo login {0}", registry.host()));
  options.registry.config_files = {registry.folder() + "/config.json"};
  EXPECT_EQ(lines_of(observe_registry(registry.host() + "/team/app:1.0", options)),
            lines_of(observe_image(root, {})));
}

TEST(LiveRegistryTls, CertificatesAreChecked) {
  if (const auto missing = missing_programs({"docker-registry", "skopeo", "openssl"}); !missing.empty())
    GTEST_SKIP() << missing;
  const LiveRegistry registry(LiveRegistry::Kind::with_tls);
  ASSERT_TRUE(registry.runs());
  const std::string root = write_files("live-tls", stack_image().oci());
  ASSERT_TRUE(registry.push("oci:" + root + ":latest", "team/app:1.0"));
  ObserveOptions options;
  options.registry.deep = true;
  const auto untrusted = observe_registry(registry.host() + "/team/app:1.0", options);
  ASSERT_FALSE(untrusted);
  EXPECT_EQ(untrusted.error().message.find(
                fmt::format("`{}` cannot be reached: ssl peer certificate", registry.host())),
            0U)
      << untrusted.error().message;
  options.registry.ca = registry.folder() + "/certificate.pem";
  EXPECT_EQ(lines_of(observe_registry(registry.host() + "/team/app:1.0", options)),
            lines_of(observe_image(root, {})));
}

}  // namespace
}  // namespace bestby
