#include "base/formats/markdown_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/formats/markdown_entities.h"
#include "base/text.h"
#include "base/utf8.h"

namespace bestby::markdown {
namespace {

using std::string_view;

constexpr std::size_t longest_tag = 1024;
constexpr std::size_t longest_tail = 64;  // of an address that holds brackets

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_punctuation(char c) {
  return c > ' ' && static_cast<unsigned char>(c) < 0x7F && !is_digit(c) && !is_letter(c);
}

enum class TagKind : std::uint8_t { inline_, break_, item, anchor, raised };
struct Tag {
  string_view name;
  TagKind kind;
};
constexpr Tag tags[] = {
    {"a", TagKind::anchor},       {"abbr", TagKind::inline_},      {"b", TagKind::inline_},
    {"big", TagKind::inline_},    {"blockquote", TagKind::break_}, {"br", TagKind::break_},
    {"center", TagKind::break_},  {"cite", TagKind::inline_},      {"code", TagKind::inline_},
    {"del", TagKind::inline_},    {"div", TagKind::break_},        {"em", TagKind::inline_},
    {"font", TagKind::inline_},   {"hr", TagKind::break_},         {"i", TagKind::inline_},
    {"img", TagKind::inline_},    {"ins", TagKind::inline_},       {"kbd", TagKind::inline_},
    {"li", TagKind::item},        {"mark", TagKind::inline_},      {"ol", TagKind::break_},
    {"p", TagKind::break_},       {"pre", TagKind::break_},        {"s", TagKind::inline_},
    {"samp", TagKind::inline_},   {"small", TagKind::inline_},     {"span", TagKind::inline_},
    {"strong", TagKind::inline_}, {"sub", TagKind::inline_},       {"sup", TagKind::raised},
    {"tt", TagKind::inline_},     {"u", TagKind::inline_},         {"ul", TagKind::break_},
    {"var", TagKind::inline_},    {"wbr", TagKind::inline_},
};

const Tag* find_tag(string_view name) {
  const std::string wanted = lower(name);
  const auto* at =
      std::find_if(std::begin(tags), std::end(tags), [&](const Tag& t) { return t.name == wanted; });
  return at == std::end(tags) ? nullptr : at;
}

// The next place of a character. Asked with places that only grow, so that all answers together
// cost one pass.
class Next {
 public:
  Next(string_view text, string_view wanted) : text_(text), wanted_(wanted) {}
  std::size_t from(std::size_t at) {
    if (known_ == unknown || known_ < at) known_ = std::min(text_.find_first_of(wanted_, at), text_.size());
    return known_;
  }

 private:
  static constexpr std::size_t unknown = string_view::npos;
  string_view text_, wanted_;
  std::size_t known_ = unknown;
};

// Where runs of backticks stand, by their length.
class Ticks {
 public:
  explicit Ticks(string_view text) {
    for (std::size_t at = text.find('`'); at < text.size(); at = text.find('`', at)) {
      const std::size_t end = std::min(text.find_first_not_of('`', at), text.size());
      runs_[end - at].push_back(at);
      at = end;
    }
  }
  // The next run of that length behind `at`.
  std::optional<std::size_t> closing(std::size_t length, std::size_t at) const {
    const auto runs = runs_.find(length);
    if (runs == runs_.end()) return std::nullopt;
    const auto run = std::upper_bound(runs->second.begin(), runs->second.end(), at);
    return run == runs->second.end() ? std::nullopt : std::optional(*run);
  }

 private:
  std::map<std::size_t, std::vector<std::size_t>> runs_;
};

class Reader {
 public:
  Reader(string_view raw, const TextOptions& options)
      : in_(raw),
        options_(options),
        ticks_(raw),
        blank_(raw, " \t\n"),
        bracket_(raw, ")"),
        angle_(raw, ">") {}

  Text read() {
    out_.reserve(in_.size());
    while (at_ < in_.size()) step();
    return finish();
  }

 private:
  struct Delimiter {
    std::size_t out;
    std::size_t count;
  };
  struct Range {
    std::size_t begin, end;
    std::string url;
  };

  void step() {
    switch (in_[at_]) {
      case '\\': return escape();
      case '`': return code();
      case '<': return angle();
      case '&': return entity();
      case '!':
        if (in_.substr(at_).starts_with("!["))
          ++at_;
        else
          copy();
        return;
      case '[': brackets_.push_back(out_.size()); return copy();
      case ']': return bracket();
      case '*':
      case '_': return emphasis();
      case '\n': return line_end();
      default: return copy();
    }
  }

  void copy() { out_ += in_[at_++]; }

  void escape() {
    const char next = at_ + 1 < in_.size() ? in_[at_ + 1] : ' ';
    if (next == '\n' || is_punctuation(next)) {
      out_ += next == '\n' ? hard_break : next;
      at_ += 2;
    } else {
      copy();
    }
  }

  void line_end() {
    const bool hard = at_ >= 2 && in_[at_ - 1] == ' ' && in_[at_ - 2] == ' ';
    out_ += hard ? hard_break : ' ';
    ++at_;
  }

