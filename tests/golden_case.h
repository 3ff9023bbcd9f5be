// Command cases: what is typed and exactly what comes back, as data.
//
//     file: Dockerfile
//     | FROM pytorch/pytorch:1.12.1
//
//     # a comment on the block that follows
//     $ NO_COLOR=1 bestby check Dockerfile --on 2024-01-01
//     what it prints on standard output
//     stderr:
//     what it prints on standard error
//     exit: 1
//
//     $ bestby check - < Dockerfile
//     ...
//
// Blocks are separated by one empty line. `stderr:` and `exit:` stand only when there is something
// to say. Words are split as a shell would, with '...', "..." and \, and nothing is expanded. A
// block runs in a new folder that holds the files given so far, what earlier blocks wrote, and
// links to the repository's catalog, policies, schemas, tests and examples. `$ cat FILE` shows a file that a
// command wrote. In output, a line that could be taken for the case's own words has a backslash
// before it, and `\no line feed` follows output that does not end with one.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bestby::golden {

struct File {
  std::string name, text;
};

struct Command {
  std::vector<std::string> environment;  // NAME=value
  std::vector<std::string> words;        // the program first
  std::string input;                     // the file after `<`; empty: none
};

struct Outcome {
  std::string out, err;
  int status = 0;  // 128 + the signal when one ended it
};

struct Block {
  std::string comment;  // lines with their `#`
  std::string typed;    // the line after `$ `
};

using Part = std::variant<File, Block>;

// The parts of a case; expected output is left out, as comparing is done on the whole text. Throws
// std::runtime_error with the line when the case itself is wrong.
std::vector<Part> parse(std::string_view text);

Command parse_command(std::string_view typed);

// Runs the parts and gives the case's whole text with what the commands really print.
std::string run(const std::vector<Part>& parts, const std::string& executable, const std::string& repository);

std::string render(const File& file);
std::string render(const Block& block, const Outcome& outcome);

}  // namespace bestby::golden
