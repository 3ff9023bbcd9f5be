// Whole processes, timed from fork to exit, and the most memory that they held.
#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

namespace bestby {

struct Run {
  double ms, mb;
};

// One process with its output thrown away. Throws where it ends otherwise than expected.
inline Run run(const std::vector<std::string>& words, std::initializer_list<int> expected = {0}) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const auto start = std::chrono::steady_clock::now();
  pid_t pid = 0;
  if (posix_spawn(&pid, argv[0], &quiet, nullptr, argv.data(), environ) != 0)
    throw std::runtime_error("cannot start " + words[0]);
  int status = 0;
  rusage used{};
  wait4(pid, &status, 0, &used);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  posix_spawn_file_actions_destroy(&quiet);
  const bool well =
      WIFEXITED(status) && std::count(expected.begin(), expected.end(), WEXITSTATUS(status)) > 0;
  if (!well) throw std::runtime_error(words[0] + " failed");
  return {took.count(), static_cast<double>(used.ru_maxrss) / 1024};
}

}  // namespace bestby
