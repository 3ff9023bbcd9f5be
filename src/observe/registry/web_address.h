// Addresses on the web, as a registry and its redirects name them.
//
//     auto a = read_web_address("https://Registry.example/v2/app/tags/list?n=2");
//     a->host == "registry.example", a->port == 443, a->path == "/v2/app/tags/list?n=2"
//     auto b = resolved(*a, "/v2/app/tags/list?n=2&last=x");      // what a Location or Link means
//     a->same_origin(*b)                                          // true: credentials may go there
//
// Strict on purpose, so that nobody who reads the text behind us can see another host in it: http and https
// alone, no user before the host, no backslash, blank or control character. A fragment is dropped. Linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bestby {

struct WebAddress {
  std::string scheme;  // "https" or "http"
  std::string host;    // in small letters; an IPv6 address stands in its brackets
  std::uint16_t port = 443;
  std::string path = "/";  // with what follows `?`

  std::string authority() const;  // "registry.example", "127.0.0.1:5000"
  std::string text() const;
  bool same_origin(const WebAddress& other) const {
    return scheme == other.scheme && host == other.host && port == other.port;
  }
  bool operator==(const WebAddress&) const = default;
};

std::optional<WebAddress> read_web_address(std::string_view text);
// Where a reference leads from `base`: a whole address, `//host/...`, `/path`, `?query` or `name`.
std::optional<WebAddress> resolved(const WebAddress& base, std::string_view reference);
bool is_loopback(std::string_view host);  // localhost, 127.0.0.0/8, [::1]; without a port
// For a value in a query: all but letters, digits and `-._~` as %XX.
std::string percent_encoded(std::string_view text);

}  // namespace bestby
