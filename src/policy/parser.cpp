#include "policy/parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "policy/expression_cost.h"
#include "policy/lexer.h"

namespace bestby {
namespace {

using std::string_view;

constexpr int max_depth = 64;
constexpr std::array<string_view, 5> type_names = {"a date", "a release", "a condition", "a number",
                                                   "a text"};
string_view name_of(Type t) { return type_names[static_cast<std::size_t>(t)]; }

// Functions whose arguments are plain expressions of fixed types.
struct Function {
  string_view name;
  Op op;
  Type result;
  Type argument;
  int least, most;     // how many
  std::int32_t a = 0;  // the row's `a`
};
constexpr std::array<Function, 13> functions = {{
    {"earliest", Op::earliest, Type::date, Type::date, 1, 16},
    {"latest", Op::latest, Type::date, Type::date, 1, 16},
    {"either", Op::either_date, Type::date, Type::date, 1, 16},
    {"awaited", Op::awaited, Type::date, Type::date, 1, 1},
    {"appeared", Op::appeared, Type::date, Type::node, 1, 1},
    {"exists", Op::exists, Type::boolean, Type::node, 1, 1},
    {"any-newer", Op::any_newer, Type::boolean, Type::node, 2, 2},
    {"even", Op::even, Type::boolean, Type::number, 1, 1},
    {"kind", Op::kind_text, Type::text, Type::node, 1, 1},
    {"publisher", Op::publisher_text, Type::text, Type::node, 1, 1},
    {"name", Op::name_text, Type::text, Type::node, 1, 1},
    {"cycle", Op::cycle_of, Type::node, Type::node, 1, 1},
    {"product", Op::product_of, Type::node, Type::node, 1, 1},
}};

// Functions that look for a neighbour in a family.
struct FamilyFunction {
  string_view name;
  Op op;
  Type result;
  bool numbered;
};
constexpr std::array<FamilyFunction, 6> family_functions = {{
    {"next", Op::next, Type::node, false},
    {"newer", Op::next, Type::node, true},
    {"previous", Op::previous, Type::node, false},
    {"newest", Op::newest, Type::node, false},
    {"oldest", Op::oldest, Type::node, false},
    {"count", Op::count_newer, Type::number, false},
}};

struct Part {
  string_view name;
  std::int32_t index;
};
constexpr std::array<Part, 3> parts = {{{"major", 0}, {"minor", 1}, {"patch", 2}}};

// What every release has without a fact. Its version is the release itself, which compares by it.
struct Property {
  string_view name;
  Op op;
  Type type;
};
constexpr std::array<Property, 6> properties = {{{"kind", Op::kind_text, Type::text},
                                                 {"publisher", Op::publisher_text, Type::text},
                                                 {"name", Op::name_text, Type::text},
                                                 {"cycle", Op::cycle_of, Type::node},
                                                 {"product", Op::product_of, Type::node},
                                                 {"version", Op::self, Type::node}}};

struct Unit {
  string_view name;
  bool months;
  std::int32_t times;
};
constexpr std::array<Unit, 8> units = {{{"day", false, 1},
                                        {"days", false, 1},
                                        {"week", false, 7},
                                        {"weeks", false, 7},
                                        {"month", true, 1},
                                        {"months", true, 1},
                                        {"year", true, 12},
                                        {"years", true, 12}}};

constexpr std::array<string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

struct Sign {
  string_view text;
  Compare compare;
};
constexpr std::array<Sign, 6> signs = {{{"=", Compare::equal},
                                        {"!=", Compare::not_equal},
                                        {"<", Compare::less},
                                        {"<=", Compare::less_equal},
                                        {">", Compare::greater},
                                        {">=", Compare::greater_equal}}};

constexpr std::array<string_view, 13> other_functions = {
    "snap",  "snap-forward", "end",    "start", "holds",     "recorded", "major",
    "minor", "patch",        "lookup", "with",  "number-of", "if"};

template <class Table>
auto find_named(const Table& table, string_view name) {
  const auto it = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; });
  return it == table.end() ? nullptr : &*it;
}

