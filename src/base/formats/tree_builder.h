// Builds a tree of nodes from a stream of events, for the readers of YAML and JSON.
//
//     TreeBuilder builder(document, limits, ErrorCode::input);
//     builder.open(mapping); builder.scalar(key); builder.scalar(value); builder.close();
//     document.root = builder.root();
//
// Holds what both formats promise: the limits, keys that are texts, keys that stand once. A stack
// of open collections stands for recursion. The caller stops at the first error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/formats/yaml.h"

namespace bestby::yaml {

class TreeBuilder {
 public:
  // Keeps references to its arguments.
  TreeBuilder(const Document& document, const Limits& limits, ErrorCode code, bool repeated_keys = false)
      : document_(document), limits_(limits), code_(code), repeated_keys_(repeated_keys) {}

  // A key where one is expected; kind scalar or null_. Its text is copied into the document's memory.
  Result<void> scalar(Node node);
  Result<void> open(const Node& node);  // kind sequence or mapping
  Result<void> close();                 // whatever was opened last
  // A node that stands elsewhere already, with all that is in it; it counts as often as it is met.
  Result<void> again(const Node& node, std::size_t count);

  // Whether the next node is a key.
  bool expects_key() const;
  const Node& root() const { return root_; }
  // What was last put together, and how many nodes there were up to it.
  const Node& last() const { return waiting_.empty() ? root_ : waiting_.back(); }
  std::size_t count() const { return nodes_; }

  tl::unexpected<Error> refuse(const Node& at, std::string message, std::string help = {}) const;

 private:
  // A sequence or mapping whose end has not been read; its nodes wait behind those of what is around
  // it, so that each collection is laid out once, in its own size.
  // INVARIANT: of a mapping, keys and values take turns, and a key is a scalar with a text.
  struct Open {
    Node node;
    std::size_t first;  // in `waiting_`
  };

  Result<void> admit(const Node& node);
  Result<void> attach(const Node& node);
  template <typename T>
  T* space_for(std::size_t count);
  Result<void> check_keys(std::size_t first) const;

  const Document& document_;
  const Limits& limits_;
  ErrorCode code_;
  bool repeated_keys_;
  std::vector<Open> open_;
  std::vector<Node> waiting_;
  Node root_;
  std::size_t nodes_ = 0;
};

}  // namespace bestby::yaml
