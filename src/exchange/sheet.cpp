#include "exchange/sheet.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>

namespace bestby::exchange {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// Takes a run of digits off `text`, without leading zeros.
std::string_view take_number(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

std::weak_ordering natural(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (digit(a[0]) && digit(b[0])) {
      const std::string_view x = take_number(a), y = take_number(b);
      if (const auto order = x.size() <=> y.size(); order != 0) return order;
      if (const auto order = x <=> y; order != 0) return order;
    } else {
      if (a[0] != b[0]) return a[0] <=> b[0];
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return a.size() <=> b.size();
}

void insert(std::vector<Date>& editions, Date edition) {
  const auto at = std::lower_bound(editions.begin(), editions.end(), edition);
  if (at == editions.end() || *at != edition) editions.insert(at, edition);
}

bool contains(const std::vector<Date>& editions, Date edition) {
  return std::binary_search(editions.begin(), editions.end(), edition);
}

using FactKey = std::tuple<std::string_view, std::string_view, std::string_view>;
FactKey key_of(const SheetFact& fact) { return {fact.predicate, fact.scope, fact.value}; }

// What `edition` said before. Facts without editions stay until `sweep`, so that those that it says
// again count as unchanged.
void forget(SheetRow& row, Date edition) {
  for (SheetFact& fact : row.facts) std::erase(fact.editions, edition);
}

// Whether no later edition has the row, as far as it is known without `edition` itself.
bool is_newest_of(const SheetRow& row, Date edition) {
  return std::none_of(row.facts.begin(), row.facts.end(), [&](const SheetFact& fact) {
    return !fact.editions.empty() && fact.editions.back() > edition;
  });
}

// A row into which an edition is merged. Most rows are short and looked through; a hostile one may be
// endless.
class GrowingRow {
 public:
  GrowingRow(SheetRow& row, Date edition)
      : row_(row), edition_(edition), newest_(is_newest_of(row, edition)) {}

  void merge(const SheetRow& said, FactCount& count) {
    row_.kind = said.kind;
    row_.name = said.name;
    if (newest_) row_.cycle = said.cycle;
    row_.also.insert(said.also.begin(), said.also.end());
    for (const SheetFact& fact : said.facts) merge(fact, count);
  }

 private:
  void merge(const SheetFact& said, FactCount& count) {
    SheetFact* fact = find(said);
    if (fact == nullptr) {
      row_.facts.push_back(said);
      row_.facts.back().editions = {edition_};
      ++count.added;
      return;
    }
    if (contains(fact->editions, edition_)) return;  // said twice in one edition
    if (fact->editions.empty() || fact->editions.back() < edition_) {
      fact->place = said.place;
      fact->cited = said.cited;
      fact->refuted = said.refuted;
      fact->note = said.note;
    }
    insert(fact->editions, edition_);
    ++count.unchanged;
  }

  SheetFact* find(const SheetFact& wanted) {
    constexpr std::size_t short_row = 64;
    auto& facts = row_.facts;
    if (facts.size() <= short_row) {
      const auto at = std::find_if(facts.begin(), facts.end(),
                                   [&](const SheetFact& f) { return key_of(f) == key_of(wanted); });
      return at == facts.end() ? nullptr : &*at;
    }
    for (; indexed_ < facts.size(); ++indexed_) index_.emplace(text_of(facts[indexed_]), indexed_);
    const auto at = index_.find(text_of(wanted));
    return at == index_.end() ? nullptr : &facts[at->second];
  }

  static std::string text_of(const SheetFact& fact) {
    return fact.predicate + '\0' + fact.scope + '\0' + fact.value;
  }

  SheetRow& row_;
  Date edition_;
  bool newest_;  // of the editions that have the row
  std::unordered_map<std::string, std::size_t> index_;
  std::size_t indexed_ = 0;  // of the row's facts, the first
};

// Facts that no edition has any more go, and rows without facts with them.
void sweep(Sheet& sheet) {
  for (auto& [key, row] : sheet.rows)
    std::erase_if(row.facts, [](const SheetFact& fact) { return fact.editions.empty(); });
  std::erase_if(sheet.rows, [](const auto& entry) { return entry.second.facts.empty(); });
}

std::size_t count_withdrawn(const Sheet& sheet, Date edition) {
  const auto at = std::lower_bound(sheet.editions.begin(), sheet.editions.end(), edition);
  if (at == sheet.editions.begin()) return 0;
  const Date before = *std::prev(at);
  std::size_t count = 0;
  for (const auto& [key, row] : sheet.rows)
    for (const SheetFact& fact : row.facts)
      count += contains(fact.editions, before) && !contains(fact.editions, edition) ? 1 : 0;
  return count;
}

}  // namespace

bool NaturalLess::operator()(std::string_view a, std::string_view b) const {
  const auto order = natural(a, b);
  return order != 0 ? order < 0 : a < b;
}

bool RowKeyLess::operator()(const Key& a, const Key& b) const {
  return a.first != b.first ? a.first < b.first : NaturalLess{}(a.second, b.second);
}

FactCount& FactCount::operator+=(const FactCount& other) {
  added += other.added;
  unchanged += other.unchanged;
  withdrawn += other.withdrawn;
  return *this;
}

void add_edition(Sheet& sheet, Date edition) { insert(sheet.editions, edition); }

bool is_newest(const Sheet& sheet, Date edition) {
  return sheet.editions.empty() || edition >= sheet.editions.back();
}

FactCount merge_edition(Sheet& sheet, Date edition, const std::vector<SheetRow>& rows) {
  FactCount count;
  add_edition(sheet, edition);
  for (auto& [key, row] : sheet.rows) forget(row, edition);
  std::unordered_map<const SheetRow*, GrowingRow> growing;
  for (const SheetRow& said : rows) {
    SheetRow& row = sheet.rows[{said.kind, said.name}];
    growing.try_emplace(&row, row, edition).first->second.merge(said, count);
  }
  sweep(sheet);
  count.withdrawn = count_withdrawn(sheet, edition);
  return count;
}

}  // namespace bestby::exchange
