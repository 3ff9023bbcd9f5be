// An image or a repository in a registry, as people type it.
//
//     auto r = read_registry_reference("registry.example/team/app:1.2");
//     r->host == "registry.example", r->repository == "team/app", r->tag == "1.2", r->digest.empty()
//     read_registry_reference("ubuntu")->repository == "library/ubuntu"     // of the first registry
//
// Parts are held to what the distribution specification allows, since they become parts of addresses.
// Errors: `usage`. Linear.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace bestby {

struct RegistryReference {
  std::string host;         // as in addresses of images: "docker.io", "localhost:5000"
  std::string repository;   // "library/ubuntu"
  std::string tag, digest;  // both empty: the repository
  std::string name;         // what stood before tag and digest, as typed
  // The address of one of its tags.
  std::string tagged(std::string_view by) const { return name + ":" + std::string(by); }
  // What to ask for: the digest, or the tag.
  const std::string& wanted() const { return digest.empty() ? tag : digest; }
};

Result<RegistryReference> read_registry_reference(std::string_view text);
bool is_tag(std::string_view text);
bool is_sha256(std::string_view text);  // "sha256:" and 64 digits

// Registries whose images have another address than their registry.
struct RegistryAlias {
  std::string_view name;  // in addresses of images
  std::string_view host;  // who answers
  std::string_view key;   // under which docker keeps its credentials
  std::string_view team;  // of images without one
};
const RegistryAlias* registry_alias(std::string_view host);

}  // namespace bestby