  void code() {
    const std::size_t end = std::min(in_.find_first_not_of('`', at_), in_.size());
    const std::size_t length = end - at_;
    const auto close = ticks_.closing(length, at_);
    const string_view text = close ? in_.substr(end, *close - end) : in_.substr(at_, length);
    for (const char c : text) out_ += c == '\n' ? ' ' : c;
    at_ = close ? *close + length : end;
  }

  void entity() {
    const Entity entity = read_entity(in_.substr(at_));
    if (entity.length == 0) return copy();
    append_utf8(out_, entity.value);
    at_ += entity.length;
  }

  void angle() {
    if (in_.substr(at_).starts_with("<!--")) {
      const std::size_t end = in_.find("-->", at_ + 4);
      at_ = end == string_view::npos ? in_.size() : end + 3;
      return;
    }
    const std::size_t end = angle_.from(at_);
    if (end >= in_.size() || end - at_ > longest_tag) return copy();
    const string_view inside = in_.substr(at_ + 1, end - at_ - 1);
    if (autolink(inside) || tag(inside))
      at_ = end + 1;
    else
      copy();
  }

  bool autolink(string_view inside) {
    const bool web = inside.starts_with("http://") || inside.starts_with("https://");
    if (!web || inside.find(' ') != string_view::npos) return false;
    ranges_.push_back({out_.size(), out_.size() + inside.size(), std::string(inside)});
    out_ += inside;
    return true;
  }

  bool tag(string_view inside) {
    const bool closing = inside.starts_with('/');
    if (closing) inside.remove_prefix(1);
    std::size_t length = 0;
    while (length < inside.size() && (is_letter(inside[length]) || is_digit(inside[length]))) ++length;
    const bool whole = length == inside.size() || is_space(inside[length]) || inside[length] == '/';
    const Tag* known = whole ? find_tag(inside.substr(0, length)) : nullptr;
    if (known == nullptr) return false;
    apply(*known, closing, inside.substr(length));
    return true;
  }

  void apply(const Tag& tag, bool closing, string_view attributes) {
    switch (tag.kind) {
      case TagKind::inline_: return;
      case TagKind::break_: out_ += hard_break; return;
      case TagKind::item:
        out_ += hard_break;
        if (!closing) out_ += "- ";
        return;
      case TagKind::anchor:
        if (!closing)
          anchors_.push_back({out_.size(), 0, address_in(attributes)});
        else
          close_anchor();
        return;
      case TagKind::raised: return closing ? close_raised() : void(raised_ = out_.size());
    }
  }

  static std::string address_in(string_view attributes) {
    const std::size_t at = attributes.find("href=");
    if (at == string_view::npos || at + 6 >= attributes.size()) return {};
    const char quote = attributes[at + 5];
    const string_view rest = attributes.substr(at + 6);
    if (quote != '"' && quote != '\'') return {};
    return std::string(rest.substr(0, rest.find(quote)));
  }

  void close_anchor() {
    if (anchors_.empty()) return;
    Range range = std::move(anchors_.back());
    anchors_.pop_back();
    range.end = out_.size();
    if (!range.url.empty()) ranges_.push_back(std::move(range));
  }

  // A raised sign or number is a footnote's mark; a raised word stays.
  void close_raised() {
    if (!raised_) return;
    const std::size_t begin = *std::exchange(raised_, std::nullopt);
    if (out_.size() - begin > 3) return;
    for (std::size_t i = begin; i < out_.size(); ++i) drops_.push_back(i);
    mark_.append(out_, begin);
  }

  void bracket() {
    if (brackets_.empty()) return copy();
    const std::size_t begin = brackets_.back();
    brackets_.pop_back();
    if (in_.substr(at_ + 1, 1) != "(") return copy();
    const std::size_t end = address_end(at_ + 2);
    if (end >= in_.size()) return copy();
    drops_.push_back(begin);
    ranges_.push_back({begin + 1, out_.size(), address(in_.substr(at_ + 2, end - at_ - 2))});
    at_ = end + 1;
  }

  // The closing bracket of an address, which may have brackets of its own and a title behind it; the
  // end of the text when there is none.
  std::size_t address_end(std::size_t begin) {
    const std::size_t end = bracket_.from(begin);
    const std::size_t blank = blank_.from(begin);
    if (end >= in_.size()) return end;
    if (blank < end) {
      const char quote = in_[std::min(blank + 1, in_.size() - 1)];
      const bool titled = quote == '"' || quote == '\'';
      return titled && (in_[end - 1] == quote) ? end : blank + 1 == end ? end : in_.size();
    }
    const string_view inside = in_.substr(begin, end - begin);
    auto open = std::count(inside.begin(), inside.end(), '(');
    std::size_t at = end;
    while (open > 0 && at + 1 < in_.size() && at - end < longest_tail && !is_space(in_[at + 1])) {
      ++at;
      if (in_[at] == '(') ++open;
      if (in_[at] == ')' && --open == 0) return at;
    }
    return end;
  }

