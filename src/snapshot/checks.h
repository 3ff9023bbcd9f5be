// What the verifiers of snapshot/verify.h share: the first fault, and checks of ids, runs and texts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "catalog/world.h"
#include "policy/policy.h"

namespace bestby {

struct Damage {
  std::string_view column;
  std::size_t row = 0;
  std::string_view what;
};

// A place in the columns that is being checked. Each check says whether it holds; the first that
// does not is kept.
class Checks {
 public:
  void at(std::string_view column, std::size_t row) {
    column_ = column;
    row_ = row;
  }
  bool holds(bool condition, std::string_view what) {
    if (!condition && !fault_) fault_ = Damage{column_, row_, what};
    return condition;
  }
  bool id(std::uint32_t id, std::size_t size, std::string_view what) { return holds(id < size, what); }
  bool optional_id(std::uint32_t id, std::size_t size, std::string_view what) {
    return holds(id == no_id || id < size, what);
  }
  bool run(std::uint32_t first, std::uint32_t count, std::size_t size, std::string_view what) {
    return holds(first <= size && count <= size - first, what);
  }
  // A run that begins where the one before it ended.
  bool next_run(std::uint32_t first, std::uint32_t count, std::size_t size, std::size_t* end,
                std::string_view what) {
    return holds(first == *end, what) && run(first, count, size, what) && (*end += count, true);
  }
  template <class Enum>
  bool one_of(Enum value, Enum last, std::string_view what) {
    return holds(static_cast<std::uint32_t>(value) <= static_cast<std::uint32_t>(last), what);
  }
  bool flag(std::uint32_t value, std::string_view what) { return holds(value <= 1, what); }
  bool day(std::int32_t day, std::string_view what);  // within the range of `Date`

  const std::optional<Damage>& fault() const { return fault_; }

 private:
  std::string_view column_;
  std::size_t row_ = 0;
  std::optional<Damage> fault_;
};

// The texts of one set of columns. Version keys are bytes; what is shown must be UTF-8 without
// control characters, and is checked once however often it is used.
class TextChecks {
 public:
  TextChecks(Checks& checks, std::span<const char> bytes, std::span<const TextSlice> texts)
      : checks_(checks), bytes_(bytes), texts_(texts), shown_(texts.size()) {}

  bool slices(std::string_view column);
  bool key(TextId id, std::string_view what) { return checks_.id(id, texts_.size(), what); }
  bool shown(TextId id, std::string_view what);
  bool optional(TextId id, std::string_view what) { return id == no_id || shown(id, what); }
  std::string_view operator[](TextId id) const {
    return {bytes_.data() + texts_[id].offset, texts_[id].length};
  }

 private:
  Checks& checks_;
  std::span<const char> bytes_;
  std::span<const TextSlice> texts_;
  std::vector<bool> shown_;  // found to be fit for showing
};

// Each says whether everything holds; `checks` knows the first fault otherwise. In this order: a
// later one relies on the earlier.
bool verify_world(const World& world, TextChecks& texts, Checks& checks);
bool verify_addresses(const World& world, TextChecks& texts, Checks& checks);
bool verify_expressions(const World& world, const Policies& policies, TextChecks& texts, Checks& checks);
bool verify_policies(const World& world, const Policies& policies, TextChecks& texts, Checks& checks);

}  // namespace bestby
