// One JSON value of a line, event by event, without a tree: for streams of small records.
//
//     std::string line = R"({"a": "x", "b": {"c": 1}})";
//     JsonLine json(line);                          // texts are unescaped where they stand
//     for (JsonEvent e; json.next(e);) use(e.depth, e.key, e.text);
//     if (json.fault() != nullptr) refuse(json.fault(), json.at());
//
// Read strictly (RFC 8259, UTF-8); what passes the limits is refused. A key that stands twice is given
// twice. Texts are views of the line, which is changed and must outlive them. Numbers and the words
// true and false come as written.
//
// Nothing is allocated. Linear; about a nanosecond a byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bestby {

inline constexpr int json_line_depth = 32;
inline constexpr std::size_t json_line_bytes = std::size_t{1} << 20U;

struct JsonEvent {
  enum class Kind : std::uint8_t { text, number, truth, null_, object, array, end };
  Kind kind = Kind::null_;
  int depth = 0;         // 0: the value of the line itself
  std::string_view key;  // in an object
  std::string_view text;
};

class JsonLine {
 public:
  explicit JsonLine(std::string& line) : JsonLine(line.data(), line.size()) {}
  JsonLine(char* begin, std::size_t size);

  // The next event; false at the end of the line and at a fault. `end` closes an object or an array.
  bool next(JsonEvent& event);
  const char* fault() const { return fault_; }  // what is wrong; nullptr: nothing
  std::size_t at() const { return static_cast<std::size_t>(at_ - begin_); }  // the byte where

 private:
  bool fail(const char* what);
  void blanks();
  bool value(JsonEvent& event);
  bool string(std::string_view& out);
  bool escape(char*& to);
  bool code_point(std::uint32_t& out);
  bool number(std::string_view& out);
  bool word(JsonEvent& event);
  bool close(JsonEvent& event);

  char* begin_;
  char* at_;
  char* end_;
  const char* fault_ = nullptr;
  int depth_ = 0;
  std::uint64_t arrays_ = 0;  // a bit for each depth: it is an array
  bool fresh_ = true;         // nothing has been read in the innermost object or array
  bool done_ = false;
};

}  // namespace bestby
