// What the words of Neuron's documentation mean: the tables of import_neuron_words.yml, looked up.
//
//     neuron::ours("systems", "U22")        // "ubuntu@22.04"
//     neuron::ours("pages", "no such")      // "": not in the table
//     neuron::is_listed("versioned", "torch-neuron")
//     neuron::find_subject("XLA_USE_BF16")  // the node that announcements mean by it
//
// No package, image or system is named in code. Texts live as long as the program. Tables are short, and
// looked through.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestby::exchange::neuron {

// The rows of a table, in the order of the file: theirs, ours. Lists have no ours.
using WordTable = std::vector<std::pair<std::string, std::string>>;
const WordTable& words_of(std::string_view table);

std::string_view ours(std::string_view table, std::string_view theirs);  // empty where it is not there
bool is_listed(std::string_view table, std::string_view word);

// What an announcement is about; how nodes are written stands in the file. "torch-neuron 1.9" of a versioned
// product needs no row.
struct Subject {
  std::string words;
  std::string nodes;  // empty: nothing of the catalogue
  std::string stage;
};
const Subject* find_subject(std::string_view words);  // nullptr when unknown

// An announcement that says otherwise than its classification reads.
struct Amendment {
  std::string topic, announced;
  std::string refuted;    // why its day does not hold
  std::string effective;  // the release that it restates
};
const Amendment* find_amendment(std::string_view topic, std::string_view announced);

}  // namespace bestby::exchange::neuron
