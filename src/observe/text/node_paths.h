// Values of a document by their paths.
//
//     for_each_at(document.root, "tool.poetry.group.*.dependencies", [&](const yaml::Node& n) { ... });
//
// `*` is every field's value or every item. Keys that hold dots cannot be named.
#pragma once

#include <functional>
#include <string_view>

#include "base/formats/yaml.h"

namespace bestby {

void for_each_at(const yaml::Node& from, std::string_view path,
                 const std::function<void(const yaml::Node&)>& use);
// The text of a scalar that is a field; empty where there is none.
std::string_view field_text(const yaml::Node& node, std::string_view key);

}  // namespace bestby
