// A snapshot from elsewhere: whatever opens must answer every question.
//
// The first byte says what the rest is: 0 the file itself, 1 the file but for its checksum, anything
// else a list of changes to a good snapshot (position, kind, value), which is how the search gets
// past the checksum and the layout.
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "snapshot/testing.h"

namespace {

using namespace bestby;

std::string changed(std::string bytes, std::string_view changes) {
  struct Change {
    std::uint16_t word;
    std::uint8_t kind;
    std::uint32_t value;
  };
  const auto words = static_cast<std::uint32_t>(bytes.size() / 4);
  for (; changes.size() >= 7; changes.remove_prefix(7)) {
    Change c{};
    std::memcpy(&c.word, changes.data(), 2);
    std::memcpy(&c.kind, changes.data() + 2, 1);
    std::memcpy(&c.value, changes.data() + 3, 4);
    char* const at = bytes.data() + std::size_t{c.word} % words * 4;
    std::uint32_t old = 0;
    std::memcpy(&old, at, 4);
    if (c.kind % 4 == 0) old = c.value;
    if (c.kind % 4 == 1) old += c.value;
    if (c.kind % 4 == 2) old ^= 1U << c.value % 32;
    if (c.kind % 4 == 3) std::memcpy(&old, bytes.data() + std::size_t{c.value} % words * 4, 4);
    std::memcpy(at, &old, 4);
  }
  testing::repair_checksum(bytes);
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string good = *testing::small_snapshot().bytes;
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string bytes = data[0] > 1 ? changed(good, rest) : std::string(rest);
  if (data[0] == 1) testing::repair_checksum(bytes);
  const auto snapshot = open_snapshot(std::move(bytes), Trust::nobody);
  if (snapshot) testing::ask_everything(snapshot->world, snapshot->policies, 24);
  return 0;
}
