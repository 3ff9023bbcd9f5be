// Package URLs: `pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS#SUBPATH`.
//
//     Purl p = *read_purl("pkg:pypi/Torch@1.12.1?arch=x86#sub");
//     p.identifier() == "pkg:pypi/torch"; p.version == "1.12.1"; p.qualifier("arch") == "x86"
//
// Parts are percent-decoded and normalised as the type demands (types are lower case; PyPI's names
// are lower case with hyphens). The subpath is dropped.
//
// Errors: `usage`, saying what is missing. Linear.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace bestby {

struct Purl {
  std::string type, path, version;  // the path is namespace and name
  std::vector<std::pair<std::string, std::string>> qualifiers;

  std::string identifier() const { return "pkg:" + type + "/" + path; }
  std::string_view qualifier(std::string_view key) const;  // empty when absent
};

Result<Purl> read_purl(std::string_view text);

// Percent-encoded as package URLs and `vers` ask for: what is no letter, digit or one of `kept`.
std::string purl_encoded(std::string_view text, std::string_view kept);

}  // namespace bestby
