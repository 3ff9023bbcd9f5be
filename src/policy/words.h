// What the words of policies mean beside the releases of a product: `framework = 1.12` or
// `product = pytorch`. Each is looked up and parsed once, then found by its number.
//
//     Words words(world, policies);
//     const Word& w = words.of(text, product);
//     if (w.names_product) ...; else if (w.is_version) compare(world.text(key), w.key);
//
// Cost: one hash lookup; the first question parses. Memory: what was asked about.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/version.h"
#include "catalog/world.h"
#include "policy/policy.h"

namespace bestby {

struct Word {
  bool names_product = false;  // some product's id or alias
  NodeId product = no_id;      // then: which
  bool is_label = false;       // `product@version`
  bool is_version = false;     // of the product's scheme
  std::string key;             // then: its sort key
};

class Words {
 public:
  using Parts = std::array<std::int64_t, 3>;  // major, minor, patch; -1 where there is none

  Words(const World& world, const Policies& policies) : world_(world), policies_(policies) {}

  // A text of the policies beside a product, by its number.
  const Word& of(TextId text, std::uint32_t product);
  // The same as a range; nullptr if it is none.
  const VersionRange* range(TextId text, std::uint32_t product);
  // A release's version; nullptr if it is none of its product's scheme.
  const Version* version(NodeId node);
  // Of a fact's text, by the scheme of its predicate.
  const Parts& parts(TextId text, PredicateId predicate);

 private:
  const World& world_;
  const Policies& policies_;
  std::unordered_map<std::uint64_t, Word> words_;
  std::unordered_map<std::uint64_t, std::optional<VersionRange>> ranges_;
  std::unordered_map<NodeId, std::optional<Version>> versions_;
  std::unordered_map<std::uint64_t, Parts> parts_;
};

}  // namespace bestby
