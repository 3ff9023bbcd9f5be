#include "judge/finding_book.h"

#include <algorithm>

#include <fmt/format.h>

namespace bestby {
namespace {

std::string id_of(const CheckFinding& f) {
  const std::string& about = f.label.empty() ? f.subject : f.label;
  std::string out = fmt::format("{}/{}", finding_names[static_cast<std::size_t>(f.severity)], about);
  if (const auto* unfit = std::get_if<Unfit>(&f.cause)) out += "/" + unfit->says;
  return out;
}

auto order_of(const FindingPlace& p) {
  return std::tie(p.target, p.where.path, p.where.line, p.where.column, p.where.layer);
}

}  // namespace

void FindingBook::add(const CheckFinding& finding, FindingPlace place) {
  const auto [at, added] = index_.emplace(id_of(finding), findings_.size());
  if (added) {
    findings_.push_back(finding);
    findings_.back().id = at->first;
    spots_.emplace_back();
  }
  if (spots_[at->second].emplace(order_of(place)).second)
    findings_[at->second].places.push_back(std::move(place));
}

std::vector<CheckFinding> FindingBook::take() {
  for (CheckFinding& f : findings_)
    std::sort(f.places.begin(), f.places.end(),
              [](const FindingPlace& a, const FindingPlace& b) { return order_of(a) < order_of(b); });
  std::sort(findings_.begin(), findings_.end(), [](const CheckFinding& a, const CheckFinding& b) {
    return std::tie(a.severity, a.id) < std::tie(b.severity, b.id);
  });
  index_.clear();
  spots_.clear();
  return std::exchange(findings_, {});
}

}  // namespace bestby
