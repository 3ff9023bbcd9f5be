// Subjects that are seen in files: of an argument that names a file or a folder, what `check` sees in it.
//
//     SubjectsOfFiles all = subjects_of_files(session, {"pytorch@2.6", "Dockerfile"});
//     all.typed       // "pytorch@2.6", then what is seen in the file, in the order in which it stands there
//     all.places      // "aws/pytorch-training@2.6.0-gpu-...": "Dockerfile:1"
//
// What is a subject already stays one, whatever files there are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/session.h"

namespace bestby::cli {

struct SubjectsOfFiles {
  std::vector<std::string> typed;
  std::map<std::string, std::string> places;                // by subject
  std::vector<std::pair<std::string, std::string>> unread;  // a file, and why
  std::vector<std::string> empty;  // files in which nothing is seen that the catalogue knows
};

SubjectsOfFiles subjects_of_files(const Session& session, const std::vector<std::string>& arguments);

}  // namespace bestby::cli
