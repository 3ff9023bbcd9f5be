#include "base/formats/markdown_entities.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace bestby::markdown {
namespace {

struct Name {
  std::string_view name;
  char32_t value;
};
constexpr Name names[] = {
    {"amp", '&'},       {"apos", '\''},   {"ast", '*'},      {"bsol", '\\'},     {"bull", 0x2022},
    {"colon", ':'},     {"comma", ','},   {"commat", '@'},   {"copy", 0xA9},     {"dagger", 0x2020},
    {"Dagger", 0x2021}, {"dash", 0x2010}, {"emsp", 0x2003},  {"ensp", 0x2002},   {"equals", '='},
    {"ge", 0x2265},     {"grave", '`'},   {"gt", '>'},       {"hellip", 0x2026}, {"hyphen", 0x2010},
    {"lbrace", '{'},    {"lbrack", '['},  {"lcub", '{'},     {"ldquo", 0x201C},  {"le", 0x2264},
    {"lowbar", '_'},    {"lpar", '('},    {"lsqb", '['},     {"lsquo", 0x2018},  {"lt", '<'},
    {"mdash", 0x2014},  {"middot", 0xB7}, {"minus", 0x2212}, {"nbsp", 0xA0},     {"ndash", 0x2013},
    {"num", '#'},       {"percnt", '%'},  {"period", '.'},   {"plus", '+'},      {"quot", '"'},
    {"rbrace", '}'},    {"rbrack", ']'},  {"rcub", '}'},     {"rdquo", 0x201D},  {"reg", 0xAE},
    {"rpar", ')'},      {"rsqb", ']'},    {"rsquo", 0x2019}, {"sect", 0xA7},     {"semi", ';'},
    {"shy", 0xAD},      {"sol", '/'},     {"sup1", 0xB9},    {"sup2", 0xB2},     {"sup3", 0xB3},
    {"thinsp", 0x2009}, {"times", 0xD7},  {"trade", 0x2122}, {"verbar", '|'},    {"vert", '|'},
    {"zwnj", 0x200C},
};
constexpr std::size_t longest = 12;

char32_t by_number(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  unsigned value = 0;
  const auto [end, fault] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  const bool whole = fault == std::errc() && end == digits.data() + digits.size();
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
  return whole && !surrogate && !control && value <= 0x10FFFF ? value : 0;
}

}  // namespace

Entity read_entity(std::string_view text) {
  if (!text.starts_with('&')) return {};
  const std::size_t end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos) return {};
  const std::string_view name = text.substr(1, end - 1);
  char32_t value = 0;
  if (name.starts_with('#')) {
    value = by_number(name.substr(1));
  } else {
    const auto* at =
        std::find_if(std::begin(names), std::end(names), [&](const Name& n) { return n.name == name; });
    if (at != std::end(names)) value = at->value;
  }
  return value == 0 ? Entity{} : Entity{value, end + 1};
}

}  // namespace bestby::markdown
