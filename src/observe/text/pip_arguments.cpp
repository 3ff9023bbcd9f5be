// Words behind `pip install`: `read_pip_arguments` of observe/text/requirement.h.
#include <array>

#include "base/text.h"
#include "observe/text/requirement.h"

namespace bestby {
namespace {

enum class Takes : std::uint8_t { nothing, value, file, constraint, index, editable };

struct PipOption {
  std::string_view name;
  char letter;  // '\0': none
  Takes takes;
};

// Of `pip install` and of requirements files. What is not here takes no value.
constexpr std::array pip_options = {
    PipOption{"requirement", 'r', Takes::file},
    PipOption{"constraint", 'c', Takes::constraint},
    PipOption{"index-url", 'i', Takes::index},
    PipOption{"extra-index-url", '\0', Takes::index},
    PipOption{"index", '\0', Takes::index},
    PipOption{"default-index", '\0', Takes::index},
    PipOption{"find-links", 'f', Takes::index},
    PipOption{"editable", 'e', Takes::editable},
    PipOption{"target", 't', Takes::value},
    PipOption{"config-settings", 'C', Takes::value},
    PipOption{"dest", 'd', Takes::value},
    PipOption{"python", 'p', Takes::value},
    PipOption{"abi", '\0', Takes::value},
    PipOption{"build-option", '\0', Takes::value},
    PipOption{"cache-dir", '\0', Takes::value},
    PipOption{"cert", '\0', Takes::value},
    PipOption{"client-cert", '\0', Takes::value},
    PipOption{"exists-action", '\0', Takes::value},
    PipOption{"global-option", '\0', Takes::value},
    PipOption{"hash", '\0', Takes::value},
    PipOption{"implementation", '\0', Takes::value},
    PipOption{"index-strategy", '\0', Takes::value},
    PipOption{"install-option", '\0', Takes::value},
    PipOption{"log", '\0', Takes::value},
    PipOption{"no-binary", '\0', Takes::value},
    PipOption{"only-binary", '\0', Takes::value},
    PipOption{"platform", '\0', Takes::value},
    PipOption{"prefix", '\0', Takes::value},
    PipOption{"prerelease", '\0', Takes::value},
    PipOption{"progress-bar", '\0', Takes::value},
    PipOption{"proxy", '\0', Takes::value},
    PipOption{"python-version", '\0', Takes::value},
    PipOption{"report", '\0', Takes::value},
    PipOption{"resolution", '\0', Takes::value},
    PipOption{"retries", '\0', Takes::value},
    PipOption{"root", '\0', Takes::value},
    PipOption{"root-user-action", '\0', Takes::value},
    PipOption{"src", '\0', Takes::value},
    PipOption{"timeout", '\0', Takes::value},
    PipOption{"torch-backend", '\0', Takes::value},
    PipOption{"trusted-host", '\0', Takes::value},
    PipOption{"upgrade-strategy", '\0', Takes::value},
    PipOption{"use-feature", '\0', Takes::value},
};

// An option, and its value where that stands in the same word.
struct OptionWord {
  Takes takes = Takes::nothing;
  std::string_view value;
  bool has_value = false;
};

OptionWord option_of(std::string_view word) {
  if (word.starts_with("--")) {
    const auto equals = word.find('=');
    const std::string_view name = word.substr(2, equals - 2);
    for (const PipOption& option : pip_options)
      if (option.name == name)
        return equals == std::string_view::npos ? OptionWord{option.takes, {}, false}
                                                : OptionWord{option.takes, word.substr(equals + 1), true};
    return {};
  }
  for (const PipOption& option : pip_options)
    if (option.letter != '\0' && option.letter == word[1])
      return {option.takes, word.substr(2).starts_with('=') ? word.substr(3) : word.substr(2),
              word.size() > 2};
  return {};
}

class ArgumentReader {
 public:
  explicit ArgumentReader(std::span<const std::string_view> words) : words_(words) {}

  PipArguments read() {
    bool only_names = false;
    for (at_ = 0; at_ < words_.size(); ++at_) {
      const std::string_view word = words_[at_];
      if (word == "--" && !only_names)
        only_names = true;
      else if (word.size() > 1 && word.front() == '-' && !only_names)
        option(word);
      else
        required(word, 0);
    }
    return std::move(out_);
  }

 private:
  void option(std::string_view word) {
    OptionWord option = option_of(word);
    if (option.takes == Takes::nothing) return;
    if (!option.has_value) {
      if (at_ + 1 >= words_.size()) return;
      option.value = words_[++at_];
    }
    switch (option.takes) {
      case Takes::file: out_.files.push_back({option.value, at_}); break;
      case Takes::constraint: out_.constraints.push_back({option.value, at_}); break;
      case Takes::index: out_.indexes.push_back({option.value, at_}); break;
      case Takes::editable: required(option.value, words_[at_].size() - option.value.size()); break;
      default: break;
    }
  }

  // `skipped`: bytes of the word before the text.
  void required(std::string_view text, std::size_t skipped) {
    auto read = read_requirement(text);
    if (!read) {
      out_.unread.push_back({text, at_});
      return;
    }
    for (ByteSpan* span : {&read->name, &read->specifier, &read->whole}) {
      if (span->end == 0) continue;
      span->begin += skipped;
      span->end += skipped;
    }
    out_.requirements.push_back({std::move(*read), at_});
  }

  std::span<const std::string_view> words_;
  std::size_t at_ = 0;
  PipArguments out_;
};

}  // namespace

PipArguments read_pip_arguments(std::span<const std::string_view> words) {
  return ArgumentReader(words).read();
}

}  // namespace bestby
