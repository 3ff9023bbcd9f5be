#include "exchange/export_rows.h"

#include <array>

#include <fmt/format.h>

#include "base/utf8.h"
#include "exchange/export_makers.h"
#include "report/json_writer.h"

namespace bestby::exchange {
namespace {

using Row = PhaseRowOf;

RowValue text_or_none(std::string_view text) {
  if (text.empty()) return {};
  return std::string(text);
}

RowValue day_or_none(std::optional<Date> day) {
  if (!day) return {};
  return *day;
}

// The day itself, where it is known to the day.
RowValue exact_day(const Bound& bound) {
  if (!bound.exact()) return {};
  return Date::from_days(bound.low);
}

std::string service_names(const World& world, std::uint32_t bits) {
  std::string out;
  for (std::uint32_t i = 0; i < world.columns.services.size(); ++i)
    if ((bits >> i & 1U) != 0)
      out += fmt::format("{}{}", out.empty() ? "" : " ", world.text(world.columns.services[i]));
  return out;
}

RowValue flag(Truth truth) {
  if (truth == Truth::unknown) return {};
  return truth == Truth::yes;
}

std::string_view clause_name(const Row& r) {
  return r.state.clause == no_id ? std::string_view()
                                 : r.policies.text(r.policies.columns.clauses[r.state.clause].id);
}

constexpr std::array columns = {
    RowColumn{"subject", "TEXT NOT NULL", "PRODUCT@RELEASE",
              [](const Row& r) -> RowValue { return r.world.label(r.node); }},
    RowColumn{"product", "TEXT NOT NULL", "",
              [](const Row& r) -> RowValue { return std::string(r.world.text(r.world.product(r.node).id)); }},
    RowColumn{"release", "TEXT NOT NULL", "the name of the cycle or release",
              [](const Row& r) -> RowValue { return std::string(r.world.name(r.node)); }},
    RowColumn{"is_cycle", "BOOLEAN NOT NULL", "whether it stands for a cycle of releases",
              [](const Row& r) -> RowValue { return r.world.is_cycle(r.node); }},
    RowColumn{"policy", "TEXT NOT NULL", "",
              [](const Row& r) -> RowValue { return std::string(r.policies.text(r.policy().id)); }},
    RowColumn{"decides", "BOOLEAN NOT NULL", "whether it is the policy whose word counts",
              [](const Row& r) -> RowValue { return r.status.verdict.decides; }},
    RowColumn{"phase_number", "INTEGER NOT NULL", "the phase's place in the policy, from 1",
              [](const Row& r) -> RowValue { return static_cast<std::int64_t>(r.state.phase) + 1; }},
    RowColumn{"phase", "TEXT NOT NULL", "its name, which is the vendor's",
              [](const Row& r) -> RowValue { return std::string(r.policies.text(r.phase().name)); }},
    RowColumn{"services", "TEXT NOT NULL", "what it promises, with blanks between; this is what counts",
              [](const Row& r) -> RowValue { return service_names(r.world, r.phase().services); }},
    RowColumn{"may", "TEXT NOT NULL", "what may come in it, and is not promised",
              [](const Row& r) -> RowValue { return service_names(r.world, r.phase().may); }},
    RowColumn{"first_day", "DATE", "", [](const Row& r) { return exact_day(r.state.first); }},
    RowColumn{"first_bound", "TEXT NOT NULL", "what is known of it: exact, at_least, ...",
              [](const Row& r) -> RowValue { return std::string(name_of(last_day(r.state.first).kind)); }},
    RowColumn{"first_low", "DATE", "not before",
              [](const Row& r) { return day_or_none(last_day(r.state.first).low); }},
    RowColumn{"first_high", "DATE", "not after",
              [](const Row& r) { return day_or_none(last_day(r.state.first).high); }},
    RowColumn{"last_day", "DATE", "included in the phase",
              [](const Row& r) { return exact_day(r.state.last); }},
    RowColumn{"last_bound", "TEXT NOT NULL", "",
              [](const Row& r) -> RowValue { return std::string(name_of(last_day(r.state.last).kind)); }},
    RowColumn{"last_low", "DATE", "", [](const Row& r) { return day_or_none(last_day(r.state.last).low); }},
    RowColumn{"last_high", "DATE", "", [](const Row& r) { return day_or_none(last_day(r.state.last).high); }},
    RowColumn{"clause", "TEXT", "what ends it", [](const Row& r) { return text_or_none(clause_name(r)); }},
    RowColumn{"published", "BOOLEAN NOT NULL", "whether a published day took the place of the clause's own",
              [](const Row& r) -> RowValue { return r.state.published; }},
    RowColumn{"holds", "BOOLEAN", "whether it holds on the day; absent where nobody knows",
              [](const Row& r) { return flag(r.state.holds); }},
    RowColumn{"on_day", "DATE NOT NULL", "the day that `holds` is for",
              [](const Row& r) -> RowValue { return r.asked.on; }},
    RowColumn{"catalog_day", "DATE NOT NULL", "the catalogue's own day",
              [](const Row& r) -> RowValue { return r.asked.as_of; }},
};

// Rows of every policy that speaks of a subject.
class RowExporter : public Exporter {
 public:
  explicit RowExporter(const ExportQuery& query) : asked_(query.asked) {}

