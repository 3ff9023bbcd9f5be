// What the commands of a script install: the packages that they name, and from where.
//
//     ShellInstalls installs(context, places, out);
//     installs.read(script, variables, stack);      // "pip install torch==1.12 && apt-get install -y git"
//
// Known are the managers of `install_commands`, wherever they stand in a command (`sudo`, `python -m`, `conda
// run`), and scripts in `sh -c "..."`. Files of requirements that they name are read by their own reader
// and belong to the same stack; `resolve` says where in the target a path of the script lies. A package
// whose version is a variable without a value is reported without one. Packages of a local file or folder
// are not.
//
// Places are those of the word; where only a part of it stands together in the file (a version that is
// a variable's value), the bytes are that part's.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "observe/text/package_words.h"
#include "observe/text/shell_words.h"
#include "observe/text/text_places.h"
#include "observe/text_readers.h"

namespace bestby {

struct InstallCommand {
  std::string_view program;  // `*` at its end: any
  std::string_view verbs;    // separated by blanks
  PackageSyntax syntax;
};
std::span<const InstallCommand> install_commands();

// The place of a word, or of a part of it.
Place word_place(const TextPlaces& places, const ShellWord& word, std::size_t begin, std::size_t end);

class ShellInstalls {
 public:
  // Paths of the target under which a file of the script may stand, best first.
  using Resolve = std::function<std::vector<std::string>(std::string_view path)>;

  ShellInstalls(const TextContext& context, const TextPlaces& places, Observed& out, Resolve resolve = {})
      : context_(context), places_(places), out_(out), resolve_(std::move(resolve)) {}

  void read(const TracedText& script, const ShellVariables& variables, std::uint32_t stack, int depth = 0);
  // The words of one command.
  void read_command(std::span<const ShellWord> words, const ShellVariables& variables, std::uint32_t stack,
                    int depth = 0);

 private:
  void install(PackageSyntax syntax, std::span<const ShellWord> words, std::uint32_t stack);
  void pip(std::span<const ShellWord> words, std::uint32_t stack);
  void open_word(PackageSyntax syntax, const ShellWord& word, std::uint32_t stack);
  void include(std::string_view path, std::uint32_t stack, bool requirements);
  void channel(const ShellWord& word, std::string_view name, std::uint32_t stack);
  void conda_config(std::span<const ShellWord> words, std::uint32_t stack);

  const TextContext& context_;
  const TextPlaces& places_;
  Observed& out_;
  Resolve resolve_;
  std::set<std::pair<std::uint32_t, std::string>> included_;
  std::size_t asked_ = 0;
};

}  // namespace bestby
