// How a scheme reads: the code behind a row of the table in version.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/version.h"
#include "base/version/scan.h"

namespace bestby {

// The keys around a version V that specifiers need. Versions from `at` up to `past` are those that
// `==V` takes; `beyond` is where `>V` begins and `below` where `<V` ends.
struct Bounds {
  std::string at, past, beyond, below;
  bool local = false;  // V has a local part: only == and != may use it
};

struct SchemeCode {
  // Fills `key`, `numbers`, `prerelease` and, where zeros are kept, the release's place. The text is
  // not empty, not too long, and has no blanks around it and no control characters in it.
  Refusal (*read)(std::string_view text, Version& out);

  // Appends the lowest key of the versions whose numbers begin with `numbers`; the same for the
  // prefix's successor is where those versions end. nullptr: the scheme has no numbers.
  void (*prefix)(std::string& key, std::uint64_t epoch, std::span<const std::uint64_t> numbers);

  // Of a text that `read` accepts. nullptr: plain order, the next key after V is V's key and a 0.
  Bounds (*bounds)(std::string_view text) = nullptr;

  std::string_view least = {};  // the lowest version there is; empty when there is none
  char epoch_mark = '\0';       // what ends an epoch before the release; then a key begins with it
};

extern const SchemeCode pep440_code, neuron_sdk_code, neuron_extension_code, neuron_standalone_code,
    semver_code, debian_code, rpm_code, dotted_code, cuda_code, driver_branch_code, image_build_code,
    ubuntu_code, natural_code, opaque_code;

// A text for an error message: in backticks, cut, and without control characters.
std::string quoted(std::string_view text);

// Without blanks around it.
std::string_view trimmed(std::string_view text);

}  // namespace bestby
