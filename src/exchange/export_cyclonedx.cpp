// CycloneDX 1.6: a component for each cycle or release, with properties of its official taxonomy
// (`cdx:lifecycle:milestone:*`). A property is a day; where there is none, it is not written.
#include <fmt/format.h>

#include "exchange/export_makers.h"
#include "exchange/export_words.h"
#include "report/json_writer.h"
#include "report/milestones.h"

namespace bestby::exchange {
namespace {

class CycloneDx final : public Exporter {
 public:
  explicit CycloneDx(const ExportQuery& query) : asked_(query.asked) {
    json_.begin_object();
    json_.field("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    json_.field("bomFormat", "CycloneDX");
    json_.field("specVersion", "1.6");
    json_.field("version", std::int64_t{1});
    json_.begin_object("metadata");
    json_.field("timestamp", day_start(known_by(asked_)));
    json_.end();
    json_.begin_array("components");
  }

  std::optional<std::string> add(Evaluator& evaluator, NodeId node) override {
    const auto status = deciding_policy(evaluator, node, asked_.on);
    if (!status) return "no policy speaks of it";
    const Milestones m(evaluator.world(), evaluator.policies(), *status);
    bool ends = false;
    for (const MilestoneRow& row : milestone_table())
      ends = ends || (!row.cyclonedx.empty() && row.id != Milestone::released && m.day(row.id));
    if (!ends) return "none of its ends is a day that is known";
    component(evaluator.world(), node, m);
    out_ += json_.part();
    return std::nullopt;
  }

  void end() override {
    json_.end();
    json_.end();
    out_ += json_.take();
  }

 private:
  void component(const World& world, NodeId node, const Milestones& m) {
    const Product& p = world.product(node);
    const std::string_view publisher = world.text(p.publisher);
    json_.begin_object();
    json_.field("type", component_type(world.text(p.kind)));
    json_.field("bom-ref", world.label(node));
    if (!publisher.empty()) json_.field("publisher", publisher);
    json_.field("name", world.text(p.id));
    json_.field("version", world.name(node));
    json_.field("purl", versioned_purl(world, node));
    json_.begin_array("properties");
    for (const MilestoneRow& row : milestone_table())
      if (const auto day = m.day(row.id); day && !row.cyclonedx.empty()) {
        json_.begin_object();
        json_.field("name", fmt::format("cdx:lifecycle:milestone:{}", row.cyclonedx));
        json_.field("value", day->str());
        json_.end();
      }
    json_.end();
    json_.end();
  }

  Asked asked_;
  JsonWriter json_;
};

}  // namespace

std::unique_ptr<Exporter> make_cyclonedx(const ExportQuery& query) {
  return std::make_unique<CycloneDx>(query);
}

}  // namespace bestby::exchange
