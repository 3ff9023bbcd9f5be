#include "snapshot/verify.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "snapshot/checks.h"

namespace bestby {

bool Checks::day(std::int32_t day, std::string_view what) {
  static const std::int32_t first = Date::parse("1900-01-01")->days();
  static const std::int32_t last = Date::parse("9999-12-31")->days();
  return holds(first <= day && day <= last, what);
}

bool TextChecks::slices(std::string_view column) {
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    checks_.at(column, i);
    if (!checks_.run(texts_[i].offset, texts_[i].length, bytes_.size(), "its bytes lie outside the column"))
      return false;
  }
  return true;
}

bool TextChecks::shown(TextId id, std::string_view what) {
  if (!key(id, what)) return false;
  if (shown_[id]) return true;
  if (!checks_.holds(find_utf8_fault((*this)[id]).what == nullptr, "a text of it is not UTF-8")) return false;
  shown_[id] = true;
  return true;
}

Result<void> verify(const World& world, const Policies& policies) {
  Checks checks;
  TextChecks words(checks, world.columns.bytes, world.columns.texts);
  TextChecks policy_words(checks, policies.columns.bytes, policies.columns.texts);
  if (words.slices("texts") && policy_words.slices("policy texts") && verify_world(world, words, checks) &&
      verify_addresses(world, words, checks) && verify_expressions(world, policies, policy_words, checks) &&
      verify_policies(world, policies, policy_words, checks))
    return {};
  const Damage& fault = *checks.fault();
  return fail(ErrorCode::input,
              fmt::format("the snapshot is damaged: row {} of `{}`: {}", fault.row, fault.column, fault.what),
              {}, "compile it again: `bestby compile`");
}

}  // namespace bestby
