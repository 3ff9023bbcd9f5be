#include "exchange/aws_doc_cells.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "exchange/dlc_words.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool is_dress(char c) { return string_view("<>{}$*`[]\"'").find(c) != string_view::npos; }

// Where digits and dots end that begin at `at`; pre-releases (`2.0.0rc1`) and local parts belong to them.
std::size_t version_end(string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (is_digit(text[end]) || (text[end] == '.' && digits_at(text, end + 1) > 0)))
    ++end;
  static constexpr string_view stages[] = {".post", ".dev", "rc", "post", "dev", "a", "b"};
  for (const string_view stage : stages)
    if (text.substr(end).starts_with(stage) && digits_at(text, end + stage.size()) > 0)
      return end + stage.size() + digits_at(text, end + stage.size());
  return end;
}

constexpr std::size_t longest_name = 64;  // of a package

struct Place {
  std::size_t begin, end;  // of the version with all that belongs to it
  VersionText version;
};

bool is_name(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; }

// A version at `at`, where a word begins.
std::optional<Place> version_at(string_view text, std::size_t at) {
  Place place{at, at, {}};
  std::size_t digits = at;
  std::size_t name_end = at;
  while (name_end < text.size() && name_end - at < longest_name && is_name(text[name_end])) ++name_end;
  if (text.substr(name_end).starts_with("==")) {
    place.version.name = text.substr(at, name_end - at);
    digits = name_end + 2;
  }
  std::size_t letters = digits;
  while (letters < text.size() && letters - digits < longest_name && is_letter(text[letters])) ++letters;
  const std::size_t numbers = digits_at(text, letters);
  const bool prefixed = letters > digits + 1 && numbers > 0 && digits_at(text, letters + numbers + 1) > 0 &&
                        text[letters + numbers] == '.';
  if (prefixed && place.version.name.empty()) {  // `tgi2.3.1`
    place.version.name = text.substr(digits, letters - digits);
    digits = letters;
  } else if (digits < text.size() && (text[digits] == 'v' || text[digits] == 'V')) {
    ++digits;
  }
  if (digits_at(text, digits) == 0) return std::nullopt;
  std::size_t end = version_end(text, digits);
  place.version.version = text.substr(digits, end - digits);
  if (end < text.size() && text[end] == '-' && digits_at(text, end + 1) > 0) {
    const std::size_t size = digits_at(text, end + 1);
    place.version.revision = text.substr(end + 1, size);
    end += 1 + size;
  }
  if (text.substr(end).starts_with(".x") || text.substr(end).starts_with(".*")) end += 2;
  while (end < text.size() && text[end] == '*') {
    place.version.marked = true;
    ++end;
  }
  const bool ends = end == text.size() || (!is_letter(text[end]) && !is_digit(text[end]) && text[end] != '_');
  const bool bare_number =
      place.version.version.find('.') == std::string::npos && place.version.version.size() > 4;
  if (!ends || bare_number) return std::nullopt;
  place.end = end;
  return place;
}

std::vector<Place> versions_in(string_view text) {
  std::vector<Place> places;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = is_letter(text[at]) || is_digit(text[at]);
    if (!begins) {
      ++at;
      continue;
    }
    if (auto place = version_at(text, at)) {
      at = place->end;
      places.push_back(*std::move(place));
    } else {
      while (at < text.size() && is_name(text[at])) ++at;
    }
  }
  return places;
}

std::string joined(string_view a, string_view b) {
  const std::string text = std::string(trim(a)) + " " + std::string(trim(b));
  return std::string(trim(text));
}

// Of one line: the words in front of the first version lead if they end in a colon, or if nothing
// follows the versions.
void values_of_line(string_view line, std::vector<Value>& values) {
  const std::vector<Place> places = versions_in(line);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::size_t begin = i == 0 ? 0 : places[i - 1].end;
    const std::size_t next = i + 1 < places.size() ? places[i + 1].begin : line.size();
    const string_view before = line.substr(begin, places[i].begin - begin);
    const string_view after = line.substr(places[i].end, next - places[i].end);
    values.push_back({places[i].version, i == 0 ? joined(before, after) : std::string(trim(after))});
  }
}

// A line with labels in front (`SageMaker: 11.3, EC2: 11.6`): each piece has one version.
bool labels_lead(string_view line) {
  const std::vector<Place> places = versions_in(line);
  if (places.empty()) return false;
  const string_view before = trim(line.substr(0, places[0].begin));
  return before.ends_with(':') || before.ends_with('=');
}

void leading_labels(string_view line, std::vector<Value>& values) {
  std::string waiting;
  std::size_t begin = 0;
  for (const Place& place : versions_in(line)) {
    values.push_back({place.version, std::string(trim(line.substr(begin, place.begin - begin)))});
    begin = place.end;
  }
}

