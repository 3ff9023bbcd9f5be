// A catalogue file that an importer owns: rows of facts, each with the editions it stands in.
//
// An importer turns one edition of a foreign source into rows; `merge_edition` lays them over what
// the file already holds, and `write_sheet` writes the file. Because every fact carries the set of
// editions in which it stands, editions may be merged in any order and give the same text:
//
//     Sheet sheet{"python", {"endoflife-python", "endoflife.date: Python", url, "endoflife"}};
//     merge_edition(sheet, *Date::parse("2026-08-22"), rows);
//     write_sheet(sheet, "endoflife")     // text for catalog/endoflife/python.yml
//
// INVARIANT: merging an edition again replaces what it said before, so that a second import of the
// same bytes changes nothing.
//
// A document that tells no day may be merged as `undated`: then its source has no editions. Such a
// state and dated ones are different documents, each with its own id and files.
//
// Linear in the facts, old and new, but for sorting the rows by name and looking editions up; so is
// merging many editions, if they come in one call.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "catalog/load.h"

namespace bestby::exchange {

// The edition of a document of which nobody knows the day.
// INVARIANT: a sheet that has it has no other.
inline constexpr Date undated = Date::from_days(std::numeric_limits<std::int32_t>::min());

// The document that all facts of a sheet cite.
struct SourceHead {
  std::string id, title, url, publisher;
  bool operator==(const SourceHead&) const = default;
};

struct SheetFact {
  std::string predicate;
  std::string value;
  std::string scope = {};           // as written after `for`: `{publisher: aws}`; or empty
  std::string place = {};           // where in the newest edition that has it; several with `; ` between
  std::vector<Date> editions = {};  // ascending; filled by merging
  // As the newest edition that has the fact says:
  std::vector<std::string> cited = {};  // other documents in which it stands: `ID`, `ID[EDITIONS]:PLACE`
  std::string refuted = {};             // why it is not so; empty where it is
  std::string note = {};
};

enum class RowKind : std::uint8_t { product, cycle, release };  // the product itself has no name

struct SheetRow {
  RowKind kind = RowKind::release;
  std::string name;
  std::string cycle = {};           // of a release whose version does not give it
  std::set<std::string> also = {};  // other names of the release
  std::vector<SheetFact> facts = {};
};

// Orders texts as people do: v1.9 before v1.10.
struct NaturalLess {
  bool operator()(std::string_view a, std::string_view b) const;
};
struct RowKeyLess {
  using Key = std::pair<RowKind, std::string>;
  bool operator()(const Key& a, const Key& b) const;
};

// The order in which the facts of a row are written: a fixed one, then by name.
bool predicate_before(std::string_view a, std::string_view b);

struct Sheet {
  std::string extends;
  SourceHead source;
  std::vector<Date> editions = {};
  std::map<std::pair<RowKind, std::string>, SheetRow, RowKeyLess> rows = {};
};

struct FactCount {
  std::size_t added = 0;      // not in the file before
  std::size_t unchanged = 0;  // in the file before, and in this edition
  std::size_t withdrawn =
      0;  // no longer in this edition; where it is new, in the one before it and not in it
  FactCount& operator+=(const FactCount& other);
  bool operator==(const FactCount&) const = default;
};

// Makes `edition` say exactly `rows` (all facts cite `sheet.source`; their `editions` are ignored).
FactCount merge_edition(Sheet& sheet, Date edition, const std::vector<SheetRow>& rows);

// The same for each of `editions`, the older ones first: one that is not in `said` says nothing.
FactCount merge_editions(Sheet& sheet, const std::set<Date>& editions,
                         const std::map<Date, std::span<const SheetRow>>& said);

// Declares that the document was read in this state, whether or not it says something here.
void add_edition(Sheet& sheet, Date edition);
void add_editions(Sheet& sheet, const std::set<Date>& editions);

// Whether no later edition is in it: what has no editions of its own (a title, say) is the newest one's.
bool is_newest(const Sheet& sheet, Date edition);

// Reads what `write_sheet` wrote. Error (`catalog`): anything else, since the file is an
// importer's.
Result<Sheet> read_sheet(const CatalogFile& file);
std::string write_sheet(const Sheet& sheet, std::string_view importer);

}  // namespace bestby::exchange
