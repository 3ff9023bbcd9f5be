#include "observe/image/overlay.h"

#include <algorithm>
#include <set>

#include "observe/image/overlay_tree.h"

namespace bestby {
namespace {

using Kind = LayerEntry::Kind;
constexpr std::uint32_t none = OverlayTree::none;

class Overlay {
 public:
  Overlay(std::span<const LayerRecord* const> layers, const std::set<std::string>& watched)
      : layers_(layers), watched_(watched) {}

  OverlayView run() {
    for (layer_ = 0; layer_ < layers_.size(); ++layer_) {
      ordinal_ = 0;
      for (LayerEntries::Walk walk(layers_[layer_]->entries); walk.next(); ++ordinal_) take(walk.entry());
    }
    collect();
    return std::move(view_);
  }

  std::set<std::string> unwatched;  // what links lead to that was not kept

 private:
  void take(const LayerEntry& entry) {
    if (entry.kind == Kind::opaque) return take_opaque(entry);
    const auto slash = entry.path.rfind('/');
    const std::string_view name = entry.path.substr(slash + 1);
    if (!enter(slash == std::string_view::npos ? std::string_view() : entry.path.substr(0, slash)))
      return view_.unread.push_back({std::string(entry.path), "lies behind a loop of links"});
    const std::uint32_t node = tree_.child(way_.node(), name);
    switch (entry.kind) {
      case Kind::whiteout:
        if (node != none) remove_older(node);
        break;
      case Kind::folder:
        if (node != none && tree_[node].kind != OverlayNode::Kind::folder) remove(node);
        break;
      default:
        if (node != none) remove(node);
        if (is_kept(entry, name)) put(entry, name);
    }
  }

  // The folder that an entry is in, links followed; the last one is remembered, since entries of a folder
  // follow one another. A file on the way becomes a folder.
  bool enter(std::string_view folder) {
    if (folder == entered_ && tree_.changes() == changes_) return true;
    way_ = follow(tree_, folder, true);
    if (way_.loops) return entered_ = std::string("/"), false;
    for (const auto& [name, node] : way_.parts)
      if (node != none && tree_[node].kind == OverlayNode::Kind::file) {
        remove(node);
        way_ = follow(tree_, folder, true);
        break;
      }
    entered_ = folder;
    changes_ = tree_.changes();
    return true;
  }

  bool is_kept(const LayerEntry& entry, std::string_view name) {
    if (entry.findings != 0 || entry.kind == Kind::symbolic_link) return true;
    if (watched_.empty()) return false;
    return watched_.contains(full_path(name));
  }

  std::string full_path(std::string_view name) const {
    std::string out;
    for (const auto& [part, node] : way_.parts) out += part + "/";
    return out += name;
  }

  void put(const LayerEntry& entry, std::string_view name) {
    // A link, or what takes something's place, may change where the remembered folder lies.
    const bool same_way = changes_ == tree_.changes() && entry.kind != Kind::symbolic_link;
    // A hard link's target first: adding the folders on the way changes the tree.
    OverlayNode target;
    if (entry.kind == Kind::hard_link) target = linked_to(entry);
    std::uint32_t folder = 0;
    for (auto& [part, node] : way_.parts) {
      if (node == none) node = tree_.add(folder, part);
      folder = node;
    }
    const std::uint32_t node = tree_.add(folder, name);
    OverlayNode& n = tree_[node];
    n.kind = entry.kind == Kind::symbolic_link ? OverlayNode::Kind::link : OverlayNode::Kind::file;
    n.layer = n.from_layer = layer_;
    n.ordinal = ordinal_;
    n.finding = entry.finding;
    n.findings = entry.findings;
    if (n.kind == OverlayNode::Kind::link) n.link = entry.link;
    if (entry.kind == Kind::hard_link && target.ordinal != no_ordinal) {
      n.ordinal = target.ordinal;
      n.from_layer = target.from_layer;
      if (shares(entry, target)) {
        n.finding = target.finding;
        n.findings = target.findings;
      } else {
        sources_[node] = {target.from_layer, target.ordinal};
        n.from_layer = layer_;
      }
    }
    if (same_way) changes_ = tree_.changes();
  }

  static constexpr std::uint64_t no_ordinal = ~std::uint64_t{0};

  OverlayNode linked_to(const LayerEntry& entry) {
    OverlayNode out;
    out.ordinal = no_ordinal;
    const auto path = entry_path(entry.link);
    if (!path) return out;
    const OverlayWay way = follow(tree_, *path, false);
    const std::uint32_t node = way.loops || way.parts.empty() ? none : way.node();
    if (node != none && tree_[node].kind == OverlayNode::Kind::file) return tree_[node];
    if (node == none && !way.loops) unwatched.insert(joined(way));
    return out;
  }

