#include "base/formats/yaml.h"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <new>
#include <vector>

#include "base/formats/tree_builder.h"
#include "base/formats/yaml_documents.h"
#include "base/utf8.h"

namespace bestby::yaml {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t longest_line_shown = std::size_t{64} << 10U;

// What libyaml says, what usually helps, and whether the fault is where the thing begins that could
// not be read (the opening quote) rather than where reading stopped (the end of the file).
struct Advice {
  std::string_view problem, help;
  bool at_beginning = false;
};
constexpr std::string_view check_indentation = "check the indentation of this line and the one before";
constexpr Advice advice[] = {
    {"found character that cannot start any token",
     "indent with spaces, and quote a text that begins with one of @ ` % or a tab"},
    {"found a tab character that violates indentation", "indent with spaces, not tabs"},
    {"mapping values are not allowed in this context",
     "quote a text that contains a colon and a space; check the indentation"},
    {"did not find expected key", check_indentation},
    {"did not find expected '-' indicator", check_indentation},
    {"could not find expected ':'", "a key is followed by a colon and a space", true},
    {"did not find expected ',' or ']'", "close the list with `]`"},
    {"did not find expected ',' or '}'", "close the mapping with `}`"},
    {"found unexpected end of stream", "close the quotes", true},
    {"found unexpected document indicator", "close the quotes", true},
    {"found unknown escape character", "write a backslash twice, or use single quotes"},
};

Advice advice_on(std::string_view problem) {
  const auto* found = std::find_if(std::begin(advice), std::end(advice),
                                   [&](const Advice& a) { return a.problem == problem; });
  return found == std::end(advice) ? Advice{} : *found;
}

class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&raw_); }
  yaml_event_t* operator->() { return &raw_; }
  yaml_event_t* get() { return &raw_; }

 private:
  yaml_event_t raw_{};
};