  static std::string address(string_view inside) {
    inside = trim(inside.substr(0, inside.find_first_of(" \t\n")));
    if (inside.size() > 1 && inside.front() == '<' && inside.back() == '>')
      inside = inside.substr(1, inside.size() - 2);
    std::string url;
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] == '\\' && i + 1 < inside.size() && is_punctuation(inside[i + 1])) ++i;
      url += inside[i];
    }
    return url;
  }

  void emphasis() {
    const char c = in_[at_];
    const std::size_t end = std::min(in_.find_first_not_of(c, at_), in_.size());
    const char before = at_ == 0 ? ' ' : in_[at_ - 1], after = end < in_.size() ? in_[end] : ' ';
    const bool left =
        !is_space(after) && (!is_punctuation(after) || is_space(before) || is_punctuation(before));
    const bool right =
        !is_space(before) && (!is_punctuation(before) || is_space(after) || is_punctuation(after));
    const bool opens = c == '*' ? left : left && (!right || is_punctuation(before));
    const bool closes = c == '*' ? right : right && (!left || is_punctuation(after));
    auto& waiting = c == '*' ? stars_ : underscores_;
    std::size_t out = out_.size(), count = end - at_;
    out_.append(count, c);
    while (closes && count > 0 && !waiting.empty()) {
      Delimiter& opener = waiting.back();
      const std::size_t pairs = std::min(opener.count, count);
      for (std::size_t i = 0; i < pairs; ++i) {
        drops_.push_back(out++);
        drops_.push_back(opener.out + --opener.count);
      }
      count -= pairs;
      if (opener.count == 0) waiting.pop_back();
    }
    if (opens && count > 0) waiting.push_back({out, count});
    at_ = end;
  }

  // `out_` without what was dropped, from `begin` to `end`, its blanks put in order.
  std::string tidy(std::size_t begin, std::size_t end) const {
    std::string text;
    auto drop = std::lower_bound(drops_.begin(), drops_.end(), begin);
    for (std::size_t i = begin; i < end;) {
      while (drop != drops_.end() && *drop < i) ++drop;
      if (drop != drops_.end() && *drop == i) {
        ++i;
        continue;
      }
      const CodePoint c = decode_utf8(out_, i);
      add(text, c, out_.substr(i, c.length));
      i += c.length;
    }
    while (!text.empty() && is_space(text.back())) text.pop_back();
    return text;
  }

  void add(std::string& text, const CodePoint& c, string_view bytes) const {
    if (is_invisible(c.value)) return;
    const bool blank = is_blank(c.value);
    if (!blank) {
      text += bytes;
      return;
    }
    if (text.empty() || text.back() == '\n') return;
    const bool second = text.back() == ' ';
    if (c.value == '\n' || (second && options_.cell)) {
      if (second) text.pop_back();
      text += '\n';
    } else if (!second) {
      text += ' ';
    }
  }

  Text finish() {
    std::sort(drops_.begin(), drops_.end());
    Text text{tidy(0, out_.size()), std::move(mark_), {}};
    take_marks(text);
    // A link may lie in another one: texts are kept of as much as is written, not more.
    std::size_t budget = out_.size();
    for (const Range& range : ranges_) {
      const std::size_t size = range.end - range.begin;
      text.links.push_back({size <= budget ? tidy(range.begin, range.end) : std::string(), range.url});
      budget -= std::min(budget, size);
    }
    return text;
  }

  static void take_marks(Text& text) {
    static constexpr std::array<string_view, 7> marks = {"*", "†", "‡", "¹", "²", "³", "§"};
    std::size_t end = text.text.size();
    for (bool found = true; found;) {
      const string_view rest = string_view(text.text).substr(0, end);
      const auto* at =
          std::find_if(marks.begin(), marks.end(), [&](string_view mark) { return rest.ends_with(mark); });
      found = at != marks.end();
      if (found) end -= at->size();
    }
    // An exporter of AWS writes `$1` for each star that it meets.
    std::string mark = text.text.substr(end);
    for (string_view rest = string_view(text.text).substr(0, end);
         rest.size() > 2 && rest.ends_with("$1") && !is_space(rest[rest.size() - 3]);
         rest = rest.substr(0, end)) {
      end -= 2;
      mark += '*';
    }
    text.mark.insert(0, mark);
    while (end > 0 && is_space(text.text[end - 1])) --end;
    text.text.resize(end);
  }

  static bool is_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x3000;
  }
  static bool is_invisible(char32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || c == '\r';
  }

  static constexpr char hard_break = '\n';

  string_view in_;
  const TextOptions& options_;
  Ticks ticks_;
  Next blank_, bracket_, angle_;
  std::size_t at_ = 0;
  std::string out_, mark_;
  std::vector<std::size_t> drops_;     // bytes of `out_` that are marks and no text
  std::vector<std::size_t> brackets_;  // opened, in `out_`
  std::vector<Range> ranges_, anchors_;
  std::vector<Delimiter> stars_, underscores_;
  std::optional<std::size_t> raised_;
};

}  // namespace

Text text_of(string_view raw, const TextOptions& options) { return Reader(raw, options).read(); }

}  // namespace bestby::markdown