  static std::string joined(const OverlayWay& way) {
    std::string out;
    for (const auto& [part, node] : way.parts) out += (out.empty() ? "" : "/") + part;
    return out;
  }

  // Whether what a hard link wants is found at its target.
  bool shares(const LayerEntry& entry, const OverlayNode& target) const {
    if (target.findings == 0) return false;
    const FileTake want = take_of(layer_, entry.finding);
    return needs_body(want) && take_of(target.from_layer, target.finding) == want;
  }

  FileTake take_of(std::uint32_t layer, std::uint32_t finding) const {
    return file_detections()[layers_[layer]->findings[finding].detection].take;
  }

  void take_opaque(const LayerEntry& entry) {
    if (!enter(entry.path) || way_.node() == none) return;
    std::vector<std::uint32_t> below;
    for (std::uint32_t c = tree_[way_.node()].first_child; c != 0; c = tree_[c].next) below.push_back(c);
    for (const std::uint32_t c : below) remove_older(c);
  }

  void remove(std::uint32_t node) {
    tree_.remove(node, [this](std::uint32_t gone) { note_hidden(gone); });
  }

  // Of layers below, what is there or below it. Folders have no layer of their own: one in which nothing is
  // left matters no more.
  void remove_older(std::uint32_t top) {
    std::vector<std::uint32_t> open{top}, older;
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      if (tree_[node].kind != OverlayNode::Kind::folder) {
        if (tree_[node].layer != layer_) older.push_back(node);
        continue;
      }
      for (std::uint32_t c = tree_[node].first_child; c != 0; c = tree_[c].next) open.push_back(c);
    }
    for (const std::uint32_t node : older) remove(node);
  }

  void note_hidden(std::uint32_t node) {
    const OverlayNode& n = tree_[node];
    if (n.layer == layer_) return;
    for (std::uint32_t i = 0; i < n.findings; ++i)
      if (!layers_[n.from_layer]->findings[n.finding + i].wants_body)
        view_.hidden.push_back({tree_.path(node), n.from_layer, n.finding + i});
  }

  void collect() {
    std::vector<std::uint32_t> open{0};
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      for (std::uint32_t c = tree_[node].first_child; c != 0; c = tree_[c].next) open.push_back(c);
      if (tree_[node].findings != 0) collect(node);
    }
    auto& all = view_.visible;
    const auto key = [](const SeenFinding& f) { return std::tie(f.path, f.layer, f.finding); };
    std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    std::sort(view_.wanted.begin(), view_.wanted.end(),
              [&](const auto& a, const auto& b) { return key(a.link) < key(b.link); });
    // Hard links of one file say it once.
    std::set<std::pair<std::uint32_t, std::uint32_t>> said;
    std::erase_if(all, [&](const SeenFinding& f) { return !said.emplace(f.layer, f.finding).second; });
  }

  void collect(std::uint32_t node) {
    const OverlayNode n = tree_[node];
    const std::string path = tree_.path(node);
    for (std::uint32_t i = n.finding; i < n.finding + n.findings; ++i) {
      const SeenFinding seen{path, n.from_layer, i};
      if (!layers_[n.from_layer]->findings[i].wants_body)
        view_.visible.push_back(seen);
      else if (n.kind == OverlayNode::Kind::link)
        want_target(node, seen);
      else if (const auto source = sources_.find(node); source != sources_.end())
        view_.wanted.push_back({seen, source->second.first, source->second.second});
    }
  }

  void want_target(std::uint32_t node, const SeenFinding& seen) {
    const OverlayWay way = follow(tree_, tree_.path(node), true);
    if (way.loops || way.parts.empty()) return;
    const std::uint32_t target = way.node();
    if (target == none) {
      unwatched.insert(joined(way));
    } else if (tree_[target].kind == OverlayNode::Kind::file) {
      const OverlayNode& n = tree_[target];
      for (std::uint32_t i = n.finding; i < n.finding + n.findings; ++i)
        if (take_of(n.from_layer, i) == take_of(seen.layer, seen.finding)) return;  // it is said there
      view_.wanted.push_back({seen, n.from_layer, n.ordinal});
    }
  }

  std::span<const LayerRecord* const> layers_;
  const std::set<std::string>& watched_;
  OverlayTree tree_;
  OverlayView view_;
  OverlayWay way_;
  std::string entered_;
  std::uint64_t changes_ = 0, ordinal_ = 0;
  std::uint32_t layer_ = 0;
  std::unordered_map<std::uint32_t, std::pair<std::uint32_t, std::uint64_t>> sources_;
};

}  // namespace

// A second time where links lead to files that were not kept: these are then watched for.
OverlayView squash(std::span<const LayerRecord* const> layers) {
  const std::set<std::string> nothing;
  Overlay first(layers, nothing);
  OverlayView view = first.run();
  if (first.unwatched.empty()) return view;
  return Overlay(layers, first.unwatched).run();
}

}  // namespace bestby
