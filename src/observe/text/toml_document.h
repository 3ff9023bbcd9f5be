// TOML 1.0, read into the same tree as YAML and JSON, so that one kind of reader serves all three.
//
//     auto document = read_toml("pyproject.toml", std::move(text), limits);
//     document->root.find("project")->find("name")->text
//
// Texts are scalars with `quoted` set; whole numbers, `true` and `false` are plain scalars; dates, times and
// fractions are null, as nothing here asks for them. Tables keep the order of the file. What TOML forbids
// (a key that stands twice) is an error, `input`, with its place; so is what passes `Limit::file_bytes` and
// `Limit::depth`, dotted keys included. Linear but for the order of keys; some 20 MB a second.
#pragma once

#include <string>

#include "base/formats/yaml.h"
#include "observe/read_limits.h"

namespace bestby {

Result<yaml::Document> read_toml(std::string file, std::string text, const ReadLimits& limits);

}  // namespace bestby
