#include "policy/words.h"

#include <utility>

namespace bestby {
namespace {

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32U | b; }

}  // namespace

const Word& Words::of(TextId text, std::uint32_t product) {
  const auto [it, unseen] = words_.try_emplace(pair_of(text, product));
  Word& out = it->second;
  if (!unseen) return out;
  const auto word = policies_.text(text);
  if (const auto named = world_.find_product(word)) {
    out.names_product = true;
    out.product = *named;
  }
  out.is_label = word.find('@') != word.npos;
  if (const VersionScheme* scheme = find_version_scheme(world_.text(world_.columns.products[product].scheme)))
    if (auto version = parse_cycle(*scheme, word)) {
      out.is_version = true;
      out.key = std::move(version->key);
    }
  return out;
}

const VersionRange* Words::range(TextId text, std::uint32_t product) {
  const auto [it, unseen] = ranges_.try_emplace(pair_of(text, product));
  if (unseen)
    if (const VersionScheme* scheme =
            find_version_scheme(world_.text(world_.columns.products[product].scheme)))
      if (auto range = VersionRange::parse(*scheme, policies_.text(text))) it->second = std::move(*range);
  return it->second ? &*it->second : nullptr;
}

const Version* Words::version(NodeId node) {
  const auto [it, unseen] = versions_.try_emplace(node);
  if (unseen)
    if (const VersionScheme* scheme = find_version_scheme(world_.text(world_.product(node).scheme)))
      if (auto version = parse_cycle(*scheme, world_.name(node))) it->second = std::move(*version);
  return it->second ? &*it->second : nullptr;
}

const Words::Parts& Words::parts(TextId text, PredicateId predicate) {
  const auto [it, unseen] = parts_.try_emplace(pair_of(text, predicate), Parts{-1, -1, -1});
  if (!unseen) return it->second;
  const VersionScheme* scheme = find_version_scheme(world_.text(world_.predicate(predicate).scheme));
  if (scheme == nullptr) return it->second;
  const auto version = parse_version(*scheme, world_.text(text));
  const std::array<int, 3> at = {scheme->major_at, scheme->minor_at, scheme->patch_at};
  for (std::size_t i = 0; i < at.size(); ++i)
    if (version && at[i] >= 0 && static_cast<std::size_t>(at[i]) < version->numbers.size())
      it->second[i] = static_cast<std::int64_t>(version->numbers[static_cast<std::size_t>(at[i])]);
  return it->second;
}

}  // namespace bestby
