#include "exchange/endoflife_fields.h"

#include <algorithm>
#include <array>

namespace bestby::exchange::endoflife {
namespace {

struct Pair {
  std::string_view theirs, ours;
};

constexpr std::array products = {
    Pair{"nvidia", "nvidia-driver"},
    Pair{"linux", "linux-kernel"},
    Pair{"eks", "amazon-eks"},
    Pair{"node", "nodejs"},
};

constexpr std::array kinds = {
    Pair{"os", "operating-system"}, Pair{"lang", "language"},   Pair{"framework", "framework"},
    Pair{"service", "service"},     Pair{"library", "library"},
};

constexpr std::array branches = {
    Pair{"(NFB)", "new-feature"},
    Pair{"(PB)", "production"},
    Pair{"(LTSB)", "long-term"},
};

// The first row that fits counts.
constexpr std::array meanings = {
    // Debian's long-term team is another than its security team, and works for everybody.
    Meaning{"debian", "eoes", Reading::date, "end_of_lts"},
    Meaning{"", "releaseDate", Reading::date, "released"},
    Meaning{"", "eoas", Reading::date, "end_of_features"},
    Meaning{"", "eol", Reading::date, "end_of_support"},
    Meaning{"", "eoes", Reading::date, "end_of_paid_support"},
    Meaning{"", "discontinued", Reading::date, "end_of_availability"},
    Meaning{"", "lts", Reading::flag_or_date, "lts"},
    Meaning{"", "releaseCycle", Reading::ignored, ""},
    Meaning{"", "releaseLabel", Reading::ignored, ""},
    Meaning{"", "codename", Reading::ignored, ""},
    Meaning{"", "latest", Reading::ignored, ""},
    Meaning{"", "latestReleaseDate", Reading::ignored, ""},
    Meaning{"", "link", Reading::ignored, ""},
    Meaning{"", "pep", Reading::ignored, ""},
    Meaning{"", "outOfOrder", Reading::ignored, ""},
    Meaning{"", "cycleShortHand", Reading::ignored, ""},
    Meaning{"", "isMaintained", Reading::ignored, ""},
    Meaning{"", "custom", Reading::ignored, ""},
};

constexpr std::array other_names = {
    OtherName{"cycle", "releaseCycle"},
    OtherName{"support", "eoas", false, true},
    OtherName{"extendedSupport", "eoes", false, true},
    OtherName{"name", "releaseCycle"},
    OtherName{"label", "releaseLabel"},
    OtherName{"isLts", "lts"},
    OtherName{"ltsFrom", "lts", true},
    OtherName{"isEoas", "eoas"},
    OtherName{"eoasFrom", "eoas", true},
    OtherName{"isEol", "eol"},
    OtherName{"eolFrom", "eol", true},
    OtherName{"isDiscontinued", "discontinued"},
    OtherName{"discontinuedFrom", "discontinued", true},
    OtherName{"isEoes", "eoes"},
    OtherName{"eoesFrom", "eoes", true},
};

template <class Table>
auto row_of(const Table& table, std::string_view theirs) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const auto& r) { return r.theirs == theirs; });
  return at == table.end() ? nullptr : &*at;
}

}  // namespace

std::string_view ours(std::string_view product) {
  const Pair* row = row_of(products, product);
  return row == nullptr ? product : row->ours;
}

std::string_view kind_of(std::string_view category) {
  const Pair* row = row_of(kinds, category);
  return row == nullptr ? "tool" : row->ours;
}

const Meaning* meaning_of(std::string_view product, std::string_view field) {
  const auto at = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& m) {
    return m.field == field && (m.product.empty() || m.product == product);
  });
  return at == meanings.end() ? nullptr : &*at;
}

const OtherName* field_named(std::string_view theirs) { return row_of(other_names, theirs); }

std::string_view branch_kind(std::string_view label) {
  const auto at = std::find_if(branches.begin(), branches.end(),
                               [&](const Pair& b) { return label.find(b.theirs) != label.npos; });
  return at == branches.end() ? std::string_view() : at->ours;
}

}  // namespace bestby::exchange::endoflife
