#include "exchange/sheet.h"

#include <algorithm>
#include <iterator>
#include <tuple>

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

SheetFact* find_fact(SheetRow& row, const SheetFact& wanted) {
  const auto at = std::find_if(row.facts.begin(), row.facts.end(),
                               [&](const SheetFact& f) { return key_of(f) == key_of(wanted); });
  return at == row.facts.end() ? nullptr : &*at;
}

void merge_fact(SheetRow& row, const SheetFact& said, Date edition, FactCount& count) {
  SheetFact* fact = find_fact(row, said);
  if (fact == nullptr) {
    row.facts.push_back(said);
    row.facts.back().editions = {edition};
    ++count.added;
    return;
  }
  if (contains(fact->editions, edition)) return;  // said twice in one edition
  if (fact->editions.empty() || fact->editions.back() < edition) {
    fact->place = said.place;
    fact->cited = said.cited;
    fact->refuted = said.refuted;
    fact->note = said.note;
  }
  insert(fact->editions, edition);
  ++count.unchanged;
}

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

FactCount merge_edition(Sheet& sheet, Date edition, const std::vector<SheetRow>& rows) {
  FactCount count;
  add_edition(sheet, edition);
  for (auto& [key, row] : sheet.rows) forget(row, edition);
  for (const SheetRow& said : rows) {
    SheetRow& row = sheet.rows[{said.kind, said.name}];
    row.kind = said.kind;
    row.name = said.name;
    if (row.cycle.empty() || edition == sheet.editions.back()) row.cycle = said.cycle;
    row.also.insert(said.also.begin(), said.also.end());
    for (const SheetFact& fact : said.facts) merge_fact(row, fact, edition, count);
  }
  sweep(sheet);
  count.withdrawn = count_withdrawn(sheet, edition);
  return count;
}

}  // namespace bestby::exchange
