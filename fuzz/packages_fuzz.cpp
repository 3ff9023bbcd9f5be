// The readers of packages, code and bills of materials on any bytes, each under a name that it reads: none
// crashes or hangs, every place is inside its file and says what is at its bytes, and every stack has a
// number that was given out. The first byte chooses the name.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "observe/text/text_places.h"
#include "observe/text_readers.h"

namespace {

using namespace bestby;

constexpr std::array<std::string_view, 22> names = {
    "requirements.txt", "pyproject.toml",     "Pipfile",        "poetry.lock",
    "Pipfile.lock",     "environment.yml",    "conda-lock.yml", "spec-file.txt",
    "packages.txt",     ".python-version",    "setup.cfg",      "setup.py",
    "train.py",         "notebook.ipynb",     "bom.cdx.json",   "bom.xml",
    "bom.spdx",         "requirements/x.txt", "dpkg-list.txt",  "rpm-packages.txt",
    "pip-list.txt",     "conda-list.txt"};

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view path = names[data[0] % names.size()];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  TextContext context;
  // What a file includes is the file itself, under each name.
  context.open = [&](std::string_view) { return std::optional(text); };
  Observed out;
  read_text({path, text}, context, out);
  const TextPlaces places(path, text);
  for (const Observation& o : out.seen) {
    require(o.stack < out.stacks);
    require(o.where.begin <= o.where.end && o.where.end <= text.size());
    if (o.where.begin == o.where.end || o.where.path != path) continue;
    const Place again = places.at(o.where.begin, o.where.end);
    // Where a word is written in pieces, its bytes are those of the piece that can be rewritten.
    require(again.line >= o.where.line);
    if (again.line == o.where.line)
      require(again.column >= o.where.column &&
              again.column + again.length <= o.where.column + o.where.length);
  }
  return 0;
}
