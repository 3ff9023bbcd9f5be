#include "observe/text/python_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "observe/text/json_pull.h"

namespace bestby {
namespace {

using Kind = PythonToken::Kind;

constexpr int most_depth = 32;
constexpr std::size_t most_bytes = 4096;  // of a literal

// Words before a name that bind it anew.
constexpr std::array<std::string_view, 7> binding_words = {"for", "as",    "global", "nonlocal",
                                                           "def", "class", "del"};

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out.append({'\\', c});
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<int>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string json_of(const PythonValue& value) { return value.is_text ? json_string(value.text) : value.text; }

}  // namespace

PythonSource::PythonSource(std::string_view text) : text_(text) {
  PythonLexer lexer(text);
  tokens_.reserve(std::min(text.size() / 5 + 16, most_tokens));
  for (PythonToken token; lexer.next(token);) {
    if (tokens_.size() >= most_tokens) {
      cut_ = true;
      break;
    }
    tokens_.push_back(token);
  }
  bind();
}

std::string_view PythonSource::text(std::size_t token) const {
  if (!has(token)) return {};
  return text_.substr(tokens_[token].begin, tokens_[token].end - tokens_[token].begin);
}

bool PythonSource::begins_statement(std::size_t token) const {
  if (token == 0 || tokens_[token - 1].kind == Kind::line_end) return true;
  return is(token - 1, ";");
}

void PythonSource::bind() {
  std::size_t depth = 0, parameters = 0;  // the depth within a `def`'s brackets; 0: not there
  for (std::size_t at = 0; at < tokens_.size(); ++at) {
    const PythonToken& token = tokens_[at];
    if (token.kind == Kind::sign) {
      const char c = text_[token.begin];
      if (c == '(' || c == '[' || c == '{') ++depth;
      if ((c == ')' || c == ']' || c == '}') && depth > 0 && --depth < parameters) parameters = 0;
    }
    if (token.kind != Kind::name) continue;
    const std::string_view name = text(at), next = text(at + 1);
    if (name == "def" && is(at + 2, "(")) parameters = depth + 1;
    const bool start = begins_statement(at);
    const std::string_view before = start ? std::string_view() : text(at - 1);
    if (before == ".") continue;
    const bool assigned = depth == 0 && next == "=";
    const bool typed = start && next == ":" && depth == 0 && is(at + 3, "=");
    const bool parameter =
        parameters != 0 && depth == parameters && (before == "(" || before == "," || before == "*");
    const bool changed =
        next.size() > 1 && next.back() == '=' && next != "==" && next != "!=" && next != "<=" && next != ">=";
    const bool in_tuple = depth == 0 && next == "," && start;
    const bool word = std::find(binding_words.begin(), binding_words.end(), before) != binding_words.end();
    if (!assigned && !typed && !parameter && !changed && !in_tuple && !word) continue;
    Bound& bound = bound_[name];
    ++bound.times;
    if (start && (assigned || typed)) bound.token = at + (typed ? 4 : 2);
  }
}

std::size_t PythonSource::resolved(std::size_t token) const {
  if (!is_name(token) || !ends_value(token + 1)) return token;
  const auto found = bound_.find(text(token));
  if (found == bound_.end() || found->second.times != 1 || found->second.token == 0) return token;
  return found->second.token;
}

bool PythonSource::ends_value(std::size_t token) const {
  if (!has(token) || tokens_[token].kind == Kind::line_end) return true;
  const std::string_view sign = text(token);
  return sign == "," || sign == ")" || sign == "]" || sign == "}" || sign == ";" || sign == ":";
}

std::optional<PythonValue> PythonSource::value(std::size_t token) const {
  const std::size_t at = resolved(token);
  auto out = written(at, 0);
  if (!out || !ends_value(out->next)) return std::nullopt;
  if (at != token) out->next = token + 1;
  return out;
}

std::optional<PythonValue> PythonSource::written(std::size_t token, int depth) const {
  if (!has(token)) return std::nullopt;
  const PythonToken& first = tokens_[token];
  PythonValue out{{}, false, first.begin, first.end, token + 1};
  switch (first.kind) {
    case Kind::string: return strings(token);
    case Kind::number: out.text = text(token); return out;
    case Kind::name: {
      const std::string_view word = text(token);
      out.text = word == "True" ? "true" : word == "False" ? "false" : word == "None" ? "null" : "";
      return out.text.empty() ? std::nullopt : std::optional(out);
    }
    case Kind::sign: return collection(token, depth);
    case Kind::line_end: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<PythonValue> PythonSource::strings(std::size_t token) const {
  const std::size_t first = token;
  PythonValue out{{}, true, 0, 0, 0};
  for (; is_string(token); ++token) {
    const PythonToken& string = tokens_[token];
    if (!string.literal) return std::nullopt;
    const std::string_view inside =
        text_.substr(string.begin + string.open, string.end - string.begin - string.open - string.close);
    out.text += utf8_text(python_text(inside, string.raw));
    if (out.text.size() > most_bytes) return std::nullopt;
  }
  const bool one = token == first + 1;
  out.begin = tokens_[first].begin + (one ? tokens_[first].open : 0U);
  out.end = tokens_[token - 1].end - (one ? tokens_[first].close : 0U);
  out.next = token;
  return out;
}

// A list or a mapping, or something in brackets of its own, all of literals.
std::optional<PythonValue> PythonSource::collection(std::size_t token, int depth) const {
  const std::string_view open = text(token);
  if (depth >= most_depth || (open != "{" && open != "[" && open != "(")) return std::nullopt;
  PythonValue out{open == "{" ? "{" : "[", false, tokens_[token].begin, 0, 0};
  const std::string_view close = open == "{" ? "}" : open == "[" ? "]" : ")";
  std::optional<PythonValue> only;
  std::size_t count = 0, at = token + 1;
  bool comma = true;
  for (; has(at) && !is(at, close); ++count) {
    if (!comma) return std::nullopt;
    auto item = written(at, depth + 1);
    if (!item) return std::nullopt;
    at = item->next;
    if (count > 0) out.text += ", ";
    out.text += json_of(*item);
    if (out.text.size() > most_bytes) return std::nullopt;
    if (open == "{") {
      if (!item->is_text || !is(at, ":")) return std::nullopt;
      auto mapped = written(at + 1, depth + 1);
      if (!mapped) return std::nullopt;
      at = mapped->next;
      out.text += ": " + json_of(*mapped);
    }
    comma = is(at, ",");
    if (comma) ++at;
    only = std::move(item);
  }
  if (!has(at)) return std::nullopt;
  if (open == "(" && count == 1 && !is(at - 1, ",")) {
    only->next = at + 1;
    return only;
  }
  out.text += open == "{" ? '}' : ']';
  out.end = tokens_[at].end;
  out.next = at + 1;
  return out;
}

}  // namespace bestby
