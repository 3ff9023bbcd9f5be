// JSON of any size, read value by value, without a tree.
//
//     JsonPull json(text, limits[Limit::depth]);
//     json.object([&](const JsonText& key) {
//       if (key.is("components")) return json.array([&] { component(json); });
//       if (key.is("name")) return void(name = json.text());
//       json.skip();
//     });
//     if (json.fault() != nullptr) out.skip(path, ...);       // what is wrong, and `at()`
//
// The callback of `object` and of `array` takes exactly one value: by `text`, `object`, `array` or `skip`.
// What is of another kind than asked for is passed over. After a fault nothing is called any more. Texts
// are views of the text with their escapes; `JsonText::value` resolves them.
//
// Lenient: control characters in strings and any number-like word are taken as they are. Linear, some
// hundreds of megabytes a second for what is passed over; nothing is allocated; recursion is the caller's,
// no deeper than `depth`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bestby {

struct JsonText {
  std::string_view raw;  // as it stands in the file, without its quotes
  bool quoted = false;   // a string; otherwise a number, `true`, `false` or `null`
  bool escapes = false;

  bool is(std::string_view word) const { return quoted && raw == word; }
  std::string value() const;  // UTF-8, whatever the file held; empty for `null`
};

class JsonPull {
 public:
  explicit JsonPull(std::string_view text, std::size_t depth = 64);

  template <typename Use>  // void(const JsonText& key)
  void object(Use use) {
    if (!open('{')) return;
    for (JsonText key; next_key(key);) use(key);
  }
  template <typename Use>  // void()
  void array(Use use) {
    if (!open('[')) return;
    while (next_item()) use();
  }
  // A string or another scalar; passes over objects and arrays, with an empty answer.
  JsonText text();
  void skip();

  char peek();  // what the next value begins with; '\0' at the end
  std::size_t at() const { return at_; }
  const char* fault() const { return fault_; }
  std::string_view source() const { return text_; }
  // The whole text has been read: a fault where something stands behind the value.
  void finish();

 private:
  bool open(char bracket);
  bool next_key(JsonText& key);
  bool next_item();
  bool between(char close);
  bool string(JsonText& out);
  bool fail(const char* what);
  void blanks();

  std::string_view text_;
  std::size_t at_ = 0, depth_ = 0, most_;
  bool fresh_ = false;
  const char* fault_ = nullptr;
};

// Text of a foreign file as UTF-8: bytes that are none become U+FFFD.
std::string utf8_text(std::string_view bytes);

}  // namespace bestby
