// What a file that was found says: read at once, so that no bodies are kept.
//
//     FileFacts facts;
//     read_facts(detection, {.path = path, .body = body, .numbers = match.numbers}, facts);
//     for (const Observation& seen : facts.seen) ...      // places without path and layer
//
// Packages of a system (deb, rpm, apk) have their names without a namespace: which system it is, other
// files say. Whatever the body holds, this takes linear time and does not fail: what is no such file says
// nothing, or why in `unread`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "observe/image/detections.h"
#include "observe/observation.h"

namespace bestby {

struct FileFacts {
  std::vector<Observation> seen;
  std::string unread;
};

struct FoundFile {
  std::string_view path, body;
  std::span<const std::string_view> numbers;
};

void read_facts(const Detection& detection, const FoundFile& file, FileFacts& out);

}  // namespace bestby
