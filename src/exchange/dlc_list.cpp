#include "exchange/dlc_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/formats/markdown_tables.h"
#include "base/text.h"
#include "exchange/dlc_words.h"
#include "exchange/image_tag.h"

namespace bestby::exchange::dlc {
namespace {

using markdown::Row;
using markdown::Table;

// What a column of a table holds, by its name.
enum class Column {
  other,
  framework,
  job,
  accelerator,
  python,
  address,
  sdk,
  platform,
  instances,
  code,
  region,
  general,
  eia,
  neuron,
  left_out
};
struct ColumnName {
  std::string_view name;
  Column column;
};
constexpr std::array column_names = {
    ColumnName{"framework", Column::framework},
    ColumnName{"job type", Column::job},
    ColumnName{"cpu/gpu", Column::accelerator},
    ColumnName{"device type", Column::accelerator},
    ColumnName{"accelerator", Column::accelerator},
    ColumnName{"python version options", Column::python},
    ColumnName{"python version", Column::python},
    ColumnName{"example url", Column::address},
    ColumnName{"url", Column::address},
    ColumnName{"neuron sdk version", Column::sdk},
    ColumnName{"platform", Column::platform},
    ColumnName{"instances", Column::instances},
    ColumnName{"supported ec2 instance type", Column::instances},
    ColumnName{"supported ec2 instance types", Column::instances},
    ColumnName{"region", Column::region},
    ColumnName{"code", Column::code},
    ColumnName{"general container", Column::general},
    ColumnName{"elastic inference container", Column::eia},
    ColumnName{"neuron container", Column::neuron},
    // What the tag says too, or nothing that is recorded of an image.
    ColumnName{"horovod options", Column::left_out},
    ColumnName{"autogluon version", Column::left_out},
    ColumnName{"synapseai version", Column::left_out},
    ColumnName{"neuron package", Column::left_out},
    ColumnName{"latest version", Column::left_out},
};

struct Pair {
  std::string_view word, value;
};
// Where the images of a repository are for, when neither their tag nor the heading says it: the first
// row whose word is in the repository's name.
constexpr std::array platforms = {
    Pair{"huggingface", "sagemaker"},
    Pair{"autogluon", "sagemaker"},
    Pair{"djl", "sagemaker"},
    Pair{"sagemaker-", "sagemaker"},
    Pair{"stabilityai", "sagemaker"},
    Pair{"trcomp", "sagemaker"},
    Pair{"habana", "ec2"},
    Pair{"", "ec2 sagemaker"},
};

std::string_view platform_of(std::string_view repository) {
  return std::find_if(platforms.begin(), platforms.end(),
                      [&](const Pair& p) { return repository.find(p.word) != repository.npos; })
      ->value;
}

struct Address {
  std::string_view registry, domain, repository, tag;
};
// `763104351884.dkr.ecr.us-east-1.amazonaws.com/ray:2.0-gpu`. In a region's row the words
// `<repository-name>` and `<image-tag>` stand in their place.
std::optional<Address> address_in(std::string_view text) {
  constexpr std::string_view middle = ".dkr.ecr.";
  const auto at = text.find(middle);
  if (at == text.npos || at < 12) return std::nullopt;
  text = text.substr(at - 12);
  text = text.substr(0, text.find_first_of(" \t\n|"));
  if (text.substr(0, 12).find_first_not_of("0123456789") != text.npos) return std::nullopt;
  const auto slash = text.find('/');
  if (slash == text.npos) return std::nullopt;
  const std::string_view host = text.substr(12 + middle.size(), slash - 12 - middle.size());
  const auto dot = host.find('.');
  const auto colon = text.find(':', slash);
  if (dot == host.npos || colon == text.npos) return std::nullopt;
  return Address{text.substr(0, slash), host.substr(dot + 1), text.substr(slash + 1, colon - slash - 1),
                 text.substr(colon + 1)};
}

bool is_repository(std::string_view text) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
  return !text.empty() && text.size() <= 256 && text.find_first_not_of(allowed) == text.npos;
}

// `2.7 (py27), 3.6 (py36)` -> py27, py36
std::vector<std::string> pythons_in(std::string_view text) {
  std::vector<std::string> out;
  for (auto at = text.find("(py"); at != text.npos; at = text.find("(py", at + 1)) {
    const auto end = text.find(')', at);
    if (end == text.npos) break;
    out.emplace_back(trim(text.substr(at + 1, end - at - 1)));
  }
  return out;
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view part : split(text, ',')) {
    const std::string word = lower(trim(part));
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  if (const auto at = text.find(from); at != text.npos) text.replace(at, from.size(), to);
  return text;
}

class ListReader {
 public:
  ListReader(const InputFile& file, ImportReport& report) : file_(file), report_(report) {}

