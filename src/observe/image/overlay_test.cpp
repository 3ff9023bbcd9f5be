#include "observe/image/overlay.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

using Kind = LayerEntry::Kind;

// An entry that a test writes down: a file has a finding or none.
struct Line {
  Kind kind;
  std::string path, link;
  bool finding = false;
};
using World = std::vector<std::vector<Line>>;

std::string shown(const World& world) {
  std::string out;
  for (const auto& layer : world) {
    out += "---\n";
    for (const Line& l : layer)
      out += fmt::format("{} {} {} {}\n", "fdshwo"[static_cast<int>(l.kind)], l.path, l.link,
                         l.finding ? "!" : "");
  }
  return out;
}

// A detection that needs no body, and one of a body.
std::uint16_t row_of(std::string_view id) {
  const auto rows = file_detections();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].id == id) return static_cast<std::uint16_t>(i);
  ADD_FAILURE() << id;
  return 0;
}

std::vector<LayerRecord> records_of(const World& world) {
  std::vector<LayerRecord> out(world.size());
  for (std::size_t i = 0; i < world.size(); ++i)
    for (const Line& line : world[i]) {
      LayerEntry entry{line.kind, line.path, line.link};
      entry.finding = static_cast<std::uint32_t>(out[i].findings.size());
      entry.findings = line.finding ? 1 : 0;
      if (line.finding) out[i].findings.push_back({row_of("cuda-runtime"), false, {}});
      out[i].entries.add(entry);
    }
  return out;
}

using Paths = std::vector<std::string>;

Paths squashed(const World& world) {
  const auto records = records_of(world);
  std::vector<const LayerRecord*> views;
  for (const LayerRecord& r : records) views.push_back(&r);
  Paths out;
  for (const SeenFinding& f : squash(views).visible)
    out.push_back(fmt::format("{} of {}.{}", f.path, f.layer, f.finding));
  return out;
}

// The reference: a tree of everything, as the specification says, without thought of time or memory.
struct NaiveNode {
  enum class Is : std::uint8_t { folder, file, link } is = Is::folder;
  std::string link;
  std::size_t layer = 0;
  std::optional<std::size_t> finding;
  std::map<std::string, NaiveNode> children;
};

class NaiveWorld {
 public:
  Paths run(const World& world) {
    for (layer_ = 0; layer_ < world.size(); ++layer_) {
      finding_ = 0;
      for (const Line& line : world[layer_]) take(line);
    }
    Paths out;
    collect(root_, "", out);
    return out;
  }

 private:
  using Way = std::vector<std::string>;

  const NaiveNode* node_at(const Way& way) const {
    const NaiveNode* at = &root_;
    for (const std::string& part : way) {
      const auto found = at->children.find(part);
      if (found == at->children.end()) return nullptr;
      at = &found->second;
    }
    return at;
  }

  std::optional<Way> real(const std::string& path) const {
    std::vector<std::string> rest;
    for (const auto part : split(path, '/')) rest.emplace_back(part);
    Way way;
    for (int hops = 0; !rest.empty();) {
      const std::string part = rest.front();
      rest.erase(rest.begin());
      if (part.empty() || part == ".") continue;
      if (part == "..") {
        if (!way.empty()) way.pop_back();
        continue;
      }
      way.push_back(part);
      const NaiveNode* node = node_at(way);
      if (node == nullptr || node->is != NaiveNode::Is::link) continue;
      if (++hops > link_hops) return std::nullopt;
      way.pop_back();
      if (node->link.starts_with('/')) way.clear();
      std::size_t i = 0;
      for (const auto more : split(node->link, '/'))
        rest.insert(rest.begin() + static_cast<std::ptrdiff_t>(i++), std::string(more));
    }
    return way;
  }

  NaiveNode& made(const Way& way) {
    NaiveNode* at = &root_;
    for (const std::string& part : way) {
      at = &at->children[part];
      if (at->is == NaiveNode::Is::file) *at = {};
    }
    return *at;
  }

  void take_children_away(NaiveNode& node) {
    for (auto child = node.children.begin(); child != node.children.end();)
      child = take_away(child->second) ? std::next(child) : node.children.erase(child);
  }

  // Whether anything of this layer is left.
  bool take_away(NaiveNode& node) {
    take_children_away(node);
    return node.layer == layer_ || !node.children.empty();
  }

  void take(const Line& line) {
    const std::size_t number = line.finding ? finding_++ : 0;
    const auto slash = line.path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : line.path.substr(0, slash);
    const std::string name = line.path.substr(slash + 1);
    if (line.kind == Kind::opaque) {
      const auto way = real(line.path);
      if (!way) return;
      NaiveNode& node = made(*way);
      take_children_away(node);
      return;
    }
    const auto way = real(folder);
    if (!way) return;
    if (line.kind == Kind::whiteout) {
      NaiveNode& parent = made(*way);
      const auto found = parent.children.find(name);
      if (found != parent.children.end() && !take_away(found->second)) parent.children.erase(found);
      return;
    }
    NaiveNode fresh;
    fresh.layer = layer_;
    if (line.kind == Kind::folder) {
      NaiveNode& node = made(*way).children[name];
      if (node.is != NaiveNode::Is::folder) node = fresh;
      node.layer = layer_;
      return;
    }
    fresh.is = line.kind == Kind::symbolic_link ? NaiveNode::Is::link : NaiveNode::Is::file;
    fresh.link = line.kind == Kind::symbolic_link ? line.link : "";
    if (line.finding) fresh.finding = number;
    made(*way).children[name] = fresh;
  }

