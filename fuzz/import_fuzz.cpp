// Every importer on any bytes: the first byte says which, the rest is a file as its source has it. It
// never crashes or hangs; importing the same again changes no byte, and gives files that it reads back.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "exchange/import.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

// A path under which an importer reads such a file.
std::string path_for(const bestby::exchange::Importer& importer, std::string_view text) {
  const bool json = text.starts_with('{') || text.starts_with('[');
  if (json && importer.reads("us-west-2.json")) return "us-west-2.json";
  for (const char* path : {"2024-01-01.md", "python.yml", "releases.jsonl", "a.jsonl", "data/ray/1.yml"})
    if (importer.reads(path)) return path;
  return "a";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bestby::exchange;
  if (size == 0) return 0;
  const auto& all = importers();
  const Importer& importer = all[data[0] % all.size()];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const InputFile file{path_for(importer, text), text};
  const bestby::Date day = *bestby::Date::parse("2026-01-01");
  const auto first = importer.import({{file}, {}, day});
  if (!first || first->report.damaged) return 0;
  const auto again = importer.import({{file}, first->files, day});
  require(again.has_value() && again->files.size() == first->files.size());
  for (std::size_t i = 0; i < first->files.size(); ++i) require(first->files[i].text == again->files[i].text);
  return 0;
}
