// How the addresses of images are built: for each name that somebody may ask for, its jobs, versions
// and repositories, and what else decides (`catalog/**`, files that begin with `addresses:` or
// `address-rules:`; docs/addresses.md).
//
//     config "pytorch" > scope "training" > version "1.13.1" > row {repository, registries, ...}
//
// A configuration whose scopes share everything (`shared`) has one scope row, without a name, and the
// scopes that it serves as words. Runs are (first, count) of the column that the comment names; words
// and pairs stand in the order of their source, in which messages list them.
//
// INVARIANT: every run lies in its column; configurations are sorted by name, rules by (section,
// subject).
#pragma once

#include <cstdint>

#include "catalog/columns.h"

namespace bestby {

struct AddressRun {
  std::uint32_t first, count;
};

struct AddressConfig {
  std::uint32_t name;    // TextId, as all names below
  std::uint32_t shared;  // 1: one nameless scope, for all of `serves`
  AddressRun serves;     // words; empty where the source names none
  AddressRun scopes;
  std::uint32_t source;  // title of the document
  std::int32_t edition;  // the day on which it stood so
};

struct AddressScope {
  std::uint32_t name;     // no_id: nameless
  AddressRun processors;  // words
  AddressRun aliases;     // pairs: other name, version
  AddressRun versions;
};

struct AddressVersion {
  std::uint32_t name;
  std::uint32_t nested;   // 1: its rows have keys, one of which must be named
  std::uint32_t aliased;  // 1: it lists aliases of keys, if none
  AddressRun aliases;     // pairs: other key, key
  AddressRun rows;
};

struct AddressRow {
  std::uint32_t key;  // `pytorch1.13.1`, `py3`; no_id in a version that is not nested
  std::uint32_t repository;
  std::uint32_t tag;      // in place of the version; no_id: none
  AddressRun pythons;     // words
  AddressRun processors;  // words
  AddressRun sdks;        // words
  AddressRun containers;  // pairs: processor, what the tag ends in
  AddressRun registries;  // pairs: region, account
};

struct AddressPair {
  std::uint32_t key, value;
};

// One line of the rules: `section: {subject: {key: value}}`; a list is several lines. no_id: no key.
struct AddressRule {
  std::uint32_t section, subject, key, value;
};

static_assert(ColumnRecord<AddressConfig> && ColumnRecord<AddressRow> && ColumnRecord<AddressRule>);

template <template <class> class Column>
struct AddressColumns {
  Column<AddressConfig> configs;  // sorted by name
  Column<AddressScope> scopes;
  Column<AddressVersion> versions;
  Column<AddressRow> rows;
  Column<AddressPair> pairs;
  Column<std::uint32_t> words;
  Column<AddressRule> rules;

  template <class Self, class Visit>
  static void each(Self& self, Visit&& visit) {
    visit(self.configs);
    visit(self.scopes);
    visit(self.versions);
    visit(self.rows);
    visit(self.pairs);
    visit(self.words);
    visit(self.rules);
  }
};

}  // namespace bestby
