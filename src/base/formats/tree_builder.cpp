#include "base/formats/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace bestby::yaml {

tl::unexpected<Error> TreeBuilder::refuse(const Node& at, std::string message, std::string help) const {
  return fail(code_, std::move(message), document_.span(at), std::move(help));
}

Result<void> TreeBuilder::admit(const Node& node) {
  if (++nodes_ > limits_.nodes)
    return refuse(node, fmt::format("more than {} values stand in one file", limits_.nodes),
                  "split the file");
  if (node.text.size() > limits_.scalar_bytes)
    return refuse(node, fmt::format("a text of {} bytes is longer than the limit of {}", node.text.size(),
                                    limits_.scalar_bytes));
  return {};
}

bool TreeBuilder::expects_key() const {
  return !open_.empty() && open_.back().node.is_mapping() && !open_.back().key;
}

Result<void> TreeBuilder::scalar(Node node) {
  if (auto good = admit(node); !good) return good;
  return attach(std::move(node));
}

Result<void> TreeBuilder::open(Node node) {
  if (auto good = admit(node); !good) return good;
  if (expects_key())
    return refuse(node, "a key must be a text, not a list or a mapping",
                  "quote a text that begins with [ or {");
  if (open_.size() >= limits_.depth)
    return refuse(node, fmt::format("lists and mappings are nested more than {} deep", limits_.depth));
  open_.push_back({std::move(node), std::nullopt});
  return {};
}

Result<void> TreeBuilder::close() {
  Node node = std::move(open_.back().node);
  open_.pop_back();
  if (auto good = check_keys(node); !good) return good;
  return attach(std::move(node));
}

Result<void> TreeBuilder::attach(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return {};
  }
  Open& parent = open_.back();
  if (parent.node.is_sequence()) {
    parent.node.items.push_back(std::move(node));
  } else if (parent.key) {
    parent.node.fields.push_back({std::move(*parent.key), std::move(node)});
    parent.key.reset();
  } else if (node.text.empty()) {
    return refuse(node, "a key is empty");
  } else {
    parent.key = std::move(node);
  }
  return {};
}

// Sorting finds the equal keys; of those, the repetition that comes first in the file is named.
Result<void> TreeBuilder::check_keys(const Node& mapping) const {
  std::vector<const Node*> keys;
  keys.reserve(mapping.fields.size());
  for (const auto& [key, value] : mapping.fields) keys.push_back(&key);
  std::sort(keys.begin(), keys.end(), [](const Node* a, const Node* b) {
    const int order = a->text.compare(b->text);
    return order != 0 ? order < 0 : a < b;
  });
  const Node* first = nullptr;
  const Node* again = nullptr;
  for (std::size_t i = 1; i < keys.size(); ++i)
    if (keys[i - 1]->text == keys[i]->text && (!again || keys[i] < again)) {
      first = keys[i - 1];
      again = keys[i];
    }
  if (!again) return {};
  return refuse(*again,
                fmt::format("the key `{}` stands twice: first on line {}, column {}", again->text,
                            first->line, first->column),
                "keep one of them");
}

}  // namespace bestby::yaml
