// The files of one source: sheets that share a document, and its editions.
//
//     auto set = SheetSet::read(options.existing, "aws/dlc/images/");
//     set->rows("aws/dlc/images/ray.yml", "aws/ray").push_back(row);
//     report.facts += set->merge(source, edition);
//     set->write("dlc-data", imported.files);
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exchange/import.h"
#include "exchange/sheet.h"

namespace bestby::exchange {

class SheetSet {
 public:
  // The sheets among `existing` that lie in one of the folders.
  static Result<SheetSet> read(const std::vector<CatalogFile>& existing,
                               const std::vector<std::string_view>& folders);

  // The rows that this edition has for a file.
  std::vector<SheetRow>& rows(const std::string& path, const std::string& extends);

  // Lays the edition over every sheet of the set: a file of which it says nothing has its facts
  // withdrawn. All sheets get the same head and the same editions, those of `beside` too: what the same
  // import has other sheets of.
  FactCount merge(const SourceHead& source, Date edition, const std::set<Date>& beside = {});
  std::set<Date> editions() const;

  // By path, what this edition says so far.
  const std::map<std::string, std::vector<SheetRow>>& said() const { return said_; }
  std::map<std::string, Sheet>& sheets() { return sheets_; }
  const std::map<std::string, Sheet>& sheets() const { return sheets_; }
  void write(std::string_view importer, std::vector<CatalogFile>& files) const;

 private:
  std::map<std::string, Sheet> sheets_;  // by path
  std::map<std::string, std::vector<SheetRow>> said_;
};

}  // namespace bestby::exchange
