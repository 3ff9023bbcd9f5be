// What somebody asks of a stack: the values of constraints, and whether a value satisfies one.
//
//     Constraint c = *read_constraint(rows, "pytorch>=2.6");    // find/constraint_text.h
//     std::get<OfProduct>(c.want).product                       // pytorch
//     VersionTest(world, std::get<OfProduct>(c.want)).holds(release)   // Truth::yes
//
// A constraint has one target: a product (of which any attribute may hold a release), an attribute, the
// publisher, or the end of patches. What is asked of one target counts as one constraint, so that a
// framework and its version are never told to part.
#pragma once

#include <map>
#include <string>
#include <variant>

#include "base/version.h"
#include "catalog/world.h"
#include "policy/bound.h"

namespace bestby {

enum class Firmness : std::uint8_t { asked, firm, preferred };

// Specifiers as base/version.h reads them; `=1.13` is the cycle. None: any release.
struct OfProduct {
  NodeId product = no_id;
  std::vector<std::string> specifiers;
  bool operator==(const OfProduct&) const = default;
};
// A value of an attribute: a text, or of a part or release attribute a node.
struct OfAttribute {
  PredicateId predicate = no_id;
  std::uint32_t value = no_id;
  bool node = false;
  bool operator==(const OfAttribute&) const = default;
};
struct OfPublisher {
  TextId publisher = no_id;
  bool operator==(const OfPublisher&) const = default;
};
// Images of one product: a repository's.
struct OfImages {
  NodeId product = no_id;
  bool operator==(const OfImages&) const = default;
};
struct PatchedThrough {
  std::int32_t day = 0;
  bool operator==(const PatchedThrough&) const = default;
};

struct Constraint {
  std::variant<OfProduct, OfAttribute, OfPublisher, OfImages, PatchedThrough> want;
  Firmness firmness = Firmness::asked;
  std::string text;  // as it can be typed again, without its firmness
};

// Whether both are about the same thing.
bool same_target(const Constraint& a, const Constraint& b);

// Tests releases and cycles of one product. Remembers what it has tested.
class VersionTest {
 public:
  VersionTest(const World& world, const OfProduct& want);
  Truth holds(NodeId node) const;  // of a cycle: unknown, where some of its releases may and others not
  // The first version that a specifier names; empty where none does.
  const std::string& named() const { return named_; }

 private:
  Truth test(NodeId node) const;
  bool in_all(const Version& version) const;

  const World& world_;
  const VersionScheme* scheme_;
  std::vector<VersionRange> ranges_;
  std::vector<Version> bounds_;
  std::string named_;
  mutable std::map<NodeId, Truth> tested_;
};

// A specifier: `=1.13` and `@1.13` stand for every version that begins so, in schemes that have numbers.
// Errors: `usage`.
Result<VersionRange> read_specifier(const VersionScheme& scheme, const std::string& specifier);

}  // namespace bestby
