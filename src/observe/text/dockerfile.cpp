#include "observe/text/dockerfile.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "observe/text/docker_copies.h"
#include "observe/text/docker_lines.h"
#include "observe/text/environment_parts.h"
#include "observe/text/image_word.h"
#include "observe/text/shell_installs.h"
#include "observe/text/shell_words.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

struct DockerStage {
  std::uint32_t stack = 0;
  ShellVariables variables;
  DockerCopies copies;
};

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// The value of `--name=value`; nothing where the word is another one.
std::optional<std::size_t> option_value(std::string_view word, std::string_view name) {
  if (!word.starts_with("--") || word.substr(2, name.size()) != name) return std::nullopt;
  if (word.size() <= name.size() + 2 || word[name.size() + 2] != '=') return std::nullopt;
  return name.size() + 3;
}

ShellWord behind(const ShellWord& word, std::size_t at) {
  ShellWord out{word.value.piece(at), word.written, word.open};
  const std::size_t begin = out.value.first();
  if (begin >= word.written.begin && begin < word.written.end) out.written.begin = begin;
  return out;
}

class DockerfileReader {
 public:
  DockerfileReader(const TextFile& file, const TextContext& context, Observed& out)
      : places_(file.path, file.text),
        out_(out),
        installs_(context, places_, out, [this](std::string_view path) { return candidates(path); }),
        lines_(docker_lines(file.text)) {}

  void read() {
    for (const DockerLine& line : lines_.lines) take(line, 0);
  }

 private:
  void take(const DockerLine& line, int depth) {
    struct Row {
      std::string_view name;
      void (DockerfileReader::*take)(const DockerLine&);
    };
    static constexpr Row rows[] = {
        {"FROM", &DockerfileReader::from}, {"ARG", &DockerfileReader::arg},
        {"ENV", &DockerfileReader::env},   {"RUN", &DockerfileReader::run},
        {"COPY", &DockerfileReader::copy}, {"ADD", &DockerfileReader::copy},
    };
    for (const Row& row : rows)
      if (row.name == line.name) return (this->*row.take)(line);
    if (line.name == "ONBUILD" && depth == 0) on_build(line);
  }

  void on_build(const DockerLine& line) {
    const std::size_t end = line.rest.text.find(' ');
    if (end == std::string::npos) return;
    DockerLine inner{line.rest.text.substr(0, end), line.rest.piece(end + 1), {}};
    std::transform(inner.name.begin(), inner.name.end(), inner.name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (inner.name != "FROM") take(inner, 1);
  }

  const ShellVariables& variables() const { return stage_ ? stage_->variables : globals_; }
  std::vector<ShellWord> words(const DockerLine& line, const ShellVariables& from, bool expand = true) const {
    return plain_words(line.rest, from, {lines_.escape, expand});
  }

  void from(const DockerLine& line) {
    std::string platform, name;
    const ShellWord* image = nullptr;
    const std::vector<ShellWord> parts = words(line, globals_);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string& text = parts[i].value.text;
      if (const auto at = option_value(text, "platform"); at && image == nullptr)
        platform = parts[i].open ? std::string() : text.substr(*at);
      else if (image == nullptr && !text.starts_with("--"))
        image = &parts[i];
      else if (i + 1 < parts.size() && lower(text) == "as")
        name = lower(parts[i + 1].value.text);
    }
    if (image != nullptr) begin_stage(*image, platform, name);
  }

  void begin_stage(const ShellWord& image, std::string platform, std::string name) {
    DockerStage stage;
    const auto parent = names_.find(lower(image.value.text));
    stage.variables = ShellVariables(&empty_);
    if (parent != names_.end()) {
      const DockerStage& on = *stages_[parent->second];
      stage.stack = on.stack;
      stage.variables.inherit(on.variables);
      stage.copies = on.copies;
    } else {
      stage.stack = out_.new_stack();
      see_image(image, stage.stack, true, std::move(platform));
    }
    stages_.push_back(std::make_unique<DockerStage>(std::move(stage)));
    stage_ = stages_.back().get();
    if (!name.empty()) names_[std::move(name)] = stages_.size() - 1;
  }

  void see_image(const ShellWord& word, std::uint32_t stack, bool base, std::string platform = {}) {
    const std::string& address = word.value.text;
    if (address == "scratch" || !is_image_address(address)) return;
    out_.see(SeenImage{address, std::move(platform), {}, {}}, image_place(places_, word), stack, base);
  }

  // `ARG NAME`, `ARG NAME=default OTHER=default`.
  void arg(const DockerLine& line) {
    for (const ShellWord& word : words(line, variables())) {
      const std::string& text = word.value.text;
      const std::size_t name = assigned_name(text);
      ShellVariables& into = stage_ ? stage_->variables : globals_;
      if (name == 0) {
        const TracedText* global = stage_ ? globals_.find(text) : nullptr;
        if (global != nullptr && !environment_.contains({stage_, text})) into.set(text, *global);
        continue;
      }
      std::string key = text.substr(0, name);
      if (environment_.contains({stage_, key})) continue;
      if (word.open)
        into.unset(key);
      else
        into.set(std::move(key), word.value.piece(name + 1));
    }
  }

