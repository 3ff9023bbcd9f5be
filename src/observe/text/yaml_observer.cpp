#include "observe/text/yaml_observer.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "observe/text/environment_parts.h"
#include "observe/text/image_word.h"
#include "observe/text/requirements_file.h"
#include "observe/text/shell_expansion.h"

namespace bestby {
namespace {

using yaml::Node;

constexpr int most_merged = 4;  // in one another

const Node* field_to(const Node& node, std::string_view key, int depth) {
  if (const Node* own = node.find(key)) return own;
  const Node* merged = depth < most_merged ? node.find("<<") : nullptr;
  if (merged == nullptr) return nullptr;
  if (merged->is_mapping()) return field_to(*merged, key, depth + 1);
  for (const Node& item : merged->items)
    if (const Node* found = field_to(item, key, depth + 1)) return found;
  return nullptr;
}

// Beside the file, and at the root of the target.
ShellInstalls::Resolve beside(const std::string& file) {
  return [file](std::string_view path) {
    std::vector<std::string> out;
    for (const std::string_view from : {std::string_view("root"), std::string_view(file)})
      if (auto joined = included_path(from, path)) out.push_back(std::move(*joined));
    return out;
  };
}

}  // namespace

const Node* field(const Node& node, std::string_view key) { return field_to(node, key, 0); }

const Node* field(const Node& node, std::initializer_list<std::string_view> keys) {
  const Node* at = &node;
  for (const std::string_view key : keys)
    if (at = field(*at, key); at == nullptr) return nullptr;
  return at;
}

std::string_view text_of(const Node* node) {
  return node != nullptr && node->is_scalar() ? node->text : std::string_view{};
}

std::vector<const Node*> list_of(const Node* node) {
  std::vector<const Node*> out;
  if (node == nullptr) return out;
  for (const Node& item : node->items) out.push_back(&item);
  for (const auto& [key, value] : node->fields) out.push_back(&value);
  return out;
}

bool is_instance_type(std::string_view text) {
  const auto dots = std::count(text.begin(), text.end(), '.');
  if (dots < 1 || dots > 2 || text.size() > 40 || !is_letter(text[0])) return false;
  const bool bytes = std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
  });
  const std::string_view size = text.substr(text.rfind('.') + 1);
  constexpr std::string_view sizes[] = {"large", "medium", "small", "micro", "nano"};
  return bytes && (size.starts_with("metal") || std::any_of(std::begin(sizes), std::end(sizes),
                                                            [&](auto s) { return size.ends_with(s); }));
}

bool is_telling_image(std::string_view text) {
  if (!is_image_address(text) || text.find("://") != text.npos || text.find("${{") != text.npos) return false;
  return tag_begin(text) != text.npos || text.find("@sha256:") != text.npos;
}

YamlObserver::YamlObserver(const yaml::Document& document, const TextContext& context, Observed& out,
                           ShellInstalls::Resolve resolve)
    : document_(document),
      context_(context),
      out_(out),
      places_(document.file, *document.source),
      installs_(context, places_, out, resolve ? std::move(resolve) : beside(document.file)),
      budget_(4 * document.source->size() + (std::size_t{1} << 20U)) {}

std::size_t YamlObserver::offset(const Node& node) const {
  const auto line = static_cast<std::size_t>(std::max(node.line, 1)) - 1;
  if (line >= document_.line_starts.size()) return places_.text().size();
  const std::size_t mark = line == 0 && places_.text().starts_with("\xEF\xBB\xBF") ? 1 : 0;
  return places_.offset(document_.line_starts[line], static_cast<std::size_t>(node.column) + mark);
}

// The text's lines are looked for one after the other from where the value begins; a line that is written
// otherwise (with escapes, folded) stands nowhere.
TracedText YamlObserver::traced(const Node& node) const {
  TracedText out;
  if (node.text.size() > budget_) return out;
  budget_ -= node.text.size();
  const std::string_view source = places_.text();
  std::size_t at = offset(node);
  const std::size_t begin = at;
  for (std::string_view rest = node.text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    // What lies between is the indentation, an opening quote, the header of a block.
    const std::size_t found = source.substr(0, at + line.size() + 512).find(line, at);
    if (found == source.npos) {
      for (const char c : line) out.append(c, TracedText::nowhere);
    } else {
      out.append(line, found);
      at = found + line.size();
    }
    if (end < rest.size()) out.append('\n', TracedText::nowhere);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!out.empty() && out.from[0] == TracedText::nowhere && begin < source.size())
    out.from[0] = static_cast<std::uint32_t>(begin);
  return out;
}