  std::optional<std::string> add(Evaluator& evaluator, NodeId node) final {
    const auto statuses = all_policies(evaluator, node, asked_.on);
    if (statuses.empty()) return "no policy speaks of it";
    begin_once();
    for (const PolicyStatus& status : statuses)
      for (const PhaseState& state : status.phases)
        write({evaluator.world(), evaluator.policies(), asked_, node, status, state});
    return std::nullopt;
  }

  void end() final {
    begin_once();
    finish();
  }

 protected:
  virtual void begin() {}
  virtual void write(const Row& row) = 0;
  virtual void finish() {}

 private:
  void begin_once() {
    if (!begun_) begin();
    begun_ = true;
  }

  Asked asked_;
  bool begun_ = false;
};

class Jsonl final : public RowExporter {
  using RowExporter::RowExporter;
  void write(const Row& row) override {
    char before = '{';
    for (const RowColumn& c : columns) {
      out_ += fmt::format("{}\"{}\":{}", before, c.name, json_cell(c.value(row)));
      before = ',';
    }
    out_ += "}\n";
  }
};

class Csv final : public RowExporter {
  using RowExporter::RowExporter;
  void begin() override {
    for (const RowColumn& c : columns) (out_ += c.name) += &c == &columns.back() ? "\r\n" : ",";
  }
  void write(const Row& row) override {
    for (const RowColumn& c : columns)
      (out_ += csv_cell(c.value(row))) += &c == &columns.back() ? "\r\n" : ",";
  }
};

constexpr std::string_view table_name = "bestby_phases";

class Sql final : public RowExporter {
  using RowExporter::RowExporter;
  void begin() override {
    out_ += fmt::format("BEGIN;\nCREATE TABLE {} (\n", table_name);
    for (const RowColumn& c : columns) out_ += fmt::format("  {} {},\n", c.name, c.sql);
    out_ += "  PRIMARY KEY (subject, policy, phase)\n);\n";
  }
  void write(const Row& row) override {
    out_ += fmt::format("INSERT INTO {} VALUES (", table_name);
    for (const RowColumn& c : columns)
      (out_ += sql_cell(c.value(row))) += &c == &columns.back() ? ");\n" : ", ";
  }
  void finish() override { out_ += "COMMIT;\n"; }
};

// Control characters are in no name; they are left out, so that no reader trips over them.
std::string without_controls(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (!c.valid)
      append_utf8(out, 0xFFFD);
    else if (!is_control(c.value))
      out += text.substr(at, c.length);
    at += c.length;
  }
  return out;
}

std::string doubled(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) out.append(c == quote ? 2 : 1, c);
  return out + quote;
}

std::string csv_text(std::string_view given) {
  std::string text = without_controls(given);
  if (!text.empty() && std::string_view("=+-@\t").find(text[0]) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  return text.find_first_of(",\"\n") == std::string::npos ? text : doubled(text, '"');
}

// What the formats have for each kind of value; texts are theirs alone.
template <class Text>
std::string cell(const RowValue& value, std::string_view none, char day_quote, Text&& text) {
  if (const auto* s = std::get_if<std::string>(&value)) return text(*s);
  if (const auto* day = std::get_if<Date>(&value))
    return day_quote == 0 ? day->str() : fmt::format("{0}{1}{0}", day_quote, day->str());
  if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return std::string(none);
}

}  // namespace

std::span<const RowColumn> row_columns() { return columns; }

std::string json_cell(const RowValue& value) { return cell(value, "null", '"', json_text); }
std::string csv_cell(const RowValue& value) { return cell(value, "", 0, csv_text); }
std::string sql_cell(const RowValue& value) {
  return cell(value, "NULL", '\'', [](std::string_view s) { return doubled(without_controls(s), '\''); });
}

std::unique_ptr<Exporter> make_jsonl(const ExportQuery& query) { return std::make_unique<Jsonl>(query); }
std::unique_ptr<Exporter> make_csv(const ExportQuery& query) { return std::make_unique<Csv>(query); }
std::unique_ptr<Exporter> make_sql(const ExportQuery& query) { return std::make_unique<Sql>(query); }

}  // namespace bestby::exchange
