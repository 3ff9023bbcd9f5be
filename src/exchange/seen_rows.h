// The images of one repository, each with the first and the last list that shows it.
//
//     auto seen = read_seen(file);                        // what `write_seen` wrote; or start empty
//     FactCount count = merge_seen(*seen, edition, rows); // rows of one list
//     std::string text = write_seen(*seen);
//
// Unlike a Sheet (sheet.h), a list that no longer shows an image withdraws nothing: the image is still
// made of the same. What it is made of is told by the first list that shows it. Each list is a document
// of its own, `dlc-images-DAY`, and so a row has few citations.
//
// INVARIANT: merging lists in any order gives the same rows; merging a list again replaces what it was
// the first or the last one to say.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "exchange/sheet.h"

namespace bestby::exchange {

struct SeenRow {
  Date first, last;
  std::string first_place, last_place;
  std::vector<std::pair<std::string, std::string>> facts;  // predicate, value: of the first list
};
struct SeenRows {
  std::string extends;
  std::map<std::string, SeenRow, NaturalLess> rows;  // by tag
};

std::string seen_document(Date edition);  // `dlc-images-2022-01-24`

// Rows of one list: `first` and `last` are its day.
FactCount merge_seen(SeenRows& seen, Date edition, const std::map<std::string, SeenRow, NaturalLess>& said);

Result<SeenRows> read_seen(const CatalogFile& file);
std::string write_seen(const SeenRows& seen);

}  // namespace bestby::exchange
