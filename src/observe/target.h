// What is looked at: a tree of files, one file, an archive of an image, a registry, this machine.
//
//     auto target = recognise_target("oci:build/image");     // named
//     auto target = recognise_target("./image.tar.gz");      // by looking
//     auto seen = observe(*target, {.limits = limits});
//     if (!seen) return fail(seen.error());                  // nothing could be read at all
//     use(seen->seen, seen->unread);
//
// Nothing is written, nothing of the target is run, and nothing outside of it is read.
// Errors: `usage` for what is no target, `input` for what cannot be opened.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "observe/observation.h"
#include "observe/read_limits.h"

namespace bestby {

enum class TargetKind : std::uint8_t { tree, file, sbom, oci, docker_archive, registry, host, input };

struct TargetForm {
  TargetKind kind;
  std::string_view prefix;  // "oci:"
  std::string_view means;
};
std::span<const TargetForm> target_forms();

struct Target {
  TargetKind kind = TargetKind::tree;
  std::string typed, name;  // as typed, and without the prefix
};
Result<Target> recognise_target(std::string_view typed);

struct ObserveOptions {
  ReadLimits limits;
  bool all_layers = false;   // also what later layers replace or take away
  bool deep = false;         // of a registry: the layers too
  bool verify = false;       // digests of all that an archive holds
  bool ignored_too = false;  // of a tree: also what .gitignore leaves out
  // How far it has come, and how far it has to go (0: not known), in bytes.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};
};

Result<Observed> observe(const Target& target, const ObserveOptions& options);

// Each kind's reader.
Result<Observed> observe_tree(const std::string& root, const ObserveOptions& options);
Result<Observed> observe_file(const std::string& path, const ObserveOptions& options);
Result<Observed> observe_text(std::string path, std::string text, const ObserveOptions& options);
Result<Observed> observe_image(const std::string& path,
                               const ObserveOptions& options);  // a folder or an archive
Result<Observed> observe_host(const std::string& root, const ObserveOptions& options);  // "/" is this machine

}  // namespace bestby
