// How registries are reached, and what is read of their images.
//
//     RegistrySettings settings{.config_files = docker_config_files()};
//     settings.mirrors.push_back(*read_mirror("docker.io=https://mirror.example/hub"));
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "observe/registry/web_address.h"

namespace bestby {

// What takes a registry's place; the registry itself is not asked then.
struct RegistryMirror {
  std::string host;  // of addresses: "docker.io"
  WebAddress at;     // what comes before `v2/` in its addresses
};
// "HOST=URL". Errors: `usage`.
Result<RegistryMirror> read_mirror(std::string_view text);

struct RegistrySettings {
  bool deep = false;          // layers too
  std::string platform = {};  // "linux/arm64"; empty: this machine's
  std::vector<RegistryMirror> mirrors = {};
  std::vector<std::string> plain_hosts = {};   // "registry.example:5000": spoken with by plain http
  std::string ca = {};                         // a file of certificates; empty: the system's
  std::vector<std::string> config_files = {};  // of credentials; docker_config_files() for the user's
};

}  // namespace bestby
