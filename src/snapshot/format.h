// The bytes of a snapshot file.
//
//     header | section table | column | padding | column | ...
//
// One section a column, in the order in which `WorldColumns::each` and then `PolicyColumns::each`
// visit them. A column is its records' bytes as they lie in memory, so it is used where it is; that
// is why the header names the byte order and the table each record's size.
//
// INVARIANT: sections follow one another without overlap, each begins at the first multiple of
// `section_alignment` after the one before, padding is zero, and the last one ends the file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "catalog/columns.h"

namespace bestby {

// To be raised with every change of a record, of an enumeration or of a column
// (`snapshot_columns_fingerprint` is what a test compares them by).
inline constexpr std::uint32_t snapshot_format = 8;
inline constexpr std::uint32_t snapshot_columns_fingerprint = 1365397366;

inline constexpr std::array<char, 8> snapshot_magic = {'b', 'e', 's', 't', 'b', 'y', '\x1a', '\n'};
inline constexpr std::uint32_t snapshot_byte_order = 0x01020304;
inline constexpr std::size_t section_alignment = 64;

struct SnapshotHeader {
  std::array<char, 8> magic;
  std::uint32_t byte_order;  // `snapshot_byte_order`, as the machine that wrote it keeps it
  std::uint32_t format;
  std::uint64_t size;  // of the file
  std::int32_t as_of;  // the catalogue's day
  std::uint32_t section_count;
  std::uint32_t checksum;  // CRC-32 of the file, with zeros in this place
  std::uint32_t zero;
};

struct SectionEntry {
  std::uint64_t offset;  // from the file's beginning
  std::uint64_t count;   // records
  std::uint32_t record_size;
  std::uint32_t zero;
};

static_assert(ColumnRecord<SnapshotHeader> && ColumnRecord<SectionEntry>);

// As errors name them.
inline constexpr std::array<std::string_view, 50> section_names = {
    // of the World
    "bytes", "texts", "products", "nodes", "members", "references", "predicates", "facts", "scopes",
    "sources", "citations", "editions", "names", "other names", "repositories", "identifiers", "kinds",
    "services", "tag words", "name words", "registries", "problems", "problem parts", "attributes",
    "relations", "as of", "address configurations", "address scopes", "address versions", "address rows",
    "address pairs", "address words", "address rules",
    // of the policies
    "policy bytes", "policy texts", "policies", "spoken", "phases", "aliases", "clauses", "readings",
    "policy editions", "tables", "cells", "expressions", "arguments", "families", "timelines", "phase ends",
    "timelines of"};

std::uint32_t snapshot_checksum(std::string_view bytes);

}  // namespace bestby