  List read() {
    const auto page = markdown::read_page(file_.path, file_.text);
    if (!page) {
      report_.damage(file_, page.error().span.line, page.error().message);
      return {};
    }
    const std::size_t tables = report_.tables;
    bool titled = false;
    for (const markdown::Block& block : page->blocks) {
      if (const auto* heading = std::get_if<markdown::Heading>(&block)) {
        heading_ = lower(heading->text.text);
        titled = titled || heading_.find("available") != heading_.npos;
        said_.clear();
      }
      if (const auto* paragraph = std::get_if<markdown::Paragraph>(&block))
        said_.push_back(paragraph->text.text);
      if (const auto* item = std::get_if<markdown::Item>(&block)) said_.push_back(item->text.text);
      if (const auto* found = std::get_if<Table>(&block)) table(*found);
    }
    list_.empty_but_titled = report_.tables == tables && titled;
    return std::move(list_);
  }

 private:
  void skip(int line, std::string reason) { report_.skip(file_, line, std::move(reason)); }
  void note(int line, std::string reason) { report_.note(file_, line, std::move(reason)); }

  void table(const Table& table) {
    ++report_.tables;
    report_.rows += table.rows.size();
    columns_.clear();
    for (const markdown::Text& cell : table.header) columns_.push_back(column(table, cell.text));
    const bool regions = has(Column::code) && has(Column::region);
    if (!has(Column::address) || (!regions && !has(Column::framework)))
      return skip(table.line, fmt::format("a table of nothing known, with {} rows: its columns are neither "
                                          "those of images nor those of regions",
                                          table.rows.size()));
    for (const Row& row : table.rows) {
      for (std::size_t i = columns_.size(); i < row.cells.size(); ++i)
        if (!row.cells[i].empty())
          note(row.line, fmt::format("the cell `{}` stands under no column", row.cells[i].text));
      regions ? region(row) : image(row);
    }
  }

  Column column(const Table& table, std::string_view name) {
    const std::string known = lower(trim(name));
    const auto at = std::find_if(column_names.begin(), column_names.end(),
                                 [&](const ColumnName& c) { return c.name == known; });
    if (at != column_names.end()) return at->column;
    note(table.line, fmt::format("the column `{}` is left out", name));
    return Column::other;
  }

  bool has(Column column) const {
    return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
  }
  std::string_view cell(const Row& row, Column column) const {
    for (std::size_t i = 0; i < columns_.size() && i < row.cells.size(); ++i)
      if (columns_[i] == column) return row.cells[i].text;
    return {};
  }

  void region(const Row& row) {
    const auto address = address_in(cell(row, Column::address));
    ListedRegion region{std::string(trim(cell(row, Column::code))),
                        std::string(trim(cell(row, Column::region)))};
    region.line = row.line;
    if (!is_repository(region.code) || !address)
      return skip(row.line, fmt::format("the row of `{}` names no {}", region.name,
                                        address ? "code of a region" : "registry"));
    region.registry = address->registry;
    region.domain = address->domain;
    constexpr std::array<std::pair<Column, std::string_view>, 3> kinds = {
        {{Column::general, "{accelerator: [cpu, gpu]}"},
         {Column::eia, "{accelerator: eia}"},
         {Column::neuron, "{accelerator: [neuron, neuronx]}"}}};
    for (const auto& [kind, scope] : kinds) {
      if (!has(kind)) continue;
      const std::string said = lower(trim(cell(row, kind)));
      if (said == "available" || said == "none")
        region.available.emplace_back(scope, said == "available");
      else
        skip(row.line, fmt::format("`{}` is neither Available nor None", cell(row, kind)));
    }
    list_.regions.push_back(std::move(region));
  }

  void image(const Row& row) {
    const auto address = address_in(cell(row, Column::address));
    if (!address || !is_repository(address->repository))
      return skip(row.line, fmt::format("`{}` names no image", cell(row, Column::address)));
    const std::vector<std::string> tags = tags_of(std::string(address->tag));
    if (tags.empty()) skip(row.line, fmt::format("`{}` names no image", cell(row, Column::address)));
    for (const std::string& tag : tags) images(row, *address, tag);
  }

