#include "observe/registry/registry_reference.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace bestby {
namespace {

std::string told(std::string_view text) {
  const auto r = read_registry_reference(text);
  if (!r) return r.error().message;
  return fmt::format("{} | {} | {} | {} | {}", r->host, r->repository, r->tag, r->digest, r->name);
}

TEST(RegistryReference, IsRead) {
  const std::string digest = "sha256:" + std::string(64, 'a');
  EXPECT_EQ(told("registry.example/team/app:1.2"),
            "registry.example | team/app | 1.2 |  | registry.example/team/app");
  EXPECT_EQ(told("localhost:5000/app"), "localhost:5000 | app |  |  | localhost:5000/app");
  EXPECT_EQ(told("Registry.Example/app@" + digest),
            "registry.example | app |  | " + digest + " | Registry.Example/app");
  EXPECT_EQ(told("docker://ubuntu:22.04"), "docker.io | library/ubuntu | 22.04 |  | ubuntu");
  EXPECT_EQ(told("docker.io/ubuntu"), "docker.io | library/ubuntu |  |  | docker.io/ubuntu");
  EXPECT_EQ(told("team/app"), "docker.io | team/app |  |  | team/app");
}

TEST(RegistryReference, RefusesWhatBecomesNoAddress) {
  EXPECT_EQ(told("registry.example/../app"),
            "`registry.example/../app` is no image in a registry: its path holds what no registry has");
  EXPECT_EQ(told("registry.example/App:1"),
            "`registry.example/App:1` is no image in a registry: its path holds what no registry has");
  EXPECT_EQ(told("registry.example/app:-1"),
            "`registry.example/app:-1` is no image in a registry: its tag holds what no registry has");
  EXPECT_EQ(
      told("registry.example/app@sha256:12"),
      "`registry.example/app@sha256:12` is no image in a registry: its digest is not sha256 and 64 digits");
  EXPECT_EQ(told("<account>.registry.example/app"),
            "`<account>.registry.example/app` is no image in a registry: its host is none");
  for (const char* text :
       {"", "registry.example/", "a b", "registry.example/app?x", "registry.example/a//b", "x/%2e"})
    EXPECT_FALSE(read_registry_reference(text)) << text;
}

}  // namespace
}  // namespace bestby
