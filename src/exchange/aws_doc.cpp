#include "exchange/aws_doc.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/formats/markdown_tables.h"
#include "base/formats/yaml.h"
#include "base/text.h"
#include "exchange/aws_doc_flat.h"
#include "exchange/aws_doc_machine_images.h"
#include "exchange/aws_doc_notes.h"
#include "exchange/aws_doc_page.h"
#include "exchange/aws_doc_tables.h"
#include "exchange/dlc_words.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

using namespace aws_doc;

constexpr std::string_view importer_name = "aws-doc";
const std::string heads_folder = std::string(aws_doc_folder) + "products/";

std::string file_name(std::string product) {
  std::replace(product.begin(), product.end(), '/', '-');
  return product + ".yml";
}

// The head of an image product that the catalogue does not have.
CatalogFile head_of(const std::string& product, const std::string& repository) {
  return {heads_folder + repository + ".yml",
          fmt::format("# Written by the importer {}.\n"
                      "product: {}\n"
                      "name: {}\n"
                      "kind: container-image\n"
                      "publisher: aws\n"
                      "versions: image-tag\n"
                      "cycle: none\n"
                      "repository: {}\n",
                      importer_name, product,
                      yaml::quote(fmt::format("AWS, {}", dlc::display_name(repository))), repository)};
}

void read_blocks(PageReading& reading) {
  TableSetting setting;
  for (const markdown::Block& block : reading.page.blocks) {
    if (const auto* heading = std::get_if<markdown::Heading>(&block)) {
      setting = {heading->text.text, {}};
    } else if (const auto* paragraph = std::get_if<markdown::Paragraph>(&block)) {
      setting.caption = paragraph->text.text;
      if (setting.caption.starts_with('|'))
        reading.skip(paragraph->line, "a table without a row of dashes below its header is not read");
    } else if (const auto* table = std::get_if<markdown::Table>(&block)) {
      read_table(reading, *table, setting);
    } else if (const auto* item = std::get_if<markdown::Item>(&block)) {
      if (reading.subject.images.empty()) read_item(reading, *item, setting);  // else NotesReader does
    } else if (const auto* code = std::get_if<markdown::Code>(&block); code != nullptr && !code->closed) {
      reading.report.skipped.push_back(
          {reading.file.path, code->line, "the code block has no end: the page may be cut short"});
      reading.report.damaged = true;
    }
  }
  read_flat_tables(reading);
  read_machine_images(reading);
  if (reading.subject.images.empty()) return;
  NotesReader notes(reading);
  for (const markdown::Block& block : reading.page.blocks) notes.read(block);
  notes.finish();
}

// Where the text breaks off inside a table; 0: nowhere. A row is whole that ends in a pipe, and with its
// line or with as many cells as the table has columns.
int cut_short(const InputFile& input, const markdown::Page& page) {
  const std::string_view text = trim(input.text);
  const std::string_view last =
      text.substr(text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1);
  const int line = 1 + static_cast<int>(std::count(input.text.begin(),
                                                   input.text.begin() + (text.data() - input.text.data()) +
                                                       static_cast<std::ptrdiff_t>(text.size()),
                                                   '\n'));
  if (!last.starts_with('|')) return 0;
  const auto* table = page.blocks.empty() ? nullptr : std::get_if<markdown::Table>(&page.blocks.back());
  const bool whole = table != nullptr && !table->rows.empty() &&
                     (table->rows.back().cells.size() >= table->header.size() || input.text.ends_with('\n'));
  return last.ends_with('|') && whole ? 0 : line;
}

class Importing {
 public:
  explicit Importing(const ImportOptions& options)
      : options_(options), known_(options.others, options.existing, "aws") {
    for (const CatalogFile& file : options.existing) files_[file.path] = file.text;
  }

  Result<Imported> run() {
    for (const InputFile& input : options_.inputs)
      if (auto done = page(input); !done) return fail(done.error());
    Imported imported;
    imported.report = std::move(report_);
    for (auto& [path, text] : files_) imported.files.push_back({path, std::move(text)});
    return imported;
  }

 private:
  Result<void> page(const InputFile& input) {
    const auto page = markdown::read_page(input.path, input.text);
    if (!page) {
      report_.damage(input, page.error().span.line, page.error().message);
      return {};
    }
    if (page->blocks.empty()) {
      report_.damage(input, 0, "the page is empty");
      return {};
    }
    if (const int line = cut_short(input, *page); line > 0)
      report_.damage(input, line, "the page breaks off inside a table");
    PageReading reading{
        input, *page, Words::standard(), known_, subject_of(*page, Words::standard()), {}, report_, {}, {}};
    read_blocks(reading);
    if (reading.facts.empty()) {
      reading.skip(0, "nothing on the page is understood");
      return {};
    }
    return write(reading);
  }

  Result<void> write(const PageReading& reading) {
    const SourceHead source = source_of(reading.subject, reading.words, options_.published != undated);
    const std::string folder = std::string(aws_doc_folder) + source.id + "/";
    std::vector<CatalogFile> existing;
    for (const auto& [path, text] : files_)
      if (path.starts_with(folder)) existing.push_back({path, text});
    auto sheets = SheetSet::read(existing, {folder});
    if (!sheets) return fail(sheets.error());
    for (auto& [product, rows] : reading.facts.rows())
      sheets->rows(folder + file_name(product), product) = rows;
    report_.facts += sheets->merge(source, options_.published);
    std::vector<CatalogFile> written;
    sheets->write(importer_name, written);
    for (CatalogFile& file : written) files_[file.path] = std::move(file.text);
    for (const auto& [product, repository] : reading.new_images) {
      const CatalogFile head = head_of(product, repository);
      files_[head.path] = head.text;
    }
    return {};
  }

  std::size_t known_already(const SheetSet& sheets, const std::string& path, const std::string& product,
                            const std::vector<SheetRow>& rows) const {
    const auto sheet = sheets.sheets().find(path);
    std::size_t count = 0;
    for (const SheetRow& row : rows) {
      const SheetRow* before = nullptr;
      if (sheet != sheets.sheets().end())
        if (const auto at = sheet->second.rows.find({row.kind, row.name}); at != sheet->second.rows.end())
          before = &at->second;
      for (const SheetFact& fact : row.facts) {
        const bool here =
            before != nullptr &&
            std::any_of(before->facts.begin(), before->facts.end(), [&](const SheetFact& old) {
              return old.predicate == fact.predicate && old.value == fact.value && old.scope == fact.scope;
            });
        count += !here && known_.says(product, row.kind, row.name, fact) ? 1 : 0;
      }
    }
    return count;
  }

  const ImportOptions& options_;
  Known known_;
  std::map<std::string, std::string> files_;  // owned, by path
  ImportReport report_;
};

}  // namespace

bool reads_aws_doc(std::string_view path) {
  return path.ends_with(".md") || path.ends_with(".markdown") || path.ends_with(".txt");
}

std::optional<Date> day_of_aws_doc(const InputFile& file) {
  const auto page = markdown::read_page(file.path, file.text);
  return page ? aws_doc::day_of(*page, Words::standard()) : std::nullopt;
}

Result<Imported> import_aws_doc(const ImportOptions& options) { return Importing(options).run(); }

}  // namespace bestby::exchange
