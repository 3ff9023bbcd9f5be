#include "exchange/endoflife.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/formats/yaml.h"
#include "exchange/endoflife_fields.h"
#include "exchange/endoflife_product.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

using endoflife::Product;

constexpr std::string_view folder = "endoflife/";
constexpr std::string_view publisher = "endoflife";

// How the cycles of a product are named: 3.12 is major.minor. Names of another form group nothing.
std::string_view depth_of(const std::vector<SheetRow>& rows) {
  constexpr std::array<std::string_view, 4> depths = {"none", "major", "major.minor", "major.minor.patch"};
  std::ptrdiff_t parts = -1;
  for (const SheetRow& row : rows) {
    if (row.kind != RowKind::cycle) continue;
    const std::ptrdiff_t own = 1 + std::count(row.name.begin(), row.name.end(), '.');
    if (row.name.find_first_not_of("0123456789.") != std::string::npos || (parts >= 0 && own != parts))
      return "none";
    parts = own;
  }
  return depths[parts < 0 || parts > 3 ? 0 : static_cast<std::size_t>(parts)];
}

const std::string& shown(const Product& product) {
  return product.label.empty() ? product.id : product.label;
}

// A head for a product that nobody has written one for.
std::string head_text(const Product& product) {
  return fmt::format(
      "# Written by the importer endoflife: nobody else has written a head for it.\n"
      "product: {0}\n"
      "name: {1}\n"
      "kind: {2}\n"
      "publisher: {0}\n"
      "versions: endoflife\n"
      "cycle: {3}\n"
      "url: {4}\n",
      product.id, yaml::quote(shown(product)), endoflife::kind_of(product.category), depth_of(product.rows),
      yaml::quote(product.url));
}

// That nobody else speaks of a product, which the policy for such products asks.
SheetRow recorder_row() {
  return {RowKind::product, {}, {}, {}, {{"recorded_by", std::string(publisher), {}, "releases"}}};
}

class EndoflifeImport {
 public:
  explicit EndoflifeImport(const ImportOptions& options) : options_(options) {
    for (const CatalogFile& file : options.existing)
      if (file.path.starts_with(folder)) files_.insert_or_assign(file.path, file.text);
  }

  Result<Imported> run() {
    KnownProducts known = known_products(options_.others);
    known.insert(options_.beside.begin(), options_.beside.end());
    bool understood = false;
    for (const InputFile& file : options_.inputs)
      for (Product& product : endoflife::read_products(file, known, imported_.report)) {
        understood = true;
        const auto [first, is_first] = read_from_.try_emplace(product.id, file.path);
        if (!is_first) {  // a day has one state of it
          imported_.report.skip(file, 1, fmt::format("`{}` was read from {}", product.id, first->second));
          continue;
        }
        if (auto done = add(product); !done) return fail(done.error());
      }
    const ImportReport& report = imported_.report;
    if (!understood && !report.damaged)
      return fail(
          ErrorCode::input, "there is no product of endoflife.date here", {},
          report.skipped.empty() ? "name a product file, or a folder of them" : report.skipped[0].reason);
    for (auto& [path, text] : files_) imported_.files.push_back({path, std::move(text)});
    return std::move(imported_);
  }

 private:
  Result<void> add(Product& product) {
    const std::string path = fmt::format("{}{}.yml", folder, product.id);
    Sheet sheet;
    if (const auto at = files_.find(path); at != files_.end()) {
      auto existing = read_sheet({path, at->second});
      if (!existing) return fail(existing.error());
      sheet = *std::move(existing);
    }
    // A catalogue must know the product; where there is none, nobody checks.
    const bool needs_head = !product.is_known && !(options_.others.empty() && options_.beside.empty());
    const bool newest = is_newest(sheet, options_.published);
    if (needs_head && newest)
      files_.insert_or_assign(fmt::format("{}products/{}.yml", folder, product.id), head_text(product));
    if (needs_head) product.rows.push_back(recorder_row());
    sheet.extends = product.id;
    if (newest)
      sheet.source = {fmt::format("{}-{}", publisher, product.id), "endoflife.date, " + shown(product),
                      product.url, std::string(publisher)};
    imported_.report.facts += merge_edition(sheet, options_.published, product.rows);
    files_.insert_or_assign(path, write_sheet(sheet, publisher));
    return {};
  }

  const ImportOptions& options_;
  std::map<std::string, std::string> read_from_;  // file, by product
  Imported imported_;
  std::map<std::string, std::string> files_;  // by path
};

}  // namespace

std::optional<Date> endoflife_day(const InputFile& file) {
  if (!file.path.ends_with(".json")) return std::nullopt;
  for (const std::string_view key : {"\"generated_at\"", "\"last_modified\""}) {
    const auto at = file.text.find(key);
    const auto quote = at == file.text.npos ? at : file.text.find('"', at + key.size());
    if (quote == file.text.npos) continue;
    if (const auto day = Date::parse(std::string_view(file.text).substr(quote + 1, 10))) return *day;
  }
  return std::nullopt;
}

// Products are sources of their own: one that is not imported now keeps what it says.
Result<Imported> import_endoflife(const ImportOptions& options) { return EndoflifeImport(options).run(); }

}  // namespace bestby::exchange
