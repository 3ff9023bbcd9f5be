// ECMA-428 CLE 1.0.0: the events of one product. An event takes effect at a moment, so an end does so at
// the first moment after the last day. Only days that are known become events.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "exchange/export_makers.h"
#include "exchange/export_words.h"
#include "report/json_writer.h"
#include "report/milestones.h"

namespace bestby::exchange {
namespace {

constexpr const char* schema = "https://ecma-tc54.github.io/ECMA-428/cle.v1.0.0.json";

struct CleEvent {
  Date effective, published;
  std::string type, version, range, support;  // `version` of what was released, else `range`
  bool operator==(const CleEvent&) const = default;
};

struct Support {
  std::string says, url;
};

class Cle final : public Exporter {
 public:
  explicit Cle(const ExportQuery& query) : asked_(query.asked) {}

  std::optional<std::string> add(Evaluator& evaluator, NodeId node) override {
    const World& world = evaluator.world();
    if (identifier_.empty()) identifier_ = product_purl(world, node);
    const std::size_t before = events_.size();
    releases(evaluator, node);
    if (const auto status = deciding_policy(evaluator, node, asked_.on)) ends(evaluator, node, *status);
    if (events_.size() == before) return "no day of it is known";
    return std::nullopt;
  }

  void end() override {
    std::stable_sort(events_.begin(), events_.end(), [](const CleEvent& a, const CleEvent& b) {
      return std::tie(a.published, a.effective) < std::tie(b.published, b.effective);
    });
    events_.erase(std::unique(events_.begin(), events_.end()), events_.end());
    JsonWriter json;
    json.begin_object();
    json.field("$schema", schema);
    json.field("identifier", identifier_);
    json.field("updatedAt", day_start(known_by(asked_)));
    definitions(json);
    json.begin_array("events");
    for (std::size_t id = events_.size(); id > 0; --id) event(json, events_[id - 1], id);
    json.end();
    json.end();
    out_ += json.take();
  }

 private:
  // A cycle is no version: its releases came out.
  void releases(Evaluator& evaluator, NodeId node) {
    const World& world = evaluator.world();
    const auto released = [&](NodeId n) {
      const Bound day = evaluator.release_day(n);
      if (!day.exact() || Date::from_days(day.low) > known_by(asked_)) return;
      const Date on = Date::from_days(day.low);
      events_.push_back({on, on, "released", std::string(world.name(n)), {}, {}});
    };
    if (world.is_release(node)) return released(node);
    for (const NodeId member : world.members(node)) released(member);
  }

  void ends(Evaluator& evaluator, NodeId node, const PolicyStatus& status) {
    const World& world = evaluator.world();
    const Milestones m(world, evaluator.policies(), status);
    for (const MilestoneRow& row : milestone_table()) {
      const auto day = m.day(row.id);
      if (row.cle.empty() || row.id == Milestone::released || !day) continue;
      const bool by_policy = row.cle == "endOfSupport" || row.cle == "endOfDevelopment";
      events_.push_back({*day + Days{1},
                         known_by(asked_),
                         std::string(row.cle),
                         {},
                         version_range(world, node),
                         by_policy ? support(evaluator, status, row.id) : std::string()});
    }
  }

  // The support that ends: the policy's, and what those get who pay apart from it.
  std::string support(const Evaluator& evaluator, const PolicyStatus& status, Milestone which) {
    const Policies& policies = evaluator.policies();
    const PolicyRow& policy = policies.policy(status.verdict.timeline.policy);
    const bool paid = which == Milestone::paid_security;
    std::string id = fmt::format("{}{}", policies.text(policy.id), paid ? "-paid" : "");
    supports_[id] = {
        fmt::format("{}{}", policies.text(policy.title), paid ? ", for those who pay or enrol" : ""),
        std::string(policy_url(evaluator.world(), policies, policy))};
    return id;
  }

  void definitions(JsonWriter& json) const {
    if (supports_.empty()) return;
    json.begin_object("definitions");
    json.begin_array("support");
    for (const auto& [id, support] : supports_) {
      json.begin_object();
      json.field("id", id);
      json.field("description", support.says);
      if (!support.url.empty()) json.field("url", support.url);
      json.end();
    }
    json.end();
    json.end();
  }

  static void event(JsonWriter& json, const CleEvent& e, std::size_t id) {
    json.begin_object();
    json.field("id", static_cast<std::int64_t>(id));
    json.field("type", e.type);
    json.field("effective", day_start(e.effective));
    json.field("published", day_start(e.published));
    if (!e.version.empty()) json.field("version", e.version);
    if (!e.range.empty()) {
      json.begin_array("versions");
      json.begin_object();
      json.field("range", e.range);
      json.end();
      json.end();
    }
    if (!e.support.empty()) json.field("supportId", e.support);
    json.end();
  }

  Asked asked_;
  std::string identifier_;
  std::vector<CleEvent> events_;
  std::map<std::string, Support> supports_;
};

}  // namespace

std::unique_ptr<Exporter> make_cle(const ExportQuery& query) { return std::make_unique<Cle>(query); }

}  // namespace bestby::exchange
