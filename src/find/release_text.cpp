#include "find/release_text.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"

namespace bestby {
namespace {

constexpr std::size_t most_named = 12;
constexpr std::size_t most_near = 3;

template <class Same>
std::optional<NodeId> first_of(NodeRange range, Same&& same) {
  for (NodeId n : range)
    if (same(n)) return n;
  return std::nullopt;
}

class Search {
 public:
  Search(const World& world, NodeId product, std::string_view typed, Prefer prefer, Several several)
      : world_(world),
        product_(product),
        typed_(typed),
        prefer_(prefer),
        several_(several),
        id_(world.text(world.product(product).id)),
        scheme_(find_version_scheme(world.text(world.product(product).scheme))) {}

  Result<FoundVersion> run() const {
    std::string_view text = typed_;
    if (const auto node = named(text)) return FoundVersion{*node, taken_for(*node, text)};
    if (text.size() > 1 && (text[0] == 'v' || text[0] == 'V')) {
      text.remove_prefix(1);
      if (const auto node = named(text)) return FoundVersion{*node, taken_for(*node, text)};
    }
    if (const auto plus = text.find('+'); plus != std::string_view::npos)
      if (const auto node = named(text.substr(0, plus)))
        return FoundVersion{*node, fmt::format("{} {} is a build of {}", id_, typed_, world_.name(*node))};
    if (const auto cycle = cycle_of_unrecorded(text))
      return FoundVersion{
          *cycle, fmt::format("{} {} is not recorded; its cycle {} is", id_, typed_, world_.name(*cycle))};
    return by_numbers(text);
  }

 private:
  std::optional<NodeId> named(std::string_view text) const {
    const auto cycles = world_.cycles_of(product_), releases = world_.releases_of(product_);
    const auto exactly = [&](NodeId n) { return world_.name(n) == text; };
    if (prefer_ == Prefer::cycle)
      if (const auto n = first_of(cycles, exactly)) return n;
    if (const auto n = first_of(releases, exactly)) return n;
    if (const auto n = equal(releases, text)) return n;
    if (const auto n = first_of(cycles, exactly)) return n;
    if (const auto n = other_name(text)) return n;
    const auto alike = [&, small = lower(text)](NodeId n) { return lower(world_.name(n)) == small; };
    if (const auto n = first_of(cycles, alike)) return n;
    return first_of(releases, alike);
  }

  // `2` is 2.0.0 to the scheme, where the reader may have meant any of 2.0 to 2.9.
  std::string taken_for(NodeId node, std::string_view text) const {
    const auto version = parsed(text);
    const auto depth = static_cast<std::size_t>(world_.product(product_).cycle_depth);
    if (prefer_ != Prefer::cycle || !world_.is_release(node) || !version || version->numbers.size() >= depth)
      return {};
    std::size_t cycles = 0;
    for (NodeId n : world_.cycles_of(product_))
      if (const auto own = parsed(world_.name(n)); own && begins_alike(own->numbers, version->numbers, true))
        ++cycles;
    if (cycles < 2) return {};
    return fmt::format("{} {} is taken for {}; {} cycles begin with {}", id_, typed_, world_.name(node),
                       cycles, text);
  }

  std::optional<NodeId> equal(NodeRange range, std::string_view text) const {
    const auto version = parsed(text);
    if (!version) return std::nullopt;
    return first_of(range, [&](NodeId n) { return world_.text(world_.node(n).key) == version->key; });
  }

  // Releases that go by this name too: several of one cycle stand for the cycle.
  std::optional<NodeId> other_name(std::string_view text) const {
    std::optional<NodeId> found;
    for (const NameRow& row : world_.columns.other_names) {
      if (world_.product(row.node).node != product_ || world_.text(row.name) != text) continue;
      const NodeId cycle = world_.cycle_of(row.node);
      const bool same_cycle = found && cycle != no_id && world_.cycle_of(*found) == cycle;
      found = same_cycle ? cycle : row.node;
    }
    return found;
  }

  std::optional<NodeId> cycle_of_unrecorded(std::string_view text) const {
    const auto depth = static_cast<int>(world_.product(product_).cycle_depth);
    const auto version = parsed(text);
    if (!version || depth == 0 || static_cast<int>(version->numbers.size()) < depth) return std::nullopt;
    return world_.find_cycle(product_, cycle_name(*version, depth));
  }

  // What begins with the same numbers: `12` among 12.1 and 12.9, 580.65.06 in r580-linux.
  Result<FoundVersion> by_numbers(std::string_view text) const {
    const auto version = parsed(text);
    const bool cycles = world_.product(product_).cycle_count > 0;
    if (!version || !world_.text(world_.product(product_).repository).empty()) return unknown(text);
    std::vector<NodeId> found;
    for (NodeId n : cycles ? world_.cycles_of(product_) : world_.releases_of(product_))
      if (const auto own = parsed(world_.name(n));
          own && begins_alike(own->numbers, version->numbers, cycles))
        found.push_back(n);
    const bool begins = found.size() == 1;
    if (!begins) found = found.empty() ? up_to_newest(*version) : formed_alike(std::move(found), *version);
    if (found.empty()) return unknown(text);
    if (found.size() > 1 && several_ == Several::all && cycles && found.size() <= most_named)
      return all_of(std::move(found));
    if (found.size() > 1) return fail(several(found));
    const auto newest = begins ? std::nullopt : newest_in(found[0]);
    return FoundVersion{
        found[0], fmt::format("{} {} is not recorded; answered for {}{}", id_, typed_, world_.name(found[0]),
                              newest ? fmt::format(", whose newest version is {}", newest->text) : "")};
  }

