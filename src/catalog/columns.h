// Columns: one struct of arrays, owned while it is being built, viewed while it is being read.
//
// `Columns<std::vector>` is what a builder fills; `Columns<ColumnView>` is what everything else
// reads, over those vectors or over a mapped snapshot. A record is plain data without pointers, so
// that a snapshot is the columns' bytes one after the other.
#pragma once

#include <cstdint>
#include <span>
#include <type_traits>

namespace bestby {

template <class T>
using ColumnView = std::span<const T>;

template <class T>
concept ColumnRecord = std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>;

}  // namespace bestby
