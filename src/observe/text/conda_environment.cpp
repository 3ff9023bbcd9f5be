// environment.yml and conda-lock.yml, of observe/text/conda_files.h.
#include <map>
#include <set>

#include "base/text.h"
#include "observe/text/conda_files.h"
#include "observe/text/conda_spec.h"
#include "observe/text/document_places.h"
#include "observe/text/error_reason.h"
#include "observe/text/local_version.h"
#include "observe/text/node_paths.h"
#include "observe/text/requirement.h"
#include "observe/text/requirement_lines.h"
#include "observe/text/requirements_file.h"

namespace bestby {
namespace {

using yaml::Node;

class EnvironmentReader {
 public:
  EnvironmentReader(const yaml::Document& document, const TextContext& context, Observed& out)
      : document_(document), context_(context), places_(document), out_(out) {}

  void read() {
    const Node* dependencies = document_.root.find("dependencies");
    if (dependencies == nullptr || !dependencies->is_sequence()) return;  // of another format
    stack_ = out_.new_stack();
    for_each_at(document_.root, "channels.*", [&](const Node& node) {
      if (node.is_scalar() && node.text != "nodefaults")
        out_.see(SeenChannel{node.str()}, places_.of(node), stack_);
    });
    for (const Node& item : dependencies->items) {
      if (item.is_scalar()) spec(item);
      for_each_at(item, "pip.*", [&](const Node& line) { pip(line); });
    }
  }

 private:
  void spec(const Node& node) {
    const auto read = read_conda_spec(node.text);
    if (!read) return;
    out_.see(read->package, places_.of(node), stack_);
    if (!read->channel.empty())
      out_.see(SeenChannel{std::string(read->channel)}, piece(node, read->channel), stack_);
    for (SeenPart& part : parts_of_build(read->build))
      out_.see(std::move(part), piece(node, read->build), stack_);
  }

  Place piece(const Node& node, std::string_view text) const {
    const auto begin = static_cast<std::size_t>(text.data() - node.text.data());
    return places_.of(node, begin, begin + text.size());
  }

  void pip(const Node& node) {
    if (!node.is_scalar()) return;
    const LineWords words = requirement_words(node.text);
    const PipArguments read = read_pip_arguments(words.words);
    for (const auto& required : read.requirements) {
      const std::size_t base = words.at[required.word];
      see_package(out_, required.is.package,
                  places_.of(node, base + required.is.whole.begin, base + required.is.whole.end), stack_);
    }
    for (const auto& index : read.indexes)
      if (!index.text.empty())
        out_.see(SeenChannel{std::string(index.text)}, piece(node, index.text), stack_);
    for (const auto& file : read.files)
      if (included_.emplace(file.text).second)
        read_included_requirements(document_.file, file.text, context_, out_, stack_);
  }

  const yaml::Document& document_;
  const TextContext& context_;
  DocumentPlaces places_;
  Observed& out_;
  std::uint32_t stack_ = 0;
  std::set<std::string, std::less<>> included_;
};

// Of a lock: each entry names its platform.
class CondaLockReader {
 public:
  CondaLockReader(const yaml::Document& document, Observed& out)
      : root_(document.root), places_(document), out_(out) {}

  void read() {
    for_each_at(root_, "metadata.channels.*.url", [&](const Node& node) {
      if (node.is_scalar()) out_.see(SeenChannel{node.str()}, places_.of(node), stack_of({}));
    });
    for_each_at(root_, "package.*", [&](const Node& entry) { package(entry); });
  }

 private:
  void package(const Node& entry) {
    const Node* version = entry.find("version");
    const std::string_view name = field_text(entry, "name");
    if (name.empty() || version == nullptr || !version->is_scalar()) return;
    const bool pip = field_text(entry, "manager") == "pip";
    const std::uint32_t stack = stack_of(field_text(entry, "platform"));
    out_.see(
        SeenPackage{pip ? "pypi" : "conda", pip ? pypi_name(name) : std::string(name), version->str(), {}},
        places_.of(*version), stack);
    const Node* address = entry.find("url");
    if (pip || address == nullptr || !address->is_scalar()) return;
    if (const auto read = read_conda_archive(address->text))
      for (SeenPart& part : parts_of_build(read->build))
        out_.see(std::move(part), places_.of(*address), stack);
  }

  std::uint32_t stack_of(std::string_view platform) {
    const auto [at, fresh] = stacks_.emplace(platform, 0);
    if (fresh) at->second = out_.new_stack();
    return at->second;
  }

  const Node& root_;
  DocumentPlaces places_;
  Observed& out_;
  std::map<std::string, std::uint32_t, std::less<>> stacks_;
};

std::optional<yaml::Document> document_of(const TextFile& file, const TextContext& context, Observed& out) {
  yaml::Limits limits{.bytes = context.limits[Limit::file_bytes], .depth = context.limits[Limit::depth]};
  auto document = yaml::read(std::string(file.path), std::string(file.text), limits, ErrorCode::input);
  if (document) return std::move(*document);
  out.skip(std::string(file.path), reason_of(document.error()));
  return std::nullopt;
}

}  // namespace

void read_conda_environment(const TextFile& file, const TextContext& context, Observed& out) {
  if (lower(file.path).find("conda-lock.") != std::string::npos) return;  // `read_conda_lock` reads it
  if (const auto document = document_of(file, context, out))
    EnvironmentReader(*document, context, out).read();
}

void read_conda_lock(const TextFile& file, const TextContext& context, Observed& out) {
  if (const auto document = document_of(file, context, out)) CondaLockReader(*document, out).read();
}

}  // namespace bestby
