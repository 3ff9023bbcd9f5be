#include "observe/text/shell_installs.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "observe/text/local_version.h"
#include "observe/text/requirements_file.h"

namespace bestby {
namespace {

constexpr std::size_t furthest_program = 12;  // words of a command before the program
constexpr std::size_t furthest_verb = 8;      // and between the program and what it is to do
constexpr int most_scripts = 4;               // in one another
constexpr std::size_t most_included = 256;    // files that a script names

constexpr auto commands = std::to_array<InstallCommand>({
    {"pip*", "install download wheel", PackageSyntax::pip},
    {"pipx", "install", PackageSyntax::pip},
    {"uv", "add", PackageSyntax::pip},
    {"conda", "install create update", PackageSyntax::conda},
    {"mamba", "install create update", PackageSyntax::conda},
    {"micromamba", "install create update", PackageSyntax::conda},
    {"apt-get", "install", PackageSyntax::deb},
    {"apt", "install", PackageSyntax::deb},
    {"aptitude", "install", PackageSyntax::deb},
    {"yum", "install localinstall reinstall", PackageSyntax::rpm},
    {"dnf", "install", PackageSyntax::rpm},
    {"microdnf", "install", PackageSyntax::rpm},
    {"tdnf", "install", PackageSyntax::rpm},
    {"zypper", "install in", PackageSyntax::rpm},
    {"apk", "add", PackageSyntax::apk},
});

enum class TakesWord : std::uint8_t { value, channel, file };

// Options that take the word behind them; pip's are in its own reader.
struct InstallOption {
  PackageSyntax syntax;
  std::string_view name;
  TakesWord takes = TakesWord::value;
};
constexpr auto options = std::to_array<InstallOption>({
    {PackageSyntax::conda, "-c", TakesWord::channel},
    {PackageSyntax::conda, "--channel", TakesWord::channel},
    {PackageSyntax::conda, "--file", TakesWord::file},
    {PackageSyntax::conda, "-f", TakesWord::file},
    {PackageSyntax::conda, "-n"},
    {PackageSyntax::conda, "--name"},
    {PackageSyntax::conda, "-p"},
    {PackageSyntax::conda, "--prefix"},
    {PackageSyntax::conda, "-r"},
    {PackageSyntax::conda, "--root-prefix"},
    {PackageSyntax::conda, "--solver"},
    {PackageSyntax::conda, "--platform"},
    {PackageSyntax::deb, "-o"},
    {PackageSyntax::deb, "--option"},
    {PackageSyntax::deb, "-t"},
    {PackageSyntax::deb, "--target-release"},
    {PackageSyntax::deb, "--default-release"},
    {PackageSyntax::deb, "-c"},
    {PackageSyntax::rpm, "--enablerepo"},
    {PackageSyntax::rpm, "--disablerepo"},
    {PackageSyntax::rpm, "--repo"},
    {PackageSyntax::rpm, "--installroot"},
    {PackageSyntax::rpm, "--releasever"},
    {PackageSyntax::rpm, "--setopt"},
    {PackageSyntax::rpm, "-c"},
    {PackageSyntax::rpm, "-x"},
    {PackageSyntax::rpm, "--exclude"},
    {PackageSyntax::apk, "-X", TakesWord::channel},
    {PackageSyntax::apk, "--repository", TakesWord::channel},
    {PackageSyntax::apk, "-t"},
    {PackageSyntax::apk, "--virtual"},
    {PackageSyntax::apk, "-p"},
    {PackageSyntax::apk, "--root"},
});

constexpr std::array<std::string_view, 3> only_say = {"echo", "printf", "grep"};
constexpr std::array<std::string_view, 6> shells = {"sh", "bash", "ash", "dash", "zsh", "ksh"};

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

template <typename Range>
bool holds(const Range& range, std::string_view what) {
  return std::find(range.begin(), range.end(), what) != range.end();
}

bool is_program(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  pattern.remove_suffix(1);
  return name.starts_with(pattern) &&
         name.find_first_not_of("0123456789.", pattern.size()) == std::string_view::npos;
}

// What the word's program does, and the word that says so; words.size() where it installs nothing.
struct FoundInstall {
  const InstallCommand* command = nullptr;
  std::size_t verb = 0;
};
FoundInstall find_install(std::span<const ShellWord> words) {
  if (words.empty() || holds(only_say, base_name(words.front().value.text))) return {};
  for (std::size_t i = 0; i < std::min(words.size(), furthest_program); ++i) {
    const std::string_view name = base_name(words[i].value.text);
    for (const InstallCommand& command : commands) {
      if (!is_program(command.program, name)) continue;
      for (std::size_t v = i + 1; v < std::min(words.size(), i + furthest_verb); ++v)
        if (holds(split(command.verbs, ' '), words[v].value.text)) return {&command, v};
    }
  }
  return {};
}

std::vector<std::string_view> views(std::span<const ShellWord> words) {
  std::vector<std::string_view> out;
  out.reserve(words.size());
  for (const ShellWord& word : words) out.emplace_back(word.value.text);
  return out;
}

}  // namespace

std::span<const InstallCommand> install_commands() { return commands; }

Place word_place(const TextPlaces& places, const ShellWord& word, std::size_t begin, std::size_t end) {
  const auto span = word.value.span(begin, end);
  const bool here = span && span->begin >= word.written.begin && span->end <= word.written.end;
  Place place = here ? places.at(span->begin, span->end) : places.at(word.written.begin, word.written.end);
  if (!here) place.begin = span ? span->begin : place.begin;
  if (!here) place.end = span ? span->end : place.begin;
  return place;
}

namespace {

// Of a package's word: all of it, or the version alone where that stands together.
Place package_place(const TextPlaces& places, const ShellWord& word, const SeenPackage& package,
                    std::size_t begin, std::size_t end) {
  Place place = word_place(places, word, begin, end);
  if (place.begin != place.end || package.version.empty()) return place;
  const std::size_t version = word.value.text.rfind(package.version, end);
  if (version == std::string::npos) return place;
  if (const auto span = word.value.span(version, version + package.version.size())) {
    place.begin = span->begin;
    place.end = span->end;
  }
  return place;
}

}  // namespace

void ShellInstalls::read(const TracedText& script, const ShellVariables& variables, std::uint32_t stack,
                         int depth) {
  ShellVariables inner(&variables);
  for (const ShellCommand& command : shell_commands(script, inner))
    read_command(command.words, inner, stack, depth);
}

void ShellInstalls::read_command(std::span<const ShellWord> words, const ShellVariables& variables,
                                 std::uint32_t stack, int depth) {
  for (std::size_t i = 0; i + 2 < words.size() && i < furthest_program && depth < most_scripts; ++i) {
    if (!holds(shells, base_name(words[i].value.text))) continue;
    for (std::size_t o = i + 1; o + 1 < words.size() && words[o].value.text.starts_with('-'); ++o)
      if (!words[o].value.text.starts_with("--") && words[o].value.text.ends_with('c'))
        return read(words[o + 1].value, variables, stack, depth + 1);
  }
  const FoundInstall found = find_install(words);
  if (found.command != nullptr)
    install(found.command->syntax, words.subspan(found.verb + 1), stack);
  else
    conda_config(words, stack);
}

void ShellInstalls::install(PackageSyntax syntax, std::span<const ShellWord> words, std::uint32_t stack) {
  if (syntax == PackageSyntax::pip) return pip(words, stack);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& text = words[i].value.text;
    if (text.starts_with('-')) {
      const std::size_t equals = text.find('=');
      const std::string_view name = std::string_view(text).substr(0, equals);
      const auto* option = std::find_if(options.begin(), options.end(), [&](const InstallOption& o) {
        return o.syntax == syntax && o.name == name;
      });
      if (option == options.end() || (equals == text.npos && i + 1 == words.size())) continue;
      const ShellWord& value = equals == text.npos ? words[++i] : words[i];
      const std::string_view said = equals == text.npos ? std::string_view(value.value.text)
                                                        : std::string_view(text).substr(equals + 1);
      if (option->takes == TakesWord::channel) channel(value, said, stack);
      if (option->takes == TakesWord::file) include(said, stack, false);
    } else if (words[i].open) {
      open_word(syntax, words[i], stack);
    } else if (auto package = package_word(syntax, text)) {
      Place place = package_place(places_, words[i], *package, 0, text.size());
      out_.see(std::move(*package), std::move(place), stack);
      const auto colons = text.find("::");
      if (syntax == PackageSyntax::conda && colons != text.npos)
        channel(words[i], std::string_view(text).substr(0, colons), stack);
    }
  }
}

