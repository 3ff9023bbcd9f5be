// PEP 440 versions in parts, for the schemes that are built on them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/version/scheme.h"

namespace bestby {

struct Pep440 {
  enum Stage : std::uint8_t { development, alpha, beta, candidate, final };  // in this order

  std::uint64_t epoch = 0;
  std::vector<std::uint64_t> numbers;
  Stage stage = final;  // never `development`, which is what a final version's dev release sorts as
  std::uint64_t stage_number = 0;
  std::optional<std::uint64_t> post, dev;
  std::string_view local;  // a piece of the text

  bool prerelease() const { return stage != final || dev; }
};

Refusal read_pep440(std::string_view text, Pep440& out);
bool is_local(std::string_view text);  // what may follow a `+`

std::string key_of(const Pep440& version);
Bounds bounds_of(const Pep440& version);

// The two functions of a `SchemeCode`, from a reader of parts.
template <Refusal (*parts)(std::string_view, Pep440&)>
Refusal read_as(std::string_view text, Version& out) {
  Pep440 version;
  if (const Refusal why = parts(text, version); !why.empty()) return why;
  out.key = key_of(version);
  out.prerelease = version.prerelease();
  out.numbers = std::move(version.numbers);
  return {};
}

template <Refusal (*parts)(std::string_view, Pep440&)>
Bounds bounds_as(std::string_view text) {
  Pep440 version;
  parts(text, version);
  return bounds_of(version);
}

}  // namespace bestby
