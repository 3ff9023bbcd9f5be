// One request and its reply, while the bytes come (see http_client.h).
#pragma once

#include <chrono>

#include "observe/registry/curl_library.h"
#include "observe/registry/http_client.h"

namespace bestby {

class HttpTransfer : public ByteFlow {
 public:
  HttpTransfer(HttpClient& client, const HttpRequest& request);
  ~HttpTransfer() override;

  // Until the headers have come; false at a fault.
  bool begin();
  int status() const { return status_; }
  const std::vector<std::pair<std::string, std::string>>& headers() const { return headers_; }
  bool no_tls() const { return no_tls_; }  // it failed since the other side speaks no TLS

 protected:
  bool refill() override;

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t most_header_bytes = std::size_t{256} << 10U;
  static constexpr std::uint64_t least_speed = 1024;  // bytes a second

  static std::size_t on_header(char* text, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* text, std::size_t size, std::size_t count, void* self);
  void set_up(const HttpRequest& request);
  bool take_header(std::string_view line);
  bool step();
  bool fast_enough(Clock::duration waited);
  void take_end();

  HttpClient& client_;
  const CurlLibrary& curl_;
  void* easy_;
  void* multi_;
  void* list_ = nullptr;
  std::string url_, sent_, method_, received_;
  std::vector<std::pair<std::string, std::string>> headers_;
  std::size_t header_bytes_ = 0;
  int status_ = 0;
  bool headers_done_ = false, ended_ = false, no_tls_ = false;
  bool lent_ = false;         // what was received is at hand
  Clock::duration waited_{};  // for the bytes of the window
  std::uint64_t window_ = 0;
};

}  // namespace bestby
