#include "observe/text/node_paths.h"

namespace bestby {

void for_each_at(const yaml::Node& from, std::string_view path,
                 const std::function<void(const yaml::Node&)>& use) {
  if (path.empty()) {
    use(from);
    return;
  }
  const auto dot = path.find('.');
  const std::string_view first = path.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  if (first != "*") {
    if (const yaml::Node* next = from.find(first)) for_each_at(*next, rest, use);
    return;
  }
  for (const yaml::Node& item : from.items) for_each_at(item, rest, use);
  for (const yaml::Field& field : from.fields) for_each_at(field.second, rest, use);
}

std::string_view field_text(const yaml::Node& node, std::string_view key) {
  const yaml::Node* value = node.find(key);
  return value != nullptr && value->is_scalar() ? value->text : std::string_view();
}

}  // namespace bestby
