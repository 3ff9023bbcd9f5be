#include "report/calendar.h"

#include <fmt/format.h>

#include "report/icalendar.h"
#include "report/json_writer.h"
#include "report/text_columns.h"

namespace bestby {
namespace {

std::string_view phase_name(const Policies& policies, const Ending& e, std::uint32_t phase) {
  return policies.text(policies.phases(policies.policy(e.policy))[phase].name);
}
std::string_view policy_name(const Policies& policies, const Ending& e) {
  return policies.text(policies.policy(e.policy).id);
}
std::string_view clause_name(const Policies& policies, const Ending& e) {
  return e.clause == no_id ? std::string_view() : policies.text(policies.columns.clauses[e.clause].id);
}

std::string what_ends(const Policies& policies, const Ending& e) {
  const auto phase = phase_name(policies, e, e.phase);
  return fmt::format("last day of {}{}", e.patches_end ? "security patches" : phase,
                     e.latest ? ", at the latest" : "");
}

}  // namespace

std::string calendar_text(const World& world, const Policies& policies, const CalendarAnswer& answer,
                          const Asked& asked) {
  if (answer.endings.empty())
    return fmt::format("nothing is recorded to end from {} to {}\n", answer.from.str(), answer.to.str());
  TextColumns table;
  for (const Ending& e : answer.endings)
    table.row({e.day.str(), shown_name(world, e.node), what_ends(policies, e),
               fmt::format("then {}", phase_name(policies, e, e.next)),
               fmt::format("{}: {}{}", policy_name(policies, e), clause_name(policies, e),
                           e.published ? " (published)" : ""),
               distance(e.day, asked.on)});
  return table.text();
}

AllDayEvent ending_event(const World& world, const Policies& policies, const Ending& e) {
  AllDayEvent event;
  event.day = e.day;
  event.uid = fmt::format("{}/{}/{}@bestby", policy_name(policies, e), world.label(e.node),
                          phase_name(policies, e, e.phase));
  event.summary = fmt::format("{}: {}", shown_name(world, e.node), what_ends(policies, e));
  event.description = fmt::format("{} ends, then {}. By {}: {}{}", phase_name(policies, e, e.phase),
                                  phase_name(policies, e, e.next), policy_name(policies, e),
                                  e.clause == no_id ? std::string_view("no clause")
                                                    : policies.text(policies.columns.clauses[e.clause].says),
                                  e.published ? " (a published day)" : "");
  event.category = world.text(world.product(e.node).id);
  return event;
}

std::string calendar_ics(const World& world, const Policies& policies, const CalendarAnswer& answer,
                         const Asked& asked) {
  IcalendarWriter out("What is patched until when", asked.as_of);
  for (const Ending& e : answer.endings) out.all_day(ending_event(world, policies, e));
  return out.take();
}

std::string calendar_json(const World& world, const Policies& policies, const CalendarAnswer& answer,
                          const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/calendar/1", asked);
  json.field("from", std::optional(answer.from));
  json.field("to", std::optional(answer.to));
  json.begin_array("endings");
  for (const Ending& e : answer.endings) {
    json.begin_object();
    json.field("day", std::optional(e.day));
    json.field("subject", world.label(e.node));
    json.field("product", world.text(world.product(e.node).id));
    json.field("release", world.name(e.node));
    json.field("policy", policy_name(policies, e));
    json.field("phase", phase_name(policies, e, e.phase));
    json.field("next", phase_name(policies, e, e.next));
    json.field("patches_end", e.patches_end);
    json.field("at_the_latest", e.latest);
    json.field("clause", clause_name(policies, e));
    json.field("published", e.published);
    json.end();
  }
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby
