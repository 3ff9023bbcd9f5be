// The parser behind policy/parser.h: by recursive descent, one function a level or form, each giving a
// typed row of the store. parser.cpp has the operators, parser_names.cpp names and operands,
// parser_calls.cpp the functions.
//
// INVARIANT: `begin_` is where the expression that `add` is about to add begins, so that its row holds
// its text; who parses a part sets it again before adding the whole.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/language_tables.h"
#include "policy/lexer.h"
#include "policy/parser.h"

namespace bestby::language {

struct Typed {
  ExprId id;
  Type type;
};
using Parsed = Result<Typed>;

class ExpressionParser {
 public:
  ExpressionParser(PolicyStore& store, const ParseScope& scope, std::string_view source,
                   std::vector<Token> tokens)
      : store_(store), scope_(scope), source_(source), tokens_(std::move(tokens)) {}
  Result<ExprId> whole(Type wanted);

 private:
  // Tokens.
  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  Token take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool is(std::string_view text) const {
    return (peek().kind == TokenKind::symbol || peek().kind == TokenKind::name) && peek().text == text;
  }
  bool accept(std::string_view text) { return is(text) ? (take(), true) : false; }

  tl::unexpected<Error> error(const Token& at, std::string message, std::string help = {},
                              std::vector<std::string> suggestions = {}) const;
  Result<void> expect(std::string_view text);

  // Rows.
  TextId written();
  Typed add(Op op, Type type, std::initializer_list<ExprId> arguments, std::int32_t a = 0, std::int32_t b = 0,
            std::int32_t c = 0);
  Typed add(Op op, Type type, std::span<const ExprId> arguments, std::int32_t a = 0, std::int32_t b = 0,
            std::int32_t c = 0);
  std::int32_t word(std::string_view text) { return static_cast<std::int32_t>(store_.text(text)); }
  Result<ExprId> want(const Typed& e, Type wanted, const Token& at);
  void note(NotedWord::What what, const Token& word, ExprId of);

  struct Nested {
    int& depth;
    int by;
    explicit Nested(int& d, bool deeper = true) : depth(d), by(deeper ? 1 : 0) { depth += by; }
    ~Nested() { depth -= by; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
  };

  // or, and, not, comparison: each level binds tighter.
  Parsed disjunction();
  template <class Level>
  Parsed chain(std::string_view joiner, Op op, Level&& level);
  Parsed negation();
  Parsed comparison();
  PredicateId version_predicate() const;
  bool literal_next() const;
  Parsed compared(const Typed& left, Compare compare, const Token& start, PredicateId version);
  Result<void> known_word(const Typed& left, const Token& word);
  Parsed membership(const Typed& left, const Token& start);

  // Operands.
  Result<std::int32_t> integer();
  Parsed shifted(const Typed& date, bool minus, const Token& start);
  Parsed sum();
  Parsed primary();
  Parsed named(const Token& t);
  Parsed member_of(ExprId node, const Token& member, const Token& start);
  tl::unexpected<Error> unknown(const Token& t) const;
  Parsed conditional(const Token& t);

  // Functions; `t` is the name.
  Parsed call(const Token& t);
  Parsed plain_call(const Function& f, const Token& t);
  Parsed over_values(const ValuesFunction& f, const Token& t);
  Parsed version_part(const Part& part, const Token& t);
  Parsed snap(const Token& t);
  Result<void> day_of_month(const Token& at, std::int32_t month, std::int32_t day) const;
  Parsed phase_question(const Token& t);
  Parsed recorded(const Token& t);
  Parsed word_call(const Token& t);
  Parsed lookup(const Token& t);
  Parsed family(const FamilyFunction& f, const Token& t);
  Result<void> family_argument(const Token& name, FamilyRow& row, std::vector<ExprId>& same);

  PolicyStore& store_;
  const ParseScope& scope_;
  std::string_view source_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;  // where the expression that is being added begins in the source
  int depth_ = 0;
  int candidates_ = 0;  // how many of the forms that are being read give `it` a meaning
};

}  // namespace bestby::language
