// Operators of the policy language, the loosest first: or, and, not, comparisons; and the types that they
// want.
#include "policy/parser.h"

#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "policy/expression_cost.h"
#include "policy/expression_parser.h"

namespace bestby {
namespace language {
namespace {

using std::string_view;

constexpr int max_depth = 64;
constexpr std::array<string_view, 5> type_names = {"a date", "a release", "a condition", "a number",
                                                   "a text"};
string_view name_of(Type t) { return type_names[static_cast<std::size_t>(t)]; }

}  // namespace

Result<ExprId> ExpressionParser::whole(Type wanted) {
  auto e = disjunction();
  if (!e) return fail(e.error());
  if (peek().kind != TokenKind::end)
    return error(peek(), fmt::format("`{}` is not expected here", peek().text));
  return want(*e, wanted, tokens_.front());
}

tl::unexpected<Error> ExpressionParser::error(const Token& at, std::string message, std::string help,
                                              std::vector<std::string> suggestions) const {
  Span span;
  span.column = static_cast<int>(at.at) + 1;
  span.length = std::max<int>(1, static_cast<int>(at.text.size()));
  return fail(Error{ErrorCode::catalog, std::move(message), span, std::move(help), std::move(suggestions)});
}

Result<void> ExpressionParser::expect(string_view text) {
  if (accept(text)) return {};
  return error(peek(), peek().kind == TokenKind::end
                           ? fmt::format("`{}` is missing at the end", text)
                           : fmt::format("`{}` is expected, not `{}`", text, peek().text));
}

Typed ExpressionParser::add(Op op, Type type, std::initializer_list<ExprId> arguments, std::int32_t a,
                            std::int32_t b, std::int32_t c) {
  return add(op, type, std::span(arguments.begin(), arguments.size()), a, b, c);
}

Typed ExpressionParser::add(Op op, Type type, std::span<const ExprId> arguments, std::int32_t a,
                            std::int32_t b, std::int32_t c) {
  return {store_.add({op, type, a, b, c, 0, 0, written()}, arguments), type};
}

// What has been read since `begin_`.
TextId ExpressionParser::written() { return store_.text(trim(source_.substr(begin_, peek().at - begin_))); }

Result<ExprId> ExpressionParser::want(const Typed& e, Type wanted, const Token& at) {
  if (e.type == wanted) return e.id;
  if (wanted == Type::boolean && e.type == Type::text)  // a cell of a table that says yes or no
    return add(Op::compare_texts, Type::boolean, {e.id, add(Op::text, Type::text, {}, word("yes")).id}, 0).id;
  return error(at, fmt::format("{} is wanted here, and this is {}", name_of(wanted), name_of(e.type)),
               wanted == Type::date && e.type == Type::number ? "a day is written as in 2024-02-29" : "");
}

void ExpressionParser::note(NotedWord::What what, const Token& word, ExprId of) {
  if (scope_.noted == nullptr) return;
  scope_.noted->push_back({what, std::string(word.text), static_cast<int>(word.at) + 1,
                           std::max<int>(1, static_cast<int>(word.text.size())), of});
}

// or, and, not, comparison, sum, primary: each level binds tighter.
Parsed ExpressionParser::disjunction() {
  const Nested nested(depth_);
  if (depth_ > max_depth) return error(peek(), fmt::format("the expression nests deeper than {}", max_depth));
  return chain("or", Op::or_, [this] { return chain("and", Op::and_, [this] { return negation(); }); });
}

template <class Level>
Parsed ExpressionParser::chain(string_view joiner, Op op, Level&& level) {
  const Token start = peek();
  auto left = level();
  while (left && is(joiner)) {
    take();
    const Token at = peek();
    auto right = level();
    if (!right) return right;
    auto a = want(*left, Type::boolean, start);
    auto b = want(*right, Type::boolean, at);
    if (!a) return fail(a.error());
    if (!b) return fail(b.error());
    begin_ = start.at;
    left = add(op, Type::boolean, {*a, *b});
  }
  return left;
}

Parsed ExpressionParser::negation() {
  const Nested nested(depth_);
  if (depth_ > max_depth) return error(peek(), fmt::format("the expression nests deeper than {}", max_depth));
  if (!is("not")) return comparison();
  const Token at = take();
  auto e = negation();
  if (!e) return e;
  auto b = want(*e, Type::boolean, at);
  if (!b) return fail(b.error());
  begin_ = at.at;
  return add(Op::not_, Type::boolean, {*b});
}

Parsed ExpressionParser::comparison() {
  const Token start = peek();
  const PredicateId version = version_predicate();
  auto left = sum();
  if (!left) return left;
  if (accept("in")) return membership(*left, start);
  for (const Sign& sign : signs) {
    if (peek().kind != TokenKind::symbol || peek().text != sign.text) continue;
    take();
    return compared(*left, sign.compare, start, version);
  }
  return left;
}

// The version predicate that a comparison begins with, if it does: `build >= v1.5`.
PredicateId ExpressionParser::version_predicate() const {
  if (peek().kind != TokenKind::name) return no_id;
  const auto p = scope_.world.find_predicate(peek().text);
  return p && scope_.world.predicate(*p).type == ValueType::version ? *p : no_id;
}

bool ExpressionParser::literal_next() const {
  const TokenKind k = peek().kind;
  if (k == TokenKind::version || k == TokenKind::string) return true;
  if (k == TokenKind::name)
    return peek(1).text != "(" && peek(1).text != "." && peek().text != "it" && peek().text != "self" &&
           peek().text != "not";
  return k == TokenKind::number;
}

Parsed ExpressionParser::compared(const Typed& left, Compare compare, const Token& start,
                                  PredicateId version) {
  const Token at = peek();
  const auto code = static_cast<std::int32_t>(compare);
  const bool equality = compare == Compare::equal || compare == Compare::not_equal;
  if ((left.type == Type::node || left.type == Type::text) && literal_next()) {
    const Token literal = take();
    begin_ = start.at;
    if (auto known = known_word(left, literal); !known) return fail(known.error());
    if (left.type == Type::node)
      return add(Op::node_version, Type::boolean, {left.id}, code, word(literal.text));
    if (version != no_id) {
      const auto& row = scope_.world.predicate(version);
      const VersionScheme* scheme = find_version_scheme(scope_.world.text(row.scheme));
      if (scheme == nullptr)
        return error(literal, fmt::format("`{}` has no version scheme", scope_.world.text(row.name)));
      auto parsed = parse_version(*scheme, literal.text);
      if (!parsed) return error(literal, parsed.error().message, parsed.error().help);
      return add(Op::fact_version, Type::boolean, {left.id}, code, word(parsed->key));
    }
    if (!equality) return error(at, "texts are equal or not; they have no order");
    return add(Op::compare_texts, Type::boolean,
               {left.id, add(Op::text, Type::text, {}, word(literal.text)).id}, code);
  }
  if (left.type == Type::boolean && (is("yes") || is("no"))) {
    const bool positive = (take().text == "yes") == (compare == Compare::equal);
    begin_ = start.at;
    if (!equality) return error(at, "conditions have no order");
    return positive ? left : add(Op::not_, Type::boolean, {left.id});
  }
  auto right = sum();
  if (!right) return right;
  auto same = want(*right, left.type, at);
  if (!same) return fail(same.error());
  begin_ = start.at;
  switch (left.type) {
    case Type::date: return add(Op::compare_dates, Type::boolean, {left.id, *same}, code);
    case Type::number: return add(Op::compare_numbers, Type::boolean, {left.id, *same}, code);
    case Type::node: return add(Op::compare_nodes, Type::boolean, {left.id, *same}, code);
    case Type::text:
      if (!equality) return error(at, "texts are equal or not; they have no order");
      return add(Op::compare_texts, Type::boolean, {left.id, *same}, code);
    case Type::boolean: break;
  }
  return error(at, "conditions are not compared; combine them with `and`, `or` and `not`");
}

// What a kind, a product or a publisher is compared with is one.
Result<void> ExpressionParser::known_word(const Typed& left, const Token& word) {
  const World& world = scope_.world;
  const Op op = store_.columns.rows[left.id].op;
  std::vector<std::string> names;
  if (op == Op::publisher_text) {
    note(NotedWord::What::publisher, word, left.id);
  } else if (op == Op::kind_text) {
    for (const TextId kind : world.columns.kinds) names.emplace_back(world.text(kind));
    if (std::find(names.begin(), names.end(), word.text) == names.end())
      return error(word, fmt::format("`{}` is not a kind", word.text), "`bestby list kinds` names the kinds",
                   nearest(word.text, names));
  } else if (op == Op::product_of && !world.find_product(word.text)) {
    for (const NameRow& row : world.columns.names) names.emplace_back(world.text(row.name));
    return error(word, fmt::format("there is no product `{}`", word.text),
                 "`bestby list products` names the products", nearest(word.text, names));
  }
  return {};
}

// `in [a, b]`, `in 1..3`, `in "<2,>=1.6"`
Parsed ExpressionParser::membership(const Typed& left, const Token& start) {
  if (accept("[")) {
    std::optional<Typed> any;
    do {
      auto one = compared(left, Compare::equal, start, no_id);
      if (!one) return one;
      any = any ? add(Op::or_, Type::boolean, {any->id, one->id}) : *one;
    } while (accept(","));
    if (auto end = expect("]"); !end) return fail(end.error());
    begin_ = start.at;
    store_.columns.rows[any->id].source = written();  // with the bracket that closes the list
    return *any;
  }
  if (left.type == Type::number) {
    auto low = integer();
    if (!low) return fail(low.error());
    if (auto dots = expect(".."); !dots) return fail(dots.error());
    auto high = integer();
    if (!high) return fail(high.error());
    begin_ = start.at;
    return add(Op::number_in, Type::boolean, {left.id}, *low, *high);
  }
  if (left.type == Type::node && peek().kind == TokenKind::string) {
    const Token range = take();
    begin_ = start.at;
    note(NotedWord::What::range, range, left.id);
    return add(Op::in_versions, Type::boolean, {left.id}, word(range.text));
  }
  return error(peek(), "`in` wants a list `[a, b]`, a range of numbers `1..3`, or of versions `\"<2\"`");
}

}  // namespace language

Result<ExprId> parse_expression(PolicyStore& store, const ParseScope& scope, std::string_view text,
                                Type wanted) {
  auto tokens = tokenize(text);
  if (!tokens) return fail(tokens.error());
  const auto first = static_cast<ExprId>(store.columns.rows.size());
  auto parsed = language::ExpressionParser(store, scope, text, std::move(*tokens)).whole(wanted);
  if (!parsed) return parsed;
  for (const ExprCost& cost : expression_costs(store.view().columns, first))
    if (!within(cost, max_expression_cost)) {
      Span span;
      span.column = 1;
      return fail(ErrorCode::catalog, "the expression asks too much in one", span,
                  "a list after `in` asks anew for each of its words: split the clause");
    }
  return parsed;
}

}  // namespace bestby