  void collect(const NaiveNode& node, const std::string& path, Paths& out) const {
    if (node.finding) out.push_back(fmt::format("{} of {}.{}", path, node.layer, *node.finding));
    for (const auto& [name, child] : node.children)
      collect(child, path.empty() ? name : path + "/" + name, out);
  }

  NaiveNode root_;
  std::size_t layer_ = 0, finding_ = 0;
};

rc::Gen<std::string> some_path(int most) {
  return rc::gen::map(
      rc::gen::resize(most,
                      rc::gen::nonEmpty(rc::gen::container<Paths>(rc::gen::elementOf(Paths{"a", "b", "c"})))),
      [](const Paths& parts) { return fmt::format("{}", fmt::join(parts, "/")); });
}

rc::Gen<Line> some_line() {
  return rc::gen::build<Line>(
      rc::gen::set(&Line::kind, rc::gen::weightedElement<Kind>({{6, Kind::file},
                                                                {2, Kind::folder},
                                                                {3, Kind::symbolic_link},
                                                                {3, Kind::whiteout},
                                                                {1, Kind::opaque}})),
      rc::gen::set(&Line::path, some_path(4)),
      rc::gen::set(&Line::link, rc::gen::element<std::string>("a", "b", "/c", "../a", "..", "/", "a/../b",
                                                              "/a/b", "./c/", "../../../b")),
      rc::gen::set(&Line::finding, rc::gen::just(false)));
}

// Files are of interest or not; what is not hides all the same.
World finished(World world, const std::vector<bool>& interest) {
  std::size_t i = 0;
  for (auto& layer : world)
    for (Line& line : layer) {
      if (line.kind == Kind::file) line.finding = interest.empty() || interest[i++ % interest.size()];
      if (line.kind != Kind::symbolic_link) line.link.clear();
    }
  return world;
}

TEST(Overlay, IsWhatTheSpecificationSaysOnSmallWorlds) {
  const bool holds = rc::check("as the reference", [] {
    const auto world =
        finished(*rc::gen::resize(4, rc::gen::container<World>(rc::gen::resize(
                                         8, rc::gen::container<std::vector<Line>>(some_line())))),
                 *rc::gen::arbitrary<std::vector<bool>>());
    RC_LOG() << shown(world);
    Paths want = NaiveWorld().run(world), got = squashed(world);
    std::sort(want.begin(), want.end());
    std::sort(got.begin(), got.end());
    RC_ASSERT(got == want);
  });
  EXPECT_TRUE(holds);
}

Line file(std::string path) { return {Kind::file, std::move(path), {}, true}; }
Line plain(std::string path) { return {Kind::file, std::move(path), {}, false}; }
Line folder(std::string path) { return {Kind::folder, std::move(path), {}}; }
Line away(std::string path) { return {Kind::whiteout, std::move(path), {}}; }
Line opaque(std::string path) { return {Kind::opaque, std::move(path), {}}; }
Line link(std::string path, std::string to) { return {Kind::symbolic_link, std::move(path), std::move(to)}; }

TEST(Overlay, WhiteoutsTakeAwayWhatLayersBelowHave) {
  EXPECT_EQ(squashed({{file("a/x"), file("ab"), file("b")}, {away("a")}}), (Paths{"ab of 0.1", "b of 0.2"}));
  EXPECT_EQ(squashed({{file("a/x")}, {file("a/y"), away("a")}}), (Paths{"a/y of 1.0"}));
  EXPECT_EQ(squashed({{file("a/x")}, {away("a/x"), file("a/x")}}), (Paths{"a/x of 1.0"}));
  EXPECT_EQ(squashed({{file("a/x"), file("b")}, {file("a/y"), opaque("a")}}),
            (Paths{"a/y of 1.0", "b of 0.1"}));
  EXPECT_EQ(squashed({{file("a/x"), file("b")}, {opaque("")}}), (Paths{}));
  EXPECT_EQ(squashed({{file("a/x")}, {away("nothing/here")}}), (Paths{"a/x of 0.0"}));
}

TEST(Overlay, FilesAndFoldersReplaceOneAnother) {
  EXPECT_EQ(squashed({{file("a/x")}, {plain("a")}}), (Paths{}));
  EXPECT_EQ(squashed({{file("a/x")}, {plain("a")}, {folder("a")}}), (Paths{}));
  EXPECT_EQ(squashed({{file("a/x")}, {folder("a")}}), (Paths{"a/x of 0.0"}));
  EXPECT_EQ(squashed({{file("a")}, {folder("a")}}), (Paths{}));
  EXPECT_EQ(squashed({{file("a"), file("a")}}), (Paths{"a of 0.1"}));
}

TEST(Overlay, LinksOnTheWayAreFollowed) {
  EXPECT_EQ(squashed({{link("lib", "usr/lib"), file("lib/x")}, {file("lib/y")}}),
            (Paths{"usr/lib/x of 0.0", "usr/lib/y of 1.0"}));
  EXPECT_EQ(squashed({{file("usr/lib/x"), link("lib", "usr/lib")}, {away("lib/x")}}), (Paths{}));
  EXPECT_EQ(squashed({{file("usr/lib/x"), link("lib", "usr/lib")}, {away("lib")}}),
            (Paths{"usr/lib/x of 0.0"}));
  EXPECT_EQ(squashed({{link("a", "b"), link("b", "a"), file("a/x"), file("c")}}), (Paths{"c of 0.1"}));
  EXPECT_EQ(squashed({{link("a", "../../../../etc"), file("a/x")}}), (Paths{"etc/x of 0.0"}));
}

}  // namespace
}  // namespace bestby
