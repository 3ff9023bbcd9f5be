#include "exchange/sheet_set.h"

#include <algorithm>
#include <set>

namespace bestby::exchange {

Result<SheetSet> SheetSet::read(const std::vector<CatalogFile>& existing,
                                const std::vector<std::string_view>& folders) {
  SheetSet set;
  for (const CatalogFile& file : existing) {
    const bool ours = std::any_of(folders.begin(), folders.end(),
                                  [&](std::string_view folder) { return file.path.starts_with(folder); });
    if (!ours) continue;
    auto sheet = read_sheet(file);
    if (!sheet) return fail(sheet.error());
    set.sheets_.insert_or_assign(file.path, *std::move(sheet));
  }
  return set;
}

std::vector<SheetRow>& SheetSet::rows(const std::string& path, const std::string& extends) {
  sheets_[path].extends = extends;
  return said_[path];
}

std::set<Date> SheetSet::editions() const {
  std::set<Date> out;
  for (const auto& [path, sheet] : sheets_) out.insert(sheet.editions.begin(), sheet.editions.end());
  return out;
}

FactCount SheetSet::merge(const SourceHead& source, Date edition, const std::set<Date>& beside) {
  std::set<Date> editions = beside;
  const SourceHead* newest = &source;  // as the newest edition calls the document
  for (const auto& [path, sheet] : sheets_) {
    editions.insert(sheet.editions.begin(), sheet.editions.end());
    if (!is_newest(sheet, edition)) newest = &sheet.source;
  }
  const SourceHead head = *newest;
  editions.erase(edition);  // which a sheet that had it knows
  FactCount count;
  for (auto& [path, sheet] : sheets_) {
    add_editions(sheet, editions);
    sheet.source = head;
    count += merge_edition(sheet, edition, said_[path]);
  }
  return count;
}

void SheetSet::write(std::string_view importer, std::vector<CatalogFile>& files) const {
  for (const auto& [path, sheet] : sheets_) files.push_back({path, write_sheet(sheet, importer)});
}

}  // namespace bestby::exchange