class Parser {
 public:
  explicit Parser(std::string_view text) {
    if (!yaml_parser_initialize(&raw_)) throw std::bad_alloc();
    yaml_parser_set_encoding(&raw_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&raw_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { yaml_parser_delete(&raw_); }
  bool next(Event& event) { return yaml_parser_parse(&raw_, event.get()) != 0; }
  const yaml_parser_t& state() const { return raw_; }

 private:
  yaml_parser_t raw_{};
};

std::string_view view(const yaml_char_t* text) {
  return text ? reinterpret_cast<const char*>(text) : std::string_view{};
}

int count(std::size_t n) { return static_cast<int>(n); }

Node node_at(const yaml_event_t& event, Kind kind) {
  Node node;
  node.kind = kind;
  node.line = count(event.start_mark.line) + 1;
  node.column = count(event.start_mark.column) + 1;
  const bool one_line = event.start_mark.line == event.end_mark.line;
  if (one_line && event.end_mark.column > event.start_mark.column)
    node.length = count(event.end_mark.column - event.start_mark.column);
  return node;
}

enum class Strictness : std::uint8_t { ours, anybodys };

// Turns libyaml's events into a tree, and refuses what only YAML has, where it is ours.
class Composer {
 public:
  Composer(const Document& document, std::string_view text, const Limits& limits, ErrorCode code,
           Strictness strictness = Strictness::ours)
      : document_(document),
        code_(code),
        strict_(strictness == Strictness::ours),
        parser_(text),
        tree_(document, limits, code, !strict_) {}

  Result<Node> compose() {
    Node all;
    all.kind = Kind::sequence;
    if (!strict_)
      if (auto good = tree_.open(all); !good) return fail(std::move(good.error()));
    for (;;) {
      Event event;
      if (!parser_.next(event)) return syntax_error();
      if (event->type == YAML_STREAM_END_EVENT) {
        if (!strict_)
          if (auto good = tree_.close(); !good) return fail(std::move(good.error()));
        return tree_.root();
      }
      if (auto taken = take(*event.get()); !taken) return fail(std::move(taken.error()));
    }
  }

 private:
  tl::unexpected<Error> syntax_error() const {
    const yaml_parser_t& state = parser_.state();
    const std::string_view problem = state.problem ? state.problem : "it cannot be read";
    const Advice known = advice_on(problem);
    std::string message = fmt::format("not valid YAML: {}", problem);
    if (state.context) message += fmt::format(" {}", state.context);
    const bool at_beginning = state.context && known.at_beginning;
    if (state.context && !at_beginning && state.context_mark.line != state.problem_mark.line)
      message += fmt::format(" that begins on line {}", state.context_mark.line + 1);
    const yaml_mark_t& mark = at_beginning ? state.context_mark : state.problem_mark;
    return fail(code_, std::move(message), document_.span(count(mark.line) + 1, count(mark.column) + 1),
                std::string(known.help));
  }

  Result<void> take(const yaml_event_t& event) {
    const auto& data = event.data;
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT: return begin_document(event);
      case YAML_ALIAS_EVENT:
        if (!strict_) return alias(event);
        return tree_.refuse(node_at(event, Kind::scalar),
                            fmt::format("the alias `*{}` is not supported", view(data.alias.anchor)),
                            "write the value out");
      case YAML_SCALAR_EVENT: return scalar(event);
      case YAML_SEQUENCE_START_EVENT:
        return open(node_at(event, Kind::sequence), data.sequence_start.anchor, data.sequence_start.tag);
      case YAML_MAPPING_START_EVENT:
        return open(node_at(event, Kind::mapping), data.mapping_start.anchor, data.mapping_start.tag);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: return close();
      default: return {};
    }
  }

  Result<void> begin_document(const yaml_event_t& event) {
    anchors_.clear();
    if (!strict_) return {};
    if (documents_++ == 0) return {};
    return tree_.refuse(node_at(event, Kind::null_), "a second document begins here",
                        "keep one document in a file");
  }

  Result<void> alias(const yaml_event_t& event) {
    const auto found = anchors_.find(view(event.data.alias.anchor));
    if (found == anchors_.end())
      return tree_.refuse(node_at(event, Kind::scalar),
                          fmt::format("nothing has the anchor `{}`", view(event.data.alias.anchor)));
    return tree_.again(found->second.node, found->second.count);
  }

  // What was just put together, from `before` nodes on, is what an anchor stands for.
  void keep(const std::string& anchor, std::size_t before) {
    if (!anchor.empty()) anchors_.insert_or_assign(anchor, Anchored{tree_.last(), tree_.count() - before});
  }

  Result<void> close() {
    const Opened opened = std::move(opened_.back());
    opened_.pop_back();
    if (auto good = tree_.close(); !good) return good;
    keep(opened.anchor, opened.before);
    return {};
  }

  Result<void> bare(const Node& node, const yaml_char_t* anchor, const yaml_char_t* tag) const {
    if (!strict_) return {};
    if (anchor)
      return tree_.refuse(node, fmt::format("the anchor `&{}` is not supported", view(anchor)),
                          "write the value out where it is used");
    if (tag) return tree_.refuse(node, fmt::format("the tag `{}` is not supported", view(tag)), "remove it");
    return {};
  }

  Result<void> open(const Node& node, const yaml_char_t* anchor, const yaml_char_t* tag) {
    if (auto good = bare(node, anchor, tag); !good) return good;
    opened_.push_back({std::string(view(anchor)), tree_.count()});
    return tree_.open(node);
  }

  Result<void> scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    Node node = node_at(event, Kind::scalar);
    if (auto good = bare(node, scalar.anchor, scalar.tag); !good) return good;
    node.text = {reinterpret_cast<const char*>(scalar.value), scalar.length};
    node.quoted = scalar.style != YAML_PLAIN_SCALAR_STYLE;
    if (strict_ && scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && holds_control(node.text))
      return tree_.refuse(node, "an escape stands for a control character", "remove it");
    const bool none = node.text.empty() || node.text == "~" || node.text == "null";
    if (!node.quoted && none && !tree_.expects_key()) node.kind = Kind::null_;
    const std::size_t before = tree_.count();
    if (auto good = tree_.scalar(node); !good) return good;
    keep(std::string(view(scalar.anchor)), before);
    return {};
  }

