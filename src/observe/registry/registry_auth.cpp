#include "observe/registry/registry_auth.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/files.h"
#include "base/formats/json_reader.h"
#include "observe/registry/base64.h"
#include "observe/registry/challenge.h"
#include "observe/registry/credential_helper.h"

namespace bestby {
namespace {

std::string basic(const RegistryCredentials& of) { return "Basic " + base64(of.user + ":" + of.secret); }

// Fit for a header.
bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

const Challenge* find_challenge(const std::vector<Challenge>& all, std::string_view scheme) {
  for (const Challenge& challenge : all)
    if (challenge.scheme == scheme) return &challenge;
  return nullptr;
}

tl::unexpected<Error> bad(const RegistryAsk& ask, const std::string& what) {
  return fail(ErrorCode::input, fmt::format("`{}` {}", ask.registry.authority(), what));
}

// What the token is asked for, as the parameters of a form.
std::string form_of(const RegistryAsk& ask, const Challenge& challenge) {
  const std::string scope(challenge.parameter("scope"));
  const std::string usual = fmt::format("repository:{}:{}", ask.repository, ask.actions);
  std::string out = "scope=" + percent_encoded(scope.empty() ? usual : scope);
  if (const auto service = challenge.parameter("service"); !service.empty())
    out += "&service=" + percent_encoded(service);
  return out;
}

HttpRequest token_request(WebAddress realm, const std::string& form, const RegistryCredentials& credentials) {
  if (!credentials.identity_token.empty())
    return {.method = "POST",
            .to = std::move(realm),
            .headers = {"Content-Type: application/x-www-form-urlencoded"},
            .body = fmt::format("grant_type=refresh_token&client_id=bestby&refresh_token={}&{}",
                                percent_encoded(credentials.identity_token), form)};
  realm.path += (realm.path.find('?') == std::string::npos ? "?" : "&") + form;
  return {.to = std::move(realm), .authorization = credentials.user.empty() ? "" : basic(credentials)};
}

}  // namespace

Result<std::string> read_token(const std::string& from, std::string text) {
  const auto document = read_json(from, std::move(text), {.empty_keys = true});
  const auto none = [&] { return fail(ErrorCode::input, fmt::format("`{}` answers without a token", from)); };
  if (!document) return none();
  for (const std::string_view key : {"token", "access_token"}) {
    const yaml::Node* node = document->root.find(key);
    if (node != nullptr && node->is_scalar() && !node->text.empty() && is_printable(node->text))
      return node->str();
  }
  return none();
}

std::string RegistryAuth::key(const RegistryAsk& ask) {
  return fmt::format("{} {} {}", ask.registry.text(), ask.repository, ask.actions);
}

std::string RegistryAuth::known(const RegistryAsk& ask) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(key(ask));
  return found == known_.end() ? std::string() : found->second;
}

Result<RegistryCredentials> RegistryAuth::credentials(const RegistryAsk& ask) {
  for (const std::string& file : settings_.config_files) {
    auto text = read_file(file);
    if (!text) return fail(std::move(text.error()));
    const auto config = read_docker_config(file, *std::move(text));
    if (!config) return fail(config.error());
    if (const auto helper = config->helper(ask.key); !helper.empty()) {
      auto found = ask_credential_helper(helper, ask.key);
      if (!found || !found->empty()) return found;
    }
    if (auto found = config->stored(ask.key, ask.repository); !found.empty()) return found;
  }
  return RegistryCredentials{};
}

Result<std::string> RegistryAuth::token(const RegistryAsk& ask, const Challenge& challenge,
                                        const RegistryCredentials& credentials) {
  if (!credentials.registry_token.empty()) return credentials.registry_token;
  auto realm = read_web_address(challenge.parameter("realm"));
  if (!realm) return bad(ask, "names no address where tokens are given");
  if (realm->scheme == "http" && ask.registry.scheme == "https")
    return bad(ask, fmt::format("is spoken with by https, and sends to `{}` for a token by plain http",
                                realm->authority()));
  const std::string from = realm->authority();
  auto reply = http_.open(token_request(*std::move(realm), form_of(ask, challenge), credentials));
  if (!reply) return fail(std::move(reply.error()));
  if ((*reply)->status != 200)
    return fail(ErrorCode::input,
                fmt::format("`{}` gives no token for `{}`: it answers with {}", from, ask.repository,
                            (*reply)->status),
                {}, credentials.empty() ? fmt::format("log in first: docker login {}", ask.key) : "");
  auto text = http_.text(**reply);
  if (!text) return fail(std::move(text.error()));
  return read_token(from, *std::move(text));
}

Result<std::string> RegistryAuth::answer(const RegistryAsk& ask,
                                         std::span<const std::string_view> challenges) {
  std::vector<Challenge> all;
  for (const std::string_view header : challenges)
    for (Challenge& challenge : read_challenges(header)) all.push_back(std::move(challenge));
  const Challenge* bearer = find_challenge(all, "bearer");
  if (bearer == nullptr && find_challenge(all, "basic") == nullptr)
    return bad(ask, "wants to know who asks, in a way that is not known here");
  const auto who = credentials(ask);
  if (!who) return fail(who.error());
  std::string out;
  if (bearer != nullptr) {
    auto got = token(ask, *bearer, *who);
    if (!got) return fail(std::move(got.error()));
    out = "Bearer " + *got;
  } else if (!who->user.empty()) {
    out = basic(*who);
  } else {
    return fail(ErrorCode::input, fmt::format("`{}` wants to know who asks", ask.registry.authority()), {},
                fmt::format("log in first: docker login {}, skopeo login {}", ask.key, ask.key));
  }
  if (!is_printable(out.substr(out.find(' ') + 1))) return bad(ask, "has credentials that fit in no header");
  const std::lock_guard lock(mutex_);
  known_[key(ask)] = out;
  return out;
}

}  // namespace bestby
