#include "base/formats/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/formats/tree_builder.h"
#include "base/utf8.h"

namespace bestby {
namespace {

using yaml::Document;
using yaml::Kind;
using yaml::Limits;
using yaml::Node;

// Walks the text and leaves behind, in `*at`, how far the parser has read.
struct Counted {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* here;
  const char* begin;
  std::size_t* at;

  reference operator*() const { return *here; }
  Counted& operator++() {
    ++here;
    *at = static_cast<std::size_t>(here - begin);
    return *this;
  }
  bool operator==(const Counted& other) const { return here == other.here; }
  bool operator!=(const Counted& other) const { return here != other.here; }
};

// The parser tells where it has read to, not where a value begins. A value begins after what was
// read when the value before it was told, past white space, commas and colons; and a number is told
// one character late, which is one of those or a bracket.
class Handler {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = std::string;
  using binary_t = nlohmann::json::binary_t;

  Handler(const Document& document, const Limits& limits, ErrorCode code)
      : document_(document), source_(*document.source), code_(code), tree_(document, limits, code) {
    if (source_.starts_with("\xEF\xBB\xBF")) told_ = at_ = 3;
  }

  bool parse() {
    const char* begin = source_.data();
    const char* end = begin + source_.size();
    return nlohmann::json::sax_parse(Counted{begin, begin, &read_}, Counted{end, begin, &read_}, this);
  }
  Error take_error() { return std::move(*error_); }
  const Node& root() const { return tree_.root(); }

  bool null() { return keep(tree_.scalar(word(Kind::null_))); }
  bool boolean(bool) { return keep(tree_.scalar(word(Kind::scalar))); }
  bool number_integer(number_integer_t) { return keep(tree_.scalar(word(Kind::scalar))); }
  bool number_unsigned(number_unsigned_t) { return keep(tree_.scalar(word(Kind::scalar))); }
  bool number_float(number_float_t, const string_t&) { return keep(tree_.scalar(word(Kind::scalar))); }
  bool string(string_t& text) { return keep(tree_.scalar(quoted(text))); }
  bool key(string_t& text) { return keep(tree_.scalar(quoted(text))); }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return keep(tree_.open(node(Kind::mapping, 1))); }
  bool start_array(std::size_t) { return keep(tree_.open(node(Kind::sequence, 1))); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& e) {
    error_ = Error{code_,
                   fmt::format("not valid JSON: {}", reason(e.what())),
                   document_.span_at(std::min(position > 0 ? position - 1 : 0, source_.size())),
                   {},
                   {}};
    return false;
  }

 private:
  // Of "[json...] parse error at line 1, column 3: syntax error while parsing value - WHAT; last
  // read: 'TEXT'; expected THAT" the parts WHAT and THAT.
  static std::string reason(std::string_view told) {
    if (const auto dash = told.find(" - "); dash != told.npos) told.remove_prefix(dash + 3);
    const auto quote = told.find("; last read: '");
    if (quote == told.npos) return std::string(told);
    const auto expected = told.rfind("'; expected ");
    std::string out(told.substr(0, quote));
    if (expected != told.npos && expected > quote) out += told.substr(expected + 1);
    return out;
  }

  std::size_t begin_of_value() const {
    const std::size_t at = source_.find_first_not_of(" \t\r\n,:", told_);
    return std::min(at, source_.size());
  }

  Node node(Kind kind, std::size_t length) {
    const std::size_t begin = begin_of_value();
    advance_line(begin);
    Node node;
    node.kind = kind;
    node.line = line_;
    node.column = column_;
    node.length = static_cast<int>(count_code_points(source_.substr(begin, length)));
    told_ = read_;
    return node;
  }

  Node word(Kind kind) {
    const std::size_t begin = begin_of_value();
    const std::size_t end = std::min(source_.find_first_of(" \t\r\n,]}", begin), source_.size());
    Node made = node(kind, end - begin);
    made.text = source_.substr(begin, end - begin);
    return made;
  }

  Node quoted(std::string_view text) {
    const std::size_t begin = begin_of_value();
    Node made = node(Kind::scalar, read_ - begin);
    made.quoted = true;
    made.text = text;
    return made;
  }

  // Values come in order, so lines and columns are counted on from the value before.
  void advance_line(std::size_t to) {
    if (const auto feed = source_.substr(at_, to - at_).rfind('\n'); feed != source_.npos) {
      line_ = document_.span_at(to).line;
      column_ = 1;
      at_ += feed + 1;
    }
    column_ += static_cast<int>(count_code_points(source_.substr(at_, to - at_)));
    at_ = to;
  }

  bool end() {
    told_ = read_;
    return keep(tree_.close());
  }

  bool keep(Result<void> done) {
    if (!done) error_ = std::move(done.error());
    return done.has_value();
  }

  const Document& document_;
  std::string_view source_;
  ErrorCode code_;
  yaml::TreeBuilder tree_;
  std::optional<Error> error_;
  std::size_t read_ = 0;  // what the parser has read
  std::size_t told_ = 0;  // what it had read when it told the last value
  std::size_t at_ = 0;    // where `line_` and `column_` are
  int line_ = 1, column_ = 1;
};

}  // namespace

Result<Document> read_json(std::string file, std::string text, const Limits& limits, ErrorCode code) {
  const std::size_t size = text.size();
  Document document = Document::of(std::move(file), std::move(text));
  if (size > limits.bytes)
    return fail(code, fmt::format("the file has {} bytes, more than the limit of {}", size, limits.bytes),
                {document.file, 0, 0, 1, {}});
  Handler handler(document, limits, code);
  if (!handler.parse()) return fail(handler.take_error());
  document.root = handler.root();
  return document;
}

}  // namespace bestby
