// Requirements of Python packages, as pip reads them: `name[extra] >=1,<2 ; marker`, `name @ URL`, or an
// address or a path of an archive alone.
//
//     auto r = read_requirement("Torch[cuda] == 1.12.1+cu113 ; python_version < '3.11'");
//     r->package;                        // {"pypi", "torch", "1.12.1+cu113", ""}
//     r->name, r->specifier, r->whole;   // bytes of the text: [0, 5), [12, 27), [0, 27)
//
// A specifier is written without blanks; `==1.12.1` alone is a version. Markers, extras and hashes are left
// aside: what is required under some condition is reported. The version of `name @ URL` is that of the
// archive's name (`torch-2.1.0+cu118-cp310-cp310-linux_x86_64.whl`), or the tag of a repository where it
// reads as a version (`git+https://host/r.git@v4.30.0`).
//
// Nothing is answered for what pip would refuse. Linear.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "observe/observation.h"

namespace bestby {

struct ByteSpan {
  std::size_t begin = 0, end = 0;  // empty where there is none
  bool operator==(const ByteSpan&) const = default;
};

struct RequirementText {
  SeenPackage package;
  ByteSpan name, specifier;  // the specifier: from its first operator to the end of its last version
  ByteSpan whole;            // name, extras and specifier or address; no marker
};

std::optional<RequirementText> read_requirement(std::string_view text);

// PEP 503: lower case, one hyphen for each run of `-`, `_` and `.`.
std::string pypi_name(std::string_view name);

// "torch-2.1.0%2Bcu118-cp310-cp310-linux_x86_64.whl": the package of a wheel's or an archive's file name,
// which may stand behind a path. Empty for what is neither.
std::optional<SeenPackage> package_of_archive(std::string_view path);

// A specifier without its blanks; nothing for what is no PEP 440 specifier (">=1", "==1.*,!=1.3").
std::optional<std::string> pep440_specifier(std::string_view text);
// Puts a specifier into the package: as its version where it is one `==`.
void set_specifier(SeenPackage& package, std::string specifier);

// The words behind `pip install` (or `uv pip install`, `pip download`): of a shell's line, or of a line of
// a requirements file.
//
//     read_pip_arguments({"-r", "a.txt", "torch==1.12", "--extra-index-url=https://x/"})
//     // requirements {torch, word 2}, files {"a.txt", word 1}, indexes {"https://x/", word 3}
struct PipArguments {
  struct Required {
    RequirementText is;  // its bytes count from the begin of the word
    std::size_t word;
  };
  struct Named {
    std::string_view text;  // of the word
    std::size_t word;
  };
  std::vector<Required> requirements;
  std::vector<Named> files, constraints;  // of `-r` and `-c`
  std::vector<Named> indexes;             // of `-i`, `--extra-index-url` and `-f`
  std::vector<Named> unread;              // words that are neither
};
PipArguments read_pip_arguments(std::span<const std::string_view> words);

}  // namespace bestby
