// Machine images, operating systems and dependencies.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "exchange/import_neuron_releases.h"
#include "exchange/import_neuron_words.h"

namespace bestby::exchange::neuron {
namespace {

using std::string_view;

struct Image {
  std::string line, form, os, framework;
  bool inf1 = false;
};

// "Deep Learning AMI Neuron PyTorch 2.9 (Ubuntu 24.04)"
std::optional<Image> image_of(string_view name) {
  const auto open = name.find(" (");
  if (open == string_view::npos || !name.ends_with(')')) return std::nullopt;
  const string_view system = name.substr(open + 2, name.size() - open - 3);
  const auto space = system.rfind(' ');
  const string_view os =
      space == string_view::npos ? string_view() : ours("image-systems", system.substr(0, space));
  const WordTable& openings = words_of("image-openings");
  const auto opening = std::find_if(openings.begin(), openings.end(),
                                    [&](const auto& row) { return name.starts_with(row.first); });
  if (os.empty() || opening == openings.end()) return std::nullopt;
  const string_view version = system.substr(space + 1);
  const string_view what = trim(name.substr(opening->first.size(), open - opening->first.size()));
  Image image;
  image.form = !opening->second.empty() ? "base" : what.empty() ? "multi-framework" : "single-framework";
  image.form += "-machine-image";
  image.os = fmt::format("{}@{}", os, version);
  image.inf1 = what.find("Inf1") != string_view::npos;
  std::string line = !opening->second.empty() ? "base" : what.empty() ? "multi" : lower(what);
  if (line.starts_with("pytorch inference vllm")) line.replace(0, 22, "vllm");
  std::replace(line.begin(), line.end(), ' ', '-');
  image.line = fmt::format("{}-{}{}", line, os == "ubuntu" ? "ubuntu" : "al", version);
  const auto words = split(what, ' ');
  if (words.size() >= 2 && !ours("image-frameworks", words[0]).empty() &&
      words[1].find_first_not_of("0123456789.") == string_view::npos)
    image.framework = fmt::format("{}@{}", ours("image-frameworks", words[0]), words[1]);
  return image;
}

void skip(ImportReport& report, const Place& at, std::string reason) {
  report.skipped.push_back({at.file, at.line, std::move(reason)});
}

// ">= 4.56.0, < 5", "Neuron supports versions >= 1.21.6 and <= 1.22.2", "... vLLM version 0.16.0."
std::string specifier(string_view text) {
  for (const auto& [part, range] : words_of("ranges"))  // that is said in words
    if (text.find(part) != string_view::npos) return range;
  constexpr string_view word = "version ";
  if (const auto at = text.rfind(word); at != string_view::npos && text.ends_with('.'))
    return fmt::format("=={}", text.substr(at + word.size(), text.size() - at - word.size() - 1));
  std::string out;
  for (std::size_t i = text.find_first_of("<>="); i != string_view::npos; i = text.find_first_of("<>=", i)) {
    const std::size_t sign = text.find_first_not_of("<>=", i);
    const std::size_t from = sign == string_view::npos ? sign : text.find_first_not_of(' ', sign);
    if (from == string_view::npos) return {};
    const std::size_t to = std::min(text.find_first_not_of("0123456789.*", from), text.size());
    if (to == from) return {};
    string_view version = text.substr(from, to - from);
    if (version.ends_with('.')) version.remove_suffix(1);
    out += fmt::format("{}{}{}", out.empty() ? "" : ",", text.substr(i, sign - i), version);
    i = to;
  }
  return out;
}

// The images of the newest SDK release among the lines: a state of the page that no release names
// mostly repeats them, and says nothing new then.
std::set<std::string> newest_images(const Input& in, const SdkDays& days) {
  std::string newest;
  for (const ImageLine& line : in.images)
    if (days.count(line.sdk) > 0 && NaturalLess{}(newest, line.sdk)) newest = line.sdk;
  std::set<std::string> names;
  for (const ImageLine& line : in.images)
    if (line.sdk == newest) names.insert(line.name);
  return names;
}

}  // namespace

void add_images(const Input& in, const SdkDays& days, Book& book, ImportReport& report) {
  const std::set<std::string> newest = newest_images(in, days);
  for (const ImageLine& line : in.images) {
    const auto day = days.find(line.sdk);
    if (day == days.end()) {
      if (newest.count(line.name) > 0) continue;
      skip(report, line.at, fmt::format("`{}` is no dated SDK release", line.sdk));
      continue;
    }
    const auto image = image_of(line.name);
    if (!image) {
      skip(report, line.at, fmt::format("`{}` is no name of a machine image", line.name));
      continue;
    }
    const std::string document = "neuron-dlami-guide-" + line.sdk;
    book.documents[document] = {fmt::format("Neuron DLAMI user guide, with SDK {}", line.sdk),
                                "https://github.com/aws-neuron/aws-neuron-sdk/blob/master/dlami/index.rst",
                                {day->second}};
    Node& node = book.node({"neuron-dlami", Level::release, fmt::format("{}-sdk{}", image->line, line.sdk)});
    node.cycle = image->line;
    std::vector<std::string>& names = book.node({"neuron-dlami", Level::cycle, image->line}).also;
    if (std::find(names.begin(), names.end(), line.name) == names.end()) names.push_back(line.name);
    node.source = document;
    node.add("first_seen", {day->second, {fmt::format("{}:{}", document, line.name)}});
    node.add("sdk", {"neuron-sdk@" + line.sdk});
    node.add("os", {image->os});
    node.add("form", {image->form});
    if (!image->framework.empty()) node.add("framework", {image->framework});
    if (image->inf1) node.add("instance_family", {"inf1"});
  }
}

void add_systems(const Input& in, const SdkDays& days, const SdkContents& contents, Book& book,
                 ImportReport& report) {
  const std::string source = "neuron-component-notes:runtime.rst";
  CountedRemarks notes;
  for (const SystemLine& line : in.systems) {
    const std::string product(ours("components", line.component));
    const string_view system = ours("systems", line.os_version);
    if (product.empty() || system.empty()) {
      skip(report, line.at,
           system.empty() ? fmt::format("`{}` is no known operating system", line.os_version)
                          : fmt::format("`{}` is no known component", line.component));
      continue;
    }
    std::vector<std::string> versions;
    if (const auto at = contents.find({line.sdk, product}); at != contents.end())
      for (const std::string& version : at->second)
        if (version == line.version || version.starts_with(line.version + ".")) versions.push_back(version);
    if (versions.size() > 1) {
      skip(report, line.at, fmt::format("SDK {} has several {} {}", line.sdk, product, line.version));
      continue;
    }
    // The notes may name a version that the manifest does not list.
    if (versions.empty()) {
      notes.add(line.at, fmt::format("SDK {} lists no {} {}: its notes alone name it", line.sdk, product,
                                     line.version));
      versions.push_back(line.version);
      Node& own = book.node({product, Level::release, line.version});
      own.add("sdk", {"neuron-sdk@" + line.sdk, {source}});
      if (const auto day = days.find(line.sdk); day != days.end())
        own.add("released", {day->second, {source}});
      if (!line.family.empty()) own.add("instance_family", {line.family, {source}});
    }
    Node& node = book.node({product, Level::release, versions[0]});
    node.add("runs_on", {std::string(system), {source}});
    node.add("runs_with", {fmt::format("{} kernel {}, glibc {}", system, line.kernel, line.glibc), {source}});
  }
  notes.write(report.notes);
}

namespace {

// What the lines of `*` say an SDK release supports in one version alone: (sdk, dependency) -> version.
using Supported = std::map<std::pair<std::string, std::string>, std::string>;
Supported supported_versions(const Input& in) {
  constexpr string_view exactly = "==";
  Supported out;
  for (const DependencyLine& line : in.dependencies)
    if (const std::string range = specifier(line.range);
        line.package == "*" && range.starts_with(exactly) && range.find_first_of(",*") == std::string::npos)
      out.emplace(std::pair(line.sdk, line.dependency), range.substr(exactly.size()));
  return out;
}

struct Dependent {
  Ref ref;
  std::string scope = {};
};

// Whose requirement it is: the SDK's, that of the package as the SDK carries it, or that of the software
// in the version that the SDK supports.
std::vector<Dependent> dependents(const DependencyLine& line, const SdkContents& contents,
                                  const Supported& supported) {
  if (line.package == "*") return {{{"neuron-sdk", Level::release, line.sdk}}};
  const std::string product = product_of_package(line.package);
  std::vector<Dependent> out;
  if (const auto at = contents.find({line.sdk, product}); at != contents.end())
    for (const std::string& version : at->second) out.push_back({{product, Level::release, version}});
  if (const auto at = supported.find({line.sdk, line.package}); out.empty() && at != supported.end())
    out.push_back({{product, Level::release, at->second}, "{publisher: aws, accelerator: neuron}"});
  return out;
}

}  // namespace

void add_dependencies(const Input& in, const SdkContents& contents, Book& book, ImportReport& report) {
  const Supported supported = supported_versions(in);
  CountedRemarks notes;
  for (const DependencyLine& line : in.dependencies) {
    const std::string range = specifier(line.range);
    if (range.empty()) {
      skip(report, line.at, fmt::format("`{}` is no range", line.range));
      continue;
    }
    const auto found = dependents(line, contents, supported);
    if (found.empty())
      notes.add(line.at, fmt::format("SDK {} carries no {}: what its notes say of it is of no release",
                                     line.sdk, product_of_package(line.package)));
    string_view place = line.source;
    place = place.substr(0, place.find('@'));
    if (place.starts_with("release-notes/")) place.remove_prefix(14);
    for (const Dependent& dependent : found)
      book.node(dependent.ref)
          .add("requires",
               {line.dependency + range, {fmt::format("neuron-release-notes:{}", place)}, dependent.scope});
  }
  notes.write(report.notes);
}

}  // namespace bestby::exchange::neuron
