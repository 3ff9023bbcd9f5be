#include "observe/registry/docker_config.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <cstdlib>

#include <rapidcheck.h>

#include "observe/registry/base64.h"
#include "observe/registry/credential_helper.h"
#include "observe/registry/registry_testing.h"

namespace bestby {
namespace {

TEST(DockerConfig, FindsTheClosestRow) {
  const auto config = read_docker_config("config.json", R"({
    "auths": {"https://index.docker.io/v1/": {"auth": "aHViOm9uZQ=="},
              "registry.example": {"auth": "aG9zdDp0d286dGhyZWU="},
              "registry.example/team": {"username": "team", "password": "x"},
              "empty.example": {}, "token.example": {"identitytoken": "abc"}},
    "credHelpers": {"helped.example": "pass"}, "credsStore": "desktop"})");
  ASSERT_TRUE(config) << config.error().message;
  const auto user = [&](const char* host, const char* repository) {
    return config->stored(host, repository).user + ":" + config->stored(host, repository).secret;
  };
  EXPECT_EQ(user("https://index.docker.io/v1/", "library/ubuntu"), "hub:one");
  EXPECT_EQ(user("registry.example", "other/app"), "host:two:three");
  EXPECT_EQ(user("registry.example", "team/app"), "team:x");
  EXPECT_EQ(user("registry.example", "teams/app"), "host:two:three");
  EXPECT_EQ(user("registry.example.evil", "team/app"), ":");
  EXPECT_EQ(user("example", "app"), ":");
  EXPECT_EQ(config->stored("token.example", "a").identity_token, "abc");
  EXPECT_TRUE(config->stored("empty.example", "a").empty());
  EXPECT_EQ(config->helper("helped.example"), "pass");
  EXPECT_EQ(config->helper("registry.example"), "desktop");
}

TEST(DockerConfig, RefusesWhatIsNoJson) {
  EXPECT_FALSE(read_docker_config("config.json", "{"));
  EXPECT_TRUE(read_docker_config("config.json", R"({"auths": 7, "credHelpers": [1]})"));
}

TEST(Base64, IsReadAsItIsWritten) {
  EXPECT_EQ(base64("ab"), "YWI=");
  EXPECT_EQ(base64_text("YWI"), "ab");
  EXPECT_FALSE(base64_text("Y"));
  EXPECT_FALSE(base64_text("Y WI="));
  EXPECT_TRUE(rc::check([](const std::string& bytes) { RC_ASSERT(base64_text(base64(bytes)) == bytes); }));
}

// A helper as a program in PATH: what it is asked, and what becomes of its answers.
class CredentialHelper : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = write_files(
        "helper", {{"docker-credential-good",
                    "#!/bin/sh\n[ $1 = get ] && host=$(cat) && echo "
                    "'{\"Username\":\"u\",\"Secret\":\"'$host'\"}'\n"},
                   {"docker-credential-token",
                    "#!/bin/sh\necho "
                    "'{\"Username\":\"<token>\",\"Secret\":\"t\"}'\n"},
                   {"docker-credential-none", "#!/bin/sh\necho 'credentials not found in x'; exit 1\n"},
                   {"docker-credential-bad", "#!/bin/sh\nexit 3\n"},
                   {"docker-credential-deaf", "#!/bin/sh\nexec <&-; echo '{}'\n"},
                   {"docker-credential-endless", "#!/bin/sh\nyes\n"}});
    for (const char* name : {"good", "token", "none", "bad", "deaf", "endless"})
      ::chmod((folder_ + "/docker-credential-" + name).c_str(), 0755);
    path_ = std::getenv("PATH");
    ::setenv("PATH", (folder_ + ":" + path_).c_str(), 1);
  }
  void TearDown() override { ::setenv("PATH", path_.c_str(), 1); }
  std::string folder_, path_;
};

TEST_F(CredentialHelper, IsAsked) {
  const auto good = ask_credential_helper("good", "registry.example");
  ASSERT_TRUE(good) << good.error().message;
  EXPECT_EQ(*good, (RegistryCredentials{"u", "registry.example", {}, {}}));
  EXPECT_EQ(ask_credential_helper("token", "x")->identity_token, "t");
  EXPECT_TRUE(ask_credential_helper("none", "x")->empty());
  EXPECT_TRUE(ask_credential_helper("deaf", "x")->empty());
}

TEST_F(CredentialHelper, FailsInWords) {
  EXPECT_EQ(ask_credential_helper("bad", "x").error().message, "the credential helper `bad` failed");
  EXPECT_EQ(ask_credential_helper("endless", "x").error().message,
            "the credential helper `endless` did not answer within 30 s and 64 KiB");
  EXPECT_EQ(ask_credential_helper("not-there", "x").error().message,
            "the credential helper `not-there` cannot be started: No such file or directory");
  EXPECT_EQ(ask_credential_helper("../good", "x").error().message,
            "the credential helper `../good` has a name that no helper has");
}

}  // namespace
}  // namespace bestby
