#include "observe/text/yaml_files.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "observe/text/error_reason.h"
#include "observe/text/image_word.h"
#include "observe/text/requirements_file.h"
#include "observe/text/yaml_observer.h"
#include "observe/text/yaml_walk.h"

namespace bestby {
namespace {

using yaml::Node;

// Rows that are for some YAML files alone: the reader of all others leaves those to them.
constexpr std::array<std::string_view, 6> named_formats = {"compose",   "github-actions", "gitlab-ci",
                                                           "codebuild", "helm-values",    "helm-template"};

bool has_named_format(std::string_view path) {
  return std::any_of(named_formats.begin(), named_formats.end(), [&](std::string_view id) {
    const TextReader* reader = text_reader(id);
    return reader != nullptr && is_for(*reader, path);
  });
}

// Words without one of which a file has nothing for these readers: most files are not parsed at all.
bool may_tell(std::string_view text) {
  constexpr std::string_view words[] = {"image", "Image", "nstance"};
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

// Comments and commas before brackets become blanks: every byte keeps its place.
std::string plain_json(std::string_view text) {
  std::string out(text);
  std::size_t comma = std::string::npos;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char c = out[i], next = i + 1 < out.size() ? out[i + 1] : '\0';
    if (c == '"') {
      for (++i; i < out.size() && out[i] != '"'; ++i)
        if (out[i] == '\\') ++i;
      comma = std::string::npos;
    } else if (c == '/' && next == '/') {
      for (; i < out.size() && out[i] != '\n'; ++i) out[i] = ' ';
    } else if (c == '/' && next == '*') {
      const std::size_t close = out.find("*/", i + 2);
      const std::size_t end = close == std::string::npos ? out.size() : close + 2;
      for (; i < end; ++i)
        if (out[i] != '\n') out[i] = ' ';
      --i;
    } else if (c == ',') {
      comma = i;
    } else if (c == '}' || c == ']') {
      if (comma != std::string::npos) out[comma] = ' ';
      comma = std::string::npos;
    } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      comma = std::string::npos;
    }
  }
  return out;
}

std::optional<yaml::Document> json_of(const TextFile& file, const TextContext& context, std::string text,
                                      Observed* unread) {
  yaml::Limits limits;
  limits.bytes = context.limits[Limit::file_bytes];
  limits.depth = context.limits[Limit::depth];
  limits.nodes = 1'000'000;
  limits.scalar_bytes = limits.bytes;
  limits.empty_keys = true;
  auto read = read_json(std::string(file.path), std::move(text), limits);
  if (read) return std::move(*read);
  if (unread != nullptr) unread->skip(std::string(file.path), reason_of(read.error()));
  return std::nullopt;
}

// `NAME=value` lines of a `.env` file.
ShellVariables variables_of(const std::optional<std::string>& text) {
  ShellVariables out;
  if (!text) return out;
  for (std::string_view line : split(*text, '\n')) {
    line = trim(line);
    if (line.starts_with("export ")) line = trim(line.substr(7));
    const std::size_t name = assigned_name(line);
    if (name == 0 || !out.spend(line.size() + 64)) continue;
    std::string_view value = trim(line.substr(name + 1));
    if (value.size() > 1 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
      value = value.substr(1, value.size() - 2);
    else if (const auto comment = value.find(" #"); comment != value.npos)
      value = trim(value.substr(0, comment));
    TracedText traced;  // stands in another file
    for (const char c : value) traced.append(c, TracedText::nowhere);
    out.set(std::string(line.substr(0, name)), std::move(traced));
  }
  return out;
}

void see_service(YamlObserver& seen, const Node& service, const ShellVariables& variables) {
  const std::uint32_t stack = seen.new_stack();
  const ShellVariables none;
  const Node* platform = field(service, "platform");
  if (const Node* image = field(service, "image"); image != nullptr && image->is_scalar())
    seen.image(seen.word(*image, variables), stack, text_of(platform));
  seen.environment_of(field(service, "environment"), stack);
  seen.environment_of(field(service, {"build", "args"}), stack);
  for (const Node* argument : list_of(field(service, {"build", "args"}))) {
    const std::string_view text = text_of(argument);
    const std::size_t name = assigned_name(text);  // of a list: NAME=value
    if (!is_telling_image(text.substr(name == 0 ? 0 : name + 1))) continue;
    seen.image(seen.word(*argument, variables, name == 0 ? 0 : name + 1), stack);
  }
  seen.command(field(service, "command"), stack);
  seen.command(field(service, "entrypoint"), stack);
  see_instances(seen, service, stack, 8);
}

}  // namespace

void read_compose(const TextFile& file, const TextContext& context, Observed& out) {
  const auto read = yaml_documents(file, context, true, out);
  if (!read) return;
  const auto env = included_path(file.path, ".env");
  const ShellVariables variables =
      variables_of(env && context.open ? context.open(*env) : std::optional<std::string>());
  YamlObserver seen(*read, context, out);
  for (const Node& document : read->root.items) {
    const Node* services = field(document, "services");
    const bool old = services == nullptr && document.is_mapping();  // of the first version
    for (const Node* service : list_of(old ? &document : services)) see_service(seen, *service, variables);
  }
}

void read_any_yaml(const TextFile& file, const TextContext& context, Observed& out) {
  if (may_tell(file.text) && !has_named_format(file.path)) read_yaml_by_keys(file, context, out);
}

void read_yaml_by_keys(const TextFile& file, const TextContext& context, Observed& out) {
  const auto read = yaml_documents(file, context, false, out);
  if (!read) return;
  YamlObserver seen(*read, context, out);
  const std::uint64_t depth = context.limits[Limit::depth] + 1;
  for (const Node& document : read->root.items) {
    const bool kubernetes = field(document, "apiVersion") != nullptr && field(document, "kind") != nullptr;
    if (kubernetes)
      see_kubernetes(seen, document, depth);
    else
      see_by_keys(seen, document, depth);
  }
}

void read_any_json(const TextFile& file, const TextContext& context, Observed& out) {
  constexpr std::string_view keys[] = {"\"image\"",        "\"Image\"",         "\"ImageUri\"",
                                       "\"InstanceType\"", "\"instance_type\"", "\"instanceType\""};
  const bool tells = std::any_of(std::begin(keys), std::end(keys),
                                 [&](std::string_view key) { return file.text.find(key) != file.text.npos; });
  if (!tells || lower(file.path).ends_with("devcontainer.json")) return;
  const auto read = json_of(file, context, std::string(file.text), nullptr);
  if (!read) return;
  YamlObserver seen(*read, context, out);
  const std::uint64_t depth = context.limits[Limit::depth] + 1;
  if (field(read->root, "apiVersion") != nullptr && field(read->root, "kind") != nullptr)
    see_kubernetes(seen, read->root, depth);
  else
    see_by_keys(seen, read->root, depth);
}

void read_devcontainer(const TextFile& file, const TextContext& context, Observed& out) {
  const auto read = json_of(file, context, plain_json(file.text), &out);
  if (!read) return;
  YamlObserver seen(*read, context, out);
  const std::uint32_t stack = seen.new_stack();
  if (const Node* image = field(read->root, "image")) seen.image(*image, stack);
  seen.environment_of(field(read->root, {"build", "args"}), stack);
  seen.environment_of(field(read->root, "containerEnv"), stack);
  for (const Node* argument : list_of(field(read->root, {"build", "args"})))
    if (is_telling_image(text_of(argument))) seen.image(*argument, stack);
  for (const std::string_view key : {"onCreateCommand", "updateContentCommand", "postCreateCommand"}) {
    const Node* command = field(read->root, key);
    if (command != nullptr && command->is_mapping())
      for (const Node* one : list_of(command)) seen.command(one, stack);
    else
      seen.command(command, stack);
  }
}

}  // namespace bestby
