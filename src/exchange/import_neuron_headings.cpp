// Versions that only headings of release notes name, most of them of the first years.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "exchange/import_neuron_releases.h"

namespace bestby::exchange::neuron {
namespace {

using std::string_view;

// Pages of release notes that are called otherwise than the package that they are about. Other pages are
// called like their package.
struct Page {
  string_view name, package;
};
constexpr std::array<Page, 7> pages = {
    {{"tensorflow-modelserver-neuron", "tensorflow-model-server-neuron"},
     {"tensorflow-modelserver-neuron-v2", "tensorflow-model-server-neuron"},
     {"tensorflow-neuron-v2", "tensorflow-neuron"},
     {"neuron-runtime", "aws-neuron-runtime"},
     {"neuron-runtime-v1", "aws-neuron-runtime"},
     {"neuron-tools", "aws-neuron-tools"},
     {"neuron-tools-v1", "aws-neuron-tools"}}};

// Notes on the conda builds of a package stand on pages of their own, and give its versions.
constexpr string_view conda = "conda-";

string_view package_of(string_view page) {
  if (page.starts_with(conda)) page.remove_prefix(conda.size());
  const auto row = std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.name == page; });
  return row == pages.end() ? page : row->package;
}

// A line of a list or a table below a heading, taken for one; or the name of a package with its version.
bool is_prose(string_view title) {
  constexpr string_view first = "*|[-", last = "-=";
  return !title.empty() &&
         (first.find(title.front()) != string_view::npos || last.find(title.back()) != string_view::npos);
}

std::size_t numbers_in(string_view version) {
  const bool numbers = !version.empty() && version.find_first_not_of("0123456789.") == string_view::npos;
  return numbers ? split(version, '.').size() : 0;
}

// The versions that packages carry, and how many numbers those of each package have.
class Known {
 public:
  Known(const Input& in, const SdkDays& days, const SdkContents& contents) : days_(days) {
    for (const PackageLine& line : in.packages)
      if (!line.package.empty()) families_[product_of_package(line.package)].insert(line.instances);
    for (const auto& [key, versions] : contents)
      for (const std::string& version : versions) {
        lengths_[key.second].insert(numbers_in(version));
        add(version);
      }
  }

  void add(const std::string& version) {
    for (const string_view part : split(version, '.')) {
      const auto at = static_cast<std::size_t>(part.data() - version.data());
      parts_.insert(version.substr(at));
      if (at > 0) parts_.insert(version.substr(0, at - 1));
    }
  }

  // Whether it is a release of the SDK, or a version of a package as far as headings give it: the framework's
  // numbers or the last ones may be left out.
  bool has(const std::string& version) const {
    return days_.count(version) > 0 || days_.count(version + ".0") > 0 || parts_.count(version) > 0;
  }
  // The instance families that all versions of a package are for; nothing where they differ.
  const std::vector<std::string>* families(const std::string& package) const {
    const auto at = families_.find(package);
    return at == families_.end() || at->second.size() != 1 ? nullptr : &*at->second.begin();
  }
  bool is_whole(const std::string& package, const std::string& version) const {
    const auto at = lengths_.find(package);
    return at != lengths_.end() && numbers_in(version) > 0 && at->second.count(numbers_in(version)) > 0;
  }

 private:
  const SdkDays& days_;
  std::map<std::string, std::set<std::vector<std::string>>> families_;
  std::map<std::string, std::set<std::size_t>> lengths_;
  std::set<std::string> parts_;
};

// The places that give a version, by the day that they give. A version that did not change stands under later
// headings too, so it came with the first.
using Days = std::map<std::string, std::set<std::string>>;

std::string place_of(const PackageLine& line) {
  constexpr string_view folder = "release-notes/";
  string_view place = string_view(line.source).substr(0, line.source.find('@'));
  if (place.starts_with(folder)) place.remove_prefix(folder.size());
  return std::string(place);
}

}  // namespace

void add_headings(const Input& in, const SdkDays& days, const SdkContents& contents, Book& book,
                  ImportReport& report) {
  Known known(in, days, contents);
  std::vector<const PackageLine*> unread;
  std::map<std::pair<std::string, std::string>, Days> read;  // by package, version
  for (const PackageLine& line : in.packages) {
    if (!line.package.empty() || known.has(line.version)) continue;  // nothing new
    const std::string package = product_of_package(package_of(line.page));
    if (is_prose(line.title) || !known.is_whole(package, line.version) || !Date::parse(line.day) ||
        known.families(package) == nullptr)
      unread.push_back(&line);
    else
      read[{package, line.version}][line.day].insert(place_of(line));
  }
  for (const auto& [what, said] : read) {
    const auto& [day, places] = *said.begin();
    Fact fact{day};
    for (const std::string& place : places) fact.sources.push_back("neuron-release-notes:" + place);
    Node& node = book.node({what.first, Level::release, what.second});
    node.add("released", std::move(fact));
    for (const std::string& family : *known.families(what.first))
      if (family.find('.') == std::string::npos)
        node.add("instance_family", {family, {node.facts[0].second[0].sources[0]}});
    known.add(what.second);
  }
  CountedRemarks faults;
  for (const PackageLine* line : unread)
    if (!known.has(line->version))
      faults.add(line->at, fmt::format("a version in the notes of `{}`, of no known package", line->page));
  faults.write(report.skipped);
}

}  // namespace bestby::exchange::neuron
