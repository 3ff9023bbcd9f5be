// Exports: what is recorded, in the forms that other programs read.
//
//     const ExportFormat* format = find_export_format("csv");
//     auto exporter = format->make(evaluator.policies(), query);
//     for (NodeId n : export_parts(evaluator, product)) {
//       if (auto why = exporter->add(evaluator, n)) note(*why);     // what the format cannot say
//       write(exporter->take());
//     }
//     exporter->end();
//     write(exporter->take());
//
// A foreign format stays exactly as its standard says; docs/exchange.md says which of our words
// becomes which of theirs (report/milestones.h has the table). A bound that is no day becomes what the
// format has for that, and never a day.
//
// What belongs to one product stands together: add the parts of a product one after another.
//
// Memory: what was added since the last `take`. Errors: none; what a format cannot hold is left out
// with the reason.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "judge/status.h"
#include "report/asked.h"

namespace bestby::exchange {

struct ExportQuery {
  Asked asked;
  std::size_t products = 0;  // how many are exported
};

class Exporter {
 public:
  Exporter() = default;
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;
  virtual ~Exporter() = default;

  // A cycle or a release. The evaluator's World may be one of the subject's own; the policies are always
  // the same. Gives why it is left out where it is.
  virtual std::optional<std::string> add(Evaluator& evaluator, NodeId node) = 0;
  virtual void end() = 0;
  std::string take() { return std::exchange(out_, {}); }

 protected:
  std::string out_;
};

// What one file of a format can hold.
enum class Holds : unsigned char { anything, one_product, one_subject };

struct ExportFormat {
  std::string_view name, says;
  Holds holds;
  std::string_view lacks;  // what of ours it has no place for
  std::unique_ptr<Exporter> (*make)(const ExportQuery& query);
};

std::span<const ExportFormat> export_formats();
const ExportFormat* find_export_format(std::string_view name);  // nullptr when unknown
// The names, for completion: `a|b|c`. A test keeps it equal to the table.
inline constexpr std::string_view export_format_names =
    "jsonl|csv|sql|endoflife-v0|endoflife-v1|cle|openeox|cyclonedx|icalendar|atom";

// What stands for a product: its cycles, the newest first, or its releases where it has none; what nothing
// is known of by the evaluator's day is left out.
std::vector<NodeId> export_parts(Evaluator& evaluator, NodeId product);

}  // namespace bestby::exchange