struct Typed {
  ExprId id;
  Type type;
};
using Parsed = Result<Typed>;

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

class Parser {
 public:
  Parser(PolicyStore& store, const ParseScope& scope, string_view source, std::vector<Token> tokens)
      : store_(store), scope_(scope), source_(source), tokens_(std::move(tokens)) {}

  Result<ExprId> whole(Type wanted) {
    auto e = disjunction();
    if (!e) return fail(e.error());
    if (peek().kind != TokenKind::end)
      return error(peek(), fmt::format("`{}` is not expected here", peek().text));
    return want(*e, wanted, tokens_.front());
  }

 private:
  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  Token take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool is(string_view text) const {
    return (peek().kind == TokenKind::symbol || peek().kind == TokenKind::name) && peek().text == text;
  }
  bool accept(string_view text) { return is(text) ? (take(), true) : false; }

  tl::unexpected<Error> error(const Token& at, std::string message, std::string help = {},
                              std::vector<std::string> suggestions = {}) const {
    Span span;
    span.column = static_cast<int>(at.at) + 1;
    span.length = std::max<int>(1, static_cast<int>(at.text.size()));
    return fail(Error{ErrorCode::catalog, std::move(message), span, std::move(help), std::move(suggestions)});
  }
  Result<void> expect(string_view text) {
    if (accept(text)) return {};
    return error(peek(), peek().kind == TokenKind::end
                             ? fmt::format("`{}` is missing at the end", text)
                             : fmt::format("`{}` is expected, not `{}`", text, peek().text));
  }

  Typed add(Op op, Type type, std::initializer_list<ExprId> arguments, std::int32_t a = 0, std::int32_t b = 0,
            std::int32_t c = 0) {
    return add(op, type, std::span(arguments.begin(), arguments.size()), a, b, c);
  }
  Typed add(Op op, Type type, std::span<const ExprId> arguments, std::int32_t a = 0, std::int32_t b = 0,
            std::int32_t c = 0) {
    const auto text = trim(source_.substr(begin_, peek().at - begin_));
    return {store_.add({op, type, a, b, c, 0, 0, store_.text(text)}, arguments), type};
  }
  std::int32_t word(string_view text) { return static_cast<std::int32_t>(store_.text(text)); }

  Result<ExprId> want(const Typed& e, Type wanted, const Token& at) {
    if (e.type == wanted) return e.id;
    if (wanted == Type::boolean && e.type == Type::text)  // a cell of a table that says yes or no
      return add(Op::compare_texts, Type::boolean, {e.id, add(Op::text, Type::text, {}, word("yes")).id}, 0)
          .id;
    return error(at, fmt::format("{} is wanted here, and this is {}", name_of(wanted), name_of(e.type)));
  }

  struct Nested {
    int& depth;
    explicit Nested(int& d) : depth(++d) {}
    ~Nested() { --depth; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
  };

  // or, and, not, comparison, sum, primary: each level binds tighter.
  Parsed disjunction() {
    const Nested nested(depth_);
    if (depth_ > max_depth)
      return error(peek(), fmt::format("the expression nests deeper than {}", max_depth));
    return chain("or", Op::or_, [this] { return chain("and", Op::and_, [this] { return negation(); }); });
  }

