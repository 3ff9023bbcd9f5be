// Imports and the names that they give: `PythonImports` of observe/text/python_code.h.
#include "observe/text/python_code.h"

namespace bestby {
namespace {

constexpr int most_parts = 16;  // of a dotted name

}  // namespace

PythonImports::PythonImports(const PythonSource& source) : source_(source) {
  for (std::size_t at = 0; at < source_.size() && imports_.size() < PythonCode::most;) {
    const bool statement = source_.is_name(at) && source_.begins_statement(at);
    if (statement && source_.is(at, "import"))
      at = import_names(at + 1);
    else if (statement && source_.is(at, "from"))
      at = from_names(at + 1);
    else
      ++at;
  }
}

// "a.b.c" from a token on, which is moved behind it.
std::string PythonImports::dotted(std::size_t& at) const {
  std::string out;
  for (int parts = 0; source_.is_name(at) && parts < most_parts; ++parts) {
    out += source_.text(at++);
    if (!source_.is(at, ".") || !source_.is_name(at + 1)) break;
    out += '.';
    ++at;
  }
  return out;
}

std::size_t PythonImports::import_names(std::size_t at) {
  for (;;) {
    const std::size_t first = at;
    std::string full = dotted(at);
    if (full.empty()) return at + 1;
    if (source_.is(at, "as") && source_.is_name(at + 1)) {
      names_[source_.text(at + 1)] = full;
      imports_.push_back({std::move(full), first, at - 1});
      at += 2;
    } else {
      names_[source_.text(first)] = source_.text(first);
      imports_.push_back({std::move(full), first, at - 1});
    }
    if (!source_.is(at, ",")) return at;
    ++at;
  }
}

std::size_t PythonImports::from_names(std::size_t at) {
  const std::size_t module_at = at;
  const std::string module = dotted(at);
  if (module.empty() || !source_.is(at, "import")) return at + 1;  // `from . import x` is of this project
  const std::size_t module_end = at - 1;
  ++at;
  if (source_.is(at, "(")) ++at;
  if (source_.is(at, "*")) {
    imports_.push_back({module, module_at, module_end});
    return at + 1;
  }
  while (source_.is_name(at) && imports_.size() < PythonCode::most) {
    std::string full = module;
    full.append(".").append(source_.text(at));
    const bool renamed = source_.is(at + 1, "as") && source_.is_name(at + 2);
    names_[source_.text(renamed ? at + 2 : at)] = full;
    imports_.push_back({std::move(full), at, at});
    at += renamed ? 3 : 1;
    if (!source_.is(at, ",")) break;
    ++at;
  }
  return at;
}

std::string PythonImports::full_name(std::size_t token, std::size_t& last) const {
  last = token;
  if (!source_.is_name(token)) return {};
  const auto found = names_.find(source_.text(token));
  std::string out = found == names_.end() ? std::string() : found->second;
  for (int parts = 0; source_.is(last + 1, ".") && source_.is_name(last + 2) && parts < most_parts; ++parts) {
    last += 2;
    if (!out.empty()) out.append(".").append(source_.text(last));
  }
  return out;
}

}  // namespace bestby
