#include <fmt/format.h>

#include "find/addresses.h"

namespace bestby {
namespace {

// A text in quotes; double ones where it holds a single one.
std::string quoted(std::string_view text) {
  const bool twice = text.find('\'') != text.npos && text.find('"') == text.npos;
  const char mark = twice ? '"' : '\'';
  std::string out(1, mark);
  for (const char c : text) {
    if (c == '\\' || c == mark) out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
  return out += mark;
}

}  // namespace

AddressRefusal value_error(std::string message) { return {"ValueError", std::move(message)}; }

AddressRefusal key_error(const AddressValue& key) {
  return {"KeyError", key.is_text() ? quoted(key.text) : std::string(key.text)};
}

AddressRefusal not_iterable(const AddressValue& value) {
  return {"TypeError", fmt::format("argument of type '{}' is not iterable", value.type())};
}

AddressRefusal no_attribute(const AddressValue& value, std::string_view name) {
  return {"AttributeError", fmt::format("'{}' object has no attribute '{}'", value.type(), name)};
}

std::string printed_list(const AddressWords& words) {
  std::string out = "[";
  for (const std::string_view word : words) out += (out.size() > 1 ? ", " : "") + quoted(word);
  return out += ']';
}

}  // namespace bestby
