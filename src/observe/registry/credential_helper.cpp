#include "observe/registry/credential_helper.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>

#include <fmt/format.h>

#include "base/formats/json_reader.h"
#include "base/text.h"

namespace bestby {
namespace {

constexpr std::size_t most_answer = std::size_t{64} << 10U;
constexpr std::string_view not_there = "credentials not found";

bool is_helper_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_digit(c) || is_letter(c) || c == '-' || c == '_' || c == '.';
  });
}

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) read = ends[0], write = ends[1];
  }
  ~Pipe() {
    close(read);
    close(write);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  static void close(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

// What it wrote, until it closes its output or its time is over (then nothing is to be believed).
struct HelperOutput {
  std::string text;
  bool in_time = true;
};
HelperOutput read_output(int from) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::seconds(helper_seconds);
  HelperOutput out;
  std::array<char, 4096> block{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd waits{from, POLLIN, 0};
    const int ready = left <= 0 ? 0 : ::poll(&waits, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0 || out.text.size() > most_answer) {
      out.in_time = false;
      return out;
    }
    const ssize_t count = ::read(from, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return out;
    out.text.append(block.data(), static_cast<std::size_t>(count));
  }
}

// A host is shorter than what a pipe holds, so this waits for nobody; who does not read it kills nobody
// either.
void write_input(int to, std::string_view text) {
  sigset_t pipe, old, waiting;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, &old);
  const bool broken = ::write(to, text.data(), text.size()) < 0 && errno == EPIPE;
  constexpr timespec at_once{};
  if (broken && sigpending(&waiting) == 0 && sigismember(&waiting, SIGPIPE) == 1)
    sigtimedwait(&pipe, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
}

int start(const std::string& program, const Pipe& in, const Pipe& out, pid_t& child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  std::string name = program, verb = "get";
  std::array<char*, 3> arguments = {name.data(), verb.data(), nullptr};
  const int error = ::posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

Result<RegistryCredentials> read_helper_answer(std::string_view name, std::string text) {
  auto document = read_json(fmt::format("docker-credential-{}", name), std::move(text), {.empty_keys = true});
  if (!document) return fail(std::move(document.error()));
  const auto at = [&](std::string_view key) {
    const yaml::Node* node = document->root.find(key);
    return node != nullptr && node->is_scalar() ? node->str() : std::string();
  };
  RegistryCredentials out{at("Username"), at("Secret"), {}, {}};
  if (out.user == "<token>") out = {{}, {}, std::move(out.secret), {}};
  return out;
}

Result<RegistryCredentials> ask_credential_helper(std::string_view name, std::string_view host) {
  const auto bad = [&](const std::string& why) {
    return fail(ErrorCode::input, fmt::format("the credential helper `{}` {}", name, why), {},
                "it stands in the file of credentials: credHelpers, credsStore");
  };
  if (!is_helper_name(name)) return bad("has a name that no helper has");
  const std::string program = fmt::format("docker-credential-{}", name);
  Pipe in, out;
  if (in.read < 0 || out.read < 0) return bad("cannot be started: no pipe");
  pid_t child = 0;
  if (const int error = start(program, in, out, child); error != 0)
    return bad(fmt::format("cannot be started: {}", std::generic_category().message(error)));
  Pipe::close(in.read);
  Pipe::close(out.write);
  write_input(in.write, host);
  Pipe::close(in.write);
  HelperOutput answer = read_output(out.read);
  if (!answer.in_time) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  if (!answer.in_time) return bad(fmt::format("did not answer within {} s and 64 KiB", helper_seconds));
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return read_helper_answer(name, std::move(answer.text));
  // What helpers say of a host that they do not know.
  if (answer.text.find(not_there) != std::string::npos) return RegistryCredentials{};
  return bad("failed");
}

}  // namespace bestby
