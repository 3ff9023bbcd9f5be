// The readers of Helm's charts of observe/text/yaml_files.h.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "observe/text/image_parts.h"
#include "observe/text/requirements_file.h"
#include "observe/text/yaml_files.h"
#include "observe/text/yaml_observer.h"
#include "observe/text/yaml_walk.h"

namespace bestby {
namespace {

using yaml::Node;

constexpr std::size_t most_filled = 1'000;  // lines of a template: each looks through the values

std::string_view unquoted(std::string_view text) {
  text = trim(text);
  const bool quotes = text.size() > 1 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quotes ? text.substr(1, text.size() - 2) : text;
}

// `appVersion` of the chart: what a tag is that is not given.
std::string app_version(const std::optional<std::string>& chart) {
  if (!chart) return {};
  for (const std::string_view line : split(*chart, '\n')) {
    constexpr std::string_view key = "appVersion:";
    if (!line.starts_with(key)) continue;
    const std::string_view value = line.substr(key.size());
    return std::string(unquoted(value.substr(0, value.find(" #"))));
  }
  return {};
}

class ValuesReader {
 public:
  ValuesReader(YamlObserver& seen, std::string app) : seen_(seen), app_(std::move(app)) {}

  void walk(const Node& node, std::uint64_t depth) {
    if (depth == 0) return;
    for (const Node& item : node.items) walk(item, depth - 1);
    if (has_image_parts(node)) see_image_parts(seen_, node, app_);
    for (const auto& [key, value] : node.fields) {
      if (key.text == "image" && is_telling_image(text_of(&value)))
        seen_.image(value, seen_.new_stack());
      else
        walk(value, depth - 1);
    }
  }

 private:
  YamlObserver& seen_;
  std::string app_;
};

std::optional<std::string> open_beside(const TextContext& context, std::string_view path,
                                       std::string_view name) {
  const auto whole = included_path(path, name);
  return whole && context.open ? context.open(*whole) : std::nullopt;
}

// `.Values.a.b`, `.Chart.AppVersion`, with `| default X` and `| quote` behind.
std::optional<std::string> expression(std::string_view text, const Node& values, const std::string& app) {
  const std::vector<std::string_view> pipes = split(text, '|');
  std::string_view name = trim(pipes[0]);
  std::string out;
  constexpr std::string_view from_values = ".Values.", version = ".Chart.AppVersion";
  if (name.starts_with(from_values)) {
    const Node* at = &values;
    for (const std::string_view part : split(name.substr(from_values.size()), '.'))
      at = at == nullptr ? nullptr : field(*at, part);
    out = text_of(at);
  } else if (name == version) {
    out = app;
  } else {
    return std::nullopt;
  }
  for (std::size_t i = 1; i < pipes.size(); ++i) {
    const std::string_view pipe = trim(pipes[i]);
    constexpr std::string_view otherwise = "default ";
    if (pipe == "quote" || pipe == "toString" || pipe == "trim") continue;
    if (!pipe.starts_with(otherwise)) return std::nullopt;
    const std::string_view value = trim(pipe.substr(otherwise.size()));
    if (out.empty()) out = value == version ? app : std::string(unquoted(value));
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

std::optional<std::string> filled(std::string_view text, const Node& values, const std::string& app) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find("{{"), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find("}}");
    if (close == text.npos) return std::nullopt;
    std::string_view inside = text.substr(2, close - 2);
    if (inside.starts_with('-')) inside.remove_prefix(1);
    if (inside.ends_with('-')) inside.remove_suffix(1);
    const auto value = expression(trim(inside), values, app);
    if (!value) return std::nullopt;
    out += *value;
    text.remove_prefix(close + 2);
  }
  return std::string(unquoted(out));
}

}  // namespace

void read_helm_values(const TextFile& file, const TextContext& context, Observed& out) {
  const auto read = yaml_documents(file, context, false, out);
  if (!read) return;
  YamlObserver seen(*read, context, out);
  ValuesReader values(seen, app_version(open_beside(context, file.path, "Chart.yaml")));
  for (const Node& document : read->root.items) {
    values.walk(document, context.limits[Limit::depth] + 1);
    see_instances(seen, document, std::nullopt, context.limits[Limit::depth] + 1);
  }
}

void read_helm_template(const TextFile& file, const TextContext& context, Observed& out) {
  if (file.text.find("{{") == std::string_view::npos) return read_yaml_by_keys(file, context, out);
  const std::size_t folder = lower(file.path).rfind("templates/");
  const std::string chart =
      std::string(file.path.substr(0, std::min(folder, file.path.size()))) + "Chart.yaml";
  const auto text = open_beside(context, chart, "values.yaml");
  Observed unread;
  const auto read =
      yaml_documents({chart, text ? std::string_view(*text) : std::string_view()}, context, false, unread);
  const Node none;
  const Node& values = read && !read->root.items.empty() ? read->root.items[0] : none;
  const std::string app = app_version(open_beside(context, chart, "Chart.yaml"));
  std::size_t count = 0;
  read_image_lines(file, out, [&](std::string_view value) {
    return ++count > most_filled ? std::nullopt : filled(value, values, app);
  });
}

}  // namespace bestby
