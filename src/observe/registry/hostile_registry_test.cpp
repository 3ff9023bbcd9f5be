// Registries that are broken or hostile: what is said of them, and what they never get.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "observe/image/sha256.h"
#include "observe/observed_testing.h"
#include "observe/registry/base64.h"
#include "observe/registry/registry_testing.h"
#include "observe/target.h"

namespace bestby {
namespace {

TestImage image_with_package() {
  TestImage out;
  out.layers = {
      TestTar().file("opt/torch-1.12.1.dist-info/METADATA", "Name: torch\nVersion: 1.12.1\n").text()};
  return out;
}

// Everything that was seen and not read, or the error.
std::vector<std::string> told(const Result<Observed>& seen) {
  if (!seen) return {"error: " + seen.error().message};
  std::vector<std::string> out = told(*seen, "");
  for (const Unread& u : seen->unread) out.push_back("unread " + u.path + ": " + u.reason);
  return out;
}

class HostileRegistry : public testing::Test {
 protected:
  HostileRegistry() : image_(image_with_package()) {
    options_.limits[Limit::stall_seconds] = 1;
    options_.limits[Limit::reply_bytes] = 4096;
    options_.registry.deep = true;
    options_.registry.platform = "";
  }
  std::vector<std::string> look(TestServer& server, const std::string& what = "/team/app:1.0") {
    std::vector<std::string> out = told(observe_registry(server.host() + what, options_));
    for (std::string& line : out)
      for (auto at = line.find(server.host()); at != std::string::npos; at = line.find(server.host()))
        line.replace(at, server.host().size(), "HOST");
    return out;
  }
  // The image as it is, but for one path.
  TestServer::Answer but(const std::string& path, TestReply reply) {
    return [=, this](const TestRequest& r) {
      return r.path == "/v2/team/app/" + path ? reply : image_.answer(r);
    };
  }
  std::vector<std::string> whole() const {
    return {"0:0+0 #0 base image HOST/team/app:1.0 for linux/amd64",
            "0:0+0 #0 part cuda 11.8.0 by ENV CUDA_VERSION", "2:10+6 #0 pypi torch 1.12.1"};
  }

