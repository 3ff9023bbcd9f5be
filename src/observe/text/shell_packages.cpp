#include "observe/text/shell_packages.h"

#include <algorithm>
#include <array>
#include <vector>

#include "observe/text/conda_spec.h"
#include "observe/text/requirement.h"

namespace bestby {
namespace {

using Words = std::vector<std::string_view>;
using PlaceOf = std::function<Place(std::size_t, std::size_t)>;

constexpr std::array<std::string_view, 4> separators = {"&&", "||", ";", "|"};

// Words, without quotes where these are around the whole of one. Separators are words of their own.
Words shell_words(std::string_view line) {
  Words out;
  for (std::size_t at = line.find_first_not_of(" \t\r"); at < line.size();) {
    std::size_t end = at;
    char quote = '\0';
    for (; end < line.size(); ++end) {
      const char c = line[end];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == ' ' || c == '\t' || c == '\r' || c == ';') {
        break;
      }
    }
    if (end == at) end = at + 1;  // a `;`
    std::string_view word = line.substr(at, end - at);
    if (word == "#") break;
    if (word.size() > 1 && (word.front() == '"' || word.front() == '\'') && word.back() == word.front())
      word = word.substr(1, word.size() - 2);
    out.push_back(word);
    at = line.find_first_not_of(" \t\r", end);
  }
  return out;
}

std::string_view last_part(std::string_view word) { return word.substr(word.rfind('/') + 1); }

bool is_pip(std::string_view word) {
  const std::string_view name = last_part(word);
  return name.starts_with("pip") && name.find_first_not_of("0123456789.", 3) == std::string_view::npos;
}

bool is_conda(std::string_view word) {
  const std::string_view name = last_part(word);
  return name == "conda" || name == "mamba" || name == "micromamba";
}

class ShellReader {
 public:
  ShellReader(std::string_view line, const PlaceOf& place, std::uint32_t stack, Observed& out)
      : line_(line), place_(place), stack_(stack), out_(out) {}

  void read() {
    const Words words = shell_words(line_);
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
      const bool pip = is_pip(words[at]), conda = is_conda(words[at]);
      if ((!pip && !conda) || words[at + 1] != "install") continue;
      const auto begin = words.begin() + static_cast<std::ptrdiff_t>(at + 2);
      const auto end = std::find_if(begin, words.end(), [](std::string_view word) {
        return std::find(separators.begin(), separators.end(), word) != separators.end();
      });
      pip ? this->pip({begin, end}) : this->conda({begin, end});
      at = static_cast<std::size_t>(end - words.begin());
    }
  }

 private:
  Place place(std::string_view piece) const {
    const auto begin = static_cast<std::size_t>(piece.data() - line_.data());
    return place_(begin, begin + piece.size());
  }

  void pip(const Words& words) {
    const PipArguments read = read_pip_arguments(words);
    for (const auto& required : read.requirements) {
      const ByteSpan& whole = required.is.whole;
      out_.see(required.is.package, place(words[required.word].substr(whole.begin, whole.end - whole.begin)),
               stack_);
    }
    for (const auto& index : read.indexes)
      if (!index.text.empty()) out_.see(SeenChannel{std::string(index.text)}, place(index.text), stack_);
  }

  void conda(const Words& words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const std::string_view word = words[at];
      const bool channel = word == "-c" || word == "--channel";
      if (channel || word == "-n" || word == "--name" || word == "-p" || word == "--prefix") {
        if (++at < words.size() && channel)
          out_.see(SeenChannel{std::string(words[at])}, place(words[at]), stack_);
        continue;
      }
      if (word.starts_with('-')) continue;
      const auto read = read_conda_spec(word);
      if (!read) continue;
      out_.see(read->package, place(word), stack_);
      if (!read->channel.empty())
        out_.see(SeenChannel{std::string(read->channel)}, place(read->channel), stack_);
    }
  }

  std::string_view line_;
  const PlaceOf& place_;
  std::uint32_t stack_;
  Observed& out_;
};

}  // namespace

void see_shell_packages(std::string_view line, const PlaceOf& place, std::uint32_t stack, Observed& out) {
  ShellReader(line, place, stack, out).read();
}

}  // namespace bestby
