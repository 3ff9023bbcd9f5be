// Items of lists that say what tables say elsewhere.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exchange/aws_doc_tables.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

constexpr std::size_t longest_item = 400;  // a longer one is prose

// Lists of values of one predicate, in sections that `about` stands for. Names may stand beside some.
struct ListKind {
  const char* means;
  const char* about;
  bool (*is)(string_view);
  bool with_names;
};
constexpr ListKind list_kinds[] = {{"instance_type", "instance", is_instance_type, false},
                                   {"region", "region", is_region, true}};

bool speaks_of(const TableSetting& setting, string_view word) {
  for (const std::string* text : {&setting.heading, &setting.caption})
    for (const std::string& token : tokens_of(*text))
      if (token == word) return true;
  return false;
}

bool read_values(PageReading& reading, const markdown::Item& item, const TableSetting& setting,
                 const ListKind& kind) {
  std::vector<std::string> values;
  bool others = false;
  for (std::string& word : words_in(item.text.text))
    if (kind.is(word))
      values.push_back(std::move(word));
    else
      others = true;
  if (values.empty() || (others && !(kind.with_names && speaks_of(setting, kind.about)))) return false;
  const Listed listed = listed_for(reading, setting);
  const std::string label = reading.words.label(kind.means);
  if (listed.products.empty()) {
    reading.skip(item.line, fmt::format("nothing says whose {} these are", label));
    return true;
  }
  const std::string place = fmt::format("{} item {}", label, ++reading.rows_labelled[label + " item"]);
  for (const std::string& value : values)
    for (const std::string& product : listed.products)
      reading.facts.say({product}, kind.means, value, listed.scope, place);
  return true;
}

// What a day says of a version, and the words between them: `PyTorch 1.13: end of patch 28 October 2024`.
struct Dated {
  const ProductWord* product = nullptr;
  std::string version, words, day;
};
std::optional<Dated> dated_in(const PageReading& reading, string_view text) {
  Dated dated;
  for (const NamedVersion& named : reading.words.versions_in(text)) {
    if (named.product->as != "framework" && named.product->as != "os") continue;
    if (dated.product != nullptr) return std::nullopt;  // about several
    dated.product = named.product;
    dated.version = named.version;
  }
  const std::size_t found = dated.product == nullptr ? string_view::npos : text.find(dated.version);
  if (found == string_view::npos) return std::nullopt;
  const std::size_t from = found + dated.version.size();
  for (std::size_t at = from; at < text.size(); ++at) {
    string_view rest;
    const bool begins = text[at] != ' ' && at > 0 && text[at - 1] == ' ';
    const auto day = begins ? leading_day(text.substr(at), &rest) : std::nullopt;
    if (!day) continue;
    dated.day = *day;
    dated.words = text.substr(from, at - from);
    return dated;
  }
  return std::nullopt;
}

void read_dated(PageReading& reading, const markdown::Item& item) {
  const auto dated = dated_in(reading, item.text.text);
  if (!dated) return;
  const std::string& product = dated->product->product;
  const std::string means = reading.words.column(dated->words).means;
  const std::string cycle =
      reading.known.has(product) ? reading.known.cycle(product, dated->version) : std::string();
  const bool is_day = means == "released" || means == "ga" || means.starts_with("end_of_");
  if (cycle.empty() || !is_day)
    return reading.skip(item.line, fmt::format("what the item says of {} {} on {} is not understood", product,
                                               dated->version, dated->day));
  Scope scope = {{"publisher", {"aws"}}};
  if (!reading.subject.forms.empty()) scope["form"] = reading.subject.forms;
  if (means == "released") scope.clear();
  reading.facts.say({product, RowKind::cycle, cycle}, means, dated->day, scope,
                    fmt::format("item {}", ++reading.rows_labelled["item"]));
}

}  // namespace

void read_item(PageReading& reading, const markdown::Item& item, const TableSetting& setting) {
  if (item.text.text.size() > longest_item) return;
  for (const ListKind& kind : list_kinds)
    if (read_values(reading, item, setting, kind)) return;
  read_dated(reading, item);
}

}  // namespace bestby::exchange::aws_doc
