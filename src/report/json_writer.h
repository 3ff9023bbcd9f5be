// Writes JSON as it goes: two spaces a level, keys in the order given, UTF-8 kept.
//
//     JsonWriter json;
//     json.begin_object();
//     json.field("schema", "bestby/status/1");
//     json.begin_array("subjects"); json.item("a"); json.end();
//     json.end();
//     std::string text = json.take();      // ends with a line feed
//
// Bytes that are not UTF-8 become U+FFFD. Linear.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"

namespace bestby {

class JsonWriter {
 public:
  void begin_object() { begin({}, '{'); }
  void begin_array() { begin({}, '['); }
  void begin_object(std::string_view key) { begin(key, '{'); }
  void begin_array(std::string_view key) { begin(key, '['); }
  void end();

  void field(std::string_view key, std::string_view value);
  void field(std::string_view key, const char* value) { field(key, std::string_view(value)); }
  void field(std::string_view key, const std::string& value) { field(key, std::string_view(value)); }
  void field(std::string_view key, bool value) { raw(key, value ? "true" : "false"); }
  void field(std::string_view key, std::int64_t value) { raw(key, std::to_string(value)); }
  void field(std::string_view key, std::optional<Date> day);  // null when absent
  void field(std::string_view key, std::optional<bool> value);
  void null(std::string_view key) { raw(key, "null"); }
  void item(std::string_view value);

  // What is written so far and was not asked for yet, for answers that are printed piece by piece.
  std::string part() { return std::exchange(out_, {}); }
  std::string take();

 private:
  void begin(std::string_view key, char mark);
  void raw(std::string_view key, std::string_view text);
  void place(std::string_view key);

  std::string out_;
  std::string closing_;  // the marks that are still to come, innermost last
  std::vector<bool> filled_;
};

// A JSON text with its quotes.
std::string json_text(std::string_view text);

}  // namespace bestby
