#include "observe/text/toml_document.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/impl/preprocessor.h>

// What the parser asserts it also tells the compiler to take for granted; but `[!` breaks it, and it has an
// error for that itself. So nothing is asserted or assumed.
#undef TOML_ASSERT
#undef TOML_ASSERT_ASSUME
#undef TOML_ASSUME
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_ASSERT_ASSUME(expression) static_cast<void>(0)
#define TOML_ASSUME(expression) static_cast<void>(0)

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/formats/tree_builder.h"
#include "base/text.h"

namespace bestby {
namespace {

using yaml::Document;
using yaml::Kind;
using yaml::Node;

bool is_key_sign(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == ' ' || c == '\t';
}

// Behind the text that begins at `at` with a quote.
std::size_t past_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool raw = quote == '\'';
  const bool long_one = at + 2 < text.size() && text[at + 1] == quote && text[at + 2] == quote;
  at += long_one ? 3 : 1;
  for (; at < text.size(); ++at) {
    if (text[at] == '\\' && !raw) {
      ++at;
    } else if (text[at] == '\n' && !long_one) {
      return at;
    } else if (text[at] == quote) {
      if (!long_one) return at + 1;
      if (at + 2 < text.size() && text[at + 1] == quote && text[at + 2] == quote) return at + 3;
    }
  }
  return text.size();
}

// The parser makes a table of each part of a dotted key and takes its tables apart recursively: a key of a
// million parts would end the process. So they are counted before it sees them.
std::optional<std::size_t> too_many_dots(std::string_view text, std::uint64_t most) {
  std::uint64_t dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = past_string(text, at);
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '.' && ++dots > most) return at;
    if (!is_key_sign(c)) dots = 0;
    ++at;
  }
  return std::nullopt;
}

// Tables of the parser's, told to a builder in the order of the file.
class Teller {
 public:
  Teller(const Document& document, const yaml::Limits& limits)
      : builder_(document, limits, ErrorCode::input) {}

  Result<void> table(const toml::table& table, const toml::source_region& at) {
    std::vector<std::pair<const toml::key*, const toml::node*>> fields;
    for (auto&& [key, value] : table) fields.emplace_back(&key, &value);
    std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) {
      const auto &x = a.first->source().begin, &y = b.first->source().begin;
      return std::pair(x.line, x.column) < std::pair(y.line, y.column);
    });
    if (auto good = builder_.open(node(Kind::mapping, at)); !good) return good;
    for (const auto& [key, value] : fields) {
      Node name = node(Kind::scalar, key->source());
      name.text = key->str();
      name.quoted = true;
      if (auto good = builder_.scalar(name); !good) return good;
      if (auto good = any(*value); !good) return good;
    }
    return builder_.close();
  }
  const Node& root() const { return builder_.root(); }

 private:
  static Node node(Kind kind, const toml::source_region& at) {
    Node out;
    out.kind = kind;
    out.line = std::max<int>(1, static_cast<int>(at.begin.line));
    out.column = std::max<int>(1, static_cast<int>(at.begin.column));
    const bool one_line = at.end.line == at.begin.line && at.end.column > at.begin.column;
    out.length = one_line ? static_cast<int>(at.end.column - at.begin.column) : 1;
    return out;
  }

  Result<void> any(const toml::node& value) {
    if (const auto* inner = value.as_table()) return table(*inner, value.source());
    if (const auto* list = value.as_array()) {
      if (auto good = builder_.open(node(Kind::sequence, value.source())); !good) return good;
      for (const toml::node& item : *list)
        if (auto good = any(item); !good) return good;
      return builder_.close();
    }
    Node out = node(Kind::scalar, value.source());
    std::string text;
    if (const auto* string = value.as_string()) {
      text = string->get();
      out.quoted = true;
    } else if (const auto* number = value.as_integer()) {
      text = std::to_string(number->get());
    } else if (const auto* truth = value.as_boolean()) {
      text = truth->get() ? "true" : "false";
    } else {
      out.kind = Kind::null_;
    }
    out.text = text;
    return builder_.scalar(out);
  }

  yaml::TreeBuilder builder_;
};

}  // namespace

Result<Document> read_toml(std::string file, std::string text, const ReadLimits& limits) {
  Document document = Document::of(std::move(file), std::move(text));
  const std::string& source = *document.source;
  if (source.size() > limits[Limit::file_bytes])
    return fail(ErrorCode::input, limits.passed(Limit::file_bytes), {document.file, 0, 0, 1, {}});
  if (const auto at = too_many_dots(source, limits[Limit::depth]))
    return fail(ErrorCode::input, limits.passed(Limit::depth), document.span_at(*at));
  const toml::parse_result parsed = toml::parse(std::string_view(source));
  if (parsed.failed()) {
    const toml::parse_error& error = parsed.error();
    const auto& at = error.source().begin;
    return fail(ErrorCode::input, fmt::format("is not valid TOML: {}", error.description()),
                document.span(std::max<int>(1, static_cast<int>(at.line)), static_cast<int>(at.column)));
  }
  const yaml::Limits tree{.bytes = limits[Limit::file_bytes],
                          .depth = limits[Limit::depth],
                          .scalar_bytes = limits[Limit::file_bytes],
                          .empty_keys = true};
  Teller teller(document, tree);
  if (auto good = teller.table(parsed.table(), parsed.table().source()); !good)
    return fail(std::move(good.error()));
  document.root = teller.root();
  return document;
}

}  // namespace bestby
