// Places as the formats of others write them.
//
//     place_uri(answer, place)           // {"app/a%20b.txt", true}: relative, percent-encoded
//     relative_path(answer, place)       // "app/a b.txt": without "./" in front
//     PlaceNames names;
//     names.of(finding, "app/Dockerfile")   // the same from run to run, for each place another one
#pragma once

#include <map>
#include <string>

#include "judge/check_answer.h"

namespace bestby {

struct PlaceUri {
  std::string uri;
  bool relative = true;
};
PlaceUri path_uri(std::string_view path);

// From where one stands.
std::string relative_path(const CheckAnswer& answer, std::uint32_t target, std::string_view path);

// Names places by finding, path and how many of the finding stand in the file before it: what is written
// above a place does not change its name.
class PlaceNames {
 public:
  std::string of(const CheckFinding& finding, std::string_view path);

 private:
  std::map<std::string, int> seen_;
};

}  // namespace bestby