// Versions between which only signs stand share what is said of the last one.
void share_phrases(std::vector<Value>& values) {
  const auto only_signs = [](string_view phrase) {
    return std::none_of(phrase.begin(), phrase.end(), [](char c) { return is_letter(c) || is_digit(c); }) ||
           lower(trim(phrase)) == "and" || lower(trim(phrase)) == "or";
  };
  for (std::size_t i = values.size(); i-- > 0;)
    if (only_signs(values[i].phrase))
      values[i].phrase = i + 1 < values.size() ? values[i + 1].phrase : std::string();
}

// The words of a cell in which versions stand side by side: `3.8–3.10, 3.12` is `3.8`, `-`, `3.10`, `3.12`.
std::vector<std::string> joined_words(string_view cell) {
  std::string text;
  for (const std::string& line : lines_of(cell)) (text += line) += ' ';
  for (const string_view dash : {"\xE2\x80\x93", "\xE2\x80\x94"})
    for (std::size_t at = 0; (at = text.find(dash, at)) != std::string::npos;)
      text.replace(at, dash.size(), " - ");
  for (std::size_t at = 1; at + 1 < text.size(); ++at)
    if (text[at] == '-' && is_digit(text[at - 1]) && is_digit(text[at + 1])) text.replace(at, 1, " - ");
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \t\n,;/&()", at), text.size());
    std::string word = text.substr(at, end - at);
    if (!word.empty() && lower(word) != "and" && lower(word) != "or") words.push_back(std::move(word));
    at = end + 1;
  }
  return words;
}

bool is_range_sign(string_view word) {
  return word == "-" || lower(word) == "to" || lower(word) == "through";
}

// `3.10`, `v3.10`, `py310`; nothing where more is said.
std::optional<std::string> whole_version(string_view word) {
  if (auto python = dlc::python_version(word)) return python;
  auto version = read_version(word);
  if (!version || !version->name.empty() || !version->revision.empty() || version->marked ||
      version->version.find('.') == std::string::npos || version->version.size() + 1 < word.size())
    return std::nullopt;
  return std::move(version->version);
}

// `3.8` to `3.10`: what counts up between them is the last of two numbers.
bool add_range(string_view first, string_view last, std::vector<std::string>& out) {
  constexpr int most = 100;
  const auto dot = first.find('.');
  const string_view line = first.substr(0, dot + 1);
  if (!last.starts_with(line)) return false;
  int from = 0, to = 0;
  const auto number = [&](string_view text, int& into) {
    const string_view digits = text.substr(line.size());
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  if (!number(first, from) || !number(last, to) || from > to || to - from > most) return false;
  for (int minor = from; minor <= to; ++minor) out.push_back(std::string(line) + std::to_string(minor));
  return true;
}

}  // namespace

std::optional<VersionText> read_version(string_view text) {
  const std::vector<Place> places = versions_in(trim(text));
  if (places.size() != 1 || places[0].begin != 0 || places[0].end != trim(text).size()) return std::nullopt;
  return places[0].version;
}

std::vector<std::string> lines_of(string_view cell) {
  static constexpr string_view bullets[] = {"-", "–", "—", "•", "◦", "▪", "·", "*", "+"};
  std::vector<std::string> lines;
  for (string_view line : split(cell, '\n')) {
    line = trim(line);
    for (const string_view bullet : bullets)
      if (line.starts_with(bullet) && line.size() > bullet.size() && is_blank(line[bullet.size()])) {
        line = trim(line.substr(bullet.size()));
        break;
      }
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

std::vector<Value> split_values(string_view cell) {
  std::vector<Value> all;
  for (const std::string& line : lines_of(cell)) {
    std::vector<Value> values;
    if (labels_lead(line))
      leading_labels(line, values);
    else
      values_of_line(line, values);
    if (!values.empty()) {
      share_phrases(values);
      all.insert(all.end(), values.begin(), values.end());
    } else if (!all.empty()) {
      all.back().phrase = joined(all.back().phrase, line);
    } else {
      return {};
    }
  }
  return all;
}

std::vector<std::string> several_versions(string_view cell, const std::function<bool(string_view)>& is_name) {
  std::vector<std::string> words = joined_words(cell);
  std::erase_if(words, is_name);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto version = whole_version(words[i]);
    if (!version) return {};
    if (i + 1 < words.size() && is_range_sign(words[i + 1])) {
      const auto last = i + 2 < words.size() ? whole_version(words[i + 2]) : std::nullopt;
      if (!last || !add_range(*version, *last, out)) return {};
      i += 2;
    } else {
      out.push_back(*version);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::string> words_in(string_view cell) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < cell.size();) {
    const std::size_t end = std::min(cell.find_first_of(" \t\n,;", at), cell.size());
    string_view word = cell.substr(at, end - at);
    while (!word.empty() && (is_dress(word.front()) || word.front() == '(')) word.remove_prefix(1);
    while (!word.empty() && (is_dress(word.back()) || word.back() == ')' || word.back() == '.'))
      word.remove_suffix(1);
    if (!word.empty()) words.emplace_back(word);
    at = end + 1;
  }
  return words;
}

}  // namespace bestby::exchange::aws_doc
