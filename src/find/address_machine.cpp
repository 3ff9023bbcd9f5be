#include "find/address_machine.h"

#include "base/text.h"

namespace bestby {
namespace {

bool is_family(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; }
// Letters of other alphabets count as letters.
bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t run(std::string_view text, std::size_t from, bool (*is)(char)) {
  while (from < text.size() && is(text[from])) ++from;
  return from;
}

}  // namespace

std::string_view machine_family(std::string_view machine) {
  if (!machine.starts_with("ml") || machine.size() < 4 || (machine[2] != '.' && machine[2] != '_')) return {};
  std::size_t size = machine.size();
  if (machine.ends_with('\n')) --size;
  const std::string_view text = machine.substr(0, size);
  const std::size_t end = run(text, 3, is_family);
  const std::size_t word = end < size && text[end] == '.' ? end + 1 : end;
  return end > 3 && run(text, word, is_word) == size ? text.substr(3, end - 3) : std::string_view();
}

bool has_generation_letter(std::string_view family, char letter) {
  const std::size_t number = family.find_first_of("0123456789");
  return number != family.npos && family.find(letter, number) != family.npos;
}

}  // namespace bestby
