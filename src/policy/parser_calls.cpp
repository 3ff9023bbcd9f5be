// Functions of the policy language: the plain ones of the table, and those that take words, tables or
// named arguments.
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "policy/expression_parser.h"

namespace bestby::language {

Parsed ExpressionParser::call(const Token& t) {
  take();  // (
  if (const FamilyFunction* f = find_named(family_functions, t.text)) return family(*f, t);
  if (const ValuesFunction* f = find_named(values_functions, t.text)) return over_values(*f, t);
  if (const Part* part = find_named(parts, t.text)) return version_part(*part, t);
  if (t.text == "snap" || t.text == "snap-forward") return snap(t);
  if (t.text == "end" || t.text == "start" || t.text == "holds") return phase_question(t);
  if (t.text == "recorded") return recorded(t);
  if (t.text == "lookup") return lookup(t);
  if (t.text == "with" || t.text == "number-of") return word_call(t);
  if (const Function* f = find_named(functions, t.text)) return plain_call(*f, t);
  if (!find_named(properties, t.text) && !scope_.world.find_predicate(t.text)) return unknown(t);
  const Token at = peek();
  auto argument = disjunction();
  if (!argument) return argument;
  auto node = want(*argument, Type::node, at);
  if (!node) return fail(node.error());
  if (auto end = expect(")"); !end) return fail(end.error());
  return member_of(*node, t, t);
}

Parsed ExpressionParser::plain_call(const Function& f, const Token& t) {
  std::vector<ExprId> arguments;
  do {
    const Token at = peek();
    auto e = disjunction();
    if (!e) return e;
    auto typed = want(*e, f.argument, at);
    if (!typed) return fail(typed.error());
    arguments.push_back(*typed);
  } while (accept(","));
  if (auto end = expect(")"); !end) return fail(end.error());
  const int n = static_cast<int>(arguments.size());
  if (n < f.least || n > f.most)
    return error(t, fmt::format("`{}` takes {} to {} arguments, not {}", f.name, f.least, f.most, n));
  begin_ = t.at;
  return add(f.op, f.result, arguments, f.a);
}

// earliest-of(R, D), earliest-of(R, D, where=C): of R's values, each of them `it` in D and C.
Parsed ExpressionParser::over_values(const ValuesFunction& f, const Token& t) {
  std::vector<ExprId> arguments;
  for (const Type type : {Type::node, Type::date, Type::boolean}) {
    if (type == Type::boolean) {
      if (!accept(",")) break;
      const Token name = take();
      if (name.text != "where") return error(name, "only `where=` can stand here");
      if (auto sign = expect("="); !sign) return fail(sign.error());
    } else if (type == Type::date) {
      if (auto comma = expect(","); !comma) return fail(comma.error());
    }
    const Token at = peek();
    const Nested candidate(candidates_, type != Type::node);
    auto e = disjunction();
    if (!e) return e;
    auto typed = want(*e, type, at);
    if (!typed) return fail(typed.error());
    arguments.push_back(*typed);
  }
  if (auto end = expect(")"); !end) return fail(end.error());
  begin_ = t.at;
  return add(f.op, Type::date, arguments);
}

Parsed ExpressionParser::version_part(const Part& part, const Token& t) {
  const PredicateId version = version_predicate();
  const Token at = peek();
  auto e = disjunction();
  if (!e) return e;
  if (auto end = expect(")"); !end) return fail(end.error());
  begin_ = t.at;
  if (version != no_id && e->type == Type::text)
    return add(Op::version_part, Type::number, {e->id}, part.index, static_cast<std::int32_t>(version));
  auto node = want(*e, Type::node, at);
  if (!node) return fail(node.error());
  return add(Op::version_part, Type::number, {*node}, part.index, -1);
}

// snap(D, month-end) | snap(D, day 28) | snap(D, 30 April)
Parsed ExpressionParser::snap(const Token& t) {
  const Token at = peek();
  auto e = disjunction();
  if (!e) return e;
  auto date = want(*e, Type::date, at);
  if (!date) return fail(date.error());
  if (auto comma = expect(","); !comma) return fail(comma.error());
  std::int32_t kind = 0, month = 0, day = 0;
  if (accept("month-end")) {
    kind = 0;
  } else if (accept("day")) {
    auto n = integer();
    if (!n) return fail(n.error());
    kind = 1;
    day = *n;
  } else {
    auto n = integer();
    if (!n) return fail(n.error());
    const Token name = take();
    const auto it = std::find(month_names.begin(), month_names.end(), name.text);
    if (it == month_names.end())
      return error(name, fmt::format("`{}` is not a month", name.text), "write it out, as in 30 April");
    kind = 2;
    day = *n;
    month = static_cast<std::int32_t>(it - month_names.begin()) + 1;
  }
  if (kind != 0)
    if (auto exists = day_of_month(t, month, day); !exists) return fail(exists.error());
  if (auto end = expect(")"); !end) return fail(end.error());
  begin_ = t.at;
  if (t.text == "snap-forward") return add(Op::snap_forward, Type::date, {*date}, kind, month, day);
  const Op op = kind == 0 ? Op::snap_month_end : kind == 1 ? Op::snap_day : Op::snap_month_day;
  return kind == 1 ? add(op, Type::date, {*date}, day) : add(op, Type::date, {*date}, month, day);
}

// `month` 0: of any month.
Result<void> ExpressionParser::day_of_month(const Token& at, std::int32_t month, std::int32_t day) const {
  if (day < 1 || day > 31) return error(at, fmt::format("there is no day {}", day));
  if (month == 0) return {};
  constexpr std::array<int, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const auto i = static_cast<std::size_t>(month) - 1;
  if (day <= days[i]) return {};
  return error(at, fmt::format("{} has no day {}", month_names[i], day));
}

// end(R, service or phase), start(R, phase), holds(R, service or phase, date). Which policy decides for
// R is not known here, so the word is noted, and refused if no policy has it.
Parsed ExpressionParser::phase_question(const Token& t) {
  const Token at = peek();
  auto e = disjunction();
  if (!e) return e;
  auto node = want(*e, Type::node, at);
  if (!node) return fail(node.error());
  if (auto comma = expect(","); !comma) return fail(comma.error());
  const Token name = take();
  if (name.kind != TokenKind::name && name.kind != TokenKind::string)
    return error(name, "a service or a phase is expected");
  note(NotedWord::What::service_or_phase, name, *node);
  std::vector<ExprId> arguments = {*node};
  if (t.text == "holds") {
    if (auto comma = expect(","); !comma) return fail(comma.error());
    const Token when = peek();
    auto d = disjunction();
    if (!d) return d;
    auto date = want(*d, Type::date, when);
    if (!date) return fail(date.error());
    arguments.push_back(*date);
  }
  if (auto end = expect(")"); !end) return fail(end.error());
  begin_ = t.at;
  const Op op = t.text == "end" ? Op::end_of : t.text == "start" ? Op::start_of : Op::holds;
  return add(op, op == Op::holds ? Type::boolean : Type::date, arguments, word(name.text));
}

Parsed ExpressionParser::recorded(const Token& t) {
  auto e = disjunction();
  if (!e) return e;
  if (auto end = expect(")"); !end) return fail(end.error());
  begin_ = t.at;
  return add(Op::recorded, Type::boolean, {e->id});
}

// with(NAME): a part of the stack; number-of(PREDICATE): how many values the subject has.
Parsed ExpressionParser::word_call(const Token& t) {
  const Token name = take();
  if (name.kind != TokenKind::name && name.kind != TokenKind::string)
    return error(name, "a name is expected");
  if (auto end = expect(")"); !end) return fail(end.error());
  begin_ = t.at;
  const World& world = scope_.world;
  const auto p = world.find_predicate(name.text);
  if (t.text == "with") {
    if (!scope_.stack)
      return error(t, "`with` has a meaning in `requires` alone",
                   "of the subject itself a predicate is asked, as in released(python)");
    if (!p && !world.find_product(name.text)) {
      std::vector<std::string> names;
      for (const NameRow& row : world.columns.names) names.emplace_back(world.text(row.name));
      for (const PredicateRow& row : world.columns.predicates) names.emplace_back(world.text(row.name));
      return error(name, fmt::format("`{}` is neither a product nor a predicate", name.text), {},
                   nearest(name.text, names));
    }
    return add(Op::part, Type::node, {}, word(name.text));
  }
  if (!p) return unknown(name);
  const Typed self = add(Op::self, Type::node, {});
  return add(Op::count_values, Type::number, {self.id}, static_cast<std::int32_t>(*p));
}

Parsed ExpressionParser::lookup(const Token& t) {
  const Token name = take();
  const auto table = find_named(scope_.tables, name.text);
  if (table == nullptr) {
    std::vector<std::string> names;
    for (const auto& row : scope_.tables) names.push_back(row.name);
    return error(name, fmt::format("the policy has no table `{}`", name.text), {}, nearest(name.text, names));
  }
  std::vector<ExprId> arguments;  // column, value, column, value, ...
  while (accept(",")) {
    const Token column = take();
    const auto it = std::find(table->columns.begin(), table->columns.end(), column.text);
    if (it == table->columns.end())
      return error(column, fmt::format("table `{}` has no column `{}`", name.text, column.text),
                   fmt::format("it has: {}", fmt::join(table->columns, ", ")),
                   nearest(column.text, table->columns));
    if (auto sign = expect("="); !sign) return fail(sign.error());
    begin_ = column.at;
    arguments.push_back(
        add(Op::number, Type::number, {}, static_cast<std::int32_t>(it - table->columns.begin())).id);
    const Token at = peek();
    auto value = literal_next() && !scope_.world.find_predicate(at.text) && !find_named(properties, at.text)
                     ? Parsed(add(Op::text, Type::text, {}, word(take().text)))
                     : sum();
    if (!value) return value;
    if (value->type != Type::number) {
      auto text = want(*value, Type::text, at);
      if (!text) return fail(text.error());
    }
    arguments.push_back(value->id);
  }
  if (auto end = expect(")"); !end) return fail(end.error());
  begin_ = t.at;
  return add(Op::lookup, Type::text, arguments, static_cast<std::int32_t>(table->index),
             static_cast<std::int32_t>(table->columns.size()) - 1);
}

Parsed ExpressionParser::family(const FamilyFunction& f, const Token& t) {
  std::int32_t n = 1;
  FamilyRow row{no_id, no_id, 0, 0};
  std::optional<ExprId> node;
  std::vector<ExprId> same;
  if (f.numbered) {
    auto number = integer();
    if (!number) return fail(number.error());
    if (*number < 1) return error(t, "`newer` counts from 1");
    n = *number;
    if (!is(")"))
      if (auto comma = expect(","); !comma) return fail(comma.error());
  }
  while (!is(")")) {
    const Token at = peek();
    if (peek(1).text == "=" && (at.text == "by" || at.text == "same" || at.text == "where")) {
      take();
      take();
      if (auto ok = family_argument(at, row, same); !ok) return fail(ok.error());
    } else if (peek(1).text == "=" && at.kind == TokenKind::name) {
      return error(at, fmt::format("`{}` takes no `{}=`", f.name, at.text),
                   "one of: by=, same=, where=", nearest(at.text, {"by", "same", "where"}));
    } else {
      auto e = disjunction();
      if (!e) return e;
      auto typed = want(*e, Type::node, at);
      if (!typed) return fail(typed.error());
      if (node) return error(at, fmt::format("`{}` takes one release", f.name));
      node = *typed;
    }
    if (!is(")"))
      if (auto comma = expect(","); !comma) return fail(comma.error());
  }
  take();  // )
  begin_ = t.at;
  if (!node) node = add(Op::self, Type::node, {}).id;
  row.first_same = static_cast<std::uint32_t>(store_.columns.arguments.size());
  row.same_count = static_cast<std::uint32_t>(same.size());
  store_.columns.arguments.insert(store_.columns.arguments.end(), same.begin(), same.end());
  store_.columns.families.push_back(row);
  const auto family = static_cast<std::int32_t>(store_.columns.families.size()) - 1;
  return add(f.op, f.result, {*node}, family, n);
}

Result<void> ExpressionParser::family_argument(const Token& name, FamilyRow& row, std::vector<ExprId>& same) {
  const Nested candidate(candidates_);
  if (name.text == "same") {
    if (auto open = expect("["); !open) return open;
    while (!is("]")) {
      auto e = sum();
      if (!e) return fail(e.error());
      same.push_back(e->id);
      if (!is("]"))
        if (auto comma = expect(","); !comma) return comma;
    }
    take();
    return {};
  }
  const Token at = peek();
  auto e = disjunction();
  if (!e) return fail(e.error());
  if (name.text == "by") {
    row.by = e->id;
    return {};
  }
  auto typed = want(*e, Type::boolean, at);
  if (!typed) return fail(typed.error());
  row.where = *typed;
  return {};
}

}  // namespace bestby::language
