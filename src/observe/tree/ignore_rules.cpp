#include "observe/tree/ignore_rules.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

IgnoreRules IgnoreRules::with(std::string_view text, std::string_view folder) const {
  auto level = std::make_shared<Level>();
  level->above = level_;
  level->skipped = folder.empty() ? 0 : folder.size() + 1;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (const std::string_view line : split(text, '\n'))
    if (auto pattern = IgnorePattern::read(line)) level->patterns.push_back(std::move(*pattern));
  IgnoreRules out;
  out.level_ = level->patterns.empty() ? level_ : std::move(level);
  return out;
}

bool IgnoreRules::ignores(std::string_view path, bool folder) const {
  for (const Level* level = level_.get(); level != nullptr; level = level->above.get()) {
    const std::string_view below = path.substr(std::min(level->skipped, path.size()));
    const auto found = std::find_if(level->patterns.rbegin(), level->patterns.rend(),
                                    [&](const IgnorePattern& p) { return p.matches(below, folder); });
    if (found != level->patterns.rend()) return !found->negated();
  }
  return false;
}

}  // namespace bestby
