// What Neuron's announcements are about: their words, and the nodes of the catalogue that they mean.
#pragma once

#include <optional>
#include <string_view>

namespace bestby::exchange::neuron {

// Nodes, separated by spaces:
//   torch-neuronx@2.1          a cycle
//   mx-neuron                  a product
//   neuron-api@XLA_USE_BF16    a release of a product that stands for a kind of thing
//   python@3.8?                a cycle, within Neuron only
//   neuron-dlami~pytorch-2.1-* lines of machine images, by the beginning (`x-*`) or end (`*-x`) of
//                              their names, or all with `inf1` in them (`*inf1*`)
//   neuron-dlami#2.18.0        the machine images of an SDK release
struct Subject {
  std::string_view words;
  std::string_view nodes;  // empty: nothing of the catalogue
  std::string_view stage = {};
};

// "torch-neuron 1.9" of an extension needs no row: it is a cycle of the package.
const Subject* find_subject(std::string_view words);

// Announcements that say otherwise than their classification reads, by topic and day.
struct Amendment {
  std::string_view topic, announced;
  std::string_view refuted = {};    // why its day does not hold
  std::string_view effective = {};  // the release that it restates
};
const Amendment* find_amendment(std::string_view topic, std::string_view announced);

// What something was renamed to.
std::string_view new_name_of(std::string_view words);

// Remarks that say nothing about the subject.
bool is_idle_note(std::string_view note);

}  // namespace bestby::exchange::neuron
