#include "find/tag_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/version.h"
#include "find/release_text.h"

namespace bestby {
namespace {

using Captures = std::vector<std::string_view>;

constexpr std::string_view always = "always";

struct CaptureKind {
  std::string_view name;
  std::size_t most;
  bool dots;
};
constexpr std::array<CaptureKind, 3> capture_kinds = {
    {{"{digit}", 1, false}, {"{digits}", 64, false}, {"{version}", 64, true}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t longest_capture(const CaptureKind& kind, std::string_view text) {
  std::size_t n = 0;
  while (n < std::min(text.size(), kind.most) &&
         (is_digit(text[n]) || (kind.dots && n > 0 && text[n] == '.')))
    ++n;
  return n;
}

// The whole text against the whole pattern; a capture takes as much as lets the rest match. What has
// failed once is remembered, so the time is pattern x text however many captures there are.
class TagMatch {
 public:
  TagMatch(std::string_view pattern, std::string_view text)
      : pattern_(pattern), text_(text), dead_((pattern.size() + 1) * (text.size() + 1)) {}

  bool run() { return from(0, 0); }
  const Captures& captures() const { return captures_; }

 private:
  bool from(std::size_t p, std::size_t t) {
    if (p == pattern_.size()) return t == text_.size();
    const std::size_t state = p * (text_.size() + 1) + t;
    if (dead_[state]) return false;
    dead_[state] = true;  // nobody asks again where a match goes on
    for (const CaptureKind& kind : capture_kinds)
      if (pattern_.substr(p).starts_with(kind.name)) return capture(kind, p, t);
    return t < text_.size() && pattern_[p] == text_[t] && from(p + 1, t + 1);
  }

  bool capture(const CaptureKind& kind, std::size_t p, std::size_t t) {
    for (std::size_t n = longest_capture(kind, text_.substr(t)); n > 0; --n) {
      if (text_[t + n - 1] == '.') continue;
      captures_.push_back(text_.substr(t, n));
      if (from(p + kind.name.size(), t + n)) return true;
      captures_.pop_back();
    }
    return false;
  }

  std::string_view pattern_, text_;
  std::vector<bool> dead_;
  Captures captures_;
};

// `{1}` to `{9}` replaced by the captures.
std::string filled(std::string_view value, const Captures& captures) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool hole =
        i + 2 < value.size() && value[i] == '{' && is_digit(value[i + 1]) && value[i + 2] == '}';
    if (!hole) {
      out.push_back(value[i]);
      continue;
    }
    const auto n = static_cast<std::size_t>(value[i + 1] - '1');
    if (n < captures.size()) out += captures[n];
    i += 2;
  }
  return out;
}

// The product that most releases of this one name under a predicate.
std::optional<NodeId> usual_product(const World& world, NodeId product, PredicateId p) {
  std::map<NodeId, int> count;
  for (NodeId n : world.releases_of(product))
    for (const FactRow& f : world.facts(n, p)) ++count[world.product(static_cast<NodeId>(f.low)).node];
  const auto most = std::max_element(count.begin(), count.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == count.end()) return std::nullopt;
  return most->first;
}

// The first parts of a tag; nothing if it has fewer.
std::string_view first_parts(std::string_view tag, std::ptrdiff_t count) {
  std::size_t end = 0;
  for (;; ++end) {
    end = std::min(tag.find('-', end), tag.size());
    if (--count == 0) return tag.substr(0, end);
    if (end == tag.size()) return {};
  }
}

class Reader {
 public:
  Reader(const World& world, NodeId product) : world_(world), product_(product) {}

  TagReading read(std::string_view tag) {
    use(always, {});
    while (!tag.empty()) {
      const std::size_t taken = take(tag);
      tag.remove_prefix(std::min(tag.size(), taken + 1));
    }
    return std::move(out_);
  }

 private:
  std::size_t take(std::string_view rest) {
    for (const TagWordRow& row : world_.columns.tag_words) {
      const auto pattern = world_.text(row.pattern);
      if (pattern == always || std::find(used_.begin(), used_.end(), pattern) != used_.end()) continue;
      const auto parts = first_parts(rest, 1 + std::count(pattern.begin(), pattern.end(), '-'));
      TagMatch match(pattern, parts);
      if (parts.empty() || !match.run()) continue;
      use(pattern, match.captures());
      return parts.size();
    }
    const auto part = first_parts(rest, 1);
    out_.unread.emplace_back(part);
    return part.size();
  }

  void use(std::string_view pattern, const Captures& captures) {
    used_.push_back(pattern);
    for (const TagWordRow& row : world_.columns.tag_words)
      if (row.predicate != no_id && world_.text(row.pattern) == pattern)
        say(row.predicate, filled(world_.text(row.value), captures));
  }

  void say(PredicateId p, const std::string& value) {
    const PredicateRow& row = world_.predicate(p);
    if (row.type == ValueType::release) {
      if (const auto node = release(p, value)) {
        out_.facts.push_back({p, static_cast<std::int32_t>(*node), {}, {}});
        ++out_.releases;
      }
    } else if (row.type == ValueType::version) {
      const VersionScheme* scheme = find_version_scheme(world_.text(row.scheme));
      if (scheme == nullptr) return;
      if (const auto version = parse_version(*scheme, value))
        out_.facts.push_back({p, 0, value, version->key});
    } else {
      out_.facts.push_back({p, 0, value, {}});
    }
  }

  std::optional<NodeId> release(PredicateId p, std::string_view value) {
    const auto at = std::min(value.find('@'), value.size() - 1);
    const auto name = value.substr(0, at), version = value.substr(at + 1);
    const auto product = name == "*" ? usual_product(world_, product_, p) : world_.find_product(name);
    if (!product) return std::nullopt;
    if (const auto found = find_version(world_, *product, version, Prefer::release)) {
      if (!found->note.empty()) out_.unknown.push_back(found->note);
      return found->node;
    }
    out_.unknown.push_back(
        fmt::format("{} {} is not recorded", world_.text(world_.product(*product).id), version));
    return std::nullopt;
  }

  const World& world_;
  NodeId product_;
  TagReading out_;
  std::vector<std::string_view> used_;
};

void inherit(const World& world, NodeId product, std::int32_t known, TagReading& out) {
  std::map<PredicateId, std::optional<std::int32_t>> alike;
  for (NodeId n : world.releases_of(product))
    for (const FactRow& f : world.facts(n)) {
      const bool counts = world.predicate(f.predicate).type == ValueType::text && f.scope_count == 0 &&
                          f.refuted == no_id && world.visible(f, known);
      if (!counts) continue;
      const auto [it, added] = alike.try_emplace(f.predicate, f.low);
      if (!added && it->second != f.low) it->second.reset();
    }
  for (const auto& [p, value] : alike) {
    const bool said = std::any_of(out.facts.begin(), out.facts.end(),
                                  [p = p](const ReleaseFact& f) { return f.predicate == p; });
    if (value && !said) out.facts.push_back({p, *value, {}, {}});
  }
}

}  // namespace

TagReading read_tag(const World& world, NodeId product, std::string_view tag, std::int32_t known) {
  TagReading out = Reader(world, product).read(tag);
  inherit(world, product, known, out);
  return out;
}

}  // namespace bestby