  static bool holds_control(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint c = decode_utf8(text, at);
      if (is_control(c.value) && c.value != '\r') return true;
      at += c.length;
    }
    return false;
  }

  struct Anchored {
    Node node;
    std::size_t count;  // of nodes in it, those of aliases included
  };
  struct Opened {
    std::string anchor;
    std::size_t before;
  };

  const Document& document_;
  ErrorCode code_;
  bool strict_;
  Parser parser_;
  TreeBuilder tree_;
  int documents_ = 0;
  std::vector<Opened> opened_;
  std::map<std::string, Anchored, std::less<>> anchors_;
};

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, value] : fields)
    if (name.text == key) return &value;
  return nullptr;
}

Document Document::of(std::string file, std::string text) {
  // As a rule a tree takes some twelve times the text.
  const std::size_t guess = std::max<std::size_t>(text.size(), 64) * 12;
  Document document{std::move(file),
                    std::make_shared<const std::string>(std::move(text)),
                    {0},
                    std::make_shared<std::pmr::monotonic_buffer_resource>(guess),
                    {}};
  const std::string& source = *document.source;
  for (auto end = source.find('\n'); end != std::string::npos; end = source.find('\n', end + 1))
    document.line_starts.push_back(end + 1);
  return document;
}

std::string_view Document::line_text(int line) const {
  const auto index = static_cast<std::size_t>(line - 1);
  if (line < 1 || index >= line_starts.size()) return {};
  const std::string_view all = *source;
  const std::size_t start = line_starts[index];
  const bool last = index + 1 == line_starts.size();
  std::string_view text = all.substr(start, last ? all.npos : line_starts[index + 1] - 1 - start);
  if (line == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

Span Document::span(int line, int column, int length) const {
  const std::string_view text = line_text(line);
  return {file, line, column, length, text.size() > longest_line_shown ? std::string{} : std::string(text)};
}

Span Document::span_at(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts.begin(), line_starts.end(), offset);
  const int line = count(static_cast<std::size_t>(after - line_starts.begin()));
  const std::size_t start = *std::prev(after);
  std::string_view before = std::string_view(*source).substr(start, offset - start);
  if (line == 1 && before.starts_with(byte_order_mark)) before.remove_prefix(byte_order_mark.size());
  return span(line, count(count_code_points(before)) + 1);
}

namespace {

Result<Document> read_as(Strictness strictness, std::string file, std::string text, const Limits& limits,
                         ErrorCode code) {
  const std::size_t size = text.size();
  Document document = Document::of(std::move(file), std::move(text));
  if (size > limits.bytes)
    return fail(code, fmt::format("the file has {} bytes, more than the limit of {}", size, limits.bytes),
                {document.file, 0, 0, 1, {}}, "split the file");
  std::string_view input = *document.source;
  if (const Utf8Fault fault = find_utf8_fault(input); fault.what)
    return fail(code, fault.what, document.span_at(fault.offset), "save the file as UTF-8 text");
  if (input.starts_with(byte_order_mark)) input.remove_prefix(byte_order_mark.size());
  auto root = Composer(document, input, limits, code, strictness).compose();
  if (!root) return fail(std::move(root.error()));
  document.root = *root;
  return document;
}

}  // namespace

Result<Document> read(std::string file, std::string text, const Limits& limits, ErrorCode code) {
  return read_as(Strictness::ours, std::move(file), std::move(text), limits, code);
}

Result<Document> read_documents(std::string file, std::string text, const Limits& limits, ErrorCode code) {
  return read_as(Strictness::anybodys, std::move(file), std::move(text), limits, code);
}

}  // namespace bestby::yaml
