// YAML, read into a tree of our own that knows where everything stands.
//
//     auto document = yaml::read("catalog/pytorch.yml", std::move(text));
//     if (!document) return fail(document.error());
//     const yaml::Node* product = document->root.find("product");
//     if (!product) return fail(ErrorCode::catalog, "`product` is missing",
//                               document->span(document->root));
//     product->text                       // as written: typing is the caller's
//
// One document a file. Keys are text and stand once in a mapping. Refused, each with its place:
// anchors, aliases, tags, a second document, keys that are not text, bytes that are not UTF-8,
// control characters (by escapes too), and whatever passes the limits. CRLF and a leading byte
// order mark are accepted.
//
// Nodes, their texts and their lists stand in memory of the document's, given back at once: a node
// is a view, copied as such, that lives as long as a copy of its document does.
//
// Time and memory are linear in the text (duplicate keys are found by sorting); nothing recurses
// deeper than `Limits::depth`. A megabyte takes some tens of milliseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace bestby::yaml {

enum class Kind : std::uint8_t {
  null_,  // nothing, or a plain `~` or `null`; `text` is as written
  scalar,
  sequence,
  mapping,
};

struct Field;

// A list in a document's memory. (Not std::span: that may not be named before its element is known,
// and nodes hold nodes.)
template <typename T>
class List {
 public:
  List() = default;
  List(const T* first, std::size_t size) : first_(first), size_(size) {}
  const T* begin() const { return first_; }
  const T* end() const { return first_ + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const { return first_[i]; }
  const T& front() const { return first_[0]; }
  const T& back() const { return first_[size_ - 1]; }

 private:
  const T* first_ = nullptr;
  std::size_t size_ = 0;
};

struct Node {
  Kind kind = Kind::null_;
  bool quoted = false;    // in quotes or as a block (`|`, `>`): certainly a text
  int line = 1;           // from 1
  int column = 1;         // from 1, in characters
  int length = 1;         // of what is written, in characters, as far as it stands on `line`
  std::string_view text;  // of a scalar; `str()` is a copy to keep
  List<Node> items;
  List<Field> fields;  // in the order written

  bool is_null() const { return kind == Kind::null_; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }
  std::string str() const { return std::string(text); }

  // The value of a field; nullptr when there is none or this is no mapping. Linear in the fields.
  const Node* find(std::string_view key) const;
};

// `for (const auto& [key, value] : node.fields)`
struct Field {
  Node first;   // the key, a scalar
  Node second;  // its value
};

struct Document {
  std::string file;
  std::shared_ptr<const std::string> source;
  std::vector<std::size_t> line_starts;  // offsets into `source`
  std::shared_ptr<std::pmr::monotonic_buffer_resource> memory;
  Node root;

  // A document without its tree yet; `span` works already.
  static Document of(std::string file, std::string text);

  // A place for an `Error`. Copies the line (left out when it is longer than 64 KiB).
  Span span(const Node& node) const { return span(node.line, node.column, node.length); }
  Span span(int line, int column, int length = 1) const;
  Span span_at(std::size_t offset) const;      // a byte of `source`
  std::string_view line_text(int line) const;  // without its line end
};

struct Limits {
  std::size_t bytes = std::size_t{64} << 20U;
  std::size_t depth = 64;  // nested sequences and mappings
  std::size_t nodes = 4'000'000;
  std::size_t scalar_bytes = std::size_t{1} << 20U;
  bool empty_keys = false;  // whether a key may be empty
};

// Every error has the given code and a span with the line's text.
Result<Document> read(std::string file, std::string text, const Limits& limits = {},
                      ErrorCode code = ErrorCode::catalog);

// What the text stands for, as far as other tools' readers care: they turn a plain `1.10`, `no` or
// `2026-08-21` into a number, a truth value or a date, so such a text is quoted, unless it *is*
// one.
enum class As : std::uint8_t { text, number_or_date };

// One line that reads back as the same text, as a value or a key, in block or flow style; quoted
// only where it is needed. Bytes that are not UTF-8 become U+FFFD. Control characters are escaped,
// which `read` refuses: they have no place in a catalogue.
//
//     quote("PyTorch 2.7")                    // PyTorch 2.7
//     quote("1.10")                           // "1.10"
//     quote("2026-08-21", As::number_or_date) // 2026-08-21
std::string quote(std::string_view text, As as = As::text);

}  // namespace bestby::yaml
