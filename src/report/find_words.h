// What `find` found, in words that its text and its JSON share.
//
//     FindingWords words(rows, found);
//     words.noun(0)                     // "PyTorch 1.13"
//     words.sentence(conflict)          // "smdistributed-modelparallel has no release for PyTorch 1.13"
//     words.evidence(e)                 // "it is recorded with PyTorch 1.8-1.12 (10 images)"
//     words.change(change)              // "pytorch=1.12", "without smdistributed-modelparallel"
#pragma once

#include <string>

#include "find/finder.h"

namespace bestby {

class FindingWords {
 public:
  FindingWords(const ImageRows& rows, const Found& found)
      : rows_(rows), world_(rows.world()), found_(found) {}

  std::string noun(unsigned constraint) const;
  std::string nouns(Mask constraints) const;
  std::string sentence(const Conflict& conflict) const;
  std::string evidence(const Projection& evidence) const;
  std::string objection(const Problem::Objection& objection) const;
  std::string change(const Change& change) const;
  // "CUDA 12.4 needs driver 525 or newer": what the image asks of a machine.
  std::vector<std::string> needs(std::size_t row) const;
  // Of each library beside the answer that comes as a wheel: the one that fits.
  struct Wheel {
    NodeId library = no_id;
    std::string_view file;  // empty: none is published that fits
  };
  std::vector<Wheel> wheels(const Answer& answer) const;
  // What an image has instead: "has general instead of training".
  std::string lacks(std::size_t row, unsigned constraint) const;
  // The image's attributes, shortest first: "PyTorch 2.9.0, Python 3.12, gpu, training".
  std::string attributes(std::size_t row) const;
  // Values of a column as ranges of what there is: "PyTorch 1.8-1.12", "cpu, gpu".
  std::string values(const std::vector<std::uint32_t>& values, bool nodes) const;
  // A stable name of a set of changes or members, for tickets and tests.
  static std::string id(const std::vector<std::string>& texts);
  std::vector<std::string> texts(Mask constraints) const;

 private:
  bool is_part(unsigned constraint) const;
  bool has_table(NodeId product) const;
  bool beside_another(const Projection& evidence) const;
  std::vector<std::uint32_t> told(const Projection& evidence) const;
  const OfProduct* library(unsigned constraint) const;
  std::string node_word(NodeId node) const;
  std::string ranges(const std::vector<std::uint32_t>& nodes) const;

  const ImageRows& rows_;
  const World& world_;
  const Found& found_;
};

// "PyTorch"; a library that is called otherwise by its id.
std::string product_word(const World& world, NodeId node);

}  // namespace bestby
