#include "exchange/import.h"

#include <fmt/format.h>

#include <algorithm>

#include "exchange/dlc_data.h"
#include "exchange/dlc_tags.h"
#include "exchange/endoflife.h"
#include "exchange/import_neuron.h"

namespace bestby::exchange {
namespace {

bool is_dlc_data(std::string_view path) {
  return path.ends_with("global.yml") ||
         (path.ends_with(".yml") && (path.starts_with("data/") || path.starts_with("legacy/")));
}

bool is_lines(std::string_view path) { return path.ends_with(".jsonl"); }

bool is_product(std::string_view path) {
  return path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".md");
}

void append(std::string& text, std::string_view kind, const std::vector<ImportRemark>& remarks) {
  for (const ImportRemark& remark : remarks)
    text += remark.line > 0 ? fmt::format("{} {}:{}: {}\n", kind, remark.file, remark.line, remark.reason)
                            : fmt::format("{} {}: {}\n", kind, remark.file, remark.reason);
}

}  // namespace

const std::vector<Importer>& importers() {
  static const std::vector<Importer> table = {
      {"dlc-data",
       "images of AWS Deep Learning Containers, one YAML file an image",
       "the folder that holds data/, legacy/ and global.yml",
       {"aws/dlc/images/", "aws/dlc/legacy/", "aws/dlc/products/"},
       is_dlc_data,
       import_dlc_data},
      {"dlc-tags",
       "dated builds of AWS Deep Learning Containers, one release tag a line",
       "the file of lines {\"tag\": ..., \"date\": ...}",
       {"aws/dlc/builds/", "aws/dlc/products/"},
       is_lines,
       import_dlc_tags},
      {"endoflife",
       "products of endoflife.date, one file a product",
       "a product file, or a folder of them",
       {"endoflife/"},
       is_product,
       import_endoflife},
      {"neuron",
       "releases, packages, images and announcements of AWS Neuron, extracted as lines",
       "the folder that holds release_dates.jsonl and the like",
       {"aws/neuron/imported/"},
       reads_neuron,
       import_neuron},
  };
  return table;
}

const Importer* find_importer(std::string_view name) {
  const auto& table = importers();
  const auto at = std::find_if(table.begin(), table.end(),
                               [&](const Importer& importer) { return importer.name == name; });
  return at == table.end() ? nullptr : &*at;
}

std::string import_report_text(const ImportReport& report) {
  std::string text =
      fmt::format("{} rows in {} tables; facts: {} added, {} unchanged, {} withdrawn; {} skipped, {} notes\n",
                  report.rows, report.tables, report.facts.added, report.facts.unchanged,
                  report.facts.withdrawn, report.skipped.size(), report.notes.size());
  append(text, "skipped", report.skipped);
  append(text, "note", report.notes);
  return text;
}

}  // namespace bestby::exchange
