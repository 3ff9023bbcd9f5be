// The constraints of a query as people write them.
//
//     pytorch   pytorch=1.13   pytorch==1.13.1   'pytorch>=2.6,<2.8'   a product, its cycle, a release, a
//     range gpu   training   sagemaker   arm64   us-west-2   ml.p4d.24xlarge  a value, by its name os=ubuntu
//     region=us-west-2   instance=p4d.24xlarge              an attribute and a value publisher=aws
//     image=pytorch-training   supported   'until>=2027-01-01' py312   cu124 as images' tags have it firm:X
//     prefer:X                                                 may not change; would please
//
//     FindWords words(rows);
//     Result<Constraint> c = words.read("pytorch>=2.6", on);
//
// Letter case does not matter. A bare word is looked up as a product, then as a value of each attribute
// whose values are words; one that is several things is an error that names them.
//
// Errors: `usage`, with the nearest words, versions or values.
#pragma once

#include "base/result.h"
#include "find/antichain.h"
#include "find/constraint.h"
#include "find/image_rows.h"

namespace bestby {

// Names that constraints can use, in a World.
class FindWords {
 public:
  explicit FindWords(const ImageRows& rows);

  Result<Constraint> read(std::string_view typed, std::int32_t on) const;
  // Reads all, and makes one of those that are about the same thing.
  Result<std::vector<Constraint>> read_all(const std::vector<std::string>& typed, std::int32_t on) const;

  // Nodes that an attribute with a part can be.
  std::vector<NodeId> nodes_of(PredicateId attribute) const;
  bool findable(NodeId product) const;

 private:
  struct Term;
  Result<Constraint> product_term(const Term& term, NodeId product) const;
  Result<Constraint> attribute_term(const Term& term, PredicateId predicate) const;
  Result<Constraint> bare_term(const Term& term) const;
  Result<Constraint> patched_term(const Term& term, std::int32_t on) const;
  Result<Constraint> publisher_term(const Term& term) const;
  Result<Constraint> images_term(const Term& term) const;
  std::optional<Constraint> images_named(std::string_view name) const;
  std::vector<Constraint> values_named(PredicateId predicate, std::string_view name) const;
  std::optional<Constraint> tag_term(std::string_view word) const;
  std::optional<Constraint> name_term(std::string_view word) const;
  std::optional<PredicateId> attribute_named(std::string_view name) const;
  Error unknown(const Term& term) const;
  std::vector<std::string> value_names(PredicateId predicate) const;

  const ImageRows& rows_;
  const World& world_;
  std::vector<bool> findable_;  // by product
};

}  // namespace bestby