  // The newest version of a line, as its source states it.
  std::optional<Version> newest_in(NodeId n) const {
    const auto predicate = world_.find_predicate("latest");
    if (!predicate) return std::nullopt;
    const FactRow* fact = world_.fact(n, *predicate, world_.as_of().days(), n);
    return fact == nullptr ? std::nullopt : parsed(world_.text(static_cast<TextId>(fact->low)));
  }

  // Lines of one number whose versions are written differently: 580.65.06 in one, 580.88 in another.
  std::vector<NodeId> formed_alike(std::vector<NodeId> lines, const Version& typed) const {
    std::vector<NodeId> same, alike;
    for (const NodeId n : lines) {
      const auto newest = newest_in(n);
      if (newest && newest->numbers == typed.numbers) same.push_back(n);
      if (newest && newest->numbers.size() == typed.numbers.size()) alike.push_back(n);
    }
    return same.size() == 1 ? same : alike.size() == 1 ? alike : lines;
  }

  // Lines that a version lies in by its numbers, though it does not begin with theirs: 576.02 between
  // the line 575 and its newest version 576.57. Of several, the last that begins before it.
  std::vector<NodeId> up_to_newest(const Version& typed) const {
    const bool cycles = world_.product(product_).cycle_count > 0;
    std::vector<NodeId> found;
    std::vector<std::uint64_t> begins;
    for (NodeId n : cycles ? world_.cycles_of(product_) : world_.releases_of(product_)) {
      const auto own = parsed(world_.name(n)), newest = newest_in(n);
      if (!own || !newest || newest->numbers.size() != typed.numbers.size()) continue;
      if (own->numbers.size() >= typed.numbers.size() || own->numbers > typed.numbers ||
          typed.numbers > newest->numbers || own->numbers < begins)
        continue;
      if (own->numbers != begins) found.clear();
      begins = own->numbers;
      found.push_back(n);
    }
    return found;
  }

  // The shorter one's numbers are the first of the longer one's; a release is never the shorter one.
  static bool begins_alike(const std::vector<std::uint64_t>& own, const std::vector<std::uint64_t>& typed,
                           bool cycle) {
    const std::size_t shorter = std::min(own.size(), typed.size());
    return shorter > 0 && (cycle || shorter == typed.size()) &&
           std::equal(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(shorter), typed.begin());
  }

  FoundVersion all_of(std::vector<NodeId> found) const {
    std::reverse(found.begin(), found.end());
    FoundVersion out{found.front(),
                     fmt::format("one of {} cycles that {} `{}` may be", found.size(), id_, typed_)};
    out.others.assign(found.begin() + 1, found.end());
    return out;
  }

  Error several(std::vector<NodeId> found) const {
    std::reverse(found.begin(), found.end());
    const char* kind = world_.is_cycle(found.front()) ? "cycles" : "releases";
    Error error{
        ErrorCode::usage,
        fmt::format("{} `{}` may be one of {} {}, and an answer is for one", id_, typed_, found.size(), kind),
        {},
        {},
        {}};
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), most_named); ++i)
      error.suggestions.push_back(world_.label(found[i]));
    if (found.size() > most_named) error.help = fmt::format("`bestby show {}` lists the others", id_);
    return error;
  }

  Result<FoundVersion> unknown(std::string_view text) const {
    Error error{ErrorCode::usage, fmt::format("{} `{}` is not recorded", id_, typed_), {}, {}, {}};
    if (scheme_ != nullptr)
      if (const auto version = parse_version(*scheme_, text); !version)
        error.message += ": " + version.error().message;
    error.suggestions = neighbours(text);
    error.help = fmt::format("`bestby show {}` lists what is recorded of it", id_);
    return fail(std::move(error));
  }

  // The recorded versions before and after it, and those whose texts are nearest.
  std::vector<std::string> neighbours(std::string_view text) const {
    const bool cycles = world_.product(product_).cycle_count > 0;
    const NodeRange range = cycles ? world_.cycles_of(product_) : world_.releases_of(product_);
    std::vector<std::string> names, out;
    const auto add = [&](std::string label) {
      if (out.size() < most_near && std::find(out.begin(), out.end(), label) == out.end())
        out.push_back(std::move(label));
    };
    NodeId before = no_id, after = no_id;
    const auto version = parsed(text);
    for (NodeId n : range) {
      names.emplace_back(world_.name(n));
      if (!version) continue;
      if (world_.text(world_.node(n).key) < version->key)
        before = n;
      else if (after == no_id)
        after = n;
    }
    for (NodeId n : {before, after})
      if (n != no_id) add(world_.label(n));
    for (const auto& name : nearest(text, names)) add(fmt::format("{}@{}", id_, name));
    return out;
  }

  std::optional<Version> parsed(std::string_view text) const {
    if (scheme_ == nullptr) return std::nullopt;
    auto version = parse_version(*scheme_, text);
    if (!version) return std::nullopt;
    return std::move(*version);
  }

  const World& world_;
  NodeId product_;
  std::string_view typed_;
  Prefer prefer_;
  Several several_;
  std::string_view id_;
  const VersionScheme* scheme_;
};

}  // namespace

Result<FoundVersion> find_version(const World& world, NodeId product, std::string_view text, Prefer prefer,
                                  Several several) {
  return Search(world, product, text, prefer, several).run();
}

}  // namespace bestby
