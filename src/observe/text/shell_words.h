// Words as shells and Dockerfiles write them: quotes taken away, variables filled in.
//
//     ShellVariables variables;
//     variables.set("V", value);                               // a TracedText: "1.12"
//     auto commands = shell_commands(script, variables);       // pip install "torch==${V}" && true
//     commands[0].words[2].value.text;                         // "torch==1.12"
//
// `shell_commands` knows the operators of a shell (`&&`, `|`, `;`, redirections, comments) and takes
// assignments on its way as variables; `plain_words` splits at blanks alone, as the instructions of a
// Dockerfile do. Both know `$V`, `${V}`, `${V:-x}`, `${V-x}`, `${V:+x}`, `${V+x}`, `${V:?x}`, `${V#x}`,
// `${V##x}`, `${V%x}`, `${V%%x}`, `${V/x/y}` and `${V//x/y}`, in one another to some depth. What has no
// value stays as it is written, and the word is `open`. Commands in `$(...)` are not run: they stay too.
//
// Linear: what is filled in has a budget in all, and the values of patterns are short.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observe/text/traced_text.h"

namespace bestby {

class ShellVariables {
 public:
  ShellVariables() = default;
  // Begins with what another one holds, which outlives it, and shares its budget.
  explicit ShellVariables(const ShellVariables* outer) : outer_(outer), budget_(outer->budget_) {}
  // Takes over what another one holds, as far as the budget goes.
  void inherit(const ShellVariables& other);

  void set(std::string name, TracedText value);
  void unset(const std::string& name) { values_.insert_or_assign(name, std::nullopt); }
  // nullptr: has no value.
  const TracedText* find(std::string_view name) const;
  // Whether so much more may be filled in.
  bool spend(std::size_t bytes) const;

 private:
  const ShellVariables* outer_ = nullptr;
  std::map<std::string, std::optional<TracedText>, std::less<>> values_;  // nothing: has no value here
  std::shared_ptr<std::size_t> budget_ = std::make_shared<std::size_t>(std::size_t{16} << 20U);
};

struct ShellWord {
  TracedText value;
  ByteSpan written;   // the bytes of the file from its first to its last
  bool open = false;  // a variable in it has no value
};

struct ShellCommand {
  std::vector<ShellWord> words;
};

struct ShellOptions {
  char escape = '\\';
  bool expand = true;  // whether variables are filled in
};

std::vector<ShellWord> plain_words(const TracedText& text, const ShellVariables& variables,
                                   const ShellOptions& options = {});
std::vector<ShellCommand> shell_commands(const TracedText& script, ShellVariables& variables);

// "NAME=value": how long the name is; 0 where it is no assignment.
std::size_t assigned_name(std::string_view word);

}  // namespace bestby
