#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "exchange/run_import.h"

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (!args.empty() && args[0] == "import")
    return bestby::exchange::run_import(std::span(args).subspan(1), std::cout, std::cerr);
  std::puts("bestby " BESTBY_VERSION);
  return 0;
}
