#include "observe/image/overlay_tree.h"

#include <algorithm>

#include "observe/image/overlay.h"

namespace bestby {

OverlayTree::OverlayTree() { nodes_.emplace_back(); }

std::uint32_t OverlayTree::child(std::uint32_t parent, std::string_view name) const {
  if (parent == none) return none;
  const auto found = children_.find({parent, name});
  return found == children_.end() ? none : found->second;
}

std::uint32_t OverlayTree::add(std::uint32_t parent, std::string_view name) {
  const auto node = static_cast<std::uint32_t>(nodes_.size());
  OverlayNode& n = nodes_.emplace_back();
  n.name = name;
  n.parent = parent;
  n.next = nodes_[parent].first_child;
  if (n.next != 0) nodes_[n.next].before = node;
  nodes_[parent].first_child = node;
  children_.emplace(Key{parent, n.name}, node);
  ++changes_;
  return node;
}

void OverlayTree::unlink(std::uint32_t node) {
  OverlayNode& n = nodes_[node];
  children_.erase({n.parent, n.name});
  if (n.before != 0)
    nodes_[n.before].next = n.next;
  else
    nodes_[n.parent].first_child = n.next;
  if (n.next != 0) nodes_[n.next].before = n.before;
  n = {};
  ++changes_;
}

std::string OverlayTree::path(std::uint32_t node) const {
  std::vector<std::string_view> parts;
  for (; node != 0; node = nodes_[node].parent) parts.push_back(nodes_[node].name);
  std::string out;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (!out.empty()) out += '/';
    out += *part;
  }
  return out;
}

OverlayWay follow(OverlayTree& tree, std::string_view path, bool last) {
  struct Rest {
    std::string text;
    std::size_t at;
  };
  OverlayWay out;
  std::vector<Rest> rest{{std::string(path), 0}};  // what is still to be walked, the next one last
  const auto nothing_left = [&] {
    return std::all_of(rest.begin(), rest.end(), [](const Rest& r) { return r.at >= r.text.size(); });
  };
  int hops = 0;
  while (!rest.empty()) {
    Rest& next = rest.back();
    if (next.at >= next.text.size()) {
      rest.pop_back();
      continue;
    }
    const auto slash = std::min(next.text.find('/', next.at), next.text.size());
    const std::string part = next.text.substr(next.at, slash - next.at);
    next.at = slash + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (!out.parts.empty()) out.parts.pop_back();
      continue;
    }
    const std::uint32_t node = tree.child(out.node(), part);
    const bool is_link = node != OverlayTree::none && tree[node].kind == OverlayNode::Kind::link;
    if (!is_link || (!last && nothing_left())) {
      out.parts.emplace_back(part, node);
      continue;
    }
    if (++hops > link_hops) {
      out.loops = true;
      return out;
    }
    if (tree[node].link.starts_with('/')) out.parts.clear();
    rest.push_back({tree[node].link, 0});
  }
  return out;
}

}  // namespace bestby
