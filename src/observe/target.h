// What is looked at: a tree of files, one file, an archive of an image, a registry, this machine.
//
//     auto target = recognise_target("oci:build/image");     // named
//     auto target = recognise_target("./image.tar.gz");      // by looking
//     auto seen = observe(*target, {.limits = limits});
//     if (!seen) return fail(seen.error());                  // nothing could be read at all
//     use(seen->seen, seen->unread);
//
// Without a prefix a name is what is there: a folder with `oci-layout` and `index.json` an image, others
// trees; a tar (also gzip or zstd) an image; a text an SBOM by what it holds, others files. What is not there
// and reads as an address (`registry.example/app:1`, `app:1`) is one, and judged by it alone: only what is
// named by `registry:` is asked for in a registry. `-` is standard input.
//
// Nothing is written, nothing of the target is run, and nothing outside of it is read, but for `registry:`:
// credentials are read where container tools keep them, and a credential helper of the user's is run.
// Errors: `usage` for what is no target, `input` for what cannot be opened.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "observe/observation.h"
#include "observe/read_limits.h"
#include "observe/registry/registry_settings.h"

namespace bestby {

enum class TargetKind : std::uint8_t {
  tree,
  file,
  sbom,
  oci,
  docker_archive,
  registry,
  address,
  host,
  input
};

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
  bool verify = false;       // digests of all that an archive holds
  bool ignored_too = false;  // of a tree: also what .gitignore leaves out
  // Registries whose addresses are looked for in any text: a host ("registry.example"), or a part of hosts
  // that begins with a dot (".registry.").
  std::vector<std::string> hosts = {};
  // As of TextContext: names whose use in code is reported; empty: all that is imported.
  std::vector<std::string> interfaces = {};
  RegistrySettings registry = {};
  // How far it has come, and how far it has to go (0: not known), in bytes.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress = {};
};

Result<Observed> observe(const Target& target, const ObserveOptions& options);

// Each kind's reader.
//
// Of a tree, every text is looked at (without a NUL in its first 8 KiB), on some threads; what is answered is
// in the order of the paths and the same each time. What a file includes (`-r more.txt`) stands in the
// stack of the file that includes it, and is not reported for itself again.
Result<Observed> observe_tree(const std::string& root, const ObserveOptions& options);
// Places are reported under the file's name, paths that it includes are looked for in its folder. A file
// whose name tells no reader is read by its look: a Dockerfile, JSON, YAML, or requirements.
Result<Observed> observe_file(const std::string& path, const ObserveOptions& options);
Result<Observed> observe_text(std::string_view path, std::string_view text, const ObserveOptions& options);
Result<Observed> observe_image(const std::string& path,
                               const ObserveOptions& options);  // a folder or an archive
Result<Observed> observe_registry(const std::string& address, const ObserveOptions& options);
Result<Observed> observe_host(const std::string& root, const ObserveOptions& options);  // "/" is this machine

}  // namespace bestby