void ShellInstalls::pip(std::span<const ShellWord> words, std::uint32_t stack) {
  const PipArguments read = read_pip_arguments(views(words));
  std::vector<char> done(words.size(), 0);
  for (const auto& required : read.requirements) {
    const ShellWord& word = words[required.word];
    done[required.word] = 1;
    if (word.open)
      open_word(PackageSyntax::pip, word, stack);
    else
      see_package(
          out_, required.is.package,
          package_place(places_, word, required.is.package, required.is.whole.begin, required.is.whole.end),
          stack);
  }
  for (const auto& index : read.indexes) channel(words[index.word], index.text, stack);
  for (const auto& file : read.files) include(file.text, stack, true);
  for (const auto& unread : read.unread)
    if (words[unread.word].open && done[unread.word] == 0)
      open_word(PackageSyntax::pip, words[unread.word], stack);
}

// "torch==${VERSION}": the name is known alone.
void ShellInstalls::open_word(PackageSyntax syntax, const ShellWord& word, std::uint32_t stack) {
  const std::string_view text = word.value.text;
  const std::size_t end = std::min(text.find_first_of("=<>~![@;$` "), text.size());
  if (end == 0 || (end < text.size() && (text[end] == '$' || text[end] == '`'))) return;
  if (auto package = package_word(syntax, text.substr(0, end)))
    out_.see(std::move(*package), word_place(places_, word, 0, end), stack);
}

