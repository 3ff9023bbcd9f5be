// Speaks with a registry by the OCI distribution protocol.
//
//     RegistryClient client(settings, limits);
//     auto manifest = client.manifest(ref, "1.2");        // digest verified
//     auto config = client.blob_text(ref, digest);        // likewise
//     auto layer = client.blob(ref, digest, size);        // a flow that ends in a fault when it is another
//     auto tags = client.tags(ref);
//
// Where a registry is: `settings.mirrors` first (a mirror takes its place wholly: it is not asked then), then
// the table of registry_reference.h, then the host itself. It is spoken with by https; with this machine
// itself by plain http where nobody speaks TLS there, and with the hosts of `plain_hosts` by plain http.
//
// Bytes that have a digest are handed out as a document only when they have it, and as a flow with a fault at
// its end when they have not. Requests are sent from several threads.
// Errors: `input`, with what the registry answered.
#pragma once

#include <map>
#include <optional>
#include <span>

#include "observe/registry/registry_auth.h"
#include "observe/registry/registry_reference.h"
#include "observe/registry/registry_settings.h"

namespace bestby {

struct RegistryDocument {
  std::string text, digest, type;  // the type without its parameters
};

struct RegistryTags {
  std::vector<std::string> tags;  // in the registry's order, without those that stand for referrers
  bool cut = false;               // there are more than the limit `tags`
};

class RegistryClient {
 public:
  RegistryClient(RegistrySettings settings, const ReadLimits& limits);

  // By a tag or a digest. Nothing where the registry has none such.
  Result<std::optional<RegistryDocument>> find_manifest(const RegistryReference& ref, std::string_view by);
  Result<RegistryDocument> manifest(const RegistryReference& ref, std::string_view by);
  Result<std::string> blob_text(const RegistryReference& ref, std::string_view digest);
  Result<std::unique_ptr<ByteFlow>> blob(const RegistryReference& ref, std::string_view digest,
                                         std::uint64_t size);
  Result<RegistryTags> tags(const RegistryReference& ref);
  // The index of what refers to a digest, by the API; nothing where the registry has no such API.
  Result<std::optional<std::string>> referrers(const RegistryReference& ref, std::string_view digest,
                                               std::string_view type);

  // A request of any kind below `/v2/REPOSITORY/`, or to a place that the registry has named.
  struct Ask {
    std::string method = "GET";
    std::string path;                   // "manifests/1.2"
    std::optional<WebAddress> at = {};  // instead of the path
    std::vector<std::string> headers = {};
    std::string body = {};
    std::string actions = "pull";
  };
  Result<std::unique_ptr<HttpReply>> ask(const RegistryReference& ref, const Ask& ask);
  Result<std::string> text(HttpReply& reply) { return http_.text(reply); }
  // What a status means that was not wanted.
  static Error refused(const RegistryReference& ref, const HttpReply& reply, std::string_view what);

 private:
  Result<std::unique_ptr<HttpReply>> open_blob(const RegistryReference& ref, std::string_view digest);
  WebAddress root(const RegistryReference& ref);  // its path ends in `/v2/`
  RegistryAsk who(const RegistryReference& ref, const WebAddress& root, const std::string& actions) const;

  RegistrySettings settings_;
  ReadLimits limits_;
  HttpClient http_;
  RegistryAuth auth_;
  std::mutex mutex_;
  std::map<std::string, WebAddress> roots_;  // by host
};

// A digest's tag where a registry without the referrers API keeps its referrers: "sha256-0123...".
std::string referrers_tag(std::string_view digest);
bool is_referrers_tag(std::string_view tag);

}  // namespace bestby
