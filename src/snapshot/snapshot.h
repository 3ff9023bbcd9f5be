// A snapshot: a whole catalogue, World and policies, in one file that is used by mapping it.
//
//     std::string bytes = *write_snapshot(world, policies);
//     write_file(path, bytes);
//
//     auto snapshot = read_snapshot(path);    // maps, checks, parses nothing
//     if (!snapshot) return fail(snapshot.error());
//     Evaluator evaluator(snapshot->world, snapshot->policies);
//
// `Trust::nobody` is for bytes from elsewhere: they are read once to compare the checksum and to see
// that every id, run, text and expression is what the rest of the program relies on
// (snapshot/verify.h), so that no file can crash or hang it. `Trust::maker` is for bytes that this
// very program wrote or carries: only the header and the section table are looked at, so opening
// costs a page and a few microseconds whatever the size.
//
// Errors: `input`, saying what is wrong, with the help to compile again. docs/snapshot.md describes
// the file.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "base/files.h"
#include "base/result.h"
#include "catalog/world.h"
#include "policy/policy.h"

namespace bestby {

enum class Trust : std::uint8_t { nobody, maker };

// The columns are views into the bytes that `owner` keeps. Copies share them.
struct Snapshot {
  World world;
  Policies policies;
  std::shared_ptr<const void> owner;  // nothing where the bytes live as long as the program
};

// The same World and policies give the same bytes. The columns are checked before they are written:
// an error here means that whoever filled them broke an invariant.
Result<std::string> write_snapshot(const World& world, const Policies& policies);

// The bytes begin at a multiple of 8 and outlive the snapshot; the other two keep them themselves.
Result<Snapshot> open_snapshot(std::span<const std::byte> bytes, Trust trust);
Result<Snapshot> open_snapshot(std::string bytes, Trust trust);
Result<Snapshot> open_snapshot(MappedFile file, Trust trust);

// Maps a file and trusts nobody.
Result<Snapshot> read_snapshot(const std::string& path);

}  // namespace bestby
