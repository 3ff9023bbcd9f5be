// Walking the trees of YAML files that others have written.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "base/formats/yaml.h"
#include "observe/text/yaml_observer.h"
#include "observe/text_readers.h"

namespace bestby {

// The file's documents. Where it is no YAML, what its lines say is reported, and nothing is answered.
// `sure`: its name says what it is, so that what cannot be read is said.
std::optional<yaml::Document> yaml_documents(const TextFile& file, const TextContext& context, bool sure,
                                             Observed& out);

// Lines `image: ADDRESS`, whatever is around them; `filled` gives the value of a template.
void read_image_lines(const TextFile& file, Observed& out,
                      const std::function<std::optional<std::string>(std::string_view)>& filled = {});

// Keys whose values are instance types, or lists of such.
std::span<const std::string_view> instance_keys();
// Instance types anywhere below a node: in `stack`, or each in one of its own.
void see_instances(YamlObserver& seen, const yaml::Node& node, std::optional<std::uint32_t> stack,
                   std::uint64_t depth);

// Kubernetes: below a node, all pods; `image` elsewhere.
void see_kubernetes(YamlObserver& seen, const yaml::Node& node, std::uint64_t depth);
// What is certain by its key, anywhere below a node.
void see_by_keys(YamlObserver& seen, const yaml::Node& node, std::uint64_t depth);

}  // namespace bestby
