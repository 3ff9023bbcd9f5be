#include "observe/registry/http_transfer.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

constexpr long buffer_bytes = 64L << 10U;

// The certificates that are trusted, where not the system's.
std::string trusted(const HttpSettings& settings) {
  if (!settings.ca.empty()) return settings.ca;
  const char* file = std::getenv("SSL_CERT_FILE");
  return file == nullptr ? "" : file;
}

int status_of(std::string_view line) {
  const auto blank = line.find(' ');
  int status = 0;
  if (blank != std::string_view::npos)
    std::from_chars(line.data() + blank + 1, line.data() + line.size(), status);
  return status;
}

}  // namespace

HttpTransfer::HttpTransfer(HttpClient& client, const HttpRequest& request)
    : client_(client), curl_(*client.curl_), easy_(curl_.easy_init()), multi_(client.take_multi()) {
  set_up(request);
  curl_.multi_add_handle(multi_, easy_);
}

HttpTransfer::~HttpTransfer() {
  curl_.multi_remove_handle(multi_, easy_);
  curl_.easy_cleanup(easy_);
  curl_.slist_free_all(list_);
  client_.give_multi(multi_);
}

void HttpTransfer::set_up(const HttpRequest& request) {
  url_ = request.to.text();
  sent_ = request.body;
  method_ = request.method;
  const auto set = [&](int option, auto value) { curl_.easy_setopt(easy_, option, value); };
  const auto add = [&](const std::string& header) { list_ = curl_.slist_append(list_, header.c_str()); };
  for (const std::string& header : request.headers) add(header);
  if (!request.authorization.empty()) add("Authorization: " + request.authorization);
  add("Expect:");
  set(CURLOPT_URL, url_.c_str());
  set(CURLOPT_HTTPHEADER, list_);
  set(CURLOPT_USERAGENT, "bestby/" BESTBY_VERSION);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a name server that is silent is not waited for
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_BUFFERSIZE, buffer_bytes);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  if (const std::string ca = trusted(client_.settings_); !ca.empty()) set(CURLOPT_CAINFO, ca.c_str());
  if (method_ == "HEAD") return set(CURLOPT_NOBODY, 1L);
  if (method_ == "GET") return;
  set(CURLOPT_POSTFIELDSIZE, static_cast<long>(sent_.size()));
  set(CURLOPT_POSTFIELDS, sent_.c_str());
  set(CURLOPT_CUSTOMREQUEST, method_.c_str());
}

std::size_t HttpTransfer::on_header(char* text, std::size_t size, std::size_t count, void* self) {
  return static_cast<HttpTransfer*>(self)->take_header({text, size * count}) ? size * count : 0;
}

std::size_t HttpTransfer::on_body(char* text, std::size_t size, std::size_t count, void* self) {
  static_cast<HttpTransfer*>(self)->received_.append(text, size * count);
  return size * count;
}

bool HttpTransfer::take_header(std::string_view line) {
  header_bytes_ += line.size();
  window_ += line.size();
  if (header_bytes_ > most_header_bytes) return false;
  if (headers_done_) return true;  // behind the body
  if (line.starts_with("HTTP/")) {
    status_ = status_of(line);
    headers_.clear();
  } else if (trim(line).empty() || line == "\r\n") {
    headers_done_ = status_ >= 200;
  } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
    headers_.emplace_back(lower(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
  return true;
}

bool HttpTransfer::fast_enough(Clock::duration waited) {
  waited_ += waited;
  const std::chrono::seconds most(client_.limits_[Limit::stall_seconds]);
  if (waited_ < most) return true;
  const bool silent = window_ == 0;
  const bool slow = window_ < least_speed * static_cast<std::uint64_t>(most.count());
  waited_ = {};
  window_ = 0;
  if (!slow) return true;
  return set_fault(fmt::format("{} for {} s; --limit stall-seconds=N waits longer",
                               silent ? "sent nothing" : "sent next to nothing", most.count()));
}

// Lets libcurl work until something has come; false at the end and at a fault.
bool HttpTransfer::step() {
  int running = 0;
  curl_.multi_perform(multi_, &running);
  take_end();
  if (ended_) return fault().empty() && !received_.empty();
  if (!received_.empty()) return true;
  const auto begin = Clock::now();
  curl_.multi_poll(multi_, nullptr, 0, 500, nullptr);
  return fast_enough(Clock::now() - begin);
}

void HttpTransfer::take_end() {
  int left = 0;
  while (auto* message = static_cast<CURLMsg*>(curl_.multi_info_read(multi_, &left))) {
    if (message->msg != CURLMSG_DONE || message->easy_handle != easy_) continue;
    ended_ = true;
    const int code = message->data.result;
    no_tls_ = code == CURLE_SSL_CONNECT_ERROR;
    if (code == CURLE_OK) continue;
    if (header_bytes_ > most_header_bytes)
      set_fault(fmt::format("sent more than {} bytes of headers", most_header_bytes));
    else if (code == CURLE_PARTIAL_FILE)
      set_fault("sent less than it had said");
    else
      set_fault(fmt::format("cannot be reached: {}", lower(curl_.easy_strerror(code)).substr(0, 200)));
  }
}

bool HttpTransfer::begin() {
  while (!headers_done_ && !ended_)
    if (!step() && !headers_done_) break;
  if (headers_done_ && received_.empty() && !fault().empty() && method_ != "HEAD") return false;
  if (!headers_done_ && fault().empty()) set_fault("sent no reply");
  return headers_done_;
}

bool HttpTransfer::refill() {
  if (std::exchange(lent_, false)) received_.clear();
  while (!ended_ && received_.empty())
    if (!step()) break;
  if (received_.empty()) return false;
  window_ += received_.size();
  lent_ = true;
  at_hand(received_);
  return true;
}

}  // namespace bestby
