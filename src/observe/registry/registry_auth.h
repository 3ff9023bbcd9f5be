// Who one is for a registry: credentials from where container tools keep them, and tokens that registries
// give.
//
//     RegistryAuth auth(http, {.config_files = docker_config_files()});
//     std::string key = auth.known(ask);                 // empty: try without
//     if (reply.status == 401) auto next = auth.answer(ask, reply.headers("www-authenticate"));
//
// Basic credentials go to the registry's own origin, and to the token server that it names: over https, or
// over plain http where the registry itself is spoken with so. Tokens are kept for this process alone.
// Errors: `input`: a helper or a token server failed; nobody is logged in.
#pragma once

#include <map>
#include <mutex>
#include <span>

#include "observe/registry/docker_config.h"
#include "observe/registry/http_client.h"

namespace bestby {

struct RegistryAuthSettings {
  std::vector<std::string> config_files;
};

// What is asked for.
struct RegistryAsk {
  WebAddress registry;     // its origin
  std::string key;         // under which its credentials are kept: the host, in most cases
  std::string repository;  // "team/app"
  std::string actions;     // "pull", "pull,push"
};

class RegistryAuth {
 public:
  RegistryAuth(HttpClient& http, RegistryAuthSettings settings)
      : http_(http), settings_(std::move(settings)) {}

  std::string known(const RegistryAsk& ask);
  // The authorization that answers the challenges.
  Result<std::string> answer(const RegistryAsk& ask, std::span<const std::string_view> challenges);

 private:
  Result<RegistryCredentials> credentials(const RegistryAsk& ask);
  Result<std::string> token(const RegistryAsk& ask, const struct Challenge& challenge,
                            const RegistryCredentials& credentials);
  static std::string key(const RegistryAsk& ask);

  HttpClient& http_;
  RegistryAuthSettings settings_;
  std::mutex mutex_;
  std::map<std::string, std::string> known_;
};

// What a token server answers with: `token` or `access_token`. Errors: `input`.
Result<std::string> read_token(const std::string& from, std::string text);

}  // namespace bestby
