#include "observe/registry/challenge.h"

#include <algorithm>

#include "base/text.h"

namespace bestby {
namespace {

bool is_token(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

class HeaderScan {
 public:
  explicit HeaderScan(std::string_view text) : text_(text) {}
  bool done() const { return at_ == text_.size(); }
  char now() const { return done() ? '\0' : text_[at_]; }
  void pass() { at_ += done() ? 0 : 1; }
  void pass_any(std::string_view bytes) {
    while (!done() && bytes.find(now()) != std::string_view::npos) ++at_;
  }
  std::string_view up_to(char end) {
    const auto begin = at_;
    at_ = std::min(text_.find(end, at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }
  std::string_view token() {
    const auto begin = at_;
    while (!done() && is_token(now())) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  // A quoted string or a token.
  std::string value() {
    if (now() != '"') return std::string(token());
    std::string out;
    for (pass(); !done() && now() != '"'; pass()) {
      if (now() == '\\') pass();
      if (!done()) out += now();
    }
    pass();
    return out;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// The parameters behind a link's address; whether they name it the next.
bool is_next(HeaderScan& scan) {
  bool next = false;
  for (scan.pass_any(" \t"); scan.now() == ';'; scan.pass_any(" \t")) {
    scan.pass();
    scan.pass_any(" \t;");
    const std::string name = lower(scan.token());
    scan.pass_any(" \t");
    if (scan.now() != '=') continue;
    scan.pass();
    scan.pass_any(" \t");
    const std::string value = lower(scan.value());
    if (name != "rel") continue;
    const auto words = split(value, ' ');
    next = next || std::find(words.begin(), words.end(), "next") != words.end();
  }
  return next;
}

}  // namespace

std::string_view Challenge::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return {};
}

std::vector<Challenge> read_challenges(std::string_view header) {
  std::vector<Challenge> out;
  HeaderScan scan(header);
  while (!scan.done()) {
    scan.pass_any(" \t,");
    const std::string name = lower(scan.token());
    if (name.empty()) {
      if (scan.now() == '"')
        scan.value();
      else
        scan.pass();
      continue;
    }
    scan.pass_any(" \t");
    if (scan.now() != '=') {
      if (out.size() == most_challenges) return out;
      out.push_back({name, {}});
      continue;
    }
    scan.pass();
    scan.pass_any(" \t");
    std::string value = scan.value();
    if (!out.empty()) out.back().parameters.emplace_back(name, std::move(value));
  }
  return out;
}

std::string_view next_link(std::string_view header) {
  HeaderScan scan(header);
  while (!scan.done()) {
    scan.pass_any(" \t,");
    if (scan.now() != '<') {
      scan.up_to('<');
      continue;
    }
    scan.pass();
    const std::string_view address = scan.up_to('>');
    if (scan.done()) return {};
    scan.pass();
    if (is_next(scan)) return address;
  }
  return {};
}

}  // namespace bestby