  // `ENV NAME=value OTHER=value`, or `ENV NAME all the rest`.
  void env(const DockerLine& line) {
    if (!stage_) return;
    std::vector<ShellWord> parts = words(line, stage_->variables);
    if (parts.empty()) return;
    if (assigned_name(parts.front().value.text) == 0) {
      if (parts.size() < 2) return;
      const std::string name = parts.front().value.text;
      ShellWord value = std::move(parts[1]);
      for (std::size_t i = 2; i < parts.size(); ++i) {
        value.value.append(' ', TracedText::nowhere);
        value.value.append(parts[i].value);
        value.open |= parts[i].open;
      }
      return set_environment(name, value);
    }
    std::vector<std::pair<std::string, ShellWord>> set;  // what is set counts from the next instruction on
    for (const ShellWord& word : parts)
      if (const std::size_t name = assigned_name(word.value.text))
        set.emplace_back(word.value.text.substr(0, name), behind(word, name + 1));
    for (const auto& [name, value] : set) set_environment(name, value);
  }

  void set_environment(const std::string& name, const ShellWord& value) {
    if (value.open) return stage_->variables.unset(name);
    environment_.insert({stage_, name});
    stage_->variables.set(name, value.value);
    if (auto part = part_of_environment(name, value.value.text)) {
      const std::size_t at = value.value.text.find(part->version);
      Place place = word_place(places_, value, at, at + part->version.size());
      out_.see(std::move(*part), std::move(place), stage_->stack);
    }
  }

  void run(const DockerLine& line) {
    if (!stage_) return;
    const std::string_view text = line.rest.text;
    std::size_t at = 0;
    while (text.substr(at).starts_with("--")) {  // --mount=..., --network=...
      const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
      mount(line.rest.piece(at, end));
      at = std::min(text.find_first_not_of(" \t", end), text.size());
    }
    const TracedText script = line.rest.piece(at);
    if (script.text.starts_with('[') && run_words(script)) return;
    installs_.read(script, stage_->variables, stage_->stack);
    if (is_for_shell(script.text))
      for (const TracedText& document : line.documents)
        installs_.read(document, stage_->variables, stage_->stack);
  }

  // The here-document is the script: `<<EOF`, `bash <<EOF`, `sh -ex <<EOF`.
  static bool is_for_shell(std::string_view script) {
    const std::size_t document = script.find("<<");
    std::string_view before = trim(script.substr(0, document));
    before = base_name(before.substr(0, before.find(' ')));
    return document != script.npos && (before.empty() || before.ends_with("sh"));
  }

  // `["pip", "install", "torch"]`; false where it is no list of texts.
  bool run_words(const TracedText& script) {
    TracedText bare;
    const std::size_t close = script.text.rfind(']');
    if (close == std::string::npos || close < 1) return false;
    bool quoted = false;
    for (std::size_t i = 1; i < close; ++i) {
      const char c = script.text[i];
      if (c == '\\' && quoted) {
        bare.append(script, i, i + 2);
        ++i;
        continue;
      }
      if (c == '"') quoted = !quoted;
      bare.append(!quoted && c == ',' ? ' ' : c, script.from[i]);
    }
    if (quoted) return false;
    const std::vector<ShellWord> list = plain_words(bare, stage_->variables, {'\\', false});
    installs_.read_command(list, stage_->variables, stage_->stack);
    return true;
  }

  void mount(const TracedText& option) {
    if (!option.text.starts_with("--mount=")) return;
    for (std::size_t at = 8; at < option.size();) {
      const std::size_t end = std::min(option.text.find(',', at), option.size());
      if (option.text.compare(at, 5, "from=") == 0) copied_from(option.piece(at + 5, end));
      at = end + 1;
    }
  }

  void copy(const DockerLine& line) {
    if (!stage_) return;
    std::vector<std::string> paths;
    bool foreign = false;
    for (const ShellWord& word : words(line, stage_->variables)) {
      const std::string& text = word.value.text;
      if (const auto at = option_value(text, "from")) {
        foreign = true;
        copied_from(word.value.piece(*at));
      } else if (!text.starts_with("--")) {
        paths.push_back(text);
      }
    }
    if (foreign || paths.size() < 2) return;
    for (std::size_t i = 0; i + 1 < paths.size(); ++i) stage_->copies.add(paths[i], paths.back());
  }

  // A stage by its name or its number, or an image.
  void copied_from(const TracedText& name) {
    if (!stage_ || name.empty() || all_digits(name.text) || names_.contains(lower(name.text))) return;
    if (name.text.find('$') != std::string::npos) return;
    see_image({name, {name.first(), name.first() + name.size()}, false}, stage_->stack, false);
  }

  std::vector<std::string> candidates(std::string_view path) const {
    return (stage_ ? stage_->copies : DockerCopies()).candidates(places_.path(), path);
  }

  TextPlaces places_;
  Observed& out_;
  ShellInstalls installs_;
  DockerLines lines_;
  ShellVariables empty_, globals_{&empty_};
  std::vector<std::unique_ptr<DockerStage>> stages_;
  std::map<std::string, std::size_t> names_;
  std::set<std::pair<const DockerStage*, std::string>> environment_;  // names that ENV has set
  DockerStage* stage_ = nullptr;
};

}  // namespace

void read_dockerfile(const TextFile& file, const TextContext& context, Observed& out) {
  DockerfileReader(file, context, out).read();
}

bool looks_like_dockerfile(std::string_view text) {
  for (const DockerLine& line : docker_lines(text.substr(0, 16384)).lines) {
    if (line.name == "FROM") return line.rest.text.find_first_of("(:,;") != 0 && !line.rest.empty();
    if (line.name != "ARG") return false;
  }
  return false;
}

}  // namespace bestby
