// One address for all regions, and regions that are said to have another.
#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "exchange/lint_rules.h"
#include "find/image_address.h"
#include "report/words.h"

namespace bestby::exchange {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.'; }

// The words of a note that could be an account (digits alone, ten or more) or a host (with dots).
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end > i) out.push_back(text.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  return out;
}

bool is_account(std::string_view word) {
  return word.size() >= 10 && std::all_of(word.begin(), word.end(), [](char c) {
           return std::isdigit(static_cast<unsigned char>(c)) != 0;
         });
}

std::string_view account_of(std::string_view host) {
  const auto first = host.substr(0, host.find('.'));
  return is_account(first) ? first : std::string_view();
}

// Whether the note of a region names accounts, and this one is not among them.
bool denies(const LintContext& in, const FactRow& region, std::string_view account) {
  bool named = false;
  for (const std::string_view word : words_of(in.world.text(region.note))) {
    if (word == account) return false;
    named = named || is_account(word);
  }
  return named;
}

// The first image of the product of which the address leaves the region open; nullptr if none does.
const FactRow* open_address(LintContext& in, NodeId product, PredicateId address) {
  for (const NodeId n : in.world.releases_of(product))
    for (const FactRow* f : in.facts(n, address)) {
      const auto read = read_image_address(in.value(*f));
      if (read && has_placeholder(read->host) && !account_of(read->host).empty()) return f;
    }
  return nullptr;
}

}  // namespace

void region_address(LintContext& in) {
  const PredicateId region = in.predicate("region"), address = in.predicate("address");
  for (const NodeId n : in.nodes()) {
    if (!in.world.is_product(n)) continue;
    const Facts regions = in.facts(n, region);
    const FactRow* printed = regions.empty() ? nullptr : open_address(in, n, address);
    if (printed == nullptr) continue;
    const auto account = account_of(read_image_address(in.value(*printed))->host);
    Facts wrong;
    for (const FactRow* r : regions)
      if (denies(in, *r, account)) wrong.push_back(r);
    if (wrong.empty()) continue;
    const std::size_t count = wrong.size();
    wrong.insert(wrong.begin(), printed);
    in.found(n,
             fmt::format("one address with account {} for all regions, and {} of {} have another", account,
                         count, counted(regions.size(), "region")),
             wrong);
  }
}

}  // namespace bestby::exchange
