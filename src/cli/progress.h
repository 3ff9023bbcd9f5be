// A line on standard error while something long is read: on a terminal only, and gone before the answer.
//
//     ProgressLine line;
//     line.at(bytes, total);          // 0: how much there is to read is not known
#pragma once

#include <chrono>
#include <cstdint>

namespace bestby::cli {

class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Shows it, five times a second at most.
  void at(std::uint64_t bytes, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;
  bool on_, shown_ = false;
  Clock::time_point begun_, last_;
};

}  // namespace bestby::cli
