// The tree in which layers are put on one another (see overlay.h): files with findings, links, and the
// folders on the way to them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bestby {

struct OverlayNode {
  enum class Kind : std::uint8_t { folder, file, link };
  Kind kind = Kind::folder;
  std::string name, link;
  std::uint32_t parent = 0, first_child = 0, next = 0, before = 0;  // 0: none, the root being 0
  std::uint32_t layer = 0, finding = 0, findings = 0;
  std::uint32_t from_layer = 0;  // whose findings they are: a hard link has those of what it is linked to
  std::uint64_t ordinal = 0;
};

class OverlayTree {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  OverlayTree();
  OverlayNode& operator[](std::uint32_t node) { return nodes_[node]; }
  std::uint32_t child(std::uint32_t parent, std::string_view name) const;
  std::uint32_t add(std::uint32_t parent, std::string_view name);
  // With all that is below; `gone` is called for each before.
  template <class F>
  void remove(std::uint32_t node, F&& gone);
  std::string path(std::uint32_t node) const;
  std::uint64_t changes() const { return changes_; }  // what was found may be no more when it has grown

 private:
  struct Key {
    std::uint32_t parent;
    std::string_view name;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::string_view>()(key.name) ^ (key.parent * std::size_t{0x9e3779b97f4a7c15});
    }
  };
  void unlink(std::uint32_t node);

  std::deque<OverlayNode> nodes_;
  std::unordered_map<Key, std::uint32_t, Hash> children_;
  std::uint64_t changes_ = 0;
};

template <class F>
void OverlayTree::remove(std::uint32_t node, F&& gone) {
  // The first child again and again, so that nothing recurses.
  std::uint32_t at = node;
  for (;;) {
    while (nodes_[at].first_child != 0) at = nodes_[at].first_child;
    const std::uint32_t parent = nodes_[at].parent;
    gone(at);
    unlink(at);
    if (at == node) return;
    at = parent;
  }
}

// Where a path leads: the folder in the tree, or none and what is left of the way.
struct OverlayWay {
  std::vector<std::pair<std::string, std::uint32_t>> parts;  // name and node, or none
  bool loops = false;
  std::uint32_t node() const { return parts.empty() ? 0 : parts.back().second; }
};

// Follows the links on the way, and the last one if asked to.
OverlayWay follow(OverlayTree& tree, std::string_view path, bool last);

}  // namespace bestby
