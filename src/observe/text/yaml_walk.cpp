#include "observe/text/yaml_walk.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/formats/yaml_documents.h"
#include "base/text.h"
#include "observe/text/error_reason.h"
#include "observe/text/image_parts.h"
#include "observe/text/image_word.h"

namespace bestby {
namespace {

using yaml::Node;

constexpr std::size_t most_nodes = 1'000'000;

constexpr std::array<std::string_view, 9> instances = {
    "InstanceType",  "instance_type",          "instanceType",
    "instance-type", "instance_types",         "instanceTypes",
    "InstanceTypes", "training_instance_type", "node.kubernetes.io/instance-type"};
constexpr std::array<std::string_view, 5> images = {"image", "Image", "ImageUri", "ImageURI", "image_uri"};
constexpr std::array<std::string_view, 3> containers = {"containers", "initContainers",
                                                        "ephemeralContainers"};

bool is_instance_key(std::string_view key) {
  return std::find(instances.begin(), instances.end(), key) != instances.end() ||
         key == "beta.kubernetes.io/instance-type";
}
template <std::size_t N>
bool is_one_of(std::string_view key, const std::array<std::string_view, N>& keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

void see_instance_values(YamlObserver& seen, const Node& value, std::uint32_t stack) {
  seen.instance(value, stack);
  for (const Node& item : value.items) seen.instance(item, stack);
}

// A container of a pod.
void see_container(YamlObserver& seen, const Node& container, std::uint32_t stack) {
  if (const Node* image = field(container, "image")) seen.image(*image, stack);
  seen.environment_of(field(container, "env"), stack);
  const Node* command = field(container, "command");
  const Node* args = field(container, "args");
  seen.command(command, stack);
  seen.command(args, stack);
}

bool is_pod(const Node& node) {
  return std::any_of(containers.begin(), containers.end(), [&](std::string_view key) {
    const Node* list = field(node, key);
    return list != nullptr && list->is_sequence();
  });
}

void see_pod(YamlObserver& seen, const Node& pod, std::uint64_t depth) {
  std::optional<std::uint32_t> first;
  for (const std::string_view key : containers) {
    const Node* list = field(pod, key);
    if (list == nullptr || !list->is_sequence()) continue;
    for (const Node& container : list->items) {
      const std::uint32_t stack = seen.new_stack();
      if (!first) first = stack;
      see_container(seen, container, stack);
    }
  }
  for (const auto& [key, value] : pod.fields)
    if (!is_one_of(key.text, containers)) see_instances(seen, value, first, depth - 1);
}

}  // namespace

std::span<const std::string_view> instance_keys() { return instances; }

std::optional<yaml::Document> yaml_documents(const TextFile& file, const TextContext& context, bool sure,
                                             Observed& out) {
  yaml::Limits limits;
  limits.bytes = context.limits[Limit::file_bytes];
  limits.depth = context.limits[Limit::depth];
  limits.nodes = most_nodes;
  limits.scalar_bytes = limits.bytes;
  limits.empty_keys = true;
  auto read = yaml::read_documents(std::string(file.path), std::string(file.text), limits);
  if (read) return std::move(*read);
  read_image_lines(file, out);
  const bool is_template =
      file.text.find("{{") != std::string_view::npos || file.text.find("{%") != std::string_view::npos;
  if (sure && !is_template) out.skip(std::string(file.path), reason_of(read.error()));
  return std::nullopt;
}

void read_image_lines(const TextFile& file, Observed& out,
                      const std::function<std::optional<std::string>(std::string_view)>& filled) {
  constexpr std::string_view key = "image:";
  const TextPlaces places(file.path, file.text);
  for (std::size_t at = 0; (at = file.text.find(key, at)) != std::string_view::npos;) {
    const std::size_t begin = at;
    at += key.size();
    const std::size_t feed = begin == 0 ? std::string_view::npos : file.text.rfind('\n', begin - 1);
    const std::size_t line = feed == std::string_view::npos ? 0 : feed + 1;
    const std::size_t end = std::min(file.text.find('\n', at), file.text.size());
    const std::string_view before = trim(file.text.substr(line, std::min<std::size_t>(begin - line, 256)));
    std::string_view value = trim(file.text.substr(at, std::min<std::size_t>(end - at, 1024)));
    at = end;
    if (!before.empty() && before != "-") continue;
    if (const auto comment = value.find(" #"); comment != value.npos) value = trim(value.substr(0, comment));
    if (value.size() > 1 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
      value = value.substr(1, value.size() - 2);
    if (value.find("{{") == value.npos && is_telling_image(value)) {
      out.see(SeenImage{std::string(value), {}, {}, {}}, places.of(value), out.new_stack(), true);
    } else if (filled) {
      const auto address = filled(value);
      if (!address || !is_telling_image(*address)) continue;
      Place place = places.of(value);
      place.end = place.begin;
      out.see(SeenImage{*address, {}, {}, {}}, std::move(place), out.new_stack(), true);
    }
  }
}

void see_instances(YamlObserver& seen, const Node& node, std::optional<std::uint32_t> stack,
                   std::uint64_t depth) {
  if (depth == 0) return;
  for (const Node& item : node.items) see_instances(seen, item, stack, depth - 1);
  for (const auto& [key, value] : node.fields) {
    const Node* listed = is_instance_key(text_of(&value)) ? field(node, "values") : nullptr;
    const Node* said =
        is_instance_key(key.text) ? &value : listed;  // {key: ..., operator: In, values: [...]}
    if (said != nullptr)
      see_instance_values(seen, *said, stack ? *stack : seen.new_stack());
    else
      see_instances(seen, value, stack, depth - 1);
  }
}

void see_kubernetes(YamlObserver& seen, const Node& node, std::uint64_t depth) {
  if (depth == 0) return;
  for (const Node& item : node.items) see_kubernetes(seen, item, depth - 1);
  if (is_pod(node)) return see_pod(seen, node, depth);
  if (has_image_parts(node)) see_image_parts(seen, node);
  for (const auto& [key, value] : node.fields) {
    if (key.text == "image" && is_telling_image(text_of(&value)))
      seen.image(value, seen.new_stack());
    else if (is_instance_key(key.text))
      see_instance_values(seen, value, seen.new_stack());
    else
      see_kubernetes(seen, value, depth - 1);
  }
}

void see_by_keys(YamlObserver& seen, const Node& node, std::uint64_t depth) {
  if (depth == 0) return;
  for (const Node& item : node.items) see_by_keys(seen, item, depth - 1);
  std::optional<std::uint32_t> stack;
  const auto here = [&] {
    if (!stack) stack = seen.new_stack();
    return *stack;
  };
  for (const auto& [key, value] : node.fields) {
    if (is_one_of(key.text, images) && value.is_scalar()) {
      if (is_telling_image(value.text)) seen.image(value, here());
    } else if (is_instance_key(key.text) && !value.is_mapping()) {
      see_instance_values(seen, value, here());
    } else {
      see_by_keys(seen, value, depth - 1);
    }
  }
}

}  // namespace bestby
