// What a stage of a Dockerfile has copied into it, to find the files that its commands name.
//
//     copies.add("requirements/gpu.txt", "/tmp/r.txt");
//     copies.candidates("app/Dockerfile", "/tmp/r.txt");
//     // app/requirements/gpu.txt, requirements/gpu.txt, app/tmp/r.txt, tmp/r.txt, app/r.txt, r.txt
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bestby {

class DockerCopies {
 public:
  // The first some tens are kept.
  void add(std::string from, std::string to);
  // Where in the target a path of the image may come from, best first: what was copied there, then the
  // path and its last part, each beside the Dockerfile and at the root.
  std::vector<std::string> candidates(std::string_view dockerfile, std::string_view path) const;

 private:
  struct Copied {
    std::string from, to;
  };
  std::vector<Copied> all_;
};

}  // namespace bestby
