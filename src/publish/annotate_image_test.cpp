#include "publish/annotate_image.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "judge/image_life.h"
#include "observe/image/sha256.h"
#include "observe/registry/lifecycle.h"
#include "observe/registry/registry_testing.h"
#include "observe/target.h"

namespace bestby {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TestImage small_image() {
  TestImage out;
  out.address = "latest";
  out.layers = {TestTar().file("a", "b").text()};
  return out;
}

TEST(AnnotateImage, InARegistryWithoutTheApi) {
  if (const auto missing = missing_programs({"docker-registry", "skopeo"}); !missing.empty())
    GTEST_SKIP() << missing;
  const LiveRegistry registry(LiveRegistry::Kind::with_password);
  ASSERT_TRUE(registry.runs());
  const std::string root = write_files("annotated", small_image().oci());
  ASSERT_TRUE(registry.push("oci:" + root + ":latest", "team/app:1.0"));
  const ObserveOptions options{.registry = {.config_files = {registry.folder() + "/config.json"}}};
  RegistryClient client(options.registry, options.limits);
  const std::string address = registry.host() + "/team/app:1.0";
  const RegistryReference ref = *read_registry_reference(address);
  const auto annotate = [&](const char* last, const char* created, bool dry) {
    return annotate_image(client, ref, {day(last), created, dry});
  };

  auto done = annotate("2026-10-15", "2026-09-01T08:00:00Z", true);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->did, Annotated::Did::would_write);
  const std::string subject = done->subject, tag = referrers_tag(subject);
  EXPECT_FALSE(*client.find_manifest(ref, tag)) << "a dry run has written";

  done = annotate("2026-10-15", "2026-09-01T08:00:00Z", false);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->did, Annotated::Did::written);
  EXPECT_EQ(done->tag, tag);
  EXPECT_EQ(done->ends, "2026-10-15T23:59:59Z");
  const std::string first = done->artifact;
  const auto index = client.manifest(ref, tag);

  // Again, and on another day: nothing is written.
  done = annotate("2026-10-15", "2026-09-02T08:00:00Z", false);
  EXPECT_EQ(done->did, Annotated::Did::said_already);
  EXPECT_EQ(done->artifact, first);
  EXPECT_EQ(client.manifest(ref, tag)->digest, index->digest);

  done = annotate("2026-12-31", "2026-09-03T08:00:00Z", false);
  EXPECT_EQ(done->did, Annotated::Did::written);
  EXPECT_EQ(done->before, "2026-10-15T23:59:59Z");
  const auto all = read_lifecycles(client, ref, subject);
  ASSERT_TRUE(all) << all.error().message;
  const std::vector<Lifecycle> expected = {{"2026-10-15T23:59:59Z", "2026-09-01T08:00:00Z", first},
                                           {"2026-12-31T23:59:59Z", "2026-09-03T08:00:00Z", done->artifact}};
  EXPECT_EQ(*all, expected);

  const auto seen = observe_registry(address, options);
  ASSERT_TRUE(seen) << seen.error().message;
  EXPECT_EQ(std::get<SeenLifecycle>(seen->seen.back().what),
            (SeenLifecycle{address, "2026-12-31T23:59:59Z"}));
  // Tags that stand for referrers are no images of the repository.
  EXPECT_EQ(client.tags(ref)->tags, std::vector<std::string>{"1.0"});
  // What another client makes of the artifact.
  EXPECT_TRUE(shell_runs(
      fmt::format("skopeo inspect --raw --tls-verify=false --authfile {}/config.json docker://{}/team/app@{} "
                  "| grep -q '\"artifactType\":\"{}\"'",
                  registry.folder(), registry.host(), first, lifecycle_type)));
}

