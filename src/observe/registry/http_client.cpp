#include "observe/registry/http_client.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "observe/registry/http_transfer.h"

namespace bestby {
namespace {

constexpr std::uint64_t most_seconds = 86'400;

constexpr auto redirects = std::to_array<int>({301, 302, 303, 307, 308});

bool leads_on(const HttpRequest& request, int status) {
  return (request.method == "GET" || request.method == "HEAD") &&
         std::find(redirects.begin(), redirects.end(), status) != redirects.end();
}

tl::unexpected<Error> bad(const WebAddress& from, const std::string& what) {
  return fail(ErrorCode::input, fmt::format("`{}` {}", from.authority(), what));
}

}  // namespace

HttpReply::HttpReply(std::unique_ptr<HttpTransfer> transfer)
    : status(transfer->status()), transfer_(std::move(transfer)) {}
HttpReply::~HttpReply() = default;
ByteFlow& HttpReply::body() { return *transfer_; }

std::string_view HttpReply::header(std::string_view name) const {
  const auto all = headers(name);
  return all.empty() ? std::string_view() : all[0];
}

std::vector<std::string_view> HttpReply::headers(std::string_view name) const {
  std::vector<std::string_view> out;
  for (const auto& [key, value] : transfer_->headers())
    if (key == name) out.emplace_back(value);
  return out;
}

HttpClient::HttpClient(HttpSettings settings, const ReadLimits& limits)
    : settings_(std::move(settings)), limits_(limits), curl_(CurlLibrary::find()) {
  std::uint64_t& seconds = limits_[Limit::stall_seconds];
  seconds = std::min(seconds, most_seconds);
}

HttpClient::~HttpClient() {
  for (void* multi : idle_) curl_->multi_cleanup(multi);
}

void* HttpClient::take_multi() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return curl_->multi_init();
  void* out = idle_.back();
  idle_.pop_back();
  return out;
}

void HttpClient::give_multi(void* multi) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(multi);
}

bool HttpClient::may_be_plain(const WebAddress& address) const {
  const auto& named = settings_.plain_hosts;
  return is_loopback(address.host) ||
         std::find(named.begin(), named.end(), address.authority()) != named.end();
}

Result<std::unique_ptr<HttpReply>> HttpClient::open_once(const HttpRequest& request) {
  if (curl_ == nullptr) return fail(curl_is_missing());
  if (request.to.scheme == "http" && !may_be_plain(request.to))
    return fail(ErrorCode::input,
                fmt::format("`{}` would be spoken with by plain http", request.to.authority()), {},
                fmt::format("--plain-http {} allows it", request.to.authority()));
  auto transfer = std::make_unique<HttpTransfer>(*this, request);
  if (!transfer->begin()) return bad(request.to, transfer->fault());
  auto reply = std::make_unique<HttpReply>(std::move(transfer));
  reply->from = request.to;
  return reply;
}

Result<std::unique_ptr<HttpReply>> HttpClient::open(HttpRequest request) {
  for (int hops = 0;; ++hops) {
    auto reply = open_once(request);
    if (!reply || !leads_on(request, (*reply)->status)) return reply;
    const WebAddress from = request.to;
    const auto next = resolved(from, (*reply)->header("location"));
    if (!next) return bad(from, "redirects to what is no address");
    if (hops == most_hops) return bad(from, fmt::format("redirects more than {} times", most_hops));
    if (from.scheme == "https" && next->scheme == "http")
      return bad(from, fmt::format("redirects from https to plain http at `{}`", next->authority()));
    if (!next->same_origin(from)) request.authorization.clear();
    request.to = *next;
  }
}

Result<std::string> HttpClient::text(HttpReply& reply) const {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + 2 * std::chrono::seconds(limits_[Limit::stall_seconds]);
  ByteFlow& body = reply.body();
  std::string out;
  for (auto part = body.look(); !part.empty(); part = body.look()) {
    if (out.size() + part.size() > limits_[Limit::reply_bytes])
      return bad(reply.from, "sent a document that " + limits_.passed(Limit::reply_bytes));
    if (Clock::now() > until)
      return bad(reply.from, fmt::format("takes more than {} s for a document; --limit stall-seconds=N waits "
                                         "longer",
                                         2 * limits_[Limit::stall_seconds]));
    out += part;
    body.pass(part.size());
  }
  if (!body.fault().empty()) return bad(reply.from, body.fault());
  return out;
}

bool HttpClient::speaks_tls(const WebAddress& host) {
  if (curl_ == nullptr) return true;
  WebAddress to = host;
  to.scheme = "https";
  HttpTransfer transfer(*this, {.method = "HEAD", .to = to});
  return transfer.begin() || !transfer.no_tls();
}

}  // namespace bestby
