// Numbers and texts.
#include <algorithm>
#include <array>

#include "policy/expression_evaluator.h"
#include "policy/family.h"
#include "policy/words.h"

namespace bestby {

NumberAnswer ExpressionEvaluator::version_part(const ExprRow& r, Frame f) {
  if (r.b >= 0) {  // of a version predicate
    const ExprRow& of = row(argument(r, 0));
    const NodeAnswer subject = node(argument(of, 0), f);
    if (subject.state != NodeAnswer::State::found) return {};
    const FactRow* found = fact(of, subject.node, f);
    if (found == nullptr) return {};
    const Words::Parts& parts =
        e_.words_->parts(static_cast<TextId>(found->low), static_cast<PredicateId>(r.b));
    const std::int64_t part = parts[static_cast<std::size_t>(r.a)];
    return part < 0 ? NumberAnswer{} : NumberAnswer{true, part};
  }
  const NodeAnswer of = node(argument(r, 0), f);
  if (of.state != NodeAnswer::State::found) return {};
  const NodeRow& n = world_.node(of.node);
  const std::array<std::uint32_t, 3> parts = {n.major, n.minor, n.patch};
  const std::uint32_t part = parts[static_cast<std::size_t>(r.a)];
  return part == no_id ? NumberAnswer{} : NumberAnswer{true, part};
}

NumberAnswer ExpressionEvaluator::number_of(const ExprRow& r, Frame f) {
  switch (r.op) {
    case Op::number: return {true, r.a};
    case Op::fact_number: {
      const FactRow* found = fact_of(r, f);
      return found == nullptr ? NumberAnswer{} : NumberAnswer{true, found->low};
    }
    case Op::version_part: return version_part(r, f);
    case Op::count_newer: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state != NodeAnswer::State::found) return {};
      return FamilySearch{e_, f.self}.count(r, of.node);
    }
    case Op::count_values: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state != NodeAnswer::State::found) return {};
      std::int64_t n = 0;
      for (const FactRow& fact : world_.facts(of.node, static_cast<PredicateId>(r.a), e_.known_))
        n += counts(fact, f);
      return {true, n};
    }
    case Op::add:
    case Op::subtract: {
      const NumberAnswer a = number(argument(r, 0), f), b = number(argument(r, 1), f);
      if (!a.recorded || !b.recorded) return {};
      return {true, r.op == Op::add ? a.value + b.value : a.value - b.value};
    }
    case Op::if_number: {
      const Truth t = truth(argument(r, 0), f);
      return t == Truth::unknown ? NumberAnswer{} : number(argument(r, t == Truth::yes ? 1 : 2), f);
    }
    default: return {};
  }
}

// A value as a table's cell has it; nothing where it is not recorded.
std::optional<std::string> ExpressionEvaluator::cell_text(ExprId id, Frame f) {
  if (row(id).type == Type::number) {
    const NumberAnswer value = number(id, f);
    return value.recorded ? std::optional(std::to_string(value.value)) : std::nullopt;
  }
  const TextAnswer value = text(id, f);
  return value.recorded ? std::optional(std::string(value.value)) : std::nullopt;
}

TextAnswer ExpressionEvaluator::lookup(const ExprRow& r, Frame f) {
  const TableRow& table = rules_.columns.tables[static_cast<std::size_t>(r.a)];
  std::vector<std::pair<std::int64_t, std::string>> wanted;
  for (std::size_t i = 0; i + 1 < r.argument_count; i += 2) {
    const auto value = cell_text(argument(r, i + 1), f);
    if (!value) return {};
    wanted.emplace_back(row(argument(r, i)).a, *value);
  }
  if (!e_.spend(std::int64_t{table.row_count} * (1 + std::ssize(wanted)))) return {};
  for (std::uint32_t i = 0; i < table.row_count; ++i) {
    const auto cell = [&](std::int64_t column) {
      return rules_.text(rules_.columns.cells[table.first_cell + i * table.column_count +
                                              static_cast<std::uint32_t>(column)]);
    };
    const bool match = std::all_of(wanted.begin(), wanted.end(), [&](const auto& w) {
      return cell(w.first) == w.second || cell(w.first) == "any";
    });
    if (match) return {true, cell(r.b)};
  }
  return table.closed != 0 ? TextAnswer{true, "no"} : TextAnswer{};
}

TextAnswer ExpressionEvaluator::text_of(const ExprRow& r, Frame f) {
  switch (r.op) {
    case Op::text: return {true, rules_.text(static_cast<TextId>(r.a))};
    case Op::fact_text: {
      const FactRow* found = fact_of(r, f);
      return found == nullptr ? TextAnswer{} : TextAnswer{true, world_.text(static_cast<TextId>(found->low))};
    }
    case Op::kind_text:
    case Op::publisher_text:
    case Op::name_text: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state != NodeAnswer::State::found) return {};
      const Product& p = world_.product(of.node);
      const TextId id = r.op == Op::kind_text        ? p.kind
                        : r.op == Op::publisher_text ? p.publisher
                                                     : world_.node(of.node).name;
      return {true, world_.text(id)};
    }
    case Op::lookup: return lookup(r, f);
    case Op::if_text: {
      const Truth t = truth(argument(r, 0), f);
      return t == Truth::unknown ? TextAnswer{} : text(argument(r, t == Truth::yes ? 1 : 2), f);
    }
    default: return {};
  }
}

}  // namespace bestby
