// Operands of the policy language: numbers, days, names of facts and properties, sums, `if`.
#include <charconv>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "policy/expression_parser.h"

namespace bestby::language {
namespace {

using std::string_view;

constexpr std::int64_t max_years = 200;  // of a duration

std::optional<Type> type_of(ValueType value) {
  switch (value) {
    case ValueType::date: return Type::date;
    case ValueType::release: return Type::node;
    case ValueType::flag: return Type::boolean;
    case ValueType::number: return Type::number;
    case ValueType::text:
    case ValueType::url:
    case ValueType::version: return Type::text;
  }
  return std::nullopt;
}

Op fact_op(ValueType value) {
  switch (value) {
    case ValueType::date: return Op::fact_date;
    case ValueType::release: return Op::fact_node;
    case ValueType::flag: return Op::fact_flag;
    case ValueType::number: return Op::fact_number;
    default: return Op::fact_text;
  }
}

}  // namespace

Result<std::int32_t> ExpressionParser::integer() {
  const bool negative = accept("-");
  const Token t = take();
  std::int32_t value = 0;
  const char* const begin = t.text.data();
  const char* const end = begin + t.text.size();
  const auto [last, failed] = std::from_chars(begin, end, value);
  if (t.kind != TokenKind::number || failed != std::errc() || last != end || value > 1'000'000)
    return error(t, fmt::format("a whole number is expected, not `{}`", t.text));
  return negative ? -value : value;
}

Parsed ExpressionParser::sum() {
  const Token start = peek();
  auto left = primary();
  while (left && (is("+") || is("-"))) {
    const bool minus = take().text == "-";
    const Token at = peek();
    begin_ = start.at;
    if (left->type == Type::date) {
      left = shifted(*left, minus, start);
      continue;
    }
    auto right = primary();
    if (!right) return right;
    auto a = want(*left, Type::number, start);
    auto b = want(*right, Type::number, at);
    if (!a) return fail(a.error());
    if (!b) return fail(b.error());
    begin_ = start.at;
    left = add(minus ? Op::subtract : Op::add, Type::number, {*a, *b});
  }
  return left;
}

// A date and a duration.
Parsed ExpressionParser::shifted(const Typed& date, bool minus, const Token& start) {
  const Token at = peek();
  auto amount = integer();
  if (!amount) return fail(amount.error());
  const Unit* unit = find_named(units, peek().text);
  if (unit == nullptr) return error(peek(), "a unit is expected: days, weeks, months or years");
  take();
  const std::int64_t count = std::int64_t{*amount} * unit->times * (minus ? -1 : 1);
  if (std::abs(count) > max_years * (unit->months ? 12 : 366))
    return error(at, fmt::format("a duration is at most {} years", max_years));
  begin_ = start.at;
  return add(unit->months ? Op::add_months : Op::add_days, Type::date, {date.id},
             static_cast<std::int32_t>(count));
}

Parsed ExpressionParser::primary() {
  const Token t = peek();
  begin_ = t.at;
  if (accept("(")) {
    auto inner = disjunction();
    if (!inner) return inner;
    if (auto end = expect(")"); !end) return fail(end.error());
    return inner;
  }
  if (is("-") || t.kind == TokenKind::number) {
    auto n = integer();
    if (!n) return fail(n.error());
    return add(Op::number, Type::number, {}, *n);
  }
  if (t.kind == TokenKind::date) {
    take();
    return add(Op::day, Type::date, {}, Date::parse(t.text)->days());
  }
  if (t.kind != TokenKind::name)
    return error(t, t.kind == TokenKind::end ? std::string("the expression ends too early")
                                             : fmt::format("`{}` is not expected here", t.text));
  take();
  auto e = named(t);
  while (e && is(".")) {
    take();
    const Token member = take();
    auto node = want(*e, Type::node, t);
    if (!node) return fail(node.error());
    e = member_of(*node, member, t);
  }
  return e;
}

Parsed ExpressionParser::named(const Token& t) {
  if (t.text == "self") return add(Op::self, Type::node, {});
  if (t.text == "it") {
    if (candidates_ == 0)
      return error(t, "there is nothing here that `it` could be",
                   "it is the candidate in `where=`, `by=` and `same=`, and the value in earliest-of and "
                   "latest-of");
    return add(Op::candidate, Type::node, {});
  }
  if (t.text == "yes") return add(Op::yes, Type::boolean, {});
  if (t.text == "no") return add(Op::no, Type::boolean, {});
  if (t.text == "if") return conditional(t);
  if (is("(")) return call(t);
  const Typed self = add(Op::self, Type::node, {});
  return member_of(self.id, t, t);
}

Parsed ExpressionParser::member_of(ExprId node, const Token& member, const Token& start) {
  begin_ = start.at;
  if (const Property* p = find_named(properties, member.text))
    return p->op == Op::self ? Typed{node, Type::node} : add(p->op, p->type, {node});
  const auto p = scope_.world.find_predicate(member.text);
  if (!p) return unknown(member);
  const ValueType value = scope_.world.predicate(*p).type;
  return add(fact_op(value), *type_of(value), {node}, static_cast<std::int32_t>(*p));
}

tl::unexpected<Error> ExpressionParser::unknown(const Token& t) const {
  std::vector<std::string> names;
  for (const auto& row : scope_.world.columns.predicates) names.emplace_back(scope_.world.text(row.name));
  for (const auto& row : functions) names.emplace_back(row.name);
  for (const auto& row : family_functions) names.emplace_back(row.name);
  for (const auto& row : values_functions) names.emplace_back(row.name);
  for (const auto& row : properties) names.emplace_back(row.name);
  for (const auto name : other_functions) names.emplace_back(name);
  return error(t, fmt::format("`{}` is neither a predicate nor a function", t.text),
               "the vocabulary lists predicates, docs/policies.md functions", nearest(t.text, names));
}

Parsed ExpressionParser::conditional(const Token& t) {
  auto test = disjunction();
  if (!test) return test;
  auto c = want(*test, Type::boolean, t);
  if (!c) return fail(c.error());
  if (auto ok = expect("then"); !ok) return fail(ok.error());
  auto yes = disjunction();
  if (!yes) return yes;
  if (auto ok = expect("else"); !ok) return fail(ok.error());
  const Token at = peek();
  auto no = disjunction();
  if (!no) return no;
  auto other = want(*no, yes->type, at);
  if (!other) return fail(other.error());
  begin_ = t.at;
  switch (yes->type) {
    case Type::date: return add(Op::if_date, Type::date, {*c, yes->id, *other});
    case Type::boolean: return add(Op::if_boolean, Type::boolean, {*c, yes->id, *other});
    case Type::number: return add(Op::if_number, Type::number, {*c, yes->id, *other});
    case Type::text: return add(Op::if_text, Type::text, {*c, yes->id, *other});
    case Type::node: break;
  }
  return error(t, "`if` chooses between dates, conditions, numbers or texts, not releases");
}

}  // namespace bestby::language
