#include "observe/text/shell_words.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "observe/text/shell_expansion.h"

namespace bestby {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view ends = ";&|()\n";

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

class WordSplitter {
 public:
  WordSplitter(const TracedText& text, const ShellVariables& variables, const ShellOptions& options,
               bool operators)
      : text_(text), variables_(variables), options_(options), operators_(operators) {}

  bool at_end() const { return at_ >= text_.size(); }

  // The next word of this command; false at its end, behind which the next command begins.
  bool next(ShellWord& out) {
    for (;;) {
      if (!skip_blanks()) return false;
      const bool redirected = std::exchange(redirect_, false);
      out = {};
      read_word(out);
      if (at_ < text_.size() && operators_ && is_one_of(text_.text[at_], "<>")) {
        const bool number = all_digits(out.value.text);
        take_redirection();
        if (redirected || number || !began_) continue;
        return true;
      }
      if (!redirected && began_) return true;
      if (!began_ && at_ < text_.size()) ++at_;  // a byte that begins no word
    }
  }

 private:
  bool escapes(std::size_t at) const { return text_.text[at] == options_.escape; }

  bool skip_blanks() {
    const std::string& t = text_.text;
    while (at_ < t.size()) {
      if (escapes(at_) && at_ + 1 < t.size() && t[at_ + 1] == '\n') {
        at_ += 2;
      } else if (operators_ && is_one_of(t[at_], ends)) {
        ++at_;
        return false;
      } else if (is_one_of(t[at_], blanks)) {
        ++at_;
      } else if (operators_ && t[at_] == '#') {
        at_ = std::min(t.find('\n', at_), t.size());
      } else {
        return true;
      }
    }
    return false;
  }

  void take_redirection() {
    const std::string& t = text_.text;
    while (at_ < t.size() && is_one_of(t[at_], "<>")) ++at_;
    if (at_ < t.size() && is_one_of(t[at_], "&-")) ++at_;
    redirect_ = true;
  }

  void note(std::size_t at) {
    const std::uint32_t from = text_.from[at];
    if (from == TracedText::nowhere) return;
    if (!located_) word_->written = {from, from};
    located_ = true;
    word_->written.end = std::size_t{from} + 1;
  }

  void keep(std::size_t at) { word_->value.append(text_.text[at], text_.from[at]); }

  // A quote, an escape or a variable; or a byte as it is.
  void read_word(ShellWord& out) {
    word_ = &out;
    began_ = located_ = false;
    const std::string& t = text_.text;
    char quote = '\0';
    while (at_ < t.size()) {
      const char c = t[at_];
      if (quote == '\0' && (is_one_of(c, blanks) || (operators_ && is_one_of(c, ends)))) break;
      if (quote == '\0' && operators_ && is_one_of(c, "<>")) break;
      began_ = true;
      note(at_);
      if (c == quote) {
        quote = '\0';
        ++at_;
      } else if (quote == '\0' && is_one_of(c, "'\"")) {
        quote = c;
        ++at_;
      } else if (quote != '\'' && escapes(at_) && at_ + 1 < t.size()) {
        take_escape(quote);
      } else if (quote != '\'' && c == '$' && options_.expand) {
        take_variable();
      } else if (quote != '\'' && c == '`' && operators_) {
        take_until('`');
      } else {
        keep(at_++);
      }
    }
  }

  void take_escape(char quote) {
    const char c = text_.text[at_ + 1];
    if (c == '\n') {
      at_ += 2;
      return;
    }
    if (quote == '"' && !is_one_of(c, "$`\"\\")) keep(at_);
    keep(at_ + 1);
    note(at_ + 1);
    at_ += 2;
  }

  void take_until(char close) {
    word_->open = true;
    const std::size_t end = text_.text.find(close, at_ + 1);
    const std::size_t stop = end == std::string::npos ? text_.size() : end + 1;
    while (at_ < stop) {
      note(at_);
      keep(at_++);
    }
  }

  void take_variable() {
    const std::size_t end = expand_variable(text_, at_, variables_, word_->value, word_->open);
    note(end - 1);
    at_ = end;
  }

  const TracedText& text_;
  const ShellVariables& variables_;
  ShellOptions options_;
  bool operators_;
  std::size_t at_ = 0;
  ShellWord* word_ = nullptr;
  bool began_ = false, located_ = false, redirect_ = false;
};

}  // namespace

std::size_t assigned_name(std::string_view word) {
  std::size_t at = 0;
  while (at < word.size() && (is_letter(word[at]) || word[at] == '_' || (at > 0 && is_digit(word[at])))) ++at;
  return at < word.size() && word[at] == '=' ? at : 0;
}

std::vector<ShellWord> plain_words(const TracedText& text, const ShellVariables& variables,
                                   const ShellOptions& options) {
  WordSplitter splitter(text, variables, options, false);
  std::vector<ShellWord> words;
  for (ShellWord word; splitter.next(word);) words.push_back(std::move(word));
  return words;
}

std::vector<ShellCommand> shell_commands(const TracedText& script, ShellVariables& variables) {
  WordSplitter splitter(script, variables, {}, true);
  std::vector<ShellCommand> commands;
  while (!splitter.at_end()) {
    ShellCommand command;
    for (ShellWord word; splitter.next(word);) {
      const std::size_t name = assigned_name(word.value.text);
      const bool assigns = command.words.empty() || command.words.front().value.text == "export";
      if (name == 0 || !assigns) {
        command.words.push_back(std::move(word));
      } else if (word.open) {
        variables.unset(word.value.text.substr(0, name));
      } else {
        variables.set(word.value.text.substr(0, name), word.value.piece(name + 1));
      }
    }
    if (!command.words.empty()) commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace bestby
