// ISA-L's inflate, opened at run time: Debian ships it as a shared library alone, and the executable is
// to run where it is not installed.
//
//     if (const IsalLibrary* isal = IsalLibrary::find()) { IsalStream stream(*isal); ... }
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace bestby {

class IsalLibrary {
 public:
  // Opened once, by its system name; nullptr where the machine has it not.
  static const IsalLibrary* find();

  void (*init)(void* state) = nullptr;
  void (*reset)(void* state) = nullptr;
  int (*inflate)(void* state) = nullptr;
};

struct IsalStep {
  std::ptrdiff_t in = 0;  // below zero: it gives back what it took in the step before
  std::size_t out = 0;
  bool ended = false, good = true;
};

// A flow of gzip, one member after the other.
class IsalStream {
 public:
  explicit IsalStream(const IsalLibrary& library);
  ~IsalStream();
  IsalStream(const IsalStream&) = delete;
  IsalStream& operator=(const IsalStream&) = delete;
  void begin();
  IsalStep step(std::string_view in, char* out, std::size_t room);

 private:
  struct State;
  const IsalLibrary& library_;
  std::unique_ptr<State> state_;
};

}  // namespace bestby
