#include "find/unrecorded.h"

#include <fmt/format.h>

#include "base/version.h"

namespace bestby {

Subject unrecorded(const World& world, std::string_view typed, std::string_view name, const WordsRead& read,
                   std::string_view how) {
  const NodeId product = *read.product;
  ReleaseDraft draft{product, std::string(name), std::string(name), read.facts};
  if (const auto* scheme = find_version_scheme(world.text(world.product(product).scheme)); scheme != nullptr)
    if (const auto version = parse_version(*scheme, name)) draft.key = version->key;
  Subject out{std::string(typed), no_id, fmt::format("not recorded; {}", how), nullptr, {}};
  for (const auto& word : read.unknown) out.add_note(word);
  out.store = std::make_shared<const WorldStore>(with_release(world, draft));
  const World own = out.store->world();
  out.node = *own.find_release(own.columns.products[world.node(product).product].node, name);
  return out;
}

}  // namespace bestby
