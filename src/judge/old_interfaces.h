// Interfaces that their publisher deprecated, by the names that code uses.
//
//     OldInterfaces old(world, known);
//     for (const OldInterface* i : old.named("vendor.lib.torch.distributed.init")) use(i->since, i->instead);
//
// A release of an interface is deprecated where `deprecated_in` names the first release of its library that
// deprecates it. A name in code is that interface where it is the same, lies within it, or lies within its
// module and ends in the same name: interfaces are often imported from where they are defined.
//
// Cost: one pass over the facts to make; a comparison an interface for each name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/world.h"

namespace bestby {

struct DeprecatedInterface {
  NodeId node = no_id, since = no_id;
  std::string_view name, instead;  // instead: empty where nothing is recorded
};

class OldInterfaces {
 public:
  OldInterfaces(const World& world, std::int32_t known);
  std::vector<const DeprecatedInterface*> named(std::string_view name) const;
  // The modules in which they lie: what is to be looked for in code.
  std::vector<std::string> modules() const;

 private:
  std::vector<DeprecatedInterface> rows_;
};

}  // namespace bestby
