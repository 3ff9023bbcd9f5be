// Versions that only headings of release notes name, most of them of the first years.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "exchange/import_neuron_releases.h"
#include "exchange/import_neuron_words.h"

namespace bestby::exchange::neuron {
namespace {

using std::string_view;

// Notes on the conda builds of a package stand on pages of their own, and give its versions.
constexpr string_view conda = "conda-";
// A page that is called so is about what its folder is called.
constexpr string_view index = "index";

// `release-notes/runtime/aws-neuronx-dkms/index.rst` is about aws-neuronx-dkms.
string_view page_of(const PackageLine& line) {
  if (line.page != index) return line.page;
  const string_view path = string_view(line.source).substr(0, line.source.rfind('/'));
  return path.substr(path.rfind('/') + 1);
}

string_view package_of(string_view page) {
  if (page.starts_with(conda)) page.remove_prefix(conda.size());
  const string_view package = ours("pages", page);
  return package.empty() ? page : package;
}

// A line of a list or a table below a heading, taken for one; or the name of a package with its version.
constexpr string_view item_begins = "*|[-", item_ends = "-=";
bool is_item(string_view title) {
  return !title.empty() && (item_begins.find(title.front()) != string_view::npos ||
                            item_ends.find(title.back()) != string_view::npos);
}

// `[torch_neuron-` names torch-neuron; the rest of an item may be anything.
std::string package_in(string_view item) {
  while (!item.empty() && (item.front() == ' ' || item_begins.find(item.front()) != string_view::npos))
    item.remove_prefix(1);
  while (!item.empty() && item_ends.find(item.back()) != string_view::npos) item.remove_suffix(1);
  return product_of_package(item);
}

std::size_t numbers_in(string_view version) {
  const bool numbers = !version.empty() && version.find_first_not_of("0123456789.") == string_view::npos;
  return numbers ? split(version, '.').size() : 0;
}

// The versions that packages carry, and how many numbers those of each package have.
class Known {
 public:
  Known(const Input& in, const SdkDays& days, const SdkContents& contents)
      : days_(days), contents_(contents) {
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
  bool has(string_view version) const {
    if (names(version)) return true;
    if (!version.ends_with(open)) return false;
    version.remove_suffix(open.size());  // 2.9.0.0 is SDK 2.9.0
    return names(version);
  }
  bool is_package(const std::string& name) const { return lengths_.count(name) > 0; }
  // What the SDK releases of that heading list of a package, if it is none of its line (2.22).
  const std::string* contradiction(const std::string& package, const PackageLine& line) const {
    const std::string* other = nullptr;
    for (const auto& [sdk, day] : days_) {
      if (line.sdk.empty() ? day != line.day : sdk != line.sdk) continue;
      const auto listed = contents_.find({sdk, package});
      if (listed == contents_.end()) continue;
      for (const std::string& version : listed->second) {
        if (line_of(version) == line_of(line.version)) return nullptr;
        other = &version;
      }
    }
    return other;
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
  static constexpr string_view open = ".0";
  static string_view line_of(string_view version) {
    const auto first = version.find('.');
    return first == string_view::npos ? version : version.substr(0, version.find('.', first + 1));
  }
  bool names(string_view version) const {
    const std::string text(version);
    return days_.count(text) > 0 || days_.count(text + std::string(open)) > 0 || parts_.count(text) > 0;
  }

  const SdkDays& days_;
  const SdkContents& contents_;
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

// Why a heading gives no version of its package; nothing where it does.
std::optional<std::string> fault_of(const PackageLine& line, const std::string& package, const Known& known) {
  if (!known.is_package(package))
    return fmt::format("a version in the notes of `{}`, which is no one package", page_of(line));
  if (is_item(line.title))
    return fmt::format("a version of `{}` in a list, beside which the day is another heading's",
                       package_in(line.title));
  if (!known.is_whole(package, line.version))
    return fmt::format("a part of a version of `{}`, of no known one", package);
  if (!Date::parse(line.day)) return fmt::format("a version of `{}` without a day", package);
  if (const std::string* listed = known.contradiction(package, line); listed != nullptr)
    return fmt::format("`{}` of `{}`: the SDK of that day lists {}", line.version, package, *listed);
  return std::nullopt;
}

}  // namespace

void add_headings(const Input& in, const SdkDays& days, const SdkContents& contents, Book& book,
                  ImportReport& report) {
  Known known(in, days, contents);
  CountedRemarks faults, notes;
  std::vector<const PackageLine*> items;
  std::vector<std::pair<const PackageLine*, std::string>> unread;
  std::map<std::pair<std::string, std::string>, Days> read;  // by package, version
  for (const PackageLine& line : in.packages) {
    if (!line.package.empty() || known.has(line.version)) continue;  // nothing new
    const std::string package = product_of_package(package_of(page_of(line)));
    if (is_item(line.title) && !known.is_package(package_in(line.title)))
      items.push_back(&line);
    else if (auto fault = fault_of(line, package, known))
      unread.emplace_back(&line, *std::move(fault));
    else
      read[{package, line.version}][line.day].insert(place_of(line));
  }
  for (const auto& [what, said] : read) {
    const auto& [day, places] = *said.begin();
    Fact fact{day};
    for (const std::string& place : places) fact.sources.push_back("neuron-release-notes:" + place);
    Node& node = book.node({what.first, Level::release, what.second});
    node.add("released", std::move(fact));
    if (const auto* families = known.families(what.first))
      for (const std::string& family : *families)
        if (family.find('.') == std::string::npos)
          node.add("instance_family", {family, {node.facts[0].second[0].sources[0]}});
    known.add(what.second);
  }
  for (const PackageLine* line : items)
    if (!known.has(line->version))
      notes.add(line->at, fmt::format("an item of a list in the notes of `{}` that names no known package",
                                      page_of(*line)));
  for (const auto& [line, fault] : unread)
    if (!known.has(line->version)) faults.add(line->at, fault);
  faults.write(report.skipped);
  notes.write(report.notes);
}

}  // namespace bestby::exchange::neuron
