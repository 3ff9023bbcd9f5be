// What is recorded at all: products, policies, predicates, version schemes, kinds, services, sources,
// problems.
//
//     const Listing* which = find_listing("products");
//     print(listing_text(*which, world, policies));
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"
#include "report/asked.h"

namespace bestby {

struct Listing {
  std::string_view name;                  // "products"
  std::vector<std::string_view> columns;  // what each cell of a row is; names of JSON fields
  std::vector<std::vector<std::string>> (*rows)(const World&, const Policies&);
};

std::span<const Listing> listings();
const Listing* find_listing(std::string_view name);  // nullptr when unknown

std::string listing_text(const Listing& listing, const World& world, const Policies& policies);
std::string listing_json(const Listing& listing, const World& world, const Policies& policies,
                         const Asked& asked);

}  // namespace bestby
