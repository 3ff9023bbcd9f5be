#include "judge/older_build.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::size_t day_length = 10;

struct Build {
  std::int32_t day;
  NodeId node;
  std::uint32_t major;
};

class Builds {
 public:
  Builds(const World& world, std::int32_t known, NodeId image)
      : world_(world),
        known_(known),
        image_(image),
        record_(world.find_predicate("record").value_or(no_id)),
        released_(world.find_predicate("released").value_or(no_id)),
        build_(world.find_predicate("build").value_or(no_id)) {}

  std::vector<Build> of_the_line(std::int32_t from, std::int32_t to) const {
    std::vector<Build> out;
    if (record_ == no_id || released_ == no_id) return out;
    for (const NodeId n : world_.releases_of(image_)) {
      const FactRow* record = world_.fact(n, record_, known_, n);
      const FactRow* day = world_.fact(n, released_, known_, n);
      if (record == nullptr || day == nullptr || day->low != day->high || day->low < from || day->low > to)
        continue;
      if (world_.text(static_cast<TextId>(record->low)) == "build" && agrees(n))
        out.push_back({day->low, n, major_of(n)});
    }
    std::sort(out.begin(), out.end(), [](const Build& a, const Build& b) { return a.day < b.day; });
    return out;
  }

 private:
  // On every attribute of which both say something, they have a value in common.
  bool agrees(NodeId build) const {
    const auto rows = world_.columns.attributes;
    return std::all_of(rows.begin(), rows.end(), [&](const AttributeRow& a) {
      const auto theirs = world_.facts(build, a.predicate), ours = world_.facts(image_, a.predicate);
      return theirs.empty() || ours.empty() ||
             std::any_of(theirs.begin(), theirs.end(), [&](const FactRow& t) {
               return std::any_of(ours.begin(), ours.end(), [&](const FactRow& o) { return o.low == t.low; });
             });
    });
  }

  // Of `v1.4`: 1.
  std::uint32_t major_of(NodeId build) const {
    const FactRow* f = build_ == no_id ? nullptr : world_.fact(build, build_, known_, build);
    if (f == nullptr) return no_id;
    std::string_view text = world_.text(static_cast<TextId>(f->low));
    std::uint32_t out = 0;
    if (text.starts_with('v')) text.remove_prefix(1);
    for (const char c : text.substr(0, digits_at(text, 0)))
      out = out * 10 + static_cast<std::uint32_t>(c - '0');
    return out;
  }

  const World& world_;
  std::int32_t known_;
  NodeId image_;
  PredicateId record_, released_, build_;
};

}  // namespace

std::optional<NewerBuild> newer_build(const World& world, std::int32_t known, NodeId image,
                                      std::string_view created, Date on) {
  const auto day = Date::parse(created.substr(0, day_length));
  if (!day) return std::nullopt;
  const auto builds = Builds(world, known, image).of_the_line(day->days(), on.days());
  if (builds.empty()) return std::nullopt;
  const Build* newest = nullptr;
  for (const Build& b : builds)
    if (b.major == builds.front().major && b.day > builds.front().day) newest = &b;
  if (newest == nullptr) return std::nullopt;
  return NewerBuild{newest->node, Date::from_days(newest->day)};
}

}  // namespace bestby
