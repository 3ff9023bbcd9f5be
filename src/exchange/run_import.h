// The import command: reads a source from disk, runs an importer over it, writes the catalogue.
//
//     run_import({"dlc-data", "sources/dlc", "--published", "2026-08-21", "--catalog", "catalog"},
//                out, err);
//
// `--published DATE` is the edition: the day on which the source stood so. Where the files of a source
// say it themselves it may be left out, and files of several editions are imported one edition after
// the other. `--input-limit SIZE` bounds what is read at most. `--dry-run` reports and writes nothing. Files
// whose text does not change are not touched; all others are replaced as one step (base/replace_files.h).
//
// A folder without a vocabulary is a part of a catalogue, to go beside `whole`: what that defines is not
// defined again.
//
// Returns the exit status: 0, 2 wrong use, 3 when something of the source was skipped (what was
// understood is written) or could not be read (nothing is written), 4 when the catalogue's own file is
// not understood.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "catalog/world.h"

namespace bestby::exchange {

int run_import(std::span<const std::string> args, std::ostream& out, std::ostream& err,
               const World* whole = nullptr);

}  // namespace bestby::exchange
