// An importer on any bytes: files as its source has them (exchange/import_case.h), which are texts, as the
// reader of sources sees to. It never crashes or hangs. Importing the same again changes no byte and counts
// no change, gives files that are read back, and the edition before or after it gives the same in either
// order.
//
// Each importer has a fuzzer and a corpus of its own:
//
//     #include "import_fuzz.h"
//     BESTBY_FUZZ_IMPORTER("ami")
#pragma once

#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/import_case.h"
#include "exchange/import_source.h"

namespace bestby::exchange::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

inline std::vector<CatalogFile> laid_over(const std::vector<CatalogFile>& before,
                                          std::vector<CatalogFile> files) {
  std::map<std::string, std::string> all;
  for (const CatalogFile& file : before) all.insert_or_assign(file.path, file.text);
  for (CatalogFile& file : files) all.insert_or_assign(std::move(file.path), std::move(file.text));
  std::vector<CatalogFile> out;
  for (auto& [path, text] : all) out.push_back({path, std::move(text)});
  return out;
}

inline bool same(const std::vector<CatalogFile>& a, const std::vector<CatalogFile>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].path != b[i].path || a[i].text != b[i].text) return false;
  return true;
}

// What a fuzzer answers: -1 for what is no case of the importer.
inline int import_any(std::string_view importer_name, std::string_view text) {
  const Importer& importer = *find_importer(importer_name);
  const std::vector<InputFile> files = read_import_case(text);
  for (const InputFile& file : files)
    if (!importer.reads(file.path) || text_fault(file.path) || text_fault(file.text)) return -1;
  // Days that no source names: what lines say of a day of their own is another edition's.
  const Date day = *Date::parse("2098-01-01"), later = *Date::parse("2098-02-01");
  if (text.find("2098") != std::string_view::npos) return -1;
  const auto import = [&](const std::vector<CatalogFile>& existing, Date published) {
    return importer.import({files, existing, published});
  };
  const auto first = import({}, day);
  if (!first || first->report.damaged || !check_readable(first->files)) return 0;
  const auto once = laid_over({}, first->files);
  const auto again = import(once, day);
  require(again.has_value() && same(once, laid_over(once, again->files)));
  require(again->report.facts.added == 0 && again->report.facts.withdrawn == 0);
  const auto newer = import({}, later);
  require(newer.has_value());
  const auto forward = import(once, later);
  const auto alone = laid_over({}, newer->files);
  const auto backward = import(alone, day);
  require(forward.has_value() && backward.has_value());
  require(same(laid_over(once, forward->files), laid_over(alone, backward->files)));
  return 0;
}

}  // namespace bestby::exchange::fuzz

#define BESTBY_FUZZ_IMPORTER(NAME)                                                                \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {             \
    return bestby::exchange::fuzz::import_any(NAME, {reinterpret_cast<const char*>(data), size}); \
  }
