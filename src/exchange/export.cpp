#include "exchange/export.h"

#include <algorithm>
#include <array>

#include "exchange/export_makers.h"

namespace bestby::exchange {
namespace {

constexpr std::array formats = {
    ExportFormat{"jsonl", "JSON Lines: a flat object for each subject, policy and phase", Holds::anything, "",
                 make_jsonl},
    ExportFormat{"csv", "CSV (RFC 4180): the same columns", Holds::anything, "", make_csv},
    ExportFormat{"sql", "SQL for PostgreSQL and SQLite: the same columns as a table", Holds::anything, "",
                 make_sql},
    ExportFormat{"endoflife-v0", "the cycles of a product as endoflife.date's first API has them",
                 Holds::one_product, "bounds (a flag says whether it is over), policies, sources",
                 make_endoflife_v0},
    ExportFormat{"endoflife-v1", "products as endoflife.date's API v1 has them", Holds::anything,
                 "bounds (a flag and a custom field), other policies, sources", make_endoflife_v1},
    ExportFormat{"cle", "ECMA-428 CLE 1.0.0: the events of a product", Holds::one_product, "bounds, clauses",
                 make_cle},
    ExportFormat{"openeox", "OpenEoX Core 1.0: the days of one cycle or release", Holds::one_subject,
                 "its name, bounds (`tba`), policies", make_openeox},
    ExportFormat{"cyclonedx", "CycloneDX 1.6: components with lifecycle milestones", Holds::anything,
                 "bounds, policies", make_cyclonedx},
    ExportFormat{"icalendar", "iCalendar (RFC 5545): the last days of phases", Holds::anything,
                 "ends that are no day", make_icalendar},
    ExportFormat{"atom", "Atom (RFC 4287): the last days of phases", Holds::anything, "ends that are no day",
                 make_atom},
};

}  // namespace

std::span<const ExportFormat> export_formats() { return formats; }

const ExportFormat* find_export_format(std::string_view name) {
  const auto* const found =
      std::find_if(formats.begin(), formats.end(), [&](const ExportFormat& f) { return f.name == name; });
  return found == formats.end() ? nullptr : found;
}

std::vector<NodeId> export_parts(Evaluator& evaluator, NodeId product) {
  const World& world = evaluator.world();
  const Product& p = world.product(product);
  std::vector<NodeId> out;
  const NodeRange range = p.cycle_count > 0 ? world.cycles_of(product) : world.releases_of(product);
  for (NodeId n = range.first + range.count; n-- > range.first;)
    if (is_known(evaluator, n)) out.push_back(n);
  return out;
}

}  // namespace bestby::exchange
