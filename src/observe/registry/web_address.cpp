#include "observe/registry/web_address.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

bool is_plain(char c) {
  return c > ' ' && c < '\x7F' && std::string_view("\\\"<>").find(c) == std::string_view::npos;
}

bool is_host(std::string_view host) {
  if (host.starts_with('[')) {
    const std::string_view inside = host.substr(1, host.size() < 2 ? 0 : host.size() - 2);
    return host.size() > 3 && host.ends_with(']') && std::all_of(inside.begin(), inside.end(), [](char c) {
             return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
           });
  }
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
  });
}

std::optional<std::uint16_t> read_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

std::uint16_t usual_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

}  // namespace

std::string WebAddress::authority() const {
  return port == usual_port(scheme) ? host : fmt::format("{}:{}", host, port);
}

std::string WebAddress::text() const { return fmt::format("{}://{}{}", scheme, authority(), path); }

std::optional<WebAddress> read_web_address(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_plain)) return std::nullopt;
  text = text.substr(0, text.find('#'));
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  WebAddress out;
  out.scheme = lower(text.substr(0, colon));
  if (out.scheme != "https" && out.scheme != "http") return std::nullopt;
  text.remove_prefix(colon + 3);
  const auto end = std::min(text.find_first_of("/?"), text.size());
  std::string host = lower(text.substr(0, end));
  out.path = std::string(text.substr(end));
  if (!out.path.starts_with('/')) out.path.insert(0, "/");
  out.port = usual_port(out.scheme);
  if (const auto at = host.rfind(':'); at != std::string::npos && !host.ends_with(']')) {
    const auto port = read_port(std::string_view(host).substr(at + 1));
    if (!port) return std::nullopt;
    out.port = *port;
    host.resize(at);
  }
  if (!is_host(host)) return std::nullopt;
  out.host = std::move(host);
  return out;
}

std::optional<WebAddress> resolved(const WebAddress& base, std::string_view reference) {
  const auto colon = reference.find(':');
  if (colon != std::string_view::npos && colon < reference.find_first_of("/?#"))
    return read_web_address(reference);
  if (reference.starts_with("//")) return read_web_address(fmt::format("{}:{}", base.scheme, reference));
  WebAddress out = base;
  const std::string folder = base.path.substr(0, base.path.find('?'));
  if (reference.starts_with('/'))
    out.path = std::string(reference);
  else if (reference.empty() || reference.starts_with('?') || reference.starts_with('#'))
    out.path = folder + std::string(reference);
  else
    out.path = folder.substr(0, folder.rfind('/') + 1) + std::string(reference);
  return read_web_address(out.text());
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  const auto parts = split(host, '.');
  return parts.size() == 4 && parts[0] == "127" &&
         std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return all_digits(part); });
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace bestby