ShellWord YamlObserver::word(const Node& node, const ShellVariables& variables, std::size_t begin) const {
  const TracedText raw = traced(node);
  ShellWord out;
  for (std::size_t at = begin; at < raw.size();) {
    if (raw.text[at] == '$') {
      at = expand_variable(raw, at, variables, out.value, out.open);
    } else {
      out.value.append(raw.text[at], raw.from[at]);
      ++at;
    }
  }
  const std::size_t first = raw.first(begin);
  const auto whole = raw.span(begin, raw.size());
  out.written = whole ? *whole : ByteSpan{first, first + 1};
  return out;
}

void YamlObserver::image(const ShellWord& word, std::uint32_t stack, std::string_view platform) {
  if (!is_image_address(word.value.text)) return;
  out_.see(SeenImage{word.value.text, std::string(platform), {}, {}}, image_place(places_, word), stack,
           true);
}

void YamlObserver::image(const Node& node, std::uint32_t stack, std::string_view platform) {
  if (node.is_scalar() && node.text.size() < 1024) image(word(node), stack, platform);
}

void YamlObserver::instance(const Node& node, std::uint32_t stack) {
  if (!node.is_scalar() || !is_instance_type(node.text)) return;
  const ShellWord said = word(node);
  out_.see(SeenInstance{node.str()}, word_place(places_, said, 0, said.value.size()), stack);
}

void YamlObserver::part(std::string_view product, const Node& version, std::string_view found,
                        std::uint32_t stack) {
  const std::string_view text = text_of(&version);
  const bool good = !text.empty() && is_digit(text[0]) && text.size() < 64 &&
                    text.find_first_not_of("0123456789.") == text.npos;
  if (!good) return;
  const ShellWord said = word(version);
  out_.see(SeenPart{std::string(product), std::string(text), std::string(found)},
           word_place(places_, said, 0, said.value.size()), stack);
}

void YamlObserver::environment(std::string_view name, const Node& value, std::uint32_t stack) {
  auto part = part_of_environment(name, text_of(&value));
  if (!part) return;
  const ShellWord said = word(value);
  const std::size_t at = said.value.text.find(part->version);
  if (at == std::string::npos) return;
  Place place = word_place(places_, said, at, at + part->version.size());
  out_.see(std::move(*part), std::move(place), stack);
}

void YamlObserver::environment_of(const Node* node, std::uint32_t stack) {
  if (node == nullptr) return;
  for (const auto& [key, value] : node->fields) environment(key.text, value, stack);
  for (const Node& item : node->items) {
    if (item.is_mapping()) {  // {name: N, value: V}
      const Node* value = field(item, "value");
      if (value != nullptr) environment(text_of(field(item, "name")), *value, stack);
      continue;
    }
    const std::size_t name = assigned_name(text_of(&item));
    auto part =
        name == 0 ? std::nullopt : part_of_environment(item.text.substr(0, name), item.text.substr(name + 1));
    if (!part) continue;
    const ShellWord said = word(item, name + 1);
    const std::size_t at = std::min(said.value.text.find(part->version), said.value.size());
    Place place = word_place(places_, said, at, at + part->version.size());
    out_.see(std::move(*part), std::move(place), stack);
  }
}

void YamlObserver::script(const Node* node, std::uint32_t stack) {
  if (node == nullptr) return;
  if (node->is_scalar()) return installs_.read(traced(*node), none_, stack);
  for (const Node& item : node->items)
    if (item.is_scalar()) installs_.read(traced(item), none_, stack);
}

void YamlObserver::command(const Node* node, std::uint32_t stack) {
  if (node == nullptr) return;
  if (node->is_scalar()) return script(node, stack);
  std::vector<ShellWord> words;
  for (const Node& item : node->items) {
    if (!item.is_scalar()) continue;
    ShellWord word;
    word.value = traced(item);
    const auto whole = word.value.span(0, word.value.size());
    const std::size_t first = word.value.first();
    word.written = whole ? *whole : ByteSpan{first, first + 1};
    words.push_back(std::move(word));
  }
  if (words.size() == 1) return installs_.read(words[0].value, none_, stack);  // `args: ["pip install ..."]`
  installs_.read_command(words, none_, stack);
}

}  // namespace bestby
