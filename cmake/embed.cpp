// bestby_embed ROOT OUT: compiles ROOT/catalog and ROOT/policies while bestby is built. OUT keeps its
// time when nothing in it changed, so that nothing is linked again.
#include <cstdio>
#include <string>

#include "report/error_text.h"
#include "snapshot/compile.h"

namespace {

int refuse(const std::vector<bestby::Error>& errors) {
  for (const auto& error : errors) std::fputs(bestby::error_text(error, false).c_str(), stderr);
  return bestby::exit_status(errors.front().code);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: bestby_embed ROOT OUT\n", stderr);
    return 2;
  }
  const auto compiled = bestby::compile_catalog(arguments[1]);
  if (!compiled) return refuse(compiled.error());
  if (const auto old = bestby::read_file(arguments[2]); old && *old == *compiled->bytes) return 0;
  const auto written = bestby::write_file(arguments[2], *compiled->bytes);
  return written ? 0 : refuse({written.error()});
}
