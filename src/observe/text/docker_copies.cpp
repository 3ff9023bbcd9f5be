#include "observe/text/docker_copies.h"

#include <utility>

#include "observe/text/requirements_file.h"

namespace bestby {
namespace {

constexpr std::size_t most_copies = 64;

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

void DockerCopies::add(std::string from, std::string to) {
  if (all_.size() < most_copies) all_.push_back({std::move(from), std::move(to)});
}

std::vector<std::string> DockerCopies::candidates(std::string_view dockerfile, std::string_view path) const {
  std::vector<std::string> out;
  const std::string_view name = last_part(path);
  const auto add = [&](std::string_view wanted) {
    while (wanted.starts_with('/')) wanted.remove_prefix(1);
    for (const std::string_view from : {dockerfile, std::string_view("root")})
      if (auto joined = included_path(from, wanted)) out.push_back(std::move(*joined));
  };
  for (const Copied& copied : all_) {
    const bool same = last_part(copied.from) == name;
    if (same || last_part(copied.to) == name) add(copied.from);
    if (copied.from != "." && !same) add(copied.from + "/" + std::string(name));
  }
  add(path);
  add(name);
  return out;
}

}  // namespace bestby
