// Expressions: each row against the shape of its operation, then the cost of the whole.
#include <algorithm>

#include "policy/expression_cost.h"
#include "snapshot/checks.h"

namespace bestby {
namespace {

class ExpressionVerifier {
 public:
  ExpressionVerifier(const World& world, const Policies& policies, TextChecks& texts, Checks& checks)
      : world_(world), c_(policies.columns), texts_(texts), checks_(checks) {}

  bool run() {
    for (std::size_t i = 0; i < c_.rows.size(); ++i) {
      checks_.at("expressions", i);
      if (!expression(c_.rows[i], i)) return false;
    }
    const auto costs = expression_costs(c_);
    for (std::size_t i = 0; i < costs.size(); ++i) {
      checks_.at("expressions", i);
      if (!checks_.holds(within(costs[i], max_expression_cost), "it costs more than an expression may"))
        return false;
    }
    return true;
  }

 private:
  bool expression(const ExprRow& row, std::size_t i) {
    const OpShape* shape = shape_of(row.op);
    return checks_.holds(shape != nullptr, "its operation is none") &&
           checks_.holds(row.type == shape->type, "its type is not its operation's") &&
           texts_.shown(row.source, "its text does not exist") && arguments(row, *shape, i) &&
           operand(shape->a, row.a, row, i) && operand(shape->b, row.b, row, i) &&
           operand(shape->c, row.c, row, i) && special(row);
  }

  bool arguments(const ExprRow& row, const OpShape& shape, std::size_t i) {
    if (!checks_.run(row.first_argument, row.argument_count, c_.arguments.size(),
                     "its arguments lie outside the column") ||
        !checks_.holds(shape.least <= row.argument_count && row.argument_count <= shape.most,
                       "its operation takes another number of arguments"))
      return false;
    for (std::size_t k = 0; k < row.argument_count; ++k) {
      const char letter = shape.arguments[std::min(k, shape.arguments.size() - 1)];
      if (!earlier(c_.arguments[row.first_argument + k], i) ||
          !checks_.holds(fits(letter, argument(row, k).type), "an argument of it has another type"))
        return false;
    }
    return true;
  }

  bool earlier(ExprId id, std::size_t i) {
    return checks_.holds(id < i, "it takes what does not stand before it");
  }

  const ExprRow& argument(const ExprRow& row, std::size_t k) const {
    return c_.rows[c_.arguments[row.first_argument + k]];
  }

  bool operand(Operand kind, std::int32_t value, const ExprRow& row, std::size_t i) {
    const auto id = static_cast<std::uint32_t>(value);
    const auto between = [&](std::int32_t low, std::int32_t high) {
      return checks_.holds(low <= value && value <= high, "a number of it is out of range");
    };
    switch (kind) {
      case Operand::none: return between(0, 0);
      case Operand::any: return true;
      case Operand::positive: return checks_.holds(value >= 1, "it does not count from 1");
      case Operand::word: return texts_.shown(id, "its word is not a text");
      case Operand::key: return texts_.key(id, "its version key is not a text");
      case Operand::day: return checks_.day(value, "its day is out of range");
      case Operand::day_of_month: return between(0, 31);
      case Operand::month: return between(0, 12);
      case Operand::compare: return between(0, static_cast<std::int32_t>(Compare::greater_equal));
      case Operand::snap:
      case Operand::part: return between(0, 2);
      case Operand::family: return family(id, i);
      case Operand::table: return checks_.id(id, c_.tables.size(), "its table does not exist");
      case Operand::column: return column(id, row);
      case Operand::date_fact: return predicate(id, {ValueType::date});
      case Operand::node_fact: return predicate(id, {ValueType::release});
      case Operand::flag_fact: return predicate(id, {ValueType::flag});
      case Operand::number_fact: return predicate(id, {ValueType::number});
      case Operand::text_fact: return predicate(id, {ValueType::text, ValueType::url, ValueType::version});
      case Operand::any_fact: return predicate(id, {});
      case Operand::version_fact_or_none: return value == -1 || predicate(id, {ValueType::version});
    }
    return false;
  }

  bool predicate(PredicateId id, std::initializer_list<ValueType> types) {
    if (!checks_.id(id, world_.columns.predicates.size(), "its predicate does not exist")) return false;
    const ValueType type = world_.columns.predicates[id].type;
    return checks_.holds(types.size() == 0 || std::find(types.begin(), types.end(), type) != types.end(),
                         "its predicate holds values of another type");
  }

  bool family(std::uint32_t id, std::size_t i) {
    if (!checks_.id(id, c_.families.size(), "its family does not exist")) return false;
    const FamilyRow& f = c_.families[id];
    if (!checks_.run(f.first_same, f.same_count, c_.arguments.size(), "its family lies outside the column"))
      return false;
    for (const ExprId same : c_.arguments.subspan(f.first_same, f.same_count))
      if (!earlier(same, i)) return false;
    return (f.by == no_id || earlier(f.by, i)) &&
           (f.where == no_id || (earlier(f.where, i) && checks_.holds(c_.rows[f.where].type == Type::boolean,
                                                                      "its family's condition is none")));
  }

  bool column(std::uint32_t id, const ExprRow& lookup) {
    return checks_.id(id, c_.tables[static_cast<std::size_t>(lookup.a)].column_count,
                      "its table has no such column");
  }

  // What the shapes do not say.
  bool special(const ExprRow& row) {
    switch (row.op) {
      case Op::lookup: return lookup(row);
      case Op::fact_version: return version_fact(argument(row, 0), no_id);
      case Op::version_part:
        if (row.b >= 0) return version_fact(argument(row, 0), static_cast<PredicateId>(row.b));
        return checks_.holds(argument(row, 0).type == Type::node, "an argument of it has another type");
      default: return true;
    }
  }

  // A fact whose value is a version; of this predicate, unless it is no_id.
  bool version_fact(const ExprRow& row, PredicateId wanted) {
    return checks_.holds(row.op == Op::fact_text, "its argument is not a fact") &&
           predicate(static_cast<PredicateId>(row.a), {ValueType::version}) &&
           checks_.holds(wanted == no_id || wanted == static_cast<PredicateId>(row.a),
                         "its argument is another fact");
  }

  bool lookup(const ExprRow& row) {
    if (!checks_.holds(row.argument_count % 2 == 0, "a column of it has no value")) return false;
    for (std::size_t k = 0; k < row.argument_count; k += 2)
      if (!checks_.holds(argument(row, k).op == Op::number, "a column of it is not a number") ||
          !column(static_cast<std::uint32_t>(argument(row, k).a), row) ||
          !checks_.holds(argument(row, k + 1).type == Type::text || argument(row, k + 1).type == Type::number,
                         "a value of it is neither a text nor a number"))
        return false;
    return true;
  }

  const World& world_;
  const PolicyColumns<ColumnView>& c_;
  TextChecks& texts_;
  Checks& checks_;
};

}  // namespace

bool verify_expressions(const World& world, const Policies& policies, TextChecks& texts, Checks& checks) {
  return ExpressionVerifier(world, policies, texts, checks).run();
}

}  // namespace bestby
