// What a registry says, read on any bytes: headers, addresses, days, files of credentials, answers of token
// servers and helpers, indexes. The first byte says which reader gets the rest.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "observe/registry/base64.h"
#include "observe/registry/challenge.h"
#include "observe/registry/credential_helper.h"
#include "observe/registry/docker_config.h"
#include "observe/registry/lifecycle.h"
#include "observe/registry/registry_auth.h"
#include "observe/registry/registry_reference.h"

namespace {

using namespace bestby;

void require(bool condition) {
  if (!condition) std::abort();
}

void challenges(const std::string& text) {
  const auto all = read_challenges(text);
  require(all.size() <= most_challenges);
  for (const Challenge& challenge : all) require(!challenge.scheme.empty());
}

void links(const std::string& text) {
  const auto next = next_link(text);
  require(next.empty() || text.find("<" + std::string(next) + ">") != std::string::npos);
}

// An address reads as itself again, and where it leads from another is one or none.
void addresses(const std::string& text) {
  const auto base = read_web_address("https://registry.example/v2/a?b=c");
  if (const auto address = read_web_address(text)) {
    require(read_web_address(address->text()) == address);
    require(address->host.find_first_of("@/?#\\ ") == std::string::npos);
  }
  if (const auto led = resolved(*base, text)) {
    require(read_web_address(led->text()) == led);
    const bool names_one = text.find("//") != std::string::npos;
    require(names_one || led->same_origin(*base));
  }
}

void references(const std::string& text) {
  const auto ref = read_registry_reference(text);
  if (!ref) return require(!ref.error().message.empty());
  const auto address = read_web_address("https://" + ref->host + "/v2/" + ref->repository + "/tags/list");
  require(address && address->path == "/v2/" + ref->repository + "/tags/list");
  require(ref->repository.find("..") == std::string::npos);
}

void days(const std::string& text) {
  const auto day = last_day_of(text);
  if (!day) return;
  const auto written = Date::parse(std::string_view(text).substr(0, 10));
  require(written && std::abs((*day - *written).count) <= 2);
}

void configs(const std::string& text) {
  const auto config = read_docker_config("config.json", text);
  if (!config) return require(!config.error().message.empty());
  for (const auto& row : config->auths) config->stored(row.key, "team/app");
  config->helper("registry.example");
}

void answers(const std::string& text) {
  if (const auto token = read_token("auth.example", text))
    require(!token->empty() && token->find_first_of("\r\n ") == std::string::npos);
  read_helper_answer("x", text);
}

void indexes(const std::string& text) {
  const auto rows = lifecycle_rows("index", text);
  if (!rows) return require(!rows.error().message.empty());
  for (const Descriptor& row : *rows) require(row.artifact == lifecycle_type);
}

void base64s(const std::string& text) {
  require(base64_text(base64(text)) == text);
  base64_text(text);
}

constexpr void (*readers[])(const std::string&) = {challenges, links,   addresses, references, days,
                                                   configs,    answers, indexes,   base64s};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  // Letters, so that a corpus can be typed.
  readers[static_cast<std::size_t>(data[0] + 256 - 'a') % std::size(readers)](text);
  return 0;
}
