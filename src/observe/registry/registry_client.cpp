#include "observe/registry/registry_client.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "observe/image/sha256.h"
#include "observe/registry/challenge.h"
#include "observe/registry/verified_flow.h"

namespace bestby {
namespace {

constexpr std::string_view manifest_types =
    "Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.list.v2+json, "
    "application/vnd.docker.distribution.manifest.v2+json";
constexpr int page_tags = 1000;

struct StatusRow {
  int status;
  std::string_view says, help;
};
constexpr auto statuses = std::to_array<StatusRow>({
    {401, "does not take who asks", "log in anew: docker login, skopeo login"},
    {403, "does not let who asks do that", "log in as somebody who may: docker login, skopeo login"},
    {404, "has none such", ""},
    {429, "is asked too often", "wait, or log in: registries let those who are known ask more often"},
});

std::string media_type(std::string_view header) { return lower(trim(header.substr(0, header.find(';')))); }

}  // namespace

std::string referrers_tag(std::string_view digest) {
  std::string out(digest);
  std::replace(out.begin(), out.end(), ':', '-');
  return out;
}

bool is_referrers_tag(std::string_view tag) {
  constexpr std::string_view begin = "sha256-";
  return tag.starts_with(begin) && is_sha256("sha256:" + std::string(tag.substr(begin.size())));
}

RegistryClient::RegistryClient(RegistrySettings settings, const ReadLimits& limits)
    : settings_(std::move(settings)),
      limits_(limits),
      http_({settings_.ca, settings_.plain_hosts}, limits),
      auth_(http_, {settings_.config_files}) {}

WebAddress RegistryClient::root(const RegistryReference& ref) {
  const std::lock_guard lock(mutex_);
  if (const auto known = roots_.find(ref.host); known != roots_.end()) return known->second;
  const RegistryAlias* alias = registry_alias(ref.host);
  WebAddress at = *read_web_address(
      fmt::format("https://{}/", alias == nullptr ? std::string_view(ref.host) : alias->host));
  const auto mirror = std::find_if(settings_.mirrors.begin(), settings_.mirrors.end(),
                                   [&](const RegistryMirror& m) { return m.host == ref.host; });
  if (mirror != settings_.mirrors.end()) {
    at = mirror->at;
  } else {
    const auto& plain = settings_.plain_hosts;
    const bool named = std::find(plain.begin(), plain.end(), ref.host) != plain.end();
    if (named || (is_loopback(at.host) && !http_.speaks_tls(at)))
      at = *read_web_address(fmt::format("http://{}/", ref.host));
  }
  at.path += "v2/";
  return roots_.emplace(ref.host, at).first->second;
}

RegistryAsk RegistryClient::who(const RegistryReference& ref, const WebAddress& root,
                                const std::string& actions) const {
  RegistryAsk out{root, root.authority(), ref.repository, actions};
  out.registry.path = "/";
  const RegistryAlias* alias = registry_alias(ref.host);
  if (alias != nullptr && root.host == alias->host) out.key = alias->key;
  return out;
}

Result<std::unique_ptr<HttpReply>> RegistryClient::ask(const RegistryReference& ref, const Ask& ask) {
  const WebAddress root = this->root(ref);
  HttpRequest request{ask.method, root, ask.headers, {}, ask.body};
  request.to.path += fmt::format("{}/{}", ref.repository, ask.path);
  if (ask.at) request.to = *ask.at;
  const bool home = request.to.same_origin(root);
  const RegistryAsk me = who(ref, root, ask.actions);
  if (home) request.authorization = auth_.known(me);
  auto reply = http_.open(request);
  if (!reply || (*reply)->status != 401 || !home || !(*reply)->from.same_origin(root)) return reply;
  auto key = auth_.answer(me, (*reply)->headers("www-authenticate"));
  if (!key) return fail(std::move(key.error()));
  request.authorization = *std::move(key);
  return http_.open(std::move(request));
}

Error RegistryClient::refused(const RegistryReference& ref, const HttpReply& reply, std::string_view what) {
  Error out{ErrorCode::input, {}, {}, {}, {}};
  const std::string thing = fmt::format("{} {}", ref.name, what);
  for (const StatusRow& row : statuses) {
    if (row.status != reply.status) continue;
    out.message = fmt::format("`{}`: `{}` {}", thing, reply.from.authority(), row.says);
    out.help = row.help;
    return out;
  }
  out.message = fmt::format("`{}`: `{}` answers with {}", thing, reply.from.authority(), reply.status);
  return out;
}

Result<std::optional<RegistryDocument>> RegistryClient::find_manifest(const RegistryReference& ref,
                                                                      std::string_view by) {
  auto reply = ask(ref, {.path = fmt::format("manifests/{}", by), .headers = {std::string(manifest_types)}});
  if (!reply) return fail(std::move(reply.error()));
  if ((*reply)->status == 404) return std::nullopt;
  if ((*reply)->status != 200) return fail(refused(ref, **reply, by));
  RegistryDocument out{{}, {}, media_type((*reply)->header("content-type"))};
  auto text = http_.text(**reply);
  if (!text) return fail(std::move(text.error()));
  out.text = *std::move(text);
  out.digest = sha256_digest(out.text);
  const std::string_view said = is_sha256(by) ? by : (*reply)->header("docker-content-digest");
  if (said.starts_with("sha256:") && said != out.digest)
    return fail(ErrorCode::input,
                fmt::format("`{} {}`: `{}` sends what has the digest `{}`, not `{}`", ref.name, by,
                            (*reply)->from.authority(), out.digest, said.substr(0, out.digest.size())));
  return out;
}

Result<RegistryDocument> RegistryClient::manifest(const RegistryReference& ref, std::string_view by) {
  auto found = find_manifest(ref, by);
  if (!found) return fail(std::move(found.error()));
  if (*found) return **std::move(found);
  return fail(ErrorCode::input,
              fmt::format("`{} {}`: `{}` has none such", ref.name, by, root(ref).authority()));
}

Result<std::unique_ptr<HttpReply>> RegistryClient::open_blob(const RegistryReference& ref,
                                                             std::string_view digest) {
  if (!is_sha256(digest))
    return fail(ErrorCode::input, fmt::format("`{}` names by `{}` what cannot be verified: only sha256 is",
                                              ref.name, digest.substr(0, 100)));
  auto reply = ask(ref, {.path = fmt::format("blobs/{}", digest)});
  if (reply && (*reply)->status != 200) return fail(refused(ref, **reply, digest));
  return reply;
}

Result<std::string> RegistryClient::blob_text(const RegistryReference& ref, std::string_view digest) {
  auto reply = open_blob(ref, digest);
  if (!reply) return fail(std::move(reply.error()));
  auto text = http_.text(**reply);
  if (!text) return text;
  if (const std::string have = sha256_digest(*text); have != digest)
    return fail(ErrorCode::input, fmt::format("`{}`: `{}` sends what has the digest `{}`, not `{}`", ref.name,
                                              (*reply)->from.authority(), have, digest));
  return text;
}

Result<std::unique_ptr<ByteFlow>> RegistryClient::blob(const RegistryReference& ref, std::string_view digest,
                                                       std::uint64_t size) {
  auto reply = open_blob(ref, digest);
  if (!reply) return fail(std::move(reply.error()));
  return std::make_unique<VerifiedFlow>(*std::move(reply), digest, size);
}

Result<RegistryTags> RegistryClient::tags(const RegistryReference& ref) {
  RegistryTags out;
  std::optional<WebAddress> at;
  for (std::uint64_t pages = 0; pages <= limits_[Limit::tags]; ++pages) {
    auto reply = ask(ref, {.path = fmt::format("tags/list?n={}", page_tags), .at = at});
    if (!reply) return fail(std::move(reply.error()));
    if ((*reply)->status != 200) return fail(refused(ref, **reply, "tags"));
    auto text = http_.text(**reply);
    if (!text) return fail(std::move(text.error()));
    const auto list = read_json("tags/list", *std::move(text), {.empty_keys = true});
    if (!list) return fail(list.error());
    if (const yaml::Node* tags = list->root.find("tags"))
      for (const yaml::Node& tag : tags->items) {
        if (!tag.is_scalar() || !is_tag(tag.text) || is_referrers_tag(tag.text)) continue;
        if (out.tags.size() == limits_[Limit::tags]) {
          out.cut = true;
          return out;
        }
        out.tags.push_back(tag.str());
      }
    const std::string_view next = next_link((*reply)->header("link"));
    if (next.empty()) return out;
    at = resolved((*reply)->from, next);
    if (!at || !at->same_origin(root(ref)))
      return fail(ErrorCode::input,
                  fmt::format("`{}`: `{}` names as the next page of its tags what is none of its own",
                              ref.name, (*reply)->from.authority()));
  }
  out.cut = true;
  return out;
}

Result<std::optional<std::string>> RegistryClient::referrers(const RegistryReference& ref,
                                                             std::string_view digest, std::string_view type) {
  auto reply = ask(ref, {.path = fmt::format("referrers/{}?artifactType={}", digest, percent_encoded(type)),
                         .headers = {"Accept: application/vnd.oci.image.index.v1+json"}});
  if (!reply) return fail(std::move(reply.error()));
  const int status = (*reply)->status;
  if (status == 200 &&
      media_type((*reply)->header("content-type")) == "application/vnd.oci.image.index.v1+json") {
    auto text = http_.text(**reply);
    if (!text) return fail(std::move(text.error()));
    return *std::move(text);
  }
  if (status == 200 || (status >= 400 && status < 500 && status != 429)) return std::nullopt;
  return fail(refused(ref, **reply, "referrers"));
}

}  // namespace bestby