  template <class Level>
  Parsed chain(string_view joiner, Op op, Level&& level) {
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

  Parsed negation() {
    const Nested nested(depth_);
    if (depth_ > max_depth)
      return error(peek(), fmt::format("the expression nests deeper than {}", max_depth));
    if (!is("not")) return comparison();
    const Token at = take();
    auto e = negation();
    if (!e) return e;
    auto b = want(*e, Type::boolean, at);
    if (!b) return fail(b.error());
    begin_ = at.at;
    return add(Op::not_, Type::boolean, {*b});
  }

  Parsed comparison() {
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
  PredicateId version_predicate() const {
    if (peek().kind != TokenKind::name) return no_id;
    const auto p = scope_.world.find_predicate(peek().text);
    return p && scope_.world.predicate(*p).type == ValueType::version ? *p : no_id;
  }

  bool literal_next() const {
    const TokenKind k = peek().kind;
    if (k == TokenKind::version || k == TokenKind::string) return true;
    if (k == TokenKind::name)
      return peek(1).text != "(" && peek(1).text != "." && peek().text != "it" && peek().text != "self" &&
             peek().text != "not";
    return k == TokenKind::number;
  }

  Parsed compared(const Typed& left, Compare compare, const Token& start, PredicateId version) {
    const Token at = peek();
    const auto code = static_cast<std::int32_t>(compare);
    const bool equality = compare == Compare::equal || compare == Compare::not_equal;
    if ((left.type == Type::node || left.type == Type::text) && literal_next()) {
      const Token literal = take();
      begin_ = start.at;
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

  // `in [a, b]`, `in 1..3`, `in "<2,>=1.6"`
  Parsed membership(const Typed& left, const Token& start) {
    if (accept("[")) {
      std::optional<Typed> any;
      do {
        auto one = compared(left, Compare::equal, start, no_id);
        if (!one) return one;
        any = any ? add(Op::or_, Type::boolean, {any->id, one->id}) : *one;
      } while (accept(","));
      if (auto end = expect("]"); !end) return fail(end.error());
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
      return add(Op::in_versions, Type::boolean, {left.id}, word(range.text));
    }
    return error(peek(), "`in` wants a list `[a, b]`, a range of numbers `1..3`, or of versions `\"<2\"`");
  }

  Result<std::int32_t> integer() {
    const bool negative = accept("-");
    const Token t = take();
    std::int32_t value = 0;
    const auto end = t.text.data() + t.text.size();
    const auto [last, failed] = std::from_chars(t.text.data(), end, value);
    if (t.kind != TokenKind::number || failed != std::errc() || last != end || value > 1'000'000)
      return error(t, fmt::format("a whole number is expected, not `{}`", t.text));
    return negative ? -value : value;
  }

  Parsed sum() {
    const Token start = peek();
    auto left = primary();
    while (left && (is("+") || is("-"))) {
      const bool minus = take().text == "-";
      const Token at = peek();
      begin_ = start.at;
      if (left->type == Type::date) {
        auto amount = integer();
        if (!amount) return fail(amount.error());
        const Unit* unit = find_named(units, peek().text);
        if (unit == nullptr) return error(peek(), "a unit is expected: days, weeks, months or years");
        take();
        const std::int64_t count = std::int64_t{*amount} * unit->times * (minus ? -1 : 1);
        left = add(unit->months ? Op::add_months : Op::add_days, Type::date, {left->id},
                   static_cast<std::int32_t>(count));
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

  Parsed primary() {
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

  Parsed named(const Token& t) {
    if (t.text == "self") return add(Op::self, Type::node, {});
    if (t.text == "it") return add(Op::candidate, Type::node, {});
    if (t.text == "yes") return add(Op::yes, Type::boolean, {});
    if (t.text == "no") return add(Op::no, Type::boolean, {});
    if (t.text == "if") return conditional(t);
    if (is("(")) return call(t);
    const Typed self = add(Op::self, Type::node, {});
    return member_of(self.id, t, t);
  }

  Parsed member_of(ExprId node, const Token& member, const Token& start) {
    begin_ = start.at;
    if (const Property* p = find_named(properties, member.text))
      return p->op == Op::self ? Typed{node, Type::node} : add(p->op, p->type, {node});
    const auto p = scope_.world.find_predicate(member.text);
    if (!p) return unknown(member);
    const ValueType value = scope_.world.predicate(*p).type;
    return add(fact_op(value), *type_of(value), {node}, static_cast<std::int32_t>(*p));
  }

  tl::unexpected<Error> unknown(const Token& t) const {
    std::vector<std::string> names;
    for (const auto& row : scope_.world.columns.predicates) names.emplace_back(scope_.world.text(row.name));
    for (const auto& row : functions) names.emplace_back(row.name);
    for (const auto& row : family_functions) names.emplace_back(row.name);
    for (const auto& row : properties) names.emplace_back(row.name);
    for (const auto name : other_functions) names.emplace_back(name);
    return error(t, fmt::format("`{}` is neither a predicate nor a function", t.text),
                 "the vocabulary lists predicates, docs/policies.md functions", nearest(t.text, names));
  }

  Parsed conditional(const Token& t) {
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

  Parsed call(const Token& t) {
    take();  // (
    if (const FamilyFunction* f = find_named(family_functions, t.text)) return family(*f, t);
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

  Parsed plain_call(const Function& f, const Token& t) {
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

  Parsed version_part(const Part& part, const Token& t) {
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
  Parsed snap(const Token& t) {
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
    if (kind != 0 && (day < 1 || day > 31)) return error(t, fmt::format("there is no day {}", day));
    if (auto end = expect(")"); !end) return fail(end.error());
    begin_ = t.at;
    if (t.text == "snap-forward") return add(Op::snap_forward, Type::date, {*date}, kind, month, day);
    const Op op = kind == 0 ? Op::snap_month_end : kind == 1 ? Op::snap_day : Op::snap_month_day;
    return kind == 1 ? add(op, Type::date, {*date}, day) : add(op, Type::date, {*date}, month, day);
  }

  // end(R, service or phase), start(R, phase), holds(R, service or phase, date). The phases of the
  // policy that decides for R are not known here, so any word is taken; `check_words` of the policy
  // set refuses those that no policy has.
  Parsed phase_question(const Token& t) {
    const Token at = peek();
    auto e = disjunction();
    if (!e) return e;
    auto node = want(*e, Type::node, at);
    if (!node) return fail(node.error());
    if (auto comma = expect(","); !comma) return fail(comma.error());
    const Token name = take();
    if (name.kind != TokenKind::name && name.kind != TokenKind::string)
      return error(name, "a service or a phase is expected");
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

  Parsed recorded(const Token& t) {
    auto e = disjunction();
    if (!e) return e;
    if (auto end = expect(")"); !end) return fail(end.error());
    begin_ = t.at;
    return add(Op::recorded, Type::boolean, {e->id});
  }

  // with(NAME): a part of the stack; number-of(PREDICATE): how many values the subject has.
  Parsed word_call(const Token& t) {
    const Token name = take();
    if (name.kind != TokenKind::name && name.kind != TokenKind::string)
      return error(name, "a name is expected");
    if (auto end = expect(")"); !end) return fail(end.error());
    begin_ = t.at;
    if (t.text == "with") return add(Op::part, Type::node, {}, word(name.text));
    const auto p = scope_.world.find_predicate(name.text);
    if (!p) return unknown(name);
    const Typed self = add(Op::self, Type::node, {});
    return add(Op::count_values, Type::number, {self.id}, static_cast<std::int32_t>(*p));
  }

  Parsed lookup(const Token& t) {
    const Token name = take();
    const auto table = find_named(scope_.tables, name.text);
    if (table == nullptr) {
      std::vector<std::string> names;
      for (const auto& row : scope_.tables) names.push_back(row.name);
      return error(name, fmt::format("the policy has no table `{}`", name.text), {},
                   nearest(name.text, names));
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

  Parsed family(const FamilyFunction& f, const Token& t) {
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

  Result<void> family_argument(const Token& name, FamilyRow& row, std::vector<ExprId>& same) {
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

  PolicyStore& store_;
  const ParseScope& scope_;
  string_view source_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;  // where the expression that is being added begins in the source
  int depth_ = 0;
};

}  // namespace

Result<ExprId> parse_expression(PolicyStore& store, const ParseScope& scope, string_view text, Type wanted) {
  auto tokens = tokenize(text);
  if (!tokens) return fail(tokens.error());
  const auto first = static_cast<ExprId>(store.columns.rows.size());
  const auto parsed = Parser(store, scope, text, std::move(*tokens)).whole(wanted);
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
