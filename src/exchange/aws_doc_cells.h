// The cells of AWS's tables, as values: versions with what they hold for, lines, words.
//
//     split_values("- 11.3 for SageMaker\n- 11.6 for EC2")
//     // {"11.3", "for SageMaker"}, {"11.6", "for EC2"}
//
// What is read, and how, is described beside each function. Nothing is guessed: what a function does
// not understand is nothing, and its caller says so. All are linear in the cell.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bestby::exchange::aws_doc {

// `v1.12.1`, `2.9`, `3.0-5`, `pkg==1.7.0`, `tgi2.3.1`: digits and dots with what may stand around them.
struct VersionText {
  std::string name;      // before `==`, or letters before the digits; or empty
  std::string version;   // without `v`
  std::string revision;  // behind a hyphen: `5` of `3.0-5`
  bool marked = false;   // a star stands behind it
};
std::optional<VersionText> read_version(std::string_view text);

// One value of a cell and the words beside it.
struct Value {
  VersionText version;
  std::string phrase;
};
// The versions in a cell: behind bullets, on lines, between commas, slashes, blanks or `and`. Words
// belong to the version that they stand beside. Nothing when the cell holds none.
std::vector<Value> split_values(std::string_view cell);

// The versions that a cell says hold side by side, by text: `3.8, 3.9`, `3.8 and 3.9`, `3.8-3.10`,
// `py38, py39`, with the product's name before any of them. Nothing where anything else stands in it: what
// holds for some only must not hold for all.
//     several_versions("Python 3.8 to 3.10", is_name)     // {"3.10", "3.8", "3.9"}
std::vector<std::string> several_versions(std::string_view cell,
                                          const std::function<bool(std::string_view)>& is_name);

// The lines of a cell without bullets and without what is empty.
std::vector<std::string> lines_of(std::string_view cell);

// The words of a cell: cut at blanks, commas and semicolons, without signs around them.
std::vector<std::string> words_in(std::string_view cell);

}  // namespace bestby::exchange::aws_doc