// A registry that knows referrers: no tag is written, and its index is believed.
TEST(AnnotateImage, InARegistryWithTheApi) {
  ServedImage image(small_image());
  std::vector<std::pair<std::string, std::string>> put;
  std::string rows;
  TestServer server([&](const TestRequest& r) {
    if (r.method == "PUT") {
      put.emplace_back(r.path, r.body);
      return TestReply{.status = 201, .headers = {"OCI-Subject: " + image.manifest}};
    }
    if (r.method == "POST") return TestReply{.status = 202, .headers = {"Location: /upload?state=x"}};
    if (r.path.starts_with("/v2/team/app/referrers/" + image.manifest))
      return TestReply{.headers = {"Content-Type: application/vnd.oci.image.index.v1+json"},
                       .body = fmt::format(R"({{"manifests":[{}]}})", rows)};
    return image.answer(r);
  });
  RegistryClient client({}, {});
  const RegistryReference ref = *read_registry_reference(server.host() + "/team/app:1.0");
  const Annotation annotation{day("2026-10-15"), "2026-09-01T08:00:00Z"};
  const auto done = annotate_image(client, ref, annotation);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->tag, "");
  ASSERT_EQ(put.size(), 2U);
  EXPECT_EQ(
      put[0].first,
      "/upload?state=x&digest=sha256%3A44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  EXPECT_EQ(put[0].second, "{}");
  EXPECT_EQ(put[1].first, "/v2/team/app/manifests/" + done->artifact);
  EXPECT_EQ(sha256_digest(put[1].second), done->artifact);
  const std::string empty =
      R"({"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2})";
  EXPECT_EQ(
      put[1].second,
      fmt::format(
          R"({{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.microsoft.artifact.lifecycle","config":{0},"layers":[{0}],"subject":{{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{1}","size":{2}}},"annotations":{{"vnd.microsoft.artifact.lifecycle.end-of-life.date":"2026-10-15T23:59:59Z","org.opencontainers.image.created":"2026-09-01T08:00:00Z"}}}})",
          empty, image.manifest, image.at("manifests/1.0").size()));
  // The row of an index may lack the annotation: the artifact's own manifest has it.
  image.paths.emplace_back("manifests/" + done->artifact, put[1].second);
  rows = fmt::format(R"({{"artifactType":"other/type","digest":"x"}},{{"artifactType":"{}","digest":"{}"}})",
                     lifecycle_type, done->artifact);
  EXPECT_EQ(annotate_image(client, ref, annotation)->did, Annotated::Did::said_already);
  EXPECT_EQ(put.size(), 2U);
}

TEST(AnnotateImage, WhatARegistryRefuses) {
  ServedImage image(small_image());
  TestServer server([&](const TestRequest& r) {
    if (r.method == "POST") return TestReply{.status = 403};
    return image.answer(r);
  });
  RegistryClient client({}, {});
  const auto done = annotate_image(client, *read_registry_reference(server.host() + "/team/app:1.0"),
                                   {day("2026-10-15"), "2026-09-01T08:00:00Z"});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message,
            fmt::format("`{0}/team/app an upload`: `{0}` does not let who asks do that", server.host()));
}

CheckFinding ends(const char* label, Bound through, const char* written) {
  CheckFinding out;
  out.label = label;
  PolicyStatus status;
  status.through = through;
  out.cause = ByPolicy{status};
  out.places.push_back({.written = written});
  return out;
}

TEST(ImageLife, IsItsOwnOrOfWhatEndsFirst) {
  const auto on = [](const char* text) { return day(text).days(); };
  std::vector<CheckFinding> findings = {
      ends("cuda@11.8", Bound::exactly(on("2026-03-01")), "cuda@11.8"),
      ends("python@3.10", Bound::between(on("2026-01-05"), on("2026-02-01")), "python"),
      ends("numpy@1", Bound::between(on("2020-01-01"), day_max), "numpy")};
  EXPECT_EQ(image_life(findings, "app:1")->day, day("2026-01-05"));
  EXPECT_EQ(image_life(findings, "app:1")->label, "python@3.10");
  findings.push_back(ends("app@1", Bound::between(day_min, on("2027-01-01")), "app:1"));
  EXPECT_EQ(image_life(findings, "app:1")->day, day("2027-01-01"));
  EXPECT_TRUE(image_life(findings, "app:1")->whole);
  EXPECT_FALSE(image_life({}, "app:1"));
}

}  // namespace
}  // namespace bestby
