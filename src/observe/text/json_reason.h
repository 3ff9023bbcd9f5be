// Why a JSON file was not read to its end: "line 3, column 7: is not valid JSON: a comma is missing".
#pragma once

#include <string>

#include "observe/text/json_pull.h"
#include "observe/text/text_places.h"

namespace bestby {

inline std::string reason_of(const JsonPull& json, const TextPlaces& places) {
  const Place at = places.at(json.at(), json.at());
  return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) +
         ": is not valid JSON: " + json.fault();
}

}  // namespace bestby