void ShellInstalls::channel(const ShellWord& word, std::string_view name, std::uint32_t stack) {
  if (name.empty() || word.open) return;
  const std::size_t at = std::min(word.value.text.rfind(name), word.value.size());
  out_.see(SeenChannel{std::string(name)}, word_place(places_, word, at, at + name.size()), stack);
}

// `conda config --add channels NAME`
void ShellInstalls::conda_config(std::span<const ShellWord> words, std::uint32_t stack) {
  for (std::size_t i = 1; i + 2 < words.size(); ++i) {
    const std::string& option = words[i].value.text;
    if (option != "--add" && option != "--append" && option != "--prepend") continue;
    if (words[i + 1].value.text != "channels" || words[i - 1].value.text != "config") continue;
    channel(words[i + 2], words[i + 2].value.text, stack);
  }
}

void ShellInstalls::include(std::string_view path, std::uint32_t stack, bool requirements) {
  if (!resolve_ || !context_.open || asked_++ >= most_included) return;
  for (const std::string& candidate : resolve_(path)) {
    if (included_.contains({stack, candidate})) return;
    const auto text = context_.open(candidate);
    if (!text) continue;
    included_.insert({stack, candidate});
    Observed sub;
    if (requirements)
      read_requirements({candidate, *text}, context_, sub);
    else
      read_text({candidate, *text}, context_, sub);
    for (Observation& seen : sub.seen) {
      seen.stack = stack;
      out_.seen.push_back(std::move(seen));
    }
    for (Unread& unread : sub.unread) out_.unread.push_back(std::move(unread));
    return;
  }
}

}  // namespace bestby
