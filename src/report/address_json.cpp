#include "report/address_json.h"

#include <fmt/format.h>

#include "find/address_line.h"
#include "report/json_writer.h"

namespace bestby {
namespace {

// A text without anything to escape, as nearly all are, is copied at once.
void append_text(std::string& out, std::string_view text) {
  unsigned odd = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    odd |= static_cast<unsigned>(byte < 0x20) | static_cast<unsigned>(byte >= 0x80) |
           static_cast<unsigned>(c == '"') | static_cast<unsigned>(c == '\\');
  }
  if (odd != 0) {
    out += json_text(text);
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

void append_notes(std::string& out, const std::vector<AddressNote>& notes) {
  if (notes.empty()) return;
  out += ",\"warnings\":[";
  for (std::size_t i = 0; i < notes.size(); ++i) {
    out += i == 0 ? "{\"kind\":\"" : ",{\"kind\":\"";
    out += address_note(notes[i].kind).name;
    out += "\",\"says\":";
    append_text(out, note_text(notes[i]));
    out += '}';
  }
  out += ']';
}

void append_error(std::string& out, std::string_view kind, std::string_view message) {
  out += "{\"error\":{\"kind\":";
  append_text(out, kind);
  out += ",\"message\":";
  append_text(out, message);
  out += '}';
}

void write_value(JsonWriter& json, std::string_view key, const AddressValue& value) {
  if (value.given()) json.field(key, value.text);
}

}  // namespace

void append_address_line(std::string& out, const AddressAnswer& answer) {
  if (const auto* address = std::get_if<Address>(&answer.is)) {
    out += "{\"uri\":";
    append_text(out, address->uri);
  } else if (const auto* refusal = std::get_if<AddressRefusal>(&answer.is)) {
    append_error(out, refusal->kind, refusal->message);
  } else {
    out += "{\"ok\":true";
  }
  append_notes(out, answer.notes);
  out += "}\n";
}

void append_address_line(std::string& out, const Error& error) {
  append_error(out, "input", error.message);
  out += "}\n";
}

std::string address_json(const Asked& asked, const AddressCall& call, const AddressAnswer& answer,
                         std::string_view image) {
  JsonWriter json;
  begin_answer(json, "bestby/uri/1", asked);
  json.begin_object("asked");
  for (const AddressField& field : address_fields()) write_value(json, field.name, call.*field.value);
  json.end();
  const auto* address = std::get_if<Address>(&answer.is);
  if (address != nullptr)
    json.field("uri", address->uri);
  else
    json.null("uri");
  if (const auto* refusal = std::get_if<AddressRefusal>(&answer.is)) {
    json.begin_object("error");
    json.field("kind", refusal->kind);
    json.field("message", refusal->message);
    json.end();
  } else {
    json.null("error");
  }
  if (image.empty())
    json.null("image");
  else
    json.field("image", image);
  json.begin_array("warnings");
  for (const AddressNote& note : answer.notes) {
    json.begin_object();
    json.field("kind", address_note(note.kind).name);
    json.field("says", note_text(note));
    json.end();
  }
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby
