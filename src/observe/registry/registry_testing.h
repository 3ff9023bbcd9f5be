// For tests: a server that says what it is told to, broken and hostile things too; and Debian's
// docker-registry.
//
//     TestServer server([](const TestRequest& r) { return TestReply{.body = "text"}; });
//     observe_registry(server.host() + "/team/app:1.0", options);
//     server.requests()[0].header("authorization");
//
//     LiveRegistry registry(LiveRegistry::Kind::plain);
//     if (const auto missing = missing_programs({"docker-registry", "skopeo"}); !missing.empty())
//       GTEST_SKIP() << missing;
#pragma once

#include <sys/types.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "observe/image/image_testing.h"

namespace bestby {

struct TestRequest {
  std::string method, path, body;
  std::vector<std::pair<std::string, std::string>> headers;  // names in small letters
  std::string header(std::string_view name) const;
};

struct TestReply {
  int status = 200;
  std::vector<std::string> headers = {};  // "Location: ..."
  std::string body = {};
  std::optional<std::size_t> length = {};  // what it says of the body's length
  bool stalls = false;                     // holds the connection after what it has sent
  bool endless = false;                    // sends zeros for ever after the body
  bool drips = false;                      // sends a byte of the body at a time, and slowly
};

class TestServer {
 public:
  using Answer = std::function<TestReply(const TestRequest&)>;
  explicit TestServer(Answer answer);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
  std::string host() const;  // "127.0.0.1:40123"
  std::string url() const { return "http://" + host(); }
  std::vector<TestRequest> requests();

 private:
  void listen();
  void serve(int connection);
  void send(int connection, const TestReply& reply);

  Answer answer_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<bool> stops_ = false;
  std::mutex mutex_;
  std::vector<TestRequest> requests_;
  std::vector<std::thread> threads_;
  std::thread listener_;
};

// An image as a registry serves it: the bytes under each path below `/v2/team/app/`.
struct ServedImage {
  std::vector<std::pair<std::string, std::string>> paths;  // "manifests/1.0", "blobs/sha256:0123"
  std::string manifest, config, layer;                     // digests; of the layers the last
  explicit ServedImage(const TestImage& image);
  std::string& at(const std::string& path);
  // 404 where there is nothing.
  TestReply answer(const TestRequest& request) const;
};

// Debian's docker-registry, in a folder of its own.
class LiveRegistry {
 public:
  enum class Kind { plain, with_password, with_tls };
  explicit LiveRegistry(Kind kind);
  ~LiveRegistry();
  LiveRegistry(const LiveRegistry&) = delete;
  LiveRegistry& operator=(const LiveRegistry&) = delete;
  bool runs() const { return runs_; }
  const std::string& host() const { return host_; }
  const std::string& folder() const { return folder_; }  // certificate.pem, config.json
  // `skopeo copy`, from anywhere to a tag.
  bool push(const std::string& from, const std::string& to) const;

  static constexpr const char* user = "ali";
  static constexpr const char* password = "open sesame";

 private:
  std::string folder_, host_;
  pid_t process_ = 0;
  bool runs_ = false;
};

bool shell_runs(const std::string& command);

// Why a test that needs these programs is skipped: "not installed: skopeo"; empty: all are there. What is
// installed and does not work fails the test.
std::string missing_programs(const std::vector<std::string>& programs);

}  // namespace bestby