  ServedImage image_;
  ObserveOptions options_;
};

TEST_F(HostileRegistry, AnHonestOneIsRead) {
  TestServer server([&](const TestRequest& r) { return image_.answer(r); });
  EXPECT_EQ(look(server), whole());
  for (const TestRequest& r : server.requests()) EXPECT_EQ(r.header("authorization"), "");
}

TEST_F(HostileRegistry, WithoutDeepNoLayerIsAskedFor) {
  options_.registry.deep = false;
  TestServer server([&](const TestRequest& r) { return image_.answer(r); });
  EXPECT_EQ(look(server), (std::vector<std::string>{whole()[0], whole()[1]}));
  for (const TestRequest& r : server.requests()) EXPECT_EQ(r.path.find(image_.layer), std::string::npos);
  EXPECT_EQ(server.requests().size(), 4U);  // manifest, configuration, referrers by API and by tag
}

TEST_F(HostileRegistry, SendsWhatHasAnotherDigest) {
  const std::string other = sha256_digest("{}");
  TestServer by_digest(but("manifests/" + image_.manifest, {.body = "{}"}));
  EXPECT_EQ(look(by_digest, "/team/app@" + image_.manifest),
            std::vector<std::string>{
                fmt::format("error: `HOST/team/app {0}`: `HOST` sends what has the digest `{1}`, "
                            "not `{0}`",
                            image_.manifest, other)});
  TestServer by_tag(
      but("manifests/1.0", {.headers = {"Docker-Content-Digest: " + image_.manifest}, .body = "{}"}));
  EXPECT_EQ(look(by_tag), std::vector<std::string>{fmt::format(
                              "error: `HOST/team/app 1.0`: `HOST` sends what has the digest `{}`, "
                              "not `{}`",
                              other, image_.manifest)});
  TestServer config(but("blobs/" + image_.config, {.body = "{}"}));
  EXPECT_EQ(look(config), std::vector<std::string>{fmt::format(
                              "error: `HOST/team/app`: `HOST` sends what has the digest `{}`, not `{}`",
                              other, image_.config)});
}

TEST_F(HostileRegistry, NothingOfAnotherLayerIsBelieved) {
  const std::string layer = image_.at("blobs/" + image_.layer);
  std::string other =
      gzipped(TestTar().file("opt/torch-9.9.9.dist-info/METADATA", "Name: torch\nVersion: 9.9.9\n").text());
  const auto says = [&](TestReply reply) {
    TestServer server(but("blobs/" + image_.layer, std::move(reply)));
    auto out = look(server);
    EXPECT_EQ(out.size(), 3U);
    EXPECT_EQ(out[0], whole()[0]);
    return out.back().substr(out.back().find(": ") + 2);
  };
  const std::string size = std::to_string(layer.size());
  EXPECT_EQ(says({.body = layer + "x"}), "is longer than the " + size + " bytes that its manifest says");
  EXPECT_EQ(says({.body = layer, .endless = true}),
            "is longer than the " + size + " bytes that its manifest says");
  EXPECT_EQ(says({.body = layer.substr(0, layer.size() - 1)}),
            "is shorter than the " + size + " bytes that its manifest says");
  EXPECT_EQ(says({.body = layer.substr(0, 40), .length = layer.size()}), "sent less than it had said");
  EXPECT_EQ(says({.status = 404}).substr(0, 19), "cannot be fetched: ");
  other.resize(layer.size(), '\0');
  EXPECT_NE(says({.body = other}), "");
}

TEST_F(HostileRegistry, StallsAreGivenUp) {
  const auto begin = std::chrono::steady_clock::now();
  TestServer headers(
      [&](const TestRequest&) { return TestReply{.body = "", .length = 100, .stalls = true}; });
  EXPECT_EQ(look(headers),
            std::vector<std::string>{
                "error: `HOST` sent next to nothing for 1 s; --limit stall-seconds=N waits longer"});
  TestServer drips(
      [&](const TestRequest&) { return TestReply{.body = std::string(4000, ' '), .drips = true}; });
  EXPECT_EQ(look(drips),
            std::vector<std::string>{
                "error: `HOST` sent next to nothing for 1 s; --limit stall-seconds=N waits longer"});
  TestServer layer(but("blobs/" + image_.layer, {.body = "x", .length = 1000, .stalls = true}));
  const auto seen = look(layer);
  EXPECT_NE(seen.back().find("sent next to nothing for 1 s"), std::string::npos) << seen.back();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(15));
}

TEST_F(HostileRegistry, DocumentsHaveTheirLimit) {
  TestServer server([&](const TestRequest&) { return TestReply{.endless = true}; });
  EXPECT_EQ(look(server),
            std::vector<std::string>{"error: `HOST` sent a document that is past the limit `reply-bytes` "
                                     "(4096); --limit reply-bytes=SIZE raises it"});
}

TEST_F(HostileRegistry, BodiesShorterThanTheySay) {
  TestServer server([&](const TestRequest&) { return TestReply{.body = "{}", .length = 100}; });
  EXPECT_EQ(look(server), std::vector<std::string>{"error: `HOST` sent less than it had said"});
}

TEST_F(HostileRegistry, ManyHeaders) {
  TestServer server([&](const TestRequest&) {
    TestReply reply;
    for (int i = 0; i < 5000; ++i) reply.headers.push_back(fmt::format("X-{}: {}", i, std::string(80, 'x')));
    return reply;
  });
  EXPECT_EQ(look(server), std::vector<std::string>{"error: `HOST` sent more than 262144 bytes of headers"});
}

TEST_F(HostileRegistry, IndexesInCircles) {
  const std::string index = fmt::format(R"({{"manifests":[{{"digest":"{}"}}]}})", image_.manifest);
  TestServer server([&](const TestRequest&) { return TestReply{.body = index}; });
  EXPECT_EQ(look(server).size(), 1U);
  EXPECT_NE(look(server)[0].find("sends what has the digest"), std::string::npos);
}

TEST_F(HostileRegistry, RedirectsInCircles) {
  TestServer server([&](const TestRequest& r) {
    return TestReply{.status = 307, .headers = {"Location: " + r.path + "x"}};
  });
  EXPECT_EQ(look(server), std::vector<std::string>{"error: `HOST` redirects more than 5 times"});
  TestServer nowhere([&](const TestRequest&) {
    return TestReply{.status = 302, .headers = {"Location: file:///etc/passwd"}};
  });
  EXPECT_EQ(look(nowhere), std::vector<std::string>{"error: `HOST` redirects to what is no address"});
  TestServer plain([&](const TestRequest&) {
    return TestReply{.status = 302, .headers = {"Location: http://registry.invalid/x"}};
  });
  EXPECT_EQ(look(plain),
            std::vector<std::string>{"error: `registry.invalid` would be spoken with by plain http"});
}

// --- who asks ---------------------------------------------------------------------------------

class RegistryLogin : public HostileRegistry {
 protected:
  void log_in(const TestServer& server) {
    const std::string folder =
        write_files("login", {{"config.json", fmt::format(R"({{"auths":{{"{}":{{"auth":"{}"}}}}}})",
                                                          server.host(), base64("ali:secret"))}});
    options_.registry.config_files = {folder + "/config.json"};
  }
  static constexpr const char* basic = "Basic YWxpOnNlY3JldA==";
};

TEST_F(RegistryLogin, CredentialsStayWhereTheyBelong) {
  TestServer store([&](const TestRequest&) { return TestReply{.body = image_.at("blobs/" + image_.layer)}; });
  TestServer server([&](const TestRequest& r) {
    if (r.header("authorization") != basic)
      return TestReply{.status = 401, .headers = {"WWW-Authenticate: Basic realm=\"here\""}};
    if (r.path.ends_with(image_.layer))
      return TestReply{.status = 307, .headers = {"Location: " + store.url() + "/signed?x=1"}};
    return image_.answer(r);
  });
  log_in(server);
  EXPECT_EQ(look(server), whole());
  ASSERT_EQ(store.requests().size(), 1U);
  EXPECT_EQ(store.requests()[0].path, "/signed?x=1");
  EXPECT_EQ(store.requests()[0].header("authorization"), "");
  // It was asked without them once.
  std::size_t without = 0;
  for (const TestRequest& r : server.requests()) without += r.header("authorization").empty() ? 1 : 0;
  EXPECT_EQ(without, 1U);
}

TEST_F(RegistryLogin, AnotherHostsChallengeIsNotAnswered) {
  TestServer other([&](const TestRequest&) {
    return TestReply{.status = 401, .headers = {"WWW-Authenticate: Basic realm=\"give\""}};
  });
  TestServer server([&](const TestRequest&) {
    return TestReply{.status = 307, .headers = {"Location: " + other.url() + "/v2/team/app/manifests/1.0"}};
  });
  log_in(server);
  EXPECT_NE(look(server)[0].find("does not take who asks"), std::string::npos) << look(server)[0];
  for (const TestRequest& r : other.requests()) EXPECT_EQ(r.header("authorization"), "");
}

TEST_F(RegistryLogin, TokensAreFetchedOnce) {
  TestServer tokens([&](const TestRequest& r) {
    if (r.header("authorization") != basic) return TestReply{.status = 401};
    return TestReply{.body = R"({"token":"abc.def"})"};
  });
  TestServer server([&](const TestRequest& r) {
    if (r.header("authorization") != "Bearer abc.def")
      return TestReply{.status = 401,
                       .headers = {fmt::format("WWW-Authenticate: Bearer realm=\"{}/token\",service=\"the "
                                               "registry\",scope=\"repository:team/app:pull\"",
                                               tokens.url())}};
    return image_.answer(r);
  });
  EXPECT_EQ(look(server),
            std::vector<std::string>{fmt::format(
                "error: `{}` gives no token for `team/app`: it answers with 401", tokens.host())});
  log_in(server);
  EXPECT_EQ(look(server), whole());
  ASSERT_EQ(tokens.requests().size(), 2U);
  EXPECT_EQ(tokens.requests()[1].path, "/token?scope=repository%3Ateam%2Fapp%3Apull&service=the%20registry");
}

TEST_F(RegistryLogin, AnIdentityTokenIsExchanged) {
  TestServer tokens([&](const TestRequest& r) {
    return TestReply{.status = r.method == "POST" ? 200 : 400, .body = R"({"access_token":"short"})"};
  });
  TestServer server([&](const TestRequest& r) {
    if (r.header("authorization") != "Bearer short")
      return TestReply{
          .status = 401,
          .headers = {fmt::format("WWW-Authenticate: Bearer realm=\"{}/token\",service=s", tokens.url())}};
    return image_.answer(r);
  });
  const std::string folder = write_files(
      "identity",
      {{"config.json", fmt::format(R"({{"auths":{{"{}":{{"identitytoken":"long+"}}}}}})", server.host())}});
  options_.registry.config_files = {folder + "/config.json"};
  EXPECT_EQ(look(server), whole());
  ASSERT_EQ(tokens.requests().size(), 1U);
  EXPECT_EQ(tokens.requests()[0].path, "/token");
  EXPECT_EQ(tokens.requests()[0].header("authorization"), "");
  EXPECT_EQ(
      tokens.requests()[0].body,
      "grant_type=refresh_token&client_id=bestby&refresh_token=long%2B&scope=repository%3Ateam%2Fapp%3Apull"
      "&service=s");
}

TEST_F(RegistryLogin, TokensThatAreNone) {
  std::string answer;
  TestServer tokens([&](const TestRequest&) { return TestReply{.body = answer}; });
  TestServer server([&](const TestRequest&) {
    return TestReply{.status = 401,
                     .headers = {fmt::format("WWW-Authenticate: Bearer realm=\"{}\"", tokens.url())}};
  });
  for (const char* text : {"", "{}", R"({"token":"a\r\nX-Evil: b"})", R"({"token":7})", "[]"}) {
    answer = text;
    const auto out = look(server)[0];
    if (std::string(text) == R"({"token":7})")
      EXPECT_NE(out.find("does not take who asks"), std::string::npos) << out;
    else
      EXPECT_EQ(out, fmt::format("error: `{}` answers without a token", tokens.host())) << text;
  }
}

TEST_F(RegistryLogin, NobodyIsLoggedIn) {
  TestServer server([&](const TestRequest&) {
    return TestReply{.status = 401, .headers = {"WWW-Authenticate: Basic realm=\"here\""}};
  });
  EXPECT_EQ(look(server), std::vector<std::string>{"error: `HOST` wants to know who asks"});
  TestServer odd([&](const TestRequest&) {
    return TestReply{.status = 401, .headers = {"WWW-Authenticate: Negotiate"}};
  });
  EXPECT_EQ(look(odd), std::vector<std::string>{
                           "error: `HOST` wants to know who asks, in a way that is not known here"});
}

// --- tags, mirrors ----------------------------------------------------------------------------

TEST_F(HostileRegistry, TagsByPages) {
  TestServer server([&](const TestRequest& r) {
    if (r.path == "/v2/team/app/tags/list?n=1000")
      return TestReply{.headers = {"Link: </v2/team/app/tags/list?n=1000&last=1.0>; rel=\"next\""},
                       .body = R"({"tags":["1.0","../x",7,null]})"};
    if (r.path == "/v2/team/app/tags/list?n=1000&last=1.0")
      return TestReply{.body = fmt::format(R"({{"tags":["2.0","sha256-{}"]}})", std::string(64, 'a'))};
    return image_.answer(r);
  });
  const auto seen = look(server, "/team/app");
  ASSERT_EQ(seen.size(), 5U);
  EXPECT_EQ(seen[3], "unread 7: cannot be read: `HOST/team/app 7`: `HOST` has none such");
  EXPECT_EQ(seen[4], "unread 2.0: cannot be read: `HOST/team/app 2.0`: `HOST` has none such");
  options_.limits[Limit::tags] = 1;
  const auto first = look(server, "/team/app");
  ASSERT_EQ(first.size(), 4U);
  EXPECT_EQ(first[3], "unread : is past the limit `tags` (1); --limit tags=SIZE raises it");
}

TEST_F(HostileRegistry, EndlessPagesOfTags) {
  int page = 0;
  TestServer server([&](const TestRequest&) {
    return TestReply{.headers = {fmt::format("Link: <?n=1000&last={}>; rel=next", ++page)},
                     .body = R"({"tags":[]})"};
  });
  options_.limits[Limit::tags] = 10;
  EXPECT_EQ(look(server, "/team/app").back(),
            "unread : is past the limit `tags` (10); --limit tags=SIZE raises it");
  TestServer elsewhere([&](const TestRequest&) {
    return TestReply{.headers = {"Link: <https://other.example/v2/>; rel=next"}, .body = "{}"};
  });
  EXPECT_EQ(look(elsewhere, "/team/app"),
            std::vector<std::string>{
                "error: `HOST/team/app`: `HOST` names as the next page of its tags what is none of its own"});
}

TEST_F(HostileRegistry, AMirrorIsAskedInItsPlace) {
  TestServer server([&](const TestRequest& r) {
    TestRequest inner = r;
    if (!inner.path.starts_with("/hub/")) return TestReply{.status = 500};
    inner.path.erase(0, 4);
    return image_.answer(inner);
  });
  options_.registry.mirrors = {*read_mirror("registry.invalid=" + server.url() + "/hub")};
  const auto seen = told(observe_registry("registry.invalid/team/app:1.0", options_));
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0], "0:0+0 #0 base image registry.invalid/team/app:1.0 for linux/amd64");
  EXPECT_FALSE(read_mirror("registry.invalid"));
  EXPECT_FALSE(read_mirror("=https://a"));
  EXPECT_FALSE(read_mirror("a=ftp://b"));
}

