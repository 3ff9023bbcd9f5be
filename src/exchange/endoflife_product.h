// A document of endoflife.date, read: a product's file (front matter, with or without prose), or an answer
// of its API, of one product or of all of them.
//
//     for (const endoflife::Product& p : endoflife::read_products(file, known, report)) p.rows;
//
// What a file is about is said by its name, but by an answer of the second version itself. What is not
// understood is skipped in the report, with its line; a document that is none is `damaged`.
#pragma once

#include <string>
#include <vector>

#include "exchange/import.h"
#include "exchange/sheet.h"

namespace bestby::exchange::endoflife {

struct Product {
  std::string id;         // ours
  std::string scheme;     // of its versions
  bool is_known = false;  // whether the catalogue has a head for it
  std::string label;      // as it is shown; may be empty
  std::string category, url;
  std::vector<SheetRow> rows;  // none: nothing is understood
};

std::vector<Product> read_products(const InputFile& file, const KnownProducts& known, ImportReport& report);

}  // namespace bestby::exchange::endoflife
