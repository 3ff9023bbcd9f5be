#include "observe/registry/registry_testing.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "observe/image/sha256.h"
#include "observe/registry/base64.h"

namespace bestby {
namespace {

constexpr std::string_view prefix = "/v2/team/app/";

sockaddr_in loopback(int port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  out.sin_port = htons(static_cast<std::uint16_t>(port));
  return out;
}

// Bound to a port that is free, and which.
std::pair<int, int> bound_socket() {
  const int out = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at = loopback(0);
  socklen_t size = sizeof at;
  if (out < 0 || ::bind(out, reinterpret_cast<sockaddr*>(&at), size) != 0 ||
      ::getsockname(out, reinterpret_cast<sockaddr*>(&at), &size) != 0)
    throw std::runtime_error("no port is free");
  return {out, ntohs(at.sin_port)};
}

bool answers(int port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in at = loopback(port);
  const bool out = ::connect(probe, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0;
  ::close(probe);
  return out;
}

// Of a value `"key":"sha256:..."`, the first behind `from`.
std::string digest_behind(const std::string& json, std::string_view key) {
  const auto at = json.find("sha256:", json.find(key));
  return at == std::string::npos ? "" : json.substr(at, 71);
}

// `open sesame` of `ali`, by bcrypt.
constexpr std::string_view password_line =
    "ali:$2b$05$zsvUX9UtsPoxc8Y8VzsKk.yEK2DkLtFaw4ei77znxit8lWPDvY.vG\n";

}  // namespace

bool shell_runs(const std::string& command) {
  return std::system(("(" + command + ") >/dev/null 2>&1").c_str()) == 0;
}

std::string missing_programs(const std::vector<std::string>& programs) {
  std::string out;
  for (const std::string& program : programs)
    if (!shell_runs("command -v " + program)) out += (out.empty() ? "not installed: " : ", ") + program;
  return out;
}

std::string TestRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

TestServer::TestServer(Answer answer) : answer_(std::move(answer)) {
  std::tie(socket_, port_) = bound_socket();
  ::listen(socket_, 64);
  listener_ = std::thread([this] { listen(); });
}

TestServer::~TestServer() {
  stops_ = true;
  listener_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(socket_);
}

std::string TestServer::host() const { return fmt::format("127.0.0.1:{}", port_); }

std::vector<TestRequest> TestServer::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void TestServer::listen() {
  while (!stops_) {
    pollfd waits{socket_, POLLIN, 0};
    if (::poll(&waits, 1, 20) <= 0) continue;
    const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) threads_.emplace_back([this, connection] { serve(connection); });
  }
}

void TestServer::serve(int connection) {
  std::string text;
  char block[4096];
  const auto more = [&] {
    pollfd waits{connection, POLLIN, 0};
    while (!stops_ && ::poll(&waits, 1, 20) == 0) {}
    const ssize_t count = stops_ ? 0 : ::recv(connection, block, sizeof block, 0);
    if (count > 0) text.append(block, static_cast<std::size_t>(count));
    return count > 0;
  };
  std::size_t end = std::string::npos;
  while ((end = text.find("\r\n\r\n")) == std::string::npos)
    // A client that begins with TLS speaks it to nobody here.
    if ((!text.empty() && text[0] == '\x16') || !more()) {
      ::close(connection);
      return;
    }
  TestRequest request;
  const auto lines = split(std::string_view(text).substr(0, end), '\n');
  const auto words = split(lines[0], ' ');
  request.method = words[0];
  request.path = words.size() > 1 ? words[1] : "";
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (const auto colon = lines[i].find(':'); colon != std::string_view::npos)
      request.headers.emplace_back(lower(lines[i].substr(0, colon)), trim(lines[i].substr(colon + 1)));
  const std::size_t length = std::strtoul(request.header("content-length").c_str(), nullptr, 10);
  while (text.size() < end + 4 + length && more()) {}
  request.body = text.substr(end + 4);
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  send(connection, answer_(request));
  ::close(connection);
}

void TestServer::send(int connection, const TestReply& reply) {
  const auto put = [&](std::string_view part) {
    return ::send(connection, part.data(), part.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(part.size());
  };
  std::string head = fmt::format("HTTP/1.1 {} X\r\nConnection: close\r\n", reply.status);
  for (const std::string& header : reply.headers) head += header + "\r\n";
  if (reply.length || !reply.endless)
    head += fmt::format("Content-Length: {}\r\n", reply.length.value_or(reply.body.size()));
  put(head + "\r\n");
  if (reply.drips) {
    for (std::size_t i = 0; i < reply.body.size() && !stops_ && put(reply.body.substr(i, 1)); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  } else {
    put(reply.body);
  }
  const std::string zeros(65536, '\0');
  while (reply.endless && !stops_ && put(zeros)) {}
  while (reply.stalls && !stops_) std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

ServedImage::ServedImage(const TestImage& image) {
  for (const auto& [name, text] : image.oci()) {
    if (name == "index.json") manifest = digest_behind(text, "manifests");
    if (name.starts_with("blobs/sha256/"))
      paths.emplace_back("blobs/sha256:" + name.substr(name.rfind('/') + 1), text);
  }
  const std::string text = at("blobs/" + manifest);
  config = digest_behind(text, "config");
  layer = text.substr(text.rfind("sha256:"), 71);
  paths.emplace_back("manifests/" + manifest, text);
  paths.emplace_back("manifests/1.0", text);
}

std::string& ServedImage::at(const std::string& path) {
  for (auto& [name, text] : paths)
    if (name == path) return text;
  return paths.emplace_back(path, "").second;
}

TestReply ServedImage::answer(const TestRequest& request) const {
  for (const auto& [name, text] : paths)
    if (request.path == std::string(prefix) + name) return {.body = text};
  return {.status = 404};
}

LiveRegistry::LiveRegistry(Kind kind) {
  const auto [reserved, port] = bound_socket();
  ::close(reserved);
  host_ = fmt::format("127.0.0.1:{}", port);
  folder_ =
      write_files(fmt::format("registry-{}-{}", static_cast<int>(kind), port), {{"README", "of a test"}});
  std::string config = fmt::format(
      "version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\nstorage: {{filesystem: "
      "{{rootdirectory: {}/data}}}}\nhttp:\n  addr: {}\n",
      folder_, host_);
  if (kind == Kind::with_tls) {
    config += fmt::format("  tls: {{certificate: {0}/certificate.pem, key: {0}/key.pem}}\n", folder_);
    shell_runs(
        fmt::format("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
                    "subjectAltName=IP:127.0.0.1 -keyout {0}/key.pem -out {0}/certificate.pem",
                    folder_));
  }
  if (kind == Kind::with_password) {
    config += fmt::format("auth: {{htpasswd: {{realm: here, path: {}/passwords}}}}\n", folder_);
    write_file(folder_ + "/passwords", password_line);
  }
  write_file(folder_ + "/config.json", fmt::format(R"({{"auths":{{"{}":{{"auth":"{}"}}}}}})", host_,
                                                   base64(fmt::format("{}:{}", user, password))));
  write_file(folder_ + "/registry.yml", config);
  const std::string path = folder_ + "/registry.yml";
  std::string name = "docker-registry", verb = "serve", argument = path;
  char* arguments[] = {name.data(), verb.data(), argument.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, (folder_ + "/log").c_str(), O_WRONLY | O_CREAT, 0644);
  if (::posix_spawnp(&process_, "docker-registry", &actions, nullptr, arguments, environ) != 0) process_ = 0;
  posix_spawn_file_actions_destroy(&actions);
  for (int i = 0; process_ != 0 && !runs_ && i < 500; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    runs_ = answers(port);
  }
}

LiveRegistry::~LiveRegistry() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  int status = 0;
  ::waitpid(process_, &status, 0);
  std::filesystem::remove_all(folder_);
}

bool LiveRegistry::push(const std::string& from, const std::string& to) const {
  return shell_runs(fmt::format(
      "skopeo --insecure-policy copy --all --dest-tls-verify=false --dest-authfile {}/config.json "
      "{} docker://{}/{}",
      folder_, from, host_, to));
}

}  // namespace bestby
