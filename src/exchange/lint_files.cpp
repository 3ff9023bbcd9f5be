// Files that an importer owns, and that are no longer what it wrote.
#include <algorithm>

#include <fmt/format.h>

#include "exchange/import.h"
#include "exchange/lint_rules.h"

namespace bestby::exchange {
namespace {

bool owns(const Importer& importer, std::string_view path) {
  return std::any_of(importer.owns.begin(), importer.owns.end(),
                     [&](std::string_view folder) { return path.starts_with(folder); });
}

// A sheet extends a product and names the document that it was read from. Heads of products, and files
// that cite many documents, are written otherwise.
bool is_sheet(const CatalogFile& file) {
  const auto has = [&](std::string_view line) {
    return file.text.starts_with(line) || file.text.find("\n" + std::string(line)) != std::string::npos;
  };
  return has("extends: ") && has("sources:\n");
}

int first_difference(std::string_view a, std::string_view b) {
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return 1 + static_cast<int>(std::count(a.begin(), at, '\n'));
}

}  // namespace

void edited_by_hand(LintContext& in) {
  for (const CatalogFile& file : in.files) {
    const Importer* owner = nullptr;
    for (const Importer& importer : importers())
      if (owns(importer, file.path)) owner = &importer;
    if (owner == nullptr || !is_sheet(file)) continue;
    const auto sheet = read_sheet(file);
    if (!sheet) {
      in.found(file.path,
               fmt::format("line {}: {}: the importer {} never wrote that", sheet.error().span.line,
                           sheet.error().message, owner->name),
               {});
      continue;
    }
    const std::string text = write_sheet(*sheet, owner->name);
    if (text != file.text)
      in.found(file.path,
               fmt::format("line {} is not as the importer {} writes it", first_difference(file.text, text),
                           owner->name),
               {});
  }
}

}  // namespace bestby::exchange