TEST_F(HostileRegistry, AProxyIsAskedWhereTheEnvironmentNamesOne) {
  TestServer proxy([&](const TestRequest& r) {
    TestRequest inner = r;
    constexpr std::string_view host = "http://registry.invalid";
    if (!inner.path.starts_with(host)) return TestReply{.status = 500};
    inner.path.erase(0, host.size());
    return image_.answer(inner);
  });
  options_.registry.plain_hosts = {"registry.invalid"};
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  const auto seen = told(observe_registry("registry.invalid/team/app:1.0", options_));
  ::unsetenv("http_proxy");
  ASSERT_EQ(seen.size(), 3U) << seen[0];
  EXPECT_EQ(seen[0], "0:0+0 #0 base image registry.invalid/team/app:1.0 for linux/amd64");
}

TEST_F(HostileRegistry, WhatIsNoImage) {
  image_.at("manifests/1.0") = "not JSON";
  TestServer text([&](const TestRequest& r) { return image_.answer(r); });
  EXPECT_EQ(look(text)[0].substr(0, 51), "error: `HOST/team/app 1.0` cannot be read: not vali");
  image_.at("manifests/1.0") = R"({"config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"x"}})";
  TestServer artifact([&](const TestRequest& r) { return image_.answer(r); });
  EXPECT_EQ(look(artifact), std::vector<std::string>{"error: `HOST/team/app:1.0` is no image"});
}

