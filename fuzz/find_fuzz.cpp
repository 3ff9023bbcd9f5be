// Constraints, one a line, on a small catalogue: whatever is asked ends; what is read is read again from
// its own text as the same; every fix that is shown, asked again, gives its witness first.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "catalog/load.h"
#include "find/finder.h"

namespace {

using namespace bestby;

constexpr std::string_view files[] = {R"y(vocabulary: 1
kinds: [framework, language, library, region, container-image]
services: [security]
predicates:
  framework: {value: release, many: yes, says: x}
  python: {value: release, says: x}
  library: {value: release, many: yes, says: x}
  chip: {value: text, many: yes, says: x}
  place: {value: text, many: yes, says: x}
  available: {value: flag, says: x}
attributes:
  framework: {weight: 40}
  python: {weight: 10}
  library: {weight: 60, partial: yes, part: library}
  chip: {weight: 50, words: yes}
  place: {weight: 80, words: yes, part: region, noun: region}
relations:
  framework-of-library: {of: library, by: framework, limits: framework, as: one-of, world: closed}
  place-of-images: {of: place, by: available, limits: chip, as: flag, world: open}
tag-words:
  "py{digit}{digits}": {python: "python@{1}.{2}"}
)y",
                                      R"y(product: torch
kind: framework
publisher: a
versions: pep440
cycle: major.minor
sources: {s: {title: S}}
source: s
releases: {1.0.0: {}, 1.0.1: {}, 2.0.0: {}}
)y",
                                      R"y(product: python
kind: language
publisher: p
versions: pep440
cycle: major.minor
)y",
                                      R"y(product: splitter
kind: library
publisher: a
versions: pep440
cycle: major.minor
source: s
releases: {1.0.0: {framework: torch@1.0.0}, 1.1.0: {framework: torch@1.0.1}}
)y",
                                      R"y(product: place
kind: region
publisher: a
versions: opaque
source: s
releases: {north: {available: [{is: yes, for: {chip: fast}}]}, south: {available: yes}}
)y",
                                      R"y(product: image
kind: container-image
publisher: a
versions: opaque
repository: image
source: s
releases:
  - {release: a, framework: torch@1.0.0, python: python@3.8, chip: fast, library: splitter@1.0.0}
  - {release: b, framework: torch@1.0.1, python: python@3.9, chip: slow}
  - {release: c, framework: torch@2.0.0, python: python@3.10, chip: fast}
  - {release: d, framework: torch@2.0.0, chip: slow}
)y"};

struct Small {
  WorldStore store;
  World world;
  ImageRows rows;
  FindWords words;

  Small()
      : store(load()),
        world(store.world()),
        rows(world, day_max - 1,
             [](NodeId n) {
               return ImageEnd{Bound::exactly(20000 + static_cast<std::int32_t>(n)), Truth::yes, 0};
             }),
        words(rows) {}

  static WorldStore load() {
    std::vector<CatalogFile> all;
    for (const std::string_view file : files)
      all.push_back({"f" + std::to_string(all.size()), std::string(file)});
    auto loaded = load_catalog(std::move(all));
    if (!loaded) std::abort();
    return std::move(*loaded);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Small small;
  constexpr std::size_t most_lines = 12;
  std::vector<std::string> typed(1);
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] != '\n')
      typed.back().push_back(static_cast<char>(data[i]));
    else if (typed.size() < most_lines)
      typed.emplace_back();
  }
  const auto constraints = small.words.read_all(typed, 20000);
  if (!constraints) return constraints.error().message.empty() ? std::abort(), 0 : 0;
  for (const Constraint& c : *constraints) {
    const auto again = small.words.read(c.text, 20000);
    if (!again || again->text != c.text) std::abort();
  }
  const Finder finder(small.rows, small.words);
  const Found found = finder.find(*constraints, 3);
  if (found.refusal.has_value() != found.answers.empty()) std::abort();
  if (!found.refusal) return 0;
  for (const Conflict& conflict : found.refusal->conflicts)
    for (const Fix& fix : conflict.fixes) {
      const auto query = small.words.read_all(fix.query, 20000);
      if (!query) std::abort();
      const Found fixed = finder.find(*query, 1);
      if (fixed.answers.empty() || fixed.answers[0].image != fix.witness.image) std::abort();
    }
  return 0;
}
