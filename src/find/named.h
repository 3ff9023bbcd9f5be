// Products and releases by what they are called.
//
//     product_named(world, "torch")             // pytorch, by its alias
//     product_named(world, "Torch_NeuronX")     // torch-neuronx: as PEP 503 compares names
//     releases_named(world, "al2023")           // amazon-linux@2023, by another name of it
//
// Names as they are written come first, then without letter case, then with every run of `-`, `_`
// and `.` taken for one hyphen. Linear in the catalogue at worst.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/world.h"

namespace bestby {

// The nodes that a name stands for in a column that is sorted by name.
std::vector<NodeId> nodes_named(const World& world, ColumnView<NameRow> rows, std::string_view name);

// By id, alias, repository, or a package URL's last part.
std::optional<NodeId> product_named(const World& world, std::string_view name);

// Cycles and releases by another name of theirs, or by their own.
std::vector<NodeId> releases_named(const World& world, std::string_view name);

// That nothing goes by this name, with the nearest names; and `product version` or `product1.2` as the
// release that it seems to mean. `version` is empty where none was typed apart.
Error nothing_named(const World& world, std::string_view name, std::string_view version);

// `most` labels at most, for suggestions.
std::vector<std::string> labels(const World& world, const std::vector<NodeId>& nodes, std::size_t most = 8);

}  // namespace bestby
