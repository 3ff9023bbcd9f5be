// Lines of `bestby uri --batch` on a small catalogue with every shape of configuration and every section
// of rules: each is answered or refused with a reason, twice alike; an answer is one line of JSON.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/formats/json_line.h"
#include "find/address_line.h"
#include "find/address_testing.h"
#include "find/addresses.h"
#include "report/address_json.h"

namespace {

using namespace bestby;

const AddressBook& book() {
  static const WorldStore store = testing::small_address_world();
  static const AddressBook made(store.world());
  return made;
}

std::string answer_to(std::string line) {
  AddressCall call;
  std::string out;
  const auto read = read_address_call(line, call);
  const auto answer = read ? answer_call(book(), call) : tl::unexpected(read.error());
  if (answer)
    append_address_line(out, *answer);
  else
    append_address_line(out, answer.error());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  while (!text.empty()) {
    const std::string line(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::string answer = answer_to(line);
    if (answer != answer_to(line)) std::abort();
    std::string copy = answer.substr(0, answer.size() - 1);
    JsonLine json(copy);
    for (JsonEvent event; json.next(event);) continue;
    if (json.fault() != nullptr && answer.size() < json_line_bytes) std::abort();
  }
  return 0;
}
