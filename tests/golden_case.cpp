#include "golden_case.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "base/text.h"

namespace bestby::golden {
namespace {

namespace fs = std::filesystem;

constexpr auto patience = std::chrono::minutes(5);
constexpr std::string_view no_line_feed = "\\no line feed\n";

std::string slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A folder that is gone with its object.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "bestby-case-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
    path_ = pattern;
    fs::create_directories(work());
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path work() const { return path_ / "work"; }
  fs::path captured(const char* what) const { return path_ / what; }

 private:
  fs::path path_;
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

int wait_for(pid_t child) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (int status = 0;;) {
    if (::waitpid(child, &status, WNOHANG) == child)
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (std::chrono::steady_clock::now() > until) {
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, 0);
      throw std::runtime_error("the command did not end within five minutes");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

// Output goes to files, not pipes, so that nothing can block however much is written.
Outcome spawn(const Command& command, const std::string& executable, const Scratch& scratch) {
  std::vector<std::string> words = command.words;
  std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "HOME=" + scratch.work().string(), "TZ=UTC",
                                          "LC_ALL=C.UTF-8"};
  environment.insert(environment.begin(), command.environment.begin(), command.environment.end());
  const std::string work = scratch.work(), out = scratch.captured("out"), err = scratch.captured("err");
  const std::string in = command.input.empty() ? "/dev/null" : work + "/" + command.input;
  if (!fs::exists(in)) throw std::runtime_error("the case has no file `" + command.input + "`");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::posix_spawn_file_actions_addchdir_np(&actions, work.c_str());
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, executable.c_str(), &actions, nullptr, pointers(words).data(),
                                   pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("`" + executable + "` cannot be run");
  const int status = wait_for(child);
  return {slurp(out), slurp(err), status};
}

Outcome perform(const Command& command, const std::string& executable, const Scratch& scratch) {
  const std::vector<std::string>& words = command.words;
  if (words[0] == "bestby") return spawn(command, executable, scratch);
  if (words[0] == "cat" && words.size() == 2) {
    const fs::path path = scratch.work() / words[1];
    if (!fs::is_regular_file(path)) return {"", "no file `" + words[1] + "`\n", 1};
    return {slurp(path), "", 0};
  }
  throw std::runtime_error("only `bestby` and `cat FILE` can be run, not `" + words[0] + "`");
}

// Whether an output line could be taken for something that the case itself says.
bool ambiguous(std::string_view line) {
  return line.starts_with("$ ") || line.starts_with("\\") || line == "stderr:" ||
         line.starts_with("exit: ") || line.starts_with("file: ");
}

std::string shown(std::string_view output) {
  if (output.empty()) return {};
  const bool ended = output.ends_with('\n');
  if (ended) output.remove_suffix(1);
  std::string text;
  for (const std::string_view line : split(output, '\n')) {
    if (ambiguous(line)) text += '\\';
    text += line;
    text += '\n';
  }
  if (!ended) text += no_line_feed;
  return text;
}

// The comment lines that directly precede line `at`.
std::string comment_before(const std::vector<std::string_view>& lines, std::size_t at) {
  std::size_t first = at;
  while (first > 0 && lines[first - 1].starts_with('#')) --first;
  std::string comment;
  for (; first < at; ++first) comment += std::string(lines[first]) + '\n';
  return comment;
}

File file_at(const std::vector<std::string_view>& lines, std::size_t at) {
  File file{std::string(lines[at].substr(6)), {}};
  const fs::path path = file.name;
  if (path.empty() || path.is_absolute() || file.name.find("..") != std::string::npos)
    throw std::runtime_error(fmt::format("line {}: `{}` is no name for a file", at + 1, file.name));
  while (++at < lines.size() && lines[at].starts_with('|')) {
    const std::string_view line = lines[at];
    file.text +=
        std::string(line.substr(std::min<std::size_t>(line.starts_with("| ") ? 2 : 1, line.size()))) + '\n';
  }
  return file;
}

}  // namespace

std::vector<Part> parse(std::string_view text) {
  std::vector<Part> parts;
  const std::vector<std::string_view> lines = split(text, '\n');
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].starts_with("file: ")) parts.emplace_back(file_at(lines, at));
    if (lines[at].starts_with("$ "))
      parts.emplace_back(Block{comment_before(lines, at), std::string(lines[at].substr(2))});
  }
  if (parts.empty()) throw std::runtime_error("the case has no command");
  return parts;
}

Command parse_command(std::string_view typed) {
  Command command;
  std::string word;
  bool begun = false, from = false;
  char quote = 0;
  const auto finish = [&] {
    if (!begun) return;
    const bool assignment = command.words.empty() && word.find('=') != std::string::npos;
    if (from)
      command.input = word;
    else
      (assignment ? command.environment : command.words).push_back(word);
    from = false;
    word.clear();
    begun = false;
  };
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const char c = typed[i];
    if (quote) {
      if (c == quote)
        quote = 0;
      else if (c == '\\' && quote == '"' && i + 1 < typed.size())
        word += typed[++i];
      else
        word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      begun = true;
    } else if (c == ' ') {
      finish();
    } else if (c == '<' && !begun) {
      from = true;
    } else {
      if (c == '\\' && i + 1 < typed.size()) ++i;
      word += typed[i];
      begun = true;
    }
  }
  finish();
  if (quote || from || command.words.empty())
    throw std::runtime_error("`" + std::string(typed) + "` is no command");
  return command;
}

std::string render(const File& file) {
  std::string text = "file: " + file.name + '\n';
  std::string_view left = file.text;
  while (!left.empty()) {
    const std::string_view line = left.substr(0, left.find('\n'));
    text += fmt::format("|{}{}\n", line.empty() ? "" : " ", line);
    left.remove_prefix(std::min(line.size() + 1, left.size()));
  }
  return text;
}

std::string render(const Block& block, const Outcome& outcome) {
  std::string text = block.comment + "$ " + block.typed + '\n' + shown(outcome.out);
  if (!outcome.err.empty()) text += "stderr:\n" + shown(outcome.err);
  if (outcome.status != 0) text += fmt::format("exit: {}\n", outcome.status);
  return text;
}

std::string run(const std::vector<Part>& parts, const std::string& executable,
                const std::string& repository) {
  const Scratch scratch;
  for (const char* folder : {"catalog", "policies", "schemas", "tests", "examples"})
    if (fs::exists(fs::path(repository) / folder))
      fs::create_directory_symlink(fs::path(repository) / folder, scratch.work() / folder);
  std::string text;
  for (const Part& part : parts) {
    if (!text.empty()) text += '\n';
    if (const auto* file = std::get_if<File>(&part)) {
      const fs::path path = scratch.work() / file->name;
      fs::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << file->text;
      text += render(*file);
    } else {
      const Block& block = std::get<Block>(part);
      text += render(block, perform(parse_command(block.typed), executable, scratch));
    }
  }
  return text;
}

}  // namespace bestby::golden