  // `23.<XY>-py3` stands for the versions that a text under the heading lists behind `23.<XY>`.
  std::vector<std::string> tags_of(const std::string& tag) const {
    const auto open = tag.find('<'), close = tag.find('>');
    if (open == tag.npos && is_image_tag(tag)) return {tag};
    if (open == tag.npos || open == 0 || close == tag.npos || close < open) return {};
    const std::string prefix = tag.substr(0, open), placeholder = tag.substr(0, close + 1);
    std::vector<std::string> out;
    for (const std::string& text : said_) {
      const auto from = text.find(placeholder);
      if (from == text.npos) continue;
      for (auto at = text.find(prefix, from + placeholder.size()); at != text.npos;
           at = text.find(prefix, at + prefix.size())) {
        const auto end = std::min(text.find_first_not_of("0123456789", at + prefix.size()), text.size());
        const std::string filled = text.substr(at, end - at) + tag.substr(close + 1);
        if (end > at + prefix.size() && is_image_tag(filled)) out.push_back(filled);
      }
    }
    return out;
  }

  void images(const Row& row, const Address& address, const std::string& tag) {
    std::vector<std::string> pythons = pythons_in(cell(row, Column::python));
    const auto shown = std::find_if(pythons.begin(), pythons.end(), [&](const std::string& python) {
      return tag.find("-" + python + "-") != tag.npos || tag.ends_with("-" + python);
    });
    const std::string own = shown == pythons.end() ? "" : *shown;
    if (own.empty()) pythons = {""};
    for (const std::string& repository : repositories(row, std::string(address.repository)))
      for (const std::string& python : pythons)
        add(row, repository, python.empty() ? tag : replaced(tag, "-" + own, "-" + python));
  }

  // `training, inference` stands for two repositories, where the address is of one of them.
  std::vector<std::string> repositories(const Row& row, const std::string& repository) const {
    const std::vector<std::string> jobs = words_in(cell(row, Column::job));
    for (const std::string& own : jobs) {
      if (jobs.size() < 2 || repository.find("-" + own) == repository.npos) continue;
      std::vector<std::string> out;
      for (const std::string& job : jobs) out.push_back(replaced(repository, "-" + own, "-" + job));
      return out;
    }
    return {repository};
  }

  void add(const Row& row, const std::string& repository, const std::string& tag) {
    if (!seen_.emplace(repository, tag).second) return;  // listed under another heading too
    const TagFacts read = read_image_tag(repository, tag);
    for (const std::string& part : read.unread)
      note(row.line, fmt::format("`{}` in the tag `{}` says nothing known", part, tag));
    ListedImage image{repository, tag, {{"record", "image"}}, row.line};
    const auto put = [&](std::string_view predicate, std::string_view value) {
      image.facts.emplace_back(predicate, value);
    };
    image.facts.insert(image.facts.end(), read.facts.begin(), read.facts.end());
    if (read.fact("accelerator").empty()) accelerator(row, repository, image);
    if (read.fact("platform").empty())
      for (const std::string_view platform : split(platform_said(row, repository), ' '))
        put("platform", platform);
    if (read.fact("arch").empty()) put("arch", arch_of(repository));
    for (const std::string_view job : jobs_of(repository)) put("job", job);
    if (read.fact("sdk").empty()) sdk(row, image);
    list_.images.push_back(std::move(image));
  }

  void accelerator(const Row& row, std::string_view repository, ListedImage& image) const {
    const std::string said = lower(trim(cell(row, Column::accelerator)));
    std::string_view suffix = repository.substr(repository.rfind('-') + 1);
    if (suffix == "neuron" || suffix == "neuronx")
      image.facts.emplace_back("accelerator", suffix);
    else if (said == "cpu" || said == "gpu" || said == "hpu")
      image.facts.emplace_back("accelerator", said);
  }

  // The heading and the row's own column go before what is known of the repository.
  std::string_view platform_said(const Row& row, std::string_view repository) const {
    const std::string said = heading_ + " " + lower(cell(row, Column::platform));
    const bool ec2 = said.find("ec2") != said.npos;
    const bool sagemaker = said.find("sagemaker") != said.npos || said.find("sm support") != said.npos;
    if (ec2 != sagemaker) return ec2 ? "ec2" : "sagemaker";
    return platform_of(repository);
  }

  // `Neuron 2.17.0`
  void sdk(const Row& row, ListedImage& image) const {
    const std::string_view said = trim(cell(row, Column::sdk));
    const std::string_view version = said.substr(std::min(said.rfind(' ') + 1, said.size()));
    if (is_version(version)) image.facts.emplace_back("sdk", fmt::format("neuron-sdk@{}", version));
  }

  const InputFile& file_;
  ImportReport& report_;
  std::string heading_;
  std::vector<std::string> said_;  // texts under the heading
  std::vector<Column> columns_;
  std::set<std::pair<std::string, std::string>> seen_;
  List list_;
};

}  // namespace

List read_list(const InputFile& file, ImportReport& report) { return ListReader(file, report).read(); }

}  // namespace bestby::exchange::dlc
