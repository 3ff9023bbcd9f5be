#include "report/json_writer.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace bestby {

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (c.value == '"' || c.value == '\\')
      (out += '\\') += static_cast<char>(c.value);
    else if (c.value == '\n')
      out += "\\n";
    else if (c.value == '\t')
      out += "\\t";
    else if (is_control(c.value))
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
    else if (!c.valid)
      append_utf8(out, 0xFFFD);
    else
      out += text.substr(at, c.length);
    at += c.length;
  }
  return out + '"';
}

void JsonWriter::place(std::string_view key) {
  if (!filled_.empty()) {
    out_ += filled_.back() ? ",\n" : "\n";
    filled_.back() = true;
    out_.append(2 * filled_.size(), ' ');
  }
  if (!key.empty()) (out_ += json_text(key)) += ": ";
}

void JsonWriter::begin(std::string_view key, char mark) {
  place(key);
  out_ += mark;
  closing_ += mark == '{' ? '}' : ']';
  filled_.push_back(false);
}

void JsonWriter::end() {
  const bool filled = filled_.back();
  filled_.pop_back();
  if (filled) (out_ += '\n').append(2 * filled_.size(), ' ');
  out_ += closing_.back();
  closing_.pop_back();
}

void JsonWriter::raw(std::string_view key, std::string_view text) {
  place(key);
  out_ += text;
}

void JsonWriter::field(std::string_view key, std::string_view value) { raw(key, json_text(value)); }

void JsonWriter::field(std::string_view key, std::optional<Date> day) {
  raw(key, day ? json_text(day->str()) : "null");
}

void JsonWriter::field(std::string_view key, std::optional<bool> value) {
  raw(key, !value ? "null" : *value ? "true" : "false");
}

void JsonWriter::item(std::string_view value) { raw({}, json_text(value)); }

std::string JsonWriter::take() { return std::move(out_) + "\n"; }

}  // namespace bestby
