#include "find/tag_words.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "find/release_text.h"
#include "find/word_pattern.h"

namespace bestby {
namespace {

constexpr std::string_view always = "always";

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

// The first parts of a text; nothing if it has fewer.
std::string_view first_parts(std::string_view text, char separator, std::ptrdiff_t count) {
  std::size_t end = 0;
  for (;; ++end) {
    end = std::min(text.find(separator, end), text.size());
    if (--count == 0) return text.substr(0, end);
    if (end == text.size()) return {};
  }
}

// How texts of one kind are cut and compared, and the rows that read them.
struct Words {
  ColumnView<TagWordRow> rows;
  char separator;
  bool any_case;
};

class Reader {
 public:
  Reader(const World& world, const Words& words, std::optional<NodeId> product)
      : world_(world), words_(words) {
    out_.product = product;
  }

  WordsRead read(std::string_view text) {
    use(always, {});
    while (!text.empty()) {
      const std::size_t taken = take(text);
      text.remove_prefix(std::min(text.size(), taken + 1));
    }
    return std::move(out_);
  }

 private:
  std::size_t take(std::string_view rest) {
    for (const TagWordRow& row : words_.rows) {
      const auto pattern = world_.text(row.pattern);
      if (pattern == always || std::find(used_.begin(), used_.end(), pattern) != used_.end()) continue;
      const auto parts = first_parts(rest, words_.separator,
                                     1 + std::count(pattern.begin(), pattern.end(), words_.separator));
      if (parts.empty()) continue;
      const auto captures = match(pattern, parts);
      if (!captures) continue;
      use(pattern, *captures);
      return parts.size();
    }
    const auto part = first_parts(rest, words_.separator, 1);
    out_.unread.emplace_back(part);
    return part.size();
  }

  std::optional<Captures> match(std::string_view pattern, std::string_view parts) {
    if (!words_.any_case) return match_word(pattern, parts);
    folded_ = lower(parts);  // captures are views of it
    return match_word(lower(pattern), folded_);
  }

  void use(std::string_view pattern, const Captures& captures) {
    used_.push_back(pattern);
    for (const TagWordRow& row : words_.rows) {
      if (world_.text(row.pattern) != pattern) continue;
      if (row.predicate != no_id)
        say(row.predicate, filled(world_.text(row.value), captures));
      else if (!out_.product)
        out_.product = world_.find_product(world_.text(row.value));
    }
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
    } else if (row.type == ValueType::date) {
      if (const auto day = Date::parse(value)) out_.facts.push_back({p, day->days(), {}, {}});
    } else {
      out_.facts.push_back({p, 0, value, {}});
    }
  }

  std::optional<NodeId> release(PredicateId p, std::string_view value) {
    const auto at = std::min(value.find('@'), value.size() - 1);
    const auto name = value.substr(0, at), version = value.substr(at + 1);
    const auto product = name != "*"    ? world_.find_product(name)
                         : out_.product ? usual_product(world_, *out_.product, p)
                                        : std::nullopt;
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
  Words words_;
  WordsRead out_;
  std::vector<std::string_view> used_;
  std::string folded_;
};

void inherit(const World& world, NodeId product, std::int32_t known, WordsRead& out) {
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

WordsRead read_tag_parts(const World& world, NodeId product, std::string_view tag) {
  return Reader(world, {world.columns.tag_words, '-', false}, product).read(tag);
}

WordsRead read_tag(const World& world, NodeId product, std::string_view tag, std::int32_t known) {
  WordsRead out = read_tag_parts(world, product, tag);
  inherit(world, product, known, out);
  return out;
}

WordsRead read_name(const World& world, std::string_view name, std::int32_t known) {
  WordsRead out = Reader(world, {world.columns.name_words, ' ', true}, std::nullopt).read(name);
  if (out.product) inherit(world, *out.product, known, out);
  return out;
}

}  // namespace bestby
