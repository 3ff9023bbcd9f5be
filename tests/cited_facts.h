// What the catalogue of this repository cites from a document, as lines that tests compare:
//
//     cited_facts("aws-framework-policy", "row 1")
//         // "pytorch@1.12 cuda cuda@11.3 [platform=sagemaker publisher=aws]", ...
//
// The catalogue is read once; mistakes in it fail the running test.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "catalog/world.h"

namespace bestby {

const World& catalogue();

// The facts cited from that place of the source, or from below it (`row` holds `row 1`); all places
// when it is empty. A refuted one ends in ` refuted`.
std::set<std::string> cited_facts(const std::string& source, const std::string& place);

// One line each, so that a difference reads as a diff.
std::string joined(const std::set<std::string>& lines);

// The folder with the documents that the catalogue was written from; it may be absent.
std::filesystem::path shared_folder();

}  // namespace bestby
