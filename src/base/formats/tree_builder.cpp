#include "base/formats/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
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
  return !open_.empty() && open_.back().node.is_mapping() && (waiting_.size() - open_.back().first) % 2 == 0;
}

template <typename T>
T* TreeBuilder::space_for(std::size_t count) {
  return static_cast<T*>(document_.memory->allocate(count * sizeof(T), alignof(T)));
}

Result<void> TreeBuilder::scalar(Node node) {
  if (auto good = admit(node); !good) return good;
  char* text = space_for<char>(node.text.size());
  std::copy(node.text.begin(), node.text.end(), text);
  node.text = {text, node.text.size()};
  return attach(node);
}

Result<void> TreeBuilder::again(const Node& node, std::size_t count) {
  nodes_ += count > 0 ? count - 1 : 0;
  if (auto good = admit(node); !good) return good;
  if (expects_key() && !node.is_scalar())
    return refuse(node, "a key must be a text, not a list or a mapping");
  return attach(node);
}

Result<void> TreeBuilder::open(const Node& node) {
  if (auto good = admit(node); !good) return good;
  if (expects_key())
    return refuse(node, "a key must be a text, not a list or a mapping",
                  "quote a text that begins with [ or {");
  if (open_.size() >= limits_.depth)
    return refuse(node, fmt::format("lists and mappings are nested more than {} deep", limits_.depth));
  open_.push_back({node, waiting_.size()});
  return {};
}

Result<void> TreeBuilder::close() {
  Open done = open_.back();
  open_.pop_back();
  const std::size_t count = waiting_.size() - done.first;
  if (done.node.is_mapping()) {
    if (!repeated_keys_)
      if (auto good = check_keys(done.first); !good) return good;
    Field* fields = space_for<Field>(count / 2);
    for (std::size_t i = 0; i < count / 2; ++i)
      new (fields + i) Field{waiting_[done.first + 2 * i], waiting_[done.first + 2 * i + 1]};
    done.node.fields = {fields, count / 2};
  } else {
    Node* items = space_for<Node>(count);
    std::uninitialized_copy_n(waiting_.begin() + static_cast<std::ptrdiff_t>(done.first), count, items);
    done.node.items = {items, count};
  }
  waiting_.resize(done.first);
  return attach(done.node);
}

Result<void> TreeBuilder::attach(const Node& node) {
  if (open_.empty()) {
    root_ = node;
    return {};
  }
  if (expects_key() && node.text.empty() && !limits_.empty_keys) return refuse(node, "a key is empty");
  waiting_.push_back(node);
  return {};
}

// Sorting finds the equal keys; of those, the repetition that comes first in the file is named.
Result<void> TreeBuilder::check_keys(std::size_t first) const {
  std::vector<const Node*> keys;
  keys.reserve((waiting_.size() - first) / 2);
  for (std::size_t i = first; i < waiting_.size(); i += 2) keys.push_back(&waiting_[i]);
  std::sort(keys.begin(), keys.end(), [](const Node* a, const Node* b) {
    const int order = a->text.compare(b->text);
    return order != 0 ? order < 0 : a < b;
  });
  const Node* original = nullptr;
  const Node* again = nullptr;
  for (std::size_t i = 1; i < keys.size(); ++i)
    if (keys[i - 1]->text == keys[i]->text && (!again || keys[i] < again)) {
      original = keys[i - 1];
      again = keys[i];
    }
  if (!again) return {};
  return refuse(*again,
                fmt::format("the key `{}` stands twice: first on line {}, column {}", again->text,
                            original->line, original->column),
                "keep one of them");
}

}  // namespace bestby::yaml
