// Places of the values of a YAML or TOML document, down to the bytes.
//
//     DocumentPlaces places(document);
//     places.of(node);                  // what stands in the quotes
//     places.of(node, begin, end);      // a piece of its text
//
// A text that is written with escapes or over several lines has the place of its begin, and no bytes.
// Constant time but for the length of the text, however long the lines are.
#pragma once

#include <cstddef>

#include "base/formats/yaml.h"
#include "observe/text/text_places.h"

namespace bestby {

class DocumentPlaces {
 public:
  // The document outlives it.
  explicit DocumentPlaces(const yaml::Document& document)
      : document_(document), places_(document.file, *document.source) {}

  Place of(const yaml::Node& node) const { return of(node, 0, node.text.size()); }
  Place of(const yaml::Node& node, std::size_t begin, std::size_t end) const;

 private:
  const yaml::Document& document_;
  TextPlaces places_;
};

}  // namespace bestby
