#include "observe/registry/docker_config.h"

#include <sys/stat.h>

#include <cstdlib>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "observe/registry/base64.h"

namespace bestby {
namespace {

std::string text_at(const yaml::Node& node, std::string_view key) {
  const yaml::Node* found = node.find(key);
  return found != nullptr && found->is_scalar() ? found->str() : std::string();
}

// "https://registry.example/v1/" is "registry.example", "host/team/" is "host/team".
std::string_view plain_key(std::string_view key) {
  for (const std::string_view begin : {"https://", "http://"})
    if (key.starts_with(begin)) key.remove_prefix(begin.size());
  for (const std::string_view end : {"/", "/v1", "/v2"})
    if (key.ends_with(end)) key.remove_suffix(end.size());
  return key;
}

bool is_same_host(std::string_view key, std::string_view host) {
  return lower(plain_key(key)) == lower(plain_key(host));
}

RegistryCredentials read_row(const yaml::Node& node) {
  RegistryCredentials out{text_at(node, "username"), text_at(node, "password"),
                          text_at(node, "identitytoken"), text_at(node, "registrytoken")};
  const auto both = base64_text(text_at(node, "auth"));
  if (!both) return out;
  const auto colon = both->find(':');
  if (colon == std::string::npos) return out;
  out.user = both->substr(0, colon);
  out.secret = both->substr(colon + 1);
  // docker ends it with NULs where a row was rewritten.
  out.secret.resize(std::min(out.secret.find('\0'), out.secret.size()));
  return out;
}

bool is_file(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

RegistryCredentials DockerConfig::stored(std::string_view host, std::string_view repository) const {
  const std::string whole = std::string(plain_key(host)) + "/" + std::string(repository) + "/";
  const Row* best = nullptr;
  for (const Row& row : auths) {
    const std::string_view key = plain_key(row.key);
    const bool fits = is_same_host(row.key, host) || whole.starts_with(std::string(key) + "/");
    if (fits && !row.credentials.empty() && (best == nullptr || key.size() > plain_key(best->key).size()))
      best = &row;
  }
  return best == nullptr ? RegistryCredentials{} : best->credentials;
}

std::string_view DockerConfig::helper(std::string_view host) const {
  for (const Helper& row : helpers)
    if (is_same_host(row.key, host)) return row.helper;
  return store;
}

Result<DockerConfig> read_docker_config(std::string file, std::string text) {
  const auto document = read_json(std::move(file), std::move(text), {.empty_keys = true});
  if (!document) return fail(document.error());
  DockerConfig out;
  out.store = text_at(document->root, "credsStore");
  if (const yaml::Node* auths = document->root.find("auths"))
    for (const auto& [key, row] : auths->fields) out.auths.push_back({key.str(), read_row(row)});
  if (const yaml::Node* helpers = document->root.find("credHelpers"))
    for (const auto& [key, helper] : helpers->fields)
      if (helper.is_scalar()) out.helpers.push_back({key.str(), helper.str()});
  return out;
}

std::vector<std::string> docker_config_files() {
  if (const std::string named = environment("REGISTRY_AUTH_FILE"); !named.empty()) return {named};
  std::vector<std::string> candidates, out;
  if (const std::string run = environment("XDG_RUNTIME_DIR"); !run.empty())
    candidates.push_back(run + "/containers/auth.json");
  if (const std::string folder = environment("DOCKER_CONFIG"); !folder.empty())
    candidates.push_back(folder + "/config.json");
  else if (const std::string home = environment("HOME"); !home.empty())
    candidates.push_back(home + "/.docker/config.json");
  for (std::string& path : candidates)
    if (is_file(path)) out.push_back(std::move(path));
  return out;
}

}  // namespace bestby
