#include "observe/text/python_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <unordered_set>

#include "observe/literal_scan.h"
#include "observe/text/sdk_calls.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

using Means = SdkArgument::Means;

constexpr std::size_t most_open = 1000;       // brackets in one another
constexpr std::size_t most_values = 100'000;  // expressions that are looked at

bool is_machine(std::string_view text) { return text.find('.') != std::string_view::npos; }

bool is_address(std::string_view text) {
  return text.find('/') != std::string_view::npos && text.find_first_of(" \t\n{") == std::string_view::npos &&
         !text.starts_with("s3:") && !text.starts_with('/');
}

class CodeReader {
 public:
  CodeReader(const PythonCode& code, Observed& out)
      : code_(code), source_(code.text), imports_(source_), out_(out) {}

  void read() {
    for (const auto& import : imports_.imports()) interface(import.full, import.first, import.last);
    for (std::size_t at = 0; at < source_.size();) at = step(at);
    if (source_.cut())
      skip(fmt::format("has more than {} tokens; the rest was not read", PythonSource::most_tokens));
    if (full())
      skip(fmt::format("uses more than {} names or calls; the rest was not read", PythonCode::most));
  }

 private:
  void skip(std::string reason) { out_.skip(std::string(code_.path), std::move(reason)); }

  Place place(std::size_t first, std::size_t last) const {
    return code_.place(source_[first].begin, source_[last].end);
  }

  bool is_wanted(std::string_view full) const {
    if (code_.interfaces.empty()) return true;
    return std::any_of(code_.interfaces.begin(), code_.interfaces.end(), [&](std::string_view name) {
      return full.starts_with(name) && (full.size() == name.size() || full[name.size()] == '.');
    });
  }

  void interface(std::string full, std::size_t first, std::size_t last) {
    if (full.empty() || names_.size() >= PythonCode::most || !is_wanted(full) || !names_.insert(full).second)
      return;
    if (!stack_) stack_ = out_.new_stack();
    out_.see(SeenInterface{std::move(full)}, place(first, last), *stack_);
  }

  // A bracket that is open; of a call, what the call is given.
  struct Given {
    std::size_t first = 0, last = 0;  // tokens of the callee; `last` 0: no call
    std::string full;                 // its name with what it was imported from; empty: not imported
    const SdkCall* row = nullptr;
    std::size_t position = 0;
    std::vector<std::pair<std::string, std::string>> arguments;
    std::optional<Place> version;
    std::optional<std::uint32_t> stack;
    bool known = false;  // something is given that only calls of the SDK take
  };

  bool full() const { return names_.size() >= PythonCode::most || things_ >= PythonCode::most; }

  // One token, or a dotted name; answers where to go on.
  std::size_t step(std::size_t at) {
    const std::string_view text = source_.text(at);
    if (source_.begins_statement(at) && (text == "import" || text == "from")) return past_statement(at);
    if (source_.is_name(at)) return name(at);
    if (source_.is_string(at)) return source_.is(at + 1, ":") ? key(at) : at + 1;
    if (text == "(" || text == "[" || text == "{") {
      open(text == "(" ? callee_ : Given());
      if (text == "(") first_argument(at + 1);
    } else if (text == ")" || text == "]" || text == "}") {
      close();
    } else if (text == "," && too_deep_ == 0 && !open_.empty()) {
      first_argument(at + 1);
    }
    callee_ = {};
    return at + 1;
  }

  // Of an import, whose names are known already.
  std::size_t past_statement(std::size_t at) const {
    while (at < source_.size() && source_[at].kind != PythonToken::Kind::line_end && !source_.is(at, ";"))
      ++at;
    return at;
  }

  void open(Given given) {
    if (open_.size() < most_open)
      open_.push_back(std::move(given));
    else
      ++too_deep_;
  }

  void close() {
    if (too_deep_ > 0) {
      --too_deep_;
    } else if (!open_.empty()) {
      finish(open_.back());
      open_.pop_back();
    }
  }

  // A dotted name, which may be what is called.
  std::size_t name(std::size_t at) {
    callee_ = {};
    if (at > 0 && source_.is(at - 1, ".")) return at + 1;
    std::size_t last = at;
    std::string full = imports_.full_name(at, last);
    if (last > at && !full.empty()) interface(full, at, last);
    if (source_.is(last + 1, "(") && !defines(at)) {
      callee_.row = sdk_call(full.empty() ? written(at, last) : full);
      if (!full.empty() && !is_sdk_module(full)) callee_.row = nullptr;
      callee_.first = at;
      callee_.last = last;
      callee_.full = std::move(full);
    }
    return last + 1;
  }

  bool defines(std::size_t at) const {
    return at > 0 && (source_.is(at - 1, "def") || source_.is(at - 1, "class"));
  }

  std::string written(std::size_t first, std::size_t last) const {
    std::string out;
    for (std::size_t at = first; at <= last; ++at) out += source_.text(at);
    return out;
  }

