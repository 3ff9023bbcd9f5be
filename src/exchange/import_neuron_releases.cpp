#include "exchange/import_neuron_releases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "base/version.h"
#include "exchange/import_neuron_words.h"

namespace bestby::exchange::neuron {
namespace {

using std::string_view;

constexpr std::size_t extension_numbers = 6;  // X.Y.Z.A.B.C

std::string without(string_view text, std::initializer_list<string_view> prefixes) {
  for (const string_view prefix : prefixes)
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  return std::string(text);
}

// The documents behind a day, each once, with the places in it: `neuron-release-notes:a.rst b.rst`.
std::vector<std::string> citations(const std::vector<std::string>& sources, const std::string& sdk) {
  std::map<std::string, std::vector<std::string>> places;
  for (const std::string& source : sources)
    for (const auto& [prefix, document] : words_of("sources-of-days")) {
      if (!source.starts_with(prefix)) continue;
      const std::string place =
          prefix.ends_with(' ') && !is_listed("without-places", prefix)
              ? without(string_view(source).substr(prefix.size()), {"release-notes/", "components/"})
              : sdk;
      auto& list = places[document];
      if (std::find(list.begin(), list.end(), place) == list.end()) list.push_back(place);
      break;
    }
  std::vector<std::string> out;
  for (const auto& [document, list] : places)
    out.push_back(fmt::format("{}:{}", document, fmt::join(list, " ")));
  return out;
}

std::string sdk_ref(const std::string& sdk) { return "neuron-sdk@" + sdk; }

bool is_prerelease(string_view sdk) { return sdk.find_first_not_of("0123456789.") != string_view::npos; }

void add_sdk(const DateLine& line, Book& book) {
  Node& node = book.node({"neuron-sdk", Level::release, line.sdk});
  if (is_prerelease(line.sdk)) node.add("stage", {"beta", citations(line.sources, line.sdk)});
  const auto agreed = line.conflicts.find(line.date);
  const auto& sources = agreed != line.conflicts.end() ? agreed->second : line.sources;
  node.add("released", {line.date, citations(sources, line.sdk)});
  for (const auto& [day, others] : line.conflicts)
    if (day != line.date)
      node.add("released",
               {day, citations(others, line.sdk), {}, fmt::format("more of the sources say {}", line.date)});
}

struct Package {
  std::set<std::string, NaturalLess> sdks, families, pythons;
  std::set<std::string> also;
};

bool is_two_numbers(string_view text) {
  const auto dot = text.find('.');
  const auto digits = [](string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == string_view::npos;
  };
  return dot != string_view::npos && digits(text.substr(0, dot)) && digits(text.substr(dot + 1));
}

// `b` and `rc` in the last part: 2.0.0.2.0.0b0.
string_view stage_of(string_view version) {
  version = version.substr(0, version.find('+'));
  if (version.find("rc") != string_view::npos) return "rc";
  return version.find('b') != string_view::npos ? "beta" : "";
}

std::string framework_of(const std::string& product, string_view version) {
  const string_view framework = ours("extensions", product);
  const auto parts = split(version, '.');
  if (framework.empty() || parts.size() < extension_numbers) return {};
  return fmt::format("{}@{}.{}.{}", framework, parts[0], parts[1], parts[2]);
}

std::string contents_document(const std::string& sdk) { return "neuron-contents-" + sdk; }

void add_package(const std::string& product, const std::string& version, const Package& package,
                 const SdkDays& days, Book& book) {
  Node& node = book.node({product, Level::release, version});
  node.also.assign(package.also.begin(), package.also.end());
  const std::string& first = *package.sdks.begin();
  node.source = contents_document(first);
  std::string released;
  for (const std::string& sdk : package.sdks)
    if (const auto day = days.find(sdk); day != days.end() && (released.empty() || day->second < released))
      released = day->second;
  if (!released.empty()) node.add("released", {released});
  for (const std::string& sdk : package.sdks) {
    Fact fact{sdk_ref(sdk)};
    if (sdk != first) fact.sources.push_back(contents_document(sdk));
    node.add("sdk", fact);
  }
  if (const std::string framework = framework_of(product, version); !framework.empty())
    node.add("framework", {framework});
  if (const string_view stage = stage_of(version); !stage.empty()) node.add("stage", {std::string(stage)});
  for (const std::string& python : package.pythons) node.add("python", {"python@" + python});
  for (const std::string& family : package.families) node.add("instance_family", {family});
}

void add_contents_documents(const SdkDays& days, const std::set<std::string>& sdks, Book& book) {
  for (const std::string& sdk : sdks) {
    Document document{
        fmt::format("Neuron SDK {}: its packages, as the release manifest lists them", sdk),
        "https://github.com/aws-neuron/aws-neuron-sdk/blob/master/src/helperscripts/n2-manifest.json"};
    if (const auto day = days.find(sdk); day != days.end()) document.editions.push_back(day->second);
    book.documents[contents_document(sdk)] = std::move(document);
  }
}

// Why a version is none; empty where it is one.
std::string fault_of(const PackageLine& line) {
  if (line.version.empty() || line.version[0] < '0' || line.version[0] > '9')
    return fmt::format("`{}` is no version of `{}`", line.version, line.package);
  return line.sdk.empty() ? "of no SDK release" : "";
}

// A wheel's local part names a build of the same version where the plain version is listed too; a line of
// versions is recorded by what of it is said.
std::string recorded_version(const std::string& product, const std::string& version) {
  if (std::string line = line_of_versions(version); !line.empty()) return line;
  return is_listed("local-builds", product) ? version.substr(0, version.find('+')) : version;
}

}  // namespace

bool is_no_version(string_view text) {
  constexpr std::array<string_view, 6> words = {"", "-", "na", "n/a", "none", "tbd"};
  return std::find(words.begin(), words.end(), lower(trim(text))) != words.end();
}

std::string line_of_versions(string_view text) {
  const std::size_t whole = text.size();
  while (text.ends_with(".x") || text.ends_with(".X") || text.ends_with(".*")) text.remove_suffix(2);
  const bool numbers = text.size() < whole && text.find_first_not_of("0123456789.") == string_view::npos &&
                       !text.empty() && text.front() != '.' && text.find('.') != string_view::npos;
  return numbers ? std::string(text) : std::string();
}

std::string product_of_package(string_view package) {
  if (const string_view name = ours("renamed-packages", package); !name.empty()) return std::string(name);
  std::string out(package);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

SdkDays add_sdk_releases(const Input& in, Book& book) {
  SdkDays days;
  std::set<std::string> early;  // cycles whose first release is a pre-release
  for (const DateLine& line : in.dates) {
    days.emplace(line.sdk, line.date);
    add_sdk(line, book);
    if (is_prerelease(line.sdk)) early.insert(line.sdk.substr(0, line.sdk.rfind('.')));
  }
  for (const std::string& release : early)
    if (const auto day = days.find(release); day != days.end())
      book.node({"neuron-sdk", Level::cycle, release.substr(0, release.rfind('.'))})
          .add("released", {day->second, {"neuron-tags:v" + release}});
  return days;
}

SdkContents add_packages(const Input& in, const SdkDays& days, Book& book, ImportReport& report) {
  std::map<std::pair<std::string, std::string>, Package> packages;
  CountedRemarks faults, notes;
  std::set<std::string> sdks;
  SdkContents contents;
  for (const PackageLine& line : in.packages) {
    if (line.package.empty()) continue;  // a heading
    if (is_no_version(line.version)) {
      notes.add(line.at, fmt::format("`{}` is listed without a version: `{}`", line.package, line.version));
      continue;
    }
    if (std::string fault = fault_of(line); !fault.empty()) {
      faults.add(line.at, std::move(fault));
      continue;
    }
    const std::string product = product_of_package(line.package);
    const std::string version = recorded_version(product, line.version);
    if (!line_of_versions(line.version).empty())
      notes.add(line.at, fmt::format("`{}` of `{}` names a line of versions: read as {}", line.version,
                                     line.package, version));
    Package& package = packages[{product, version}];
    if (version != line.version) package.also.insert(line.version);
    package.sdks.insert(line.sdk);
    sdks.insert(line.sdk);
    contents[{line.sdk, product}].insert(version);
    for (const std::string& family : line.instances)
      if (family.find('.') == std::string::npos)
        package.families.insert(family);
      else
        notes.add(line.at, fmt::format("`{}` is no instance family", family));
    for (std::string python : line.python) {
      if (python.ends_with(',')) python.pop_back();
      if (is_two_numbers(python)) package.pythons.insert(python);
    }
  }
  faults.write(report.skipped);
  notes.write(report.notes);
  for (const auto& [key, package] : packages) add_package(key.first, key.second, package, days, book);
  add_contents_documents(days, sdks, book);
  return contents;
}

}  // namespace bestby::exchange::neuron
