// The lines of our own JSON Lines (facts.h), read into what they say: documents, heads of products, and
// rows of facts by document, edition and product.
//
//     const FactsLines lines = read_facts_lines(inputs, given_day, report);
//     lines.said.at("acme-images").at(day).at("acme/app")      // rows
//
// What is not understood is skipped in the report with its line, and the rest of the line is kept.
// Linear in the text.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exchange/import.h"
#include "exchange/sheet.h"

namespace bestby::exchange {

struct DescribedSource {
  SourceHead head;
  std::vector<Date> editions = {};  // states that were read, whether or not a line says something of them
};

struct FactsLines {
  using Rows = std::map<std::string, std::vector<SheetRow>>;  // by product

  std::map<std::string, std::string> heads;          // the text of a head's file, by product
  std::map<std::string, DescribedSource> sources;    // those that a line describes
  std::map<std::string, std::map<Date, Rows>> said;  // by document and edition
  bool empty() const { return heads.empty() && sources.empty() && said.empty(); }
};

// `given` is the day of lines that name none; Date{} where there is none.
FactsLines read_facts_lines(const std::vector<InputFile>& files, Date given, ImportReport& report);

}  // namespace bestby::exchange
