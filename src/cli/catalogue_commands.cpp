// Commands that read the catalogue as a whole: list, show, calendar, timeline.
#include <cstdlib>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/subjects.h"
#include "report/calendar.h"
#include "report/chart.h"
#include "report/listing.h"
#include "report/show.h"
#include "report/support_table.h"

namespace bestby::cli {
namespace {

// Whether the terminal's letters are UTF-8.
bool unicode_terminal() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
      const std::string text = lower(value);
      return text.find("utf-8") != std::string::npos || text.find("utf8") != std::string::npos;
    }
  return false;
}

Result<std::vector<NodeId>> products_of(const Session& session) {
  std::vector<NodeId> out;
  for (const std::string& name : session.options[static_cast<std::size_t>(Opt::product)]) {
    const auto found = find_one_subject(session.world(), name, session.known_day());
    if (!found) return fail(found.error());
    out.push_back(found->in(session.world()).product(found->node).node);
  }
  return out;
}

}  // namespace

Result<int> run_list(Session& session) {
  const std::string name = session.arguments.empty() ? "products" : session.arguments[0];
  const Listing* listing = find_listing(name);
  if (listing == nullptr) {
    std::vector<std::string> names;
    for (const Listing& l : listings()) names.emplace_back(l.name);
    return fail(Error{ErrorCode::usage,
                      fmt::format("there is no list of `{}`", name),
                      {},
                      fmt::format("one of: {}", fmt::join(names, ", ")),
                      nearest(name, names)});
  }
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  if (session.format() == "names") {
    for (const auto& row : listing->rows(session.world(), session.policies()))
      session.out += row.front() + '\n';
    return 0;
  }
  session.out = session.json() ? listing_json(*listing, session.world(), session.policies(), session.asked())
                               : listing_text(*listing, session.world(), session.policies());
  return 0;
}

Result<int> run_show(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto found = find_one_subject(session.world(), session.arguments[0], session.known_day());
  if (!found) return fail(found.error());
  const World world = found->in(session.world());
  Evaluator evaluator(world, session.policies(), session.known());
  session.out = session.json()
                    ? show_json(evaluator, found->node, found->note, session.asked())
                    : show_text(evaluator, found->node, found->note, session.asked(), session.paint());
  session.warn_if_stale();
  return 0;
}

Result<int> run_table(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto found = find_one_subject(session.world(), session.arguments[0], session.known_day());
  if (!found) return fail(found.error());
  const World world = found->in(session.world());
  const NodeId product = world.product(found->node).node;
  Evaluator evaluator(world, session.policies(), session.known());
  auto tables = support_tables(evaluator, product, session.on());
  if (const NodeId cycle = world.cycle_of(found->node); cycle != no_id)
    for (SupportTable& table : tables)
      std::erase_if(table.rows, [&](const SupportRow& row) { return row.cycle != cycle; });
  std::erase_if(tables, [](const SupportTable& table) { return table.rows.empty(); });
  if (tables.empty())
    return fail(
        ErrorCode::usage,
        fmt::format("no image with {} is recorded by {}", world.label(found->node), session.on().str()), {},
        fmt::format("`bestby status {}` says what is patched", world.label(product)));
  session.out =
      session.json()
          ? support_table_json(world, session.policies(), product, tables, session.asked())
          : support_table_text(world, session.policies(), product, tables, session.asked(), session.paint());
  session.warn_if_stale();
  return 0;
}

Result<int> run_calendar(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto from = session.date(Opt::from), to = session.date(Opt::to);
  if (!from) return fail(from.error());
  if (!to) return fail(to.error());
  auto products = products_of(session);
  if (!products) return fail(std::move(products.error()));
  CalendarQuery query{from->value_or(session.on()), {}, std::move(*products)};
  query.to = to->value_or(query.from + Months{12});
  if (query.to < query.from)
    return fail(ErrorCode::usage,
                fmt::format("--to {} is before --from {}", query.to.str(), query.from.str()));
  Evaluator evaluator(session.world(), session.policies(), session.known());
  const CalendarAnswer answer{query.from, query.to, endings(evaluator, query)};
  const Asked asked = session.asked();
  session.out = session.format() == "ics" ? calendar_ics(session.world(), session.policies(), answer, asked)
                : session.json()          ? calendar_json(session.world(), session.policies(), answer, asked)
                                          : calendar_text(session.world(), session.policies(), answer, asked);
  session.warn_if_stale();
  return 0;
}

Result<int> run_timeline(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto found = find_one_subject(session.world(), session.arguments[0], session.known_day());
  if (!found) return fail(found.error());
  const World world = found->in(session.world());
  Evaluator evaluator(world, session.policies(), session.known());
  const Chart chart = make_chart(evaluator, found->node, session.on());
  session.out = session.format() == "svg" ? chart_svg(chart)
                : session.json()          ? chart_json(chart, session.policies(), session.asked())
                                 : chart_text(chart, {session.width, unicode_terminal(), session.paint()});
  session.warn_if_stale();
  return 0;
}

}  // namespace bestby::cli
