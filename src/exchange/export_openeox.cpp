// OpenEoX Core 1.0: one object for one thing. Its days are last days, so the last second of the day is
// written; what is no day is `tba`, which readers take for a day after every other.
#include "exchange/export_makers.h"
#include "exchange/export_words.h"
#include "report/json_writer.h"
#include "report/milestones.h"

namespace bestby::exchange {
namespace {

constexpr const char* schema = "https://docs.oasis-open.org/openeox/v1.0/schema/core.json";

class OpenEox final : public Exporter {
 public:
  explicit OpenEox(const ExportQuery& query) : asked_(query.asked) {}

  std::optional<std::string> add(Evaluator& evaluator, NodeId node) override {
    const auto status = deciding_policy(evaluator, node, asked_.on);
    if (!status) return "no policy speaks of it";
    const Milestones m(evaluator.world(), evaluator.policies(), *status);
    if (!m.promised(Milestone::security)) return "its policy promises no patches";
    const auto security = m.day(Milestone::security);
    // `tba` would say that it is still patched.
    if (!security && m.ended(Milestone::security, asked_.on) == Truth::yes)
      return "it has ended, and OpenEoX needs the day, which is not recorded";
    write(m, security);
    return std::nullopt;
  }

  void end() override {}

 private:
  void write(const Milestones& m, std::optional<Date> security) {
    // INVARIANT of the standard: no day comes after the end of life, and `tba` is after every day.
    const auto life = security ? m.day(Milestone::support) : std::nullopt;
    const auto word = [](std::optional<Date> day) { return day ? day_end(*day) : std::string("tba"); };
    JsonWriter json;
    json.begin_object();
    json.field("$schema", schema);
    if (const auto released = m.day(Milestone::released))
      json.field("general_availability", day_start(*released));
    json.field("end_of_security_support", word(security));
    json.field("end_of_life", word(life));
    json.field("last_updated", day_start(known_by(asked_)));
    json.end();
    out_ += json.take();
  }

  Asked asked_;
};

}  // namespace

std::unique_ptr<Exporter> make_openeox(const ExportQuery& query) { return std::make_unique<OpenEox>(query); }

}  // namespace bestby::exchange
