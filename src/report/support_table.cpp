#include "report/support_table.h"

#include <fmt/format.h>

#include "report/json_writer.h"
#include "report/text_columns.h"

namespace bestby {
namespace {

std::string_view truth_word(Truth t) { return t == Truth::yes ? "yes" : t == Truth::no ? "no" : "not sure"; }

std::optional<bool> truth_value(Truth t) {
  return t == Truth::unknown ? std::nullopt : std::optional(t == Truth::yes);
}

std::string toolkit_words(const World& world, const SupportRow& row) {
  std::string out;
  for (const auto& toolkit : row.toolkits) {
    out += fmt::format("{}{}", out.empty() ? "" : "; ", world.label(toolkit.node));
    if (!toolkit.platforms.empty()) out += fmt::format(" on {}", fmt::join(toolkit.platforms, ", "));
  }
  return out.empty() ? "-" : out;
}

std::string form_cell(const World& world, const FormAvailability& form) {
  if (form.there == Availability::not_recorded) return "-";
  return form.current == no_id ? "not sure" : std::string(world.name(form.current));
}

std::string through_cell(const Bound& patched) {
  const LastDay last = last_day(patched);
  if (last.kind == BoundKind::never) return "without an end";
  if (last.kind == BoundKind::between) return fmt::format("{} to {}", last.low->str(), last.high->str());
  if (!last.through) return "not recorded";
  const char* how = last.kind == BoundKind::at_least  ? "at least "
                    : last.kind == BoundKind::at_most ? "at most "
                                                      : "";
  return how + last.through->str();
}

void forms_json(JsonWriter& json, const World& world, const SupportRow& row) {
  json.begin_object("forms");
  for (const FormAvailability& form : row.forms) {
    json.begin_object(form.form);
    json.field("available", name_of(form.there));
    if (form.current == no_id)
      json.null("current");
    else
      json.field("current", world.name(form.current));
    json.end();
  }
  json.end();
}

void toolkits_json(JsonWriter& json, const World& world, const SupportRow& row) {
  json.begin_array("toolkits");
  for (const auto& toolkit : row.toolkits) {
    json.begin_object();
    json.field("toolkit", world.label(toolkit.node));
    json.begin_array("platforms");
    for (const std::string_view platform : toolkit.platforms) json.item(platform);
    json.end();
    json.end();
  }
  json.end();
}

void row_json(JsonWriter& json, const World& world, const SupportRow& row) {
  const LastDay last = last_day(row.patched);
  json.begin_object();
  json.field("cycle", world.name(row.cycle));
  json.field("patched", truth_value(row.patched_on));
  json.field("through", last.through);
  json.field("bound", name_of(last.kind));
  json.field("lo", last.low);
  json.field("hi", last.high);
  forms_json(json, world, row);
  toolkits_json(json, world, row);
  json.end();
}

}  // namespace

std::string support_table_text(const World& world, const Policies& policies, NodeId product,
                               const std::vector<SupportTable>& tables, const Asked& asked, Paint paint) {
  std::string out;
  for (const SupportTable& table : tables) {
    if (!out.empty()) out += '\n';
    out += fmt::format("{}  {}\n",
                       paint.strong(fmt::format("{} in images of {}", world.label(product), table.publisher)),
                       paint.faint(fmt::format(
                           "on {}{}", asked.on.str(),
                           table.policy == no_id
                               ? std::string("; no policy of its own speaks of it")
                               : fmt::format(", by {}", policies.text(policies.policy(table.policy).id)))));
    TextColumns columns;
    std::vector<std::string> head = {"cycle", "patched", "through"};
    head.insert(head.end(), table.forms.begin(), table.forms.end());
    head.emplace_back("toolkits");
    columns.row(std::move(head));
    for (const SupportRow& row : table.rows) {
      std::vector<std::string> cells = {std::string(world.name(row.cycle)),
                                        std::string(truth_word(row.patched_on)), through_cell(row.patched)};
      for (const FormAvailability& form : row.forms) cells.push_back(form_cell(world, form));
      cells.push_back(toolkit_words(world, row));
      columns.row(std::move(cells));
    }
    out += columns.text(2);
  }
  return out;
}

std::string support_table_json(const World& world, const Policies& policies, NodeId product,
                               const std::vector<SupportTable>& tables, const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/table/1", asked);
  json.field("product", world.label(product));
  json.begin_array("tables");
  for (const SupportTable& table : tables) {
    json.begin_object();
    json.field("publisher", table.publisher);
    if (table.policy == no_id)
      json.null("policy");
    else
      json.field("policy", policies.text(policies.policy(table.policy).id));
    json.begin_array("rows");
    for (const SupportRow& row : table.rows) row_json(json, world, row);
    json.end();
    json.end();
  }
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby
