#include "exchange/import.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "base/utf8.h"
#include "exchange/ami.h"
#include "exchange/aws_doc.h"
#include "exchange/dlc_data.h"
#include "exchange/dlc_images.h"
#include "exchange/dlc_tags.h"
#include "exchange/endoflife.h"
#include "exchange/facts.h"
#include "exchange/import_neuron.h"
#include "exchange/sagemaker_uris.h"

namespace bestby::exchange {
namespace {

bool is_dlc_data(std::string_view path) {
  return path.ends_with("global.yml") ||
         (path.ends_with(".yml") && (path.starts_with("data/") || path.starts_with("legacy/")));
}

bool is_lines(std::string_view path) { return path.ends_with(".jsonl"); }

bool is_markdown(std::string_view path) { return path.ends_with(".md"); }

bool is_json(std::string_view path) { return path.ends_with(".json"); }

bool is_product(std::string_view path) {
  return path.ends_with(".yml") || path.ends_with(".yaml") || path.ends_with(".md") || is_json(path);
}

void append(std::string& text, std::string_view kind, const Remarks& remarks) {
  for (const ImportRemark& remark : remarks)
    text += remark.line > 0 ? fmt::format("{} {}:{}: {}\n", kind, remark.file, remark.line, remark.reason)
                            : fmt::format("{} {}: {}\n", kind, remark.file, remark.reason);
  if (remarks.unlisted() > 0) text += fmt::format("{}: {} more are not listed\n", kind, remarks.unlisted());
}

}  // namespace

const std::vector<Importer>& importers() {
  static const std::vector<Importer> table = {
      {"aws-doc",
       "pages of AWS's documentation in Markdown: tables of frameworks, libraries, images, and release notes",
       "a page, or a folder of them",
       {aws_doc_folder},
       reads_aws_doc,
       import_aws_doc,
       Dating::said,
       day_of_aws_doc},
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
      {"dlc-images",
       "the list of images that AWS Deep Learning Containers published until 2026, in Markdown",
       "available_images.md, or files of it that have their day as their name",
       {"aws/dlc/lists/", "aws/dlc/regions/", "aws/dlc/products/"},
       is_markdown,
       import_dlc_images,
       Dating::said,
       dlc_images_day},
      {"sagemaker-uris",
       "image configurations of the SageMaker Python SDK, one JSON file a framework",
       "the SDK's folder image_uri_config, or files of it",
       {"aws/sagemaker/", "aws/sagemaker-addresses/", "aws/dlc/products/"},
       is_json,
       import_sagemaker_uris},
      {"endoflife",
       "products of endoflife.date, one file a product",
       "a product file, an answer of the API for one product, or a folder of them",
       {"endoflife/"},
       is_product,
       import_endoflife,
       Dating::said,
       endoflife_day},
      {"ami",
       "machine images, as `aws ec2 describe-images` prints them",
       "files called after their region, like us-west-2.json, or a folder of them",
       {"aws/ami/"},
       is_json,
       import_ami},
      {"facts",
       "facts in our own format, JSON Lines, for everybody's own images and software",
       "a file of lines, or a folder of them",
       {"facts/"},
       is_lines,
       import_facts,
       Dating::own},
      {"neuron",
       "the release manifest of AWS Neuron, and facts extracted from its documentation as lines",
       "n2-manifest.json, or the folder that holds release_dates.jsonl and the like",
       {"aws/neuron/imported/", "aws/neuron/manifest/"},
       reads_neuron,
       import_neuron,
       Dating::own},
  };
  return table;
}

const Importer* find_importer(std::string_view name) {
  const auto& table = importers();
  const auto at = std::find_if(table.begin(), table.end(),
                               [&](const Importer& importer) { return importer.name == name; });
  return at == table.end() ? nullptr : &*at;
}

// Heads are read by their lines: `key: value` at the left margin, which is how they are written.
KnownProducts known_products(std::span<const CatalogFile> files) {
  KnownProducts products;
  for (const CatalogFile& file : files) {
    KnownProduct product{{}, "dotted"};
    std::vector<std::string> names;
    for (const std::string_view line : split(std::string_view(file.text).substr(0, 4096), '\n')) {
      const auto value_of = [&](std::string_view key) {
        if (!line.starts_with(key)) return std::string();
        std::string_view value = trim(line.substr(key.size()));
        value = trim(value.substr(0, value.find(" #")));
        if (value.size() > 1 && (value.front() == '"' || value.front() == '\''))
          value = value.substr(1, value.size() - 2);
        return std::string(value);
      };
      if (std::string id = value_of("product:"); !id.empty()) names.push_back(product.id = std::move(id));
      if (std::string scheme = value_of("versions:"); !scheme.empty()) product.scheme = std::move(scheme);
      const std::string aliases = value_of("aliases:");
      if (aliases.size() > 2)
        for (const std::string_view alias :
             split(std::string_view(aliases).substr(1, aliases.size() - 2), ','))
          names.emplace_back(trim(alias));
    }
    if (!product.id.empty())
      for (const std::string& name : names) products.try_emplace(name, product);
  }
  return products;
}

bool is_plain(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (!c.valid || is_control(c.value)) return false;
    at += c.length;
  }
  return true;
}

Result<void> check_readable(std::span<const CatalogFile> files) {
  for (const CatalogFile& file : files) {
    const bool named = is_plain(file.path) && !file.path.starts_with('/') &&
                       file.path.find("..") == std::string::npos && file.path.size() < 1024;
    if (!named) return fail(ErrorCode::input, "the source names something that can be no file's name");
    if (auto document = yaml::read(file.path, file.text, {}, ErrorCode::input); !document)
      return fail(std::move(document.error()));
  }
  return {};
}

KnownProducts known_products(const World& world) {
  KnownProducts products;
  for (const NameRow& row : world.columns.names) {
    const Product& product = world.product(row.node);
    products.emplace(world.text(row.name), KnownProduct{std::string(world.text(product.id)),
                                                        std::string(world.text(product.scheme))});
  }
  return products;
}

ImportReport& ImportReport::operator+=(const ImportReport& more) {
  tables += more.tables;
  rows += more.rows;
  facts += more.facts;
  skipped += more.skipped;
  notes += more.notes;
  damaged = damaged || more.damaged;
  return *this;
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
