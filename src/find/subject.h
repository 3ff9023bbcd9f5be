// What somebody typed, as a node of the World.
//
//     Result<Subject> s = find_subject(world, "pytorch@1.12.1", known);
//     if (!s) print(s.error());                        // what is nearest
//     use(s->in(world), s->node, s->note);
//
// Read, in this order:
//     pkg:pypi/torch@1.12.1               a package URL, by the catalogue's identifiers; pkg:oci and
//                                         pkg:docker as image addresses
//     registry.<region>.../repo:TAG       an image's address as documents print it (image_address.h)
//     torch==1.12.1; python_version<"3.8" a requirement; the condition is left aside
//     torch==1.12.*, torch>=1.12,<1.14    what the range comes to (range_text.h)
//     pytorch@1.12.1, torch==1.12.1       a release; `@1.12` is the cycle, `==1.12` the release 1.12.0
//     pytorch                             a product, by its name, an alias or a repository (named.h)
//     Deep Learning AMI ...               a release by its name (name_text.h)
//     registry/pytorch-training:TAG       an image's address, whole or from its repository on
//                                         (image_text.h)
//
// Letter case does not matter where that leaves one answer. A release that is not recorded is answered
// by its cycle; an image tag or name that is not recorded but reads as one (tag_words.h), by a release
// made up for the question, in a World of its own. `note` says so.
//
// Errors: `usage`, with the nearest names. Linear in the catalogue at worst.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/world_store.h"
#include "find/range_text.h"

namespace bestby {

// How a subject is written: for help, the manual and docs/commands.md, which has the details.
struct SubjectForm {
  std::string_view written, means;
  bool named_in_help;  // of an error
};
std::span<const SubjectForm> subject_forms();

struct Subject {
  std::string typed;
  NodeId node = no_id;
  std::string note;                         // how the node differs from what was typed
  std::shared_ptr<const WorldStore> store;  // of a release that exists in this question only
  std::vector<NodeId> others;               // releases that go by the same name, cycles that it may be
  std::optional<HeldRange> range = {};      // a range that was typed; the node is the newest in it

  World in(const World& world) const { return store ? store->world() : world; }
  void add_note(const std::string& more) { note += (note.empty() ? "" : "; ") + more; }
};

// `known`: facts as of this day (World::fact).
Result<Subject> find_subject(const World& world, std::string_view typed, std::int32_t known);

// Likewise where an answer can be about one thing only: several are an error that names them.
Result<Subject> find_one_subject(const World& world, std::string_view typed, std::int32_t known);

// One subject a line; a byte order mark, empty lines and those that begin with `#` are skipped.
// Errors: `input` past the limits (10,000 subjects).
Result<std::vector<std::string>> read_subjects(std::string_view text);

}  // namespace bestby