  void finish(Given& given) {
    if (given.row == nullptr || (given.full.empty() && !given.known) || given.arguments.empty() || full())
      return;
    ++things_;
    const std::string_view name = given.row->name;
    SeenCall seen{std::string(name.substr(name.rfind('.') + 1)), {{"call", std::string(given.row->call)}}};
    if (!given.row->framework.empty()) seen.arguments.emplace_back("framework", given.row->framework);
    for (auto& [key, value] : given.arguments) {
      if (key == "framework") value = sdk_framework(given.row->name, value);
      seen.arguments.emplace_back(key, std::move(value));
    }
    if (!given.row->scope.empty()) seen.arguments.emplace_back("image_scope", given.row->scope);
    Place where = given.version ? std::move(*given.version) : place(given.last, given.last);
    out_.see(std::move(seen), std::move(where), stack(given));
  }

  std::uint32_t stack(Given& given) {
    if (!given.stack) given.stack = out_.new_stack();
    return *given.stack;
  }

  // What begins at a token, behind a bracket or a comma.
  void first_argument(std::size_t at) {
    if (open_.empty() || too_deep_ > 0) return;
    Given& given = open_.back();
    if (source_.is_name(at) && source_.is(at + 1, "="))
      argument(sdk_argument(source_.text(at)), at + 2, given);
    else if (given.row != nullptr && given.position < given.row->positional.size() &&
             !given.row->positional[given.position].empty())
      argument(sdk_argument(given.row->positional[given.position]), at, given);
    ++given.position;
  }

  void argument(const SdkArgument* argument, std::size_t at, Given& given) {
    if (argument == nullptr || values_ >= most_values) return;
    if (argument->means == Means::given) {
      if (given.row != nullptr && !source_.is(at, "None")) given.arguments.emplace_back(argument->as, "true");
      return;
    }
    const bool thing_only = given.row == nullptr;
    if (thing_only && argument->means != Means::machine && argument->means != Means::image) return;
    ++values_;
    const auto value = source_.value(at);
    if (!value || value->text == "null") return;
    thing(*argument, *value, given);
    given.known = given.known || argument->means != Means::text || argument->as == "version" ||
                  argument->as == "base_framework_version";
    const bool fits = argument->means != Means::mapping || !value->is_text;
    if (thing_only || argument->as.empty() || !fits || has(given, argument->as)) return;
    if (argument->as == "version") given.version = code_.place(value->begin, value->end);
    given.arguments.emplace_back(argument->as, std::string(argument->before) + value->text);
  }

  static bool has(const Given& given, std::string_view name) {
    for (const auto& [key, value] : given.arguments)
      if (key == name) return true;
    return false;
  }

  void thing(const SdkArgument& argument, const PythonValue& value, Given& given) {
    if (!value.is_text || full()) return;
    const bool machine = argument.means == Means::machine && is_machine(value.text);
    const bool image = argument.means == Means::image && is_address(value.text);
    if (!machine && !image) return;
    ++things_;
    Place where = code_.place(value.begin, value.end);
    if (machine)
      out_.see(SeenInstance{value.text}, std::move(where), stack(given));
    else
      out_.see(SeenImage{value.text, {}, {}, {}}, std::move(where), stack(given), true);
  }

  // `"InstanceType": "ml.p3.2xlarge"` in a mapping.
  std::size_t key(std::size_t at) {
    const PythonToken& token = source_[at];
    const std::string_view inside =
        code_.text.substr(token.begin + token.open, token.end - token.begin - token.open - token.close);
    const SdkArgument* argument = token.literal ? sdk_key(inside) : nullptr;
    if (argument == nullptr) return at + 1;
    Given given;
    if (values_++ >= most_values) return at + 1;
    if (const auto value = source_.value(at + 2)) thing(*argument, *value, given);
    return at + 2;
  }

  const PythonCode& code_;
  PythonSource source_;
  PythonImports imports_;
  Observed& out_;
  std::optional<std::uint32_t> stack_;  // of interfaces
  std::unordered_set<std::string> names_;
  std::vector<Given> open_;
  Given callee_;              // of the bracket that comes next
  std::size_t too_deep_ = 0;  // brackets open past `most_open`
  std::size_t things_ = 0, values_ = 0;
};

}  // namespace

void read_python_code(const PythonCode& code, Observed& out) { CodeReader(code, out).read(); }

bool holds_sdk_word(std::string_view text) {
  static const LiteralScan scan({sdk_words().begin(), sdk_words().end()});
  constexpr std::size_t piece = std::size_t{64} << 10U;
  std::vector<LiteralHit> hits;
  for (std::size_t at = 0; at < text.size() && hits.empty(); at += piece)
    scan.find(text, at, std::min(at + piece, text.size()), hits);
  return !hits.empty();
}

bool may_say_something(std::string_view text, const std::vector<std::string>& interfaces) {
  if (interfaces.empty() || holds_sdk_word(text)) return true;
  std::set<std::string_view> firsts;
  for (const std::string_view name : interfaces) firsts.insert(name.substr(0, name.find('.')));
  return std::any_of(firsts.begin(), firsts.end(), [&](std::string_view word) {
    return memmem(text.data(), text.size(), word.data(), word.size()) != nullptr;
  });
}

void read_python(const TextFile& file, const TextContext& context, Observed& out) {
  if (!may_say_something(file.text, context.interfaces)) return;
  const TextPlaces places(file.path, file.text);
  read_python_code(
      {file.path, file.text, [&](std::size_t begin, std::size_t end) { return places.at(begin, end); },
       context.interfaces},
      out);
}

}  // namespace bestby
