// A World that owns its columns.
#pragma once

#include <vector>

#include "catalog/world.h"

namespace bestby {

template <class T>
using OwnedColumn = std::vector<T>;

class WorldStore {
 public:
  WorldColumns<OwnedColumn> columns;
  World world() const;  // views of `columns`: the store must outlive it and stay as it is
};

}  // namespace bestby
