// The catalogue files of the Neuron importer while they are being filled.
//
// Unlike a Sheet, a file here cites many documents: each fact has its own citations, and a row may
// name the document of those that have none.
//
//     Book book;
//     Node& node = book.node({"torch-neuronx", NodeKind::cycle, "2.1"});
//     node.add("support_ends_with", {"neuron-sdk@2.22.0", {"neuron-announce-..."}});
//     book.files("aws/neuron/imported/")
//
// A value that is added again only adds its citations.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/sheet.h"

namespace bestby::exchange::neuron {

struct Fact {
  std::string value;
  std::vector<std::string> sources = {};  // citations; none: the row's document
  std::string scope = {};                 // as written after `for`
  std::string refuted = {};
  std::string note = {};
};

struct Node {
  std::string cycle;              // of a release whose version does not give it
  std::vector<std::string> also;  // other names
  std::string source;             // the document of facts that cite none
  std::vector<std::pair<std::string, std::vector<Fact>>> facts;  // by predicate, as first added

  void add(std::string_view predicate, Fact fact);
  std::size_t size() const;  // how many facts
};

enum class Level : std::uint8_t { product, cycle, release };
struct Ref {
  std::string product;
  Level level = Level::product;
  std::string name = {};
};

// A document that the files cite.
struct Document {
  std::string title, url;
  std::vector<std::string> editions = {};  // days, ascending
};

class Book {
 public:
  using Nodes = std::map<std::string, Node, NaturalLess>;

  Node& node(const Ref& ref);
  const Nodes& releases(const std::string& product) { return products_[product].releases; }
  std::map<std::string, Document> documents;

  // One file a product and `sources.yml`, in `folder`.
  std::vector<CatalogFile> files(const std::string& folder) const;
  std::size_t facts() const;

 private:
  struct Product {
    Node own;
    Nodes cycles, releases;
  };
  std::map<std::string, Product> products_;
};

}  // namespace bestby::exchange::neuron
