#include "report/check_bill.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "find/purl.h"
#include "report/bill_words.h"
#include "report/milestones.h"

namespace bestby {
namespace {

class Bill {
 public:
  explicit Bill(const CheckShown& shown) : shown_(shown) {}

  std::vector<BillComponent> run() {
    for (const CheckFinding& f : shown_.answer.findings)
      if (is_a_thing(f.cause))
        for (const FindingPlace& place : f.places) add(f, place);
    std::vector<BillComponent> out;
    for (auto& [ref, component] : components_) out.push_back(std::move(component));
    return out;
  }

 private:
  // Other findings speak of things that are there for a reason of their own already.
  static bool is_a_thing(const FindingCause& cause) {
    return std::holds_alternative<ByPolicy>(cause) || std::holds_alternative<NotRecorded>(cause) ||
           std::holds_alternative<NoVersion>(cause) || std::holds_alternative<NotListed>(cause);
  }

  void add(const CheckFinding& f, const FindingPlace& place) {
    const std::string ref = place.purl.empty() ? place.written : place.purl;
    const auto [at, added] = components_.try_emplace(ref);
    if (added) at->second = component(f, place, ref);
    at->second.places.push_back(&place);
  }

  BillComponent component(const CheckFinding& f, const FindingPlace& place, const std::string& ref) const {
    BillComponent out;
    out.finding = &f;
    out.ref = ref;
    const auto product = f.product.empty() ? std::nullopt : shown_.world.find_product(f.product);
    out.type = type_of(product, place.purl);
    named(out, f, place, product);
    by_policy(out, f);
    out.properties.emplace_back("bestby:severity", finding_names[static_cast<std::size_t>(f.severity)]);
    if (!f.label.empty()) out.properties.emplace_back("bestby:release", f.label);
    return out;
  }

  std::string type_of(const std::optional<NodeId>& product, const std::string& purl) const {
    if (purl.starts_with("pkg:docker/") || purl.starts_with("pkg:oci/")) return "container";
    if (!product) return "library";
    return std::string(component_type(shown_.world.text(shown_.world.product(*product).kind)));
  }

  void named(BillComponent& out, const CheckFinding& f, const FindingPlace& place,
             const std::optional<NodeId>& product) const {
    out.purl = place.purl;
    out.version = f.release;
    out.name = f.product.empty() ? place.written : f.product;
    if (out.purl.empty() && product && !f.release.empty())
      out.purl = product_purl(shown_.world, *product) + "@" + purl_version(f.release);
    if (place.purl.empty()) return;
    const auto purl = read_purl(place.purl);
    if (!purl) return;
    const auto slash = purl->path.rfind('/');
    out.name = purl->path.substr(slash == std::string::npos ? 0 : slash + 1);
    if (slash != std::string::npos) out.group = purl->path.substr(0, slash);
    out.version = purl->version;
  }

  void by_policy(BillComponent& out, const CheckFinding& f) const {
    const auto* by = std::get_if<ByPolicy>(&f.cause);
    if (by == nullptr) return;
    const PolicyStatus& status = by->status;
    const Milestones m(shown_.world, shown_.policies, status);
    for (const MilestoneRow& row : milestone_table())
      if (const auto day = m.day(row.id); day && !row.cyclonedx.empty())
        out.properties.emplace_back(fmt::format("cdx:lifecycle:milestone:{}", row.cyclonedx), day->str());
    if (status.phase != no_id)
      out.properties.emplace_back("bestby:phase", phase_words(shown_.policies, status));
    out.properties.emplace_back("bestby:through", end_words(shown_.policies, status));
    if (status.promises && status.patched.exact()) out.until = Date::from_days(status.patched.low);
  }

  const CheckShown& shown_;
  std::map<std::string, BillComponent> components_;  // by what they are written as
};

}  // namespace

std::vector<BillComponent> bill_of(const CheckShown& shown) { return Bill(shown).run(); }

}  // namespace bestby
