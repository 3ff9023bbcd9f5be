// Requests by HTTP, as far as a registry needs them, of servers that may be broken or hostile.
//
//     HttpClient http({.ca = "", .plain_hosts = {}}, limits);
//     auto reply = http.open({.to = *read_web_address("https://registry.example/v2/"), .authorization =
//     key}); if (!reply) return fail(reply.error());                  // "cannot be reached", "sent nothing
//     for 30 s" use((*reply)->status, (*reply)->header("docker-content-digest"), (*reply)->body());
//
// Redirects of GET and HEAD are followed, `most_hops` at most, by hand: the authorization goes to the origin
// it was given for and to no other, a step from https to http is refused. Plain http is spoken with this
// machine itself and with the hosts that are named for it, with nobody else. Proxies are those that libcurl
// takes from the environment (https_proxy, http_proxy, no_proxy). Certificates are always checked, by the
// system's, by `ca`, or by SSL_CERT_FILE.
//
// A server may be silent for `stall-seconds`, a body must come at a kilobyte a second, a document within
// twice that time, and be no longer than `reply-bytes`. A body is a flow: one block of it is in memory.
// Requests may be sent from several threads; connections are kept and used again.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "observe/image/byte_flow.h"
#include "observe/read_limits.h"
#include "observe/registry/web_address.h"

namespace bestby {

struct CurlLibrary;

struct HttpSettings {
  std::string ca;                        // a file of certificates; empty: the system's
  std::vector<std::string> plain_hosts;  // "registry.example:5000": plain http is spoken with them
};

struct HttpRequest {
  std::string method = "GET";
  WebAddress to;
  std::vector<std::string> headers = {};  // "Accept: application/json"
  std::string authorization = {};         // "Basic ...", for the origin of `to` alone; empty: none
  std::string body = {};
};

class HttpTransfer;

class HttpReply {
 public:
  explicit HttpReply(std::unique_ptr<HttpTransfer> transfer);
  ~HttpReply();
  HttpReply(const HttpReply&) = delete;
  HttpReply& operator=(const HttpReply&) = delete;

  int status = 0;
  WebAddress from;  // behind all redirects
  // By its name in small letters, the first; empty where there is none.
  std::string_view header(std::string_view name) const;
  std::vector<std::string_view> headers(std::string_view name) const;
  ByteFlow& body();

 private:
  std::unique_ptr<HttpTransfer> transfer_;
};

class HttpClient {
 public:
  static constexpr int most_hops = 5;

  HttpClient(HttpSettings settings, const ReadLimits& limits);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // The reply whose headers have come; the client outlives it.
  Result<std::unique_ptr<HttpReply>> open(HttpRequest request);
  // The body as a whole, of a reply that is a document.
  Result<std::string> text(HttpReply& reply) const;
  // Whether who listens there speaks TLS; true also where nobody is reached.
  bool speaks_tls(const WebAddress& host);

  bool may_be_plain(const WebAddress& address) const;

 private:
  friend class HttpTransfer;
  Result<std::unique_ptr<HttpReply>> open_once(const HttpRequest& request);
  void* take_multi();
  void give_multi(void* multi);

  HttpSettings settings_;
  ReadLimits limits_;
  const CurlLibrary* curl_;
  std::mutex mutex_;
  std::vector<void*> idle_;  // each with the connections that it keeps
};

}  // namespace bestby
