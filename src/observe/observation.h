// What readers report: a thing, and where it stands. They know no policy and judge nothing.
//
//     Observed out;
//     out.see(SeenPackage{"pypi", "torch", "1.12.1"}, {.path = "requirements.txt", .line = 3, .column = 1},
//     stack); out.skip("models/big.bin", "is longer than the limit `file-bytes` (64M)");
//
// A *stack* is what runs together: a stage of a Dockerfile, a lock file, an image, a call that starts a
// job. Things of one stack have the same number, and only these are held against one another. Numbers are
// given out by `Observed::new_stack`, so that they stay apart when observations are put together.
//
// Texts are as they were written, normalised only as far as their own format says (a PyPI name has no
// letter case). All texts are UTF-8; what was not is escaped by the reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace bestby {

// Where something stands in a target.
struct Place {
  std::string path;                    // with `/` between; empty: the target itself
  std::uint32_t line = 0, column = 0;  // from 1, the column in characters; 0: the file as a whole
  std::uint32_t length = 0;            // characters, as far as it stands on that line
  std::size_t begin = 0, end = 0;      // the bytes of the file that say it; equal where none do alone
  std::string layer;                   // of an image: the layer's diffID, the digest of its archive unpacked
  bool operator==(const Place&) const = default;
};

// The address of an image, with what was to be filled in filled in: `FROM ${BASE}:1.0` is `app:1.0`.
struct SeenImage {
  std::string address;                   // "registry.example/team/app:1.2", "app:1.2@sha256:..."
  std::string platform;                  // "linux/arm64"; empty where nothing says it
  std::string digest;                    // of the image itself, where it was looked at; empty otherwise
  std::string created;                   // when it was built, RFC 3339; empty where nothing says it
  std::vector<std::string> layers = {};  // their diffIDs, the oldest first, where the image was looked at
  bool operator==(const SeenImage&) const = default;
};

// A package of an ecosystem, by the type of its package URL.
struct SeenPackage {
  std::string type;       // "pypi", "conda", "deb", "rpm", "apk", "npm", "generic"
  std::string name;       // as package URLs write it: "torch", "ubuntu/libc6"
  std::string version;    // the exact one; empty where only a specifier or nothing is written
  std::string specifier;  // ">=1.12,<2", as its ecosystem writes it; empty where there is none
  bool operator==(const SeenPackage&) const = default;
};

// A part that is no package: the toolkit in a folder, the interpreter, the operating system.
struct SeenPart {
  std::string product;  // a name or an alias of the catalogue's, or a package URL without a version
  std::string version;  // as far as it is known; empty: not known
  std::string found;    // how: "soname libcudart.so.11.0", "ENV CUDA_VERSION"
  bool operator==(const SeenPart&) const = default;
};

// An instance type that something is to run on.
struct SeenInstance {
  std::string type;  // "ml.p4d.24xlarge"
  bool operator==(const SeenInstance&) const = default;
};

// A module, class or option of a library that code uses.
struct SeenInterface {
  std::string name;  // with dots: "package.module.Class"
  bool operator==(const SeenInterface&) const = default;
};

// Where packages are taken from: a channel or an index.
struct SeenChannel {
  std::string name;  // "defaults", "conda-forge", "https://..."
  bool operator==(const SeenChannel&) const = default;
};

// A call of the SageMaker SDK that chooses an image, as far as its arguments are literals.
struct SeenCall {
  std::string callee;                                          // "PyTorch", "HuggingFaceModel", "retrieve"
  std::vector<std::pair<std::string, std::string>> arguments;  // name and literal, as `bestby uri` takes them
  bool operator==(const SeenCall&) const = default;
};

// Until when an image lives, as its publisher says beside it in a registry.
struct SeenLifecycle {
  std::string address;  // of the image
  std::string ends;     // as written: a moment by RFC 3339
  bool operator==(const SeenLifecycle&) const = default;
};

using Seen = std::variant<SeenImage, SeenPackage, SeenPart, SeenInstance, SeenInterface, SeenChannel,
                          SeenCall, SeenLifecycle>;

struct Observation {
  Seen what;
  Place where;
  std::uint32_t stack = 0;
  bool base = false;  // an image that others are built on, or that runs: what it holds is in the stack too
  bool operator==(const Observation&) const = default;
};

// What could not be read, or only in part.
struct Unread {
  std::string path, reason;  // the reason goes on from the path: "is longer than the limit ..."
  bool operator==(const Unread&) const = default;
};

// A comment that takes a finding away: on the line it speaks of, or on the line before.
struct InlineIgnore {
  std::string path;
  std::uint32_t line = 0;
  std::string until, because;  // as written; empty where they are missing
};

struct Observed {
  std::vector<Observation> seen;
  std::vector<Unread> unread;
  std::vector<InlineIgnore> ignores;
  std::uint64_t files = 0, bytes = 0;  // looked at
  std::uint32_t stacks = 0;

  std::uint32_t new_stack() { return stacks++; }
  void see(Seen what, Place where, std::uint32_t stack, bool base = false) {
    seen.push_back({std::move(what), std::move(where), stack, base});
  }
  void skip(std::string path, std::string reason) { unread.push_back({std::move(path), std::move(reason)}); }
  // Appends what another reader saw; its stacks get numbers of their own.
  void add(Observed&& more);
};

}  // namespace bestby