TEST_F(HostileRegistry, AnotherPlatformIsSaid) {
  options_.registry.platform = "linux/arm64";
  TestServer server([&](const TestRequest& r) { return image_.answer(r); });
  EXPECT_EQ(look(server).back(), "unread : is for `linux/amd64` alone, and not for `linux/arm64`");
}

// What tags have in common is fetched once.
TEST_F(HostileRegistry, ALayerOfManyTagsIsFetchedOnce) {
  image_.paths.emplace_back("manifests/2.0", image_.at("manifests/1.0"));
  image_.paths.emplace_back("tags/list?n=1000", R"({"tags":["1.0","2.0"]})");
  TestServer server([&](const TestRequest& r) { return image_.answer(r); });
  EXPECT_EQ(look(server, "/team/app").size(), 6U);
  std::size_t blobs = 0;
  for (const TestRequest& r : server.requests()) blobs += r.path.find("/blobs/") != std::string::npos ? 1 : 0;
  EXPECT_EQ(blobs, 2U);
}

TEST_F(HostileRegistry, OnlyANamedRegistryIsAsked) {
  TestServer server([&](const TestRequest& r) { return image_.answer(r); });
  const auto target = recognise_target(server.host() + "/team/app:1.0");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->kind, TargetKind::address);
  EXPECT_EQ(observe(*target, options_)->seen.size(), 1U);
  EXPECT_EQ(observe(*recognise_target("address:" + server.host() + "/team/app:1.0"), options_)->seen.size(),
            1U);
  EXPECT_TRUE(server.requests().empty());
}

}  // namespace
}  // namespace bestby
