// The file in which container tools keep what they log in with: docker's config.json, and auth.json of podman
// and skopeo, which has the same form.
//
//     auto config = read_docker_config("config.json", text);
//     config->keys_of("registry.example", "team/app");      // what the file has of it, the closest first
//
// A row's name is a host, perhaps with `https://` before and `/v1/` behind, or a host and the begin of a
// path. Errors: `input`, for what is no JSON. Linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bestby {

struct RegistryCredentials {
  std::string user, secret;
  std::string identity_token;  // to be exchanged for a token
  std::string registry_token;  // a token itself
  bool empty() const {
    return user.empty() && secret.empty() && identity_token.empty() && registry_token.empty();
  }
  bool operator==(const RegistryCredentials&) const = default;
};

struct DockerConfig {
  struct Row {
    std::string key;  // as written
    RegistryCredentials credentials;
  };
  struct Helper {
    std::string key, helper;
  };
  std::vector<Row> auths;
  std::vector<Helper> helpers;  // by host
  std::string store;            // the helper of all others; empty: none

  // The row's credentials that are closest to a repository; empty where there are none.
  RegistryCredentials stored(std::string_view host, std::string_view repository) const;
  // The name of the helper that knows a host; empty where there is none.
  std::string_view helper(std::string_view host) const;
};

Result<DockerConfig> read_docker_config(std::string file, std::string text);

// The files there are, in the order in which they are asked: what REGISTRY_AUTH_FILE names, or else
// $XDG_RUNTIME_DIR/containers/auth.json and $DOCKER_CONFIG/config.json (~/.docker/config.json).
std::vector<std::string> docker_config_files();

}  // namespace bestby
