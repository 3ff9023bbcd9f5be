// A log of any bytes against the shipped catalogue's problems. The first bytes say how the log is cut into
// blocks and reads: what is found is the same as in one piece, places are inside the log, marks inside
// excerpts, and the answers can be written.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/utf8.h"
#include "catalog/load.h"
#include "report/diagnosis.h"

namespace {

using namespace bestby;

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<CatalogFile> files_of(const std::string& folder) {
  std::vector<CatalogFile> out;
  const auto names = list_tree(folder, {.suffix = ".yml"});
  if (!names) throw std::runtime_error(names.error().message);
  for (const std::string& name : *names) out.push_back({name, read_file(folder + "/" + name).value()});
  return out;
}

struct Shipped {
  WorldStore store;
  World world;
  ProblemTable table;
};

// The problems name products, so that the whole catalogue is needed.
const Shipped& shipped() {
  static const Shipped all = [] {
    auto loaded = load_catalog(files_of(BESTBY_ROOT "/catalog"), files_of(BESTBY_ROOT "/policies"));
    if (!loaded) throw std::runtime_error(loaded.error().front().message);
    Shipped out{std::move(*loaded), {}, {}};
    out.world = out.store.world();
    out.table = ProblemTable::of(out.world, day_max - 1).value();
    return out;
  }();
  return all;
}

LogFindings scan(std::string_view log, std::size_t block, std::size_t read) {
  LogScanner scanner(shipped().table, block);
  for (std::size_t at = 0; at < log.size(); at += read) scanner.feed(log.substr(at, read));
  return scanner.finish();
}

std::string json(const LogFindings& found) {
  const World& world = shipped().world;
  return diagnosis_json(world, shipped().table, found, {"log", day_max - 1},
                        {world.as_of(), {}, world.as_of()});
}

void check(const LogFindings& found, std::string_view log) {
  require(found.bytes == log.size());
  for (const ProblemSeen& p : found.problems) {
    require(p.count > 0 && !p.readings.empty());
    for (const LogReading& r : p.readings) {
      require(r.first.line >= 1 && r.first.line <= found.lines && r.first.column >= 1);
      require(r.mark >= 1 && static_cast<std::size_t>(r.mark) <= count_code_points(r.excerpt) + 1);
      require(r.length >= 1 && r.excerpt.find('\n') == std::string::npos);
    }
  }
}

}  // namespace

// Before the first input, which has five seconds.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  (void)shipped();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t block = std::size_t{data[0]} * 64 + 1, read = std::size_t{data[1]} * 16 + 1;
  const std::string_view log(reinterpret_cast<const char*>(data) + 2, size - 2);
  const LogFindings whole = scan(log, 1U << 20U, log.size() + 1);
  check(whole, log);
  const std::string said = json(whole);
  require(said == json(scan(log, block, read)));
  require(
      !diagnosis_text(shipped().world, shipped().table, whole, {"log", day_max - 1, true}, Paint{}).empty());
  return 0;
}
