// What `--help` prints, from the tables.
#pragma once

#include <string>

#include "cli/command_table.h"

namespace bestby::cli {

std::string overview_help();
std::string command_help(const CommandRow& command);

}  // namespace bestby::cli
