#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace bestby::cli {
namespace {

constexpr auto interval = std::chrono::milliseconds(200);
constexpr int bar_width = 24;

void put(const std::string& text) { (void)!::write(STDERR_FILENO, text.data(), text.size()); }

std::string bar(double share) {
  const int full = static_cast<int>(share * bar_width);
  return fmt::format("[{}{}] {:3.0f}%  ", std::string(static_cast<std::size_t>(full), '#'),
                     std::string(static_cast<std::size_t>(bar_width - full), '.'), share * 100.0);
}

}  // namespace

ProgressLine::ProgressLine() : on_(isatty(STDERR_FILENO) != 0), begun_(Clock::now()), last_(begun_) {}

ProgressLine::~ProgressLine() {
  if (shown_) put("\r\x1b[K");
}

void ProgressLine::at(std::uint64_t bytes, std::uint64_t total) {
  if (!on_) return;
  const auto now = Clock::now();
  if (now - last_ < interval) return;
  last_ = now;
  const std::chrono::duration<double> taken = now - begun_;
  const double megabytes = static_cast<double>(bytes) / 1e6;
  const double share =
      total == 0 ? 0 : std::min(1.0, static_cast<double>(bytes) / static_cast<double>(total));
  put(fmt::format("\r\x1b[K{}{:.0f} MB read, {:.0f} MB a second", total == 0 ? std::string() : bar(share),
                  megabytes, megabytes / taken.count()));
  shown_ = true;
}

}  // namespace bestby::cli
