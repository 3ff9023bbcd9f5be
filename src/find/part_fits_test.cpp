// What is worked out by parts is what is said of every pair.
#include "find/part_fits.h"

#include <random>

#include <gmock/gmock.h>

#include "catalog/load.h"

namespace bestby {
namespace {

using Random = std::mt19937;

constexpr std::string_view vocabulary = R"y(vocabulary: 1
kinds: [framework, library, driver, machine, container-image]
services: [security]
predicates:
  framework: {value: release, many: yes, says: x}
  library: {value: release, many: yes, says: x}
  wheel: {value: url, many: yes, says: x}
  driver: {value: release, says: x}
  driver_min: {value: release, says: x}
  machine: {value: release, many: yes, says: x}
  chip: {value: text, many: yes, says: x}
  job: {value: text, says: x}
  allowed: {value: flag, says: x}
attributes:
  framework: {weight: 40}
  library: {weight: 60, partial: yes, part: library}
  driver: {weight: 15, part: driver}
  machine: {weight: 45, part: machine}
  chip: {weight: 50, with: {job: train}}
  job: {weight: 90}
relations:
  framework-of-library: {of: library, by: framework, limits: framework, as: one-of, world: closed}
  chip-of-library: {of: library, by: chip, limits: chip, as: one-of, world: open}
  driver-for-framework: {of: framework, by: driver_min, limits: driver, as: at-least, world: open}
  chip-of-machine: {of: machine, by: chip, limits: chip, as: one-of, world: closed, spares: c0}
  machine-of-images: {of: machine, by: allowed, limits: job, as: flag, world: open}
  machines-of-library: {of: library, by: machine, limits: machine, as: one-of, world: closed}
)y";

class RandomCatalogue {
 public:
  explicit RandomCatalogue(unsigned seed) : random_(seed) {}

  std::vector<CatalogFile> files() {
    std::vector<CatalogFile> out = {{"v.yml", std::string(vocabulary)}};
    out.push_back({"f.yml", product("f", "framework", [&](int) {
                     return maybe("driver_min", "driver@" + std::to_string(random_() % 4) + ".0", "job");
                   })});
    out.push_back({"driver.yml", product("driver", "driver", [](int) { return std::string(); })});
    out.push_back({"m.yml", product("m", "machine", [&](int) {
                     return maybe("chip", chip(), "") + maybe("allowed", coin() ? "yes" : "no", "job");
                   })});
    out.push_back({"l.yml", product("l", "library", [&](int i) {
                     return maybe("framework", release("f"), "job") + maybe("chip", chip(), "framework") +
                            maybe("wheel", "https://x/" + std::to_string(i), "framework") +
                            maybe("machine", release("m"), "");
                   })});
    out.push_back({"i.yml", product("i", "container-image", [&](int) {
                     return maybe("framework", release("f"), "") + maybe("library", release("l"), "") +
                            maybe("chip", chip(), "") + maybe("job", job(), "");
                   })});
    return out;
  }

 private:
  bool coin() { return random_() % 2 == 0; }
  std::string chip() { return "c" + std::to_string(random_() % 3); }
  std::string job() { return coin() ? "train" : "serve"; }
  std::string release(std::string_view product) {
    return std::string(product) + "@" + std::to_string(random_() % 4) + ".0";
  }
  std::string maybe(std::string_view predicate, const std::string& value, std::string_view scope) {
    if (coin()) return {};
    std::string out = "    " + std::string(predicate) + ": ";
    if (scope.empty() || coin()) return out + value + "\n";
    return out + "{is: \"" + value + "\", for: {" + std::string(scope) + ": " +
           (scope == "job" ? job() : release("f")) + "}}\n";
  }
  template <class Facts>
  std::string product(std::string_view id, std::string_view kind, Facts&& facts) {
    std::string out = "product: " + std::string(id) + "\nkind: " + std::string(kind) +
                      "\npublisher: " + (coin() ? "a" : "b") +
                      "\nversions: dotted\ncycle: major\n"
                      "sources: {s: {title: S, editions: [2020-01-01]}}\nsource: s\nreleases:\n";
    for (int i = 0; i < 4; ++i) {
      const std::string own = facts(i);
      out += "  " + std::to_string(i) + ".0:" + (own.empty() ? " {}\n" : "\n" + own);
    }
    return out;
  }
  Random random_;
};

// Every pair of a part's nodes and images.
std::size_t compare_all(const ImageRows& rows, const PartKind& part, const std::vector<NodeId>& nodes) {
  ImageProjections seen(rows);
  const PartFits fits(rows, part, nodes, seen);
  std::size_t said = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const TruthBits& bits = fits.of(fits.class_of(row));
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const Truth truth = bits.yes.test(i) ? Truth::yes : bits.perhaps.test(i) ? Truth::unknown : Truth::no;
      EXPECT_EQ(truth, goes_with(rows, part, nodes[i], row))
          << rows.world().label(nodes[i]) << " with " << rows.world().label(rows.image(row));
      if (truth != Truth::unknown) ++said;
    }
  }
  return said;
}

std::optional<ImageEnd> always(NodeId) { return ImageEnd{}; }

TEST(PartFits, SaysOfEveryPairWhatIsSaidOfOne) {
  std::size_t said = 0;
  for (unsigned seed = 0; seed < 120; ++seed) {
    auto loaded = load_catalog(RandomCatalogue(seed).files());
    ASSERT_TRUE(loaded) << loaded.error().front().message << loaded.error().front().help;
    const World world = loaded->world();
    const ImageRows rows(world, day_max - 1, always);
    for (const ImageColumn& column : rows.columns()) {
      if (column.attribute.part_kind == no_id) continue;
      const std::string_view kind = world.text(column.attribute.part_kind);
      const auto product = kind == "library" ? "l" : kind == "driver" ? "driver" : "m";
      const NodeId node = *world.find_product(product);
      std::vector<NodeId> nodes;
      for (const NodeId n : world.releases_of(node)) nodes.push_back(n);
      said += compare_all(rows, {&column, kind == "library" ? node : no_id}, nodes);
    }
  }
  EXPECT_GT(said, 1000U);
}

TEST(RowClasses, RowsThatAgreeInEverythingHaveOneNumber) {
  const std::vector<std::vector<std::uint32_t>> a = {{1}, {1, 2}, {}, {1}, {2}, {1, 2}};
  const std::vector<std::uint32_t> b = {7, 7, 7, 8, 7, 7};
  RowClasses classes(a.size()), other(a.size());
  classes.fold([&](std::size_t row, auto&& value) {
    for (const std::uint32_t v : a[row]) value(v);
  });
  classes.number();
  other.fold([&](std::size_t row, auto&& value) { value(b[row]); });
  other.number();
  EXPECT_EQ(classes.size(), 4U);
  EXPECT_EQ(classes.of(3), classes.of(0));
  classes.meet(other);
  std::vector<std::uint32_t> numbers;
  for (std::size_t row = 0; row < a.size(); ++row) numbers.push_back(classes.of(row));
  EXPECT_EQ(numbers, (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 1}));
  EXPECT_EQ(classes.first(3), 3U);
  classes.merge({0, 0, 1, 1, 0});
  EXPECT_EQ(classes.size(), 2U);
  EXPECT_EQ(classes.first(1), 2U);
}

}  // namespace
}  // namespace bestby
