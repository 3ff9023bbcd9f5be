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

// What the merged editions said of a fact before they were read again.
struct Forgotten {
  const SheetRow* row;
  std::size_t fact;  // of the row's
  std::vector<Date> editions;
};

// Facts without editions stay until `sweep`, so that those that are said again count as unchanged.
std::vector<Forgotten> forget(Sheet& sheet, const std::set<Date>& merged) {
  std::vector<Forgotten> all;
  const auto is_merged = [&](Date edition) { return merged.count(edition) > 0; };
  for (auto& [key, row] : sheet.rows)
    for (SheetFact& fact : row.facts) {
      auto& editions = fact.editions;
      std::vector<Date> said;
      std::copy_if(editions.begin(), editions.end(), std::back_inserter(said), is_merged);
      if (said.empty()) continue;
      std::erase_if(editions, is_merged);
      all.push_back({&row, static_cast<std::size_t>(&fact - row.facts.data()), std::move(said)});
    }
  return all;
}

// A row into which editions are merged, the older ones first. Most rows are short and looked through; a
// hostile one may be endless.
class GrowingRow {
 public:
  explicit GrowingRow(SheetRow& row) : row_(row) {
    for (const SheetFact& fact : row.facts)
      if (!fact.editions.empty()) newest_ = std::max(newest_, fact.editions.back());
  }

  void merge(Date edition, const SheetRow& said, FactCount& count) {
    row_.kind = said.kind;
    row_.name = said.name;
    newest_ = std::max(newest_, edition);
    if (newest_ == edition) row_.cycle = said.cycle;
    row_.also.insert(said.also.begin(), said.also.end());
    for (const SheetFact& fact : said.facts) merge(edition, fact, count);
  }

 private:
  void merge(Date edition, const SheetFact& said, FactCount& count) {
    SheetFact* fact = find(said);
    if (fact == nullptr) {
      row_.facts.push_back(said);
      row_.facts.back().editions = {edition};
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
  Date newest_ = undated;  // of the editions that have the row
  std::unordered_map<std::string, std::size_t> index_;
  std::size_t indexed_ = 0;  // of the row's facts, the first
};

// Facts that no edition has any more go, and rows without facts with them.
void sweep(Sheet& sheet) {
  for (auto& [key, row] : sheet.rows)
    std::erase_if(row.facts, [](const SheetFact& fact) { return fact.editions.empty(); });
  std::erase_if(sheet.rows, [](const auto& entry) { return entry.second.facts.empty(); });
}

// Facts that an edition no longer has, and those of the edition before one of the `fresh`, which were not
// known until now, that are not in that.
std::size_t count_withdrawn(const Sheet& sheet, const std::vector<Forgotten>& before,
                            const std::set<Date>& fresh) {
  std::size_t count = 0;
  for (const Forgotten& old : before) {
    const auto& now = old.row->facts[old.fact].editions;
    count += static_cast<std::size_t>(std::count_if(old.editions.begin(), old.editions.end(),
                                                    [&](Date edition) { return !contains(now, edition); }));
  }
  const auto& all = sheet.editions;
  const auto ends = [&](const SheetFact& fact, Date edition) {
    const auto next = std::upper_bound(all.begin(), all.end(), edition);
    return next != all.end() && fresh.count(*next) > 0 && !contains(fact.editions, *next);
  };
  if (!fresh.empty())
    for (const auto& [key, row] : sheet.rows)
      for (const SheetFact& fact : row.facts)
        count += static_cast<std::size_t>(std::count_if(fact.editions.begin(), fact.editions.end(),
                                                        [&](Date edition) { return ends(fact, edition); }));
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

void add_editions(Sheet& sheet, const std::set<Date>& editions) {
  std::vector<Date> all;
  std::set_union(sheet.editions.begin(), sheet.editions.end(), editions.begin(), editions.end(),
                 std::back_inserter(all));
  sheet.editions = std::move(all);
}

FactCount merge_edition(Sheet& sheet, Date edition, const std::vector<SheetRow>& rows) {
  return merge_editions(sheet, {edition}, {{edition, rows}});
}

FactCount merge_editions(Sheet& sheet, const std::set<Date>& editions,
                         const std::map<Date, std::span<const SheetRow>>& said) {
  FactCount count;
  std::set<Date> fresh;
  std::set_difference(editions.begin(), editions.end(), sheet.editions.begin(), sheet.editions.end(),
                      std::inserter(fresh, fresh.end()));
  add_editions(sheet, editions);
  const auto before = forget(sheet, editions);
  std::unordered_map<const SheetRow*, GrowingRow> growing;
  for (const auto& [edition, rows] : said)
    for (const SheetRow& one : rows) {
      SheetRow& row = sheet.rows[{one.kind, one.name}];
      growing.try_emplace(&row, row).first->second.merge(edition, one, count);
    }
  count.withdrawn = count_withdrawn(sheet, before, fresh);
  sweep(sheet);
  return count;
}

}  // namespace bestby::exchange
