#include "exchange/aws_doc_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/text.h"
#include "exchange/dlc_words.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

bool all_digits(string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::size_t digits_at(string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

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

// ---- days ----

constexpr std::array<string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<string_view, 12> long_months = {"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};

int month_named(string_view word) {
  const std::string small = lower(word.ends_with('.') ? word.substr(0, word.size() - 1) : word);
  if (small.size() < 3) return 0;
  for (std::size_t i = 0; i < months.size(); ++i)
    if (small == months[i] || small == long_months[i] || (small == "sept" && i == 8))
      return static_cast<int>(i) + 1;
  return 0;
}

int number(string_view text) {
  int value = 0;
  for (const char c : text.substr(0, 8)) value = value * 10 + (c - '0');
  return value;
}

std::optional<std::string> day_text(int year, int month, int day) {
  Date date;
  if (year < 100) year += 2000;
  if (year < 1990 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  if (!Date::from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day), &date))
    return std::nullopt;
  return date.str();
}

std::optional<std::string> month_text(int year, int month) {
  if (year < 1990 || year > 2199 || month < 1 || month > 12) return std::nullopt;
  return fmt::format("{:04}-{:02}", year, month);
}

// The numbers and words of a day: signs between them go, `6th` is 6.
struct DayPart {
  bool is_number = false;
  string_view text;
};
std::vector<DayPart> day_parts(string_view text) {
  std::vector<DayPart> parts;
  for (std::size_t at = 0; at < text.size();) {
    if (is_digit(text[at])) {
      const std::size_t size = digits_at(text, at);
      parts.push_back({true, text.substr(at, size)});
      at += size;
      for (const string_view ending : {"st", "nd", "rd", "th"})
        if (lower(text.substr(at, 2)) == ending) {
          at += 2;
          break;
        }
    } else if (is_letter(text[at])) {
      std::size_t end = at;
      while (end < text.size() && (is_letter(text[end]) || text[end] == '.')) ++end;
      parts.push_back({false, text.substr(at, end - at)});
      at = end;
    } else if (string_view(" ,/-.").find(text[at]) != string_view::npos) {
      ++at;
    } else {
      return {};
    }
  }
  return parts;
}

std::optional<std::string> named_month(const std::vector<DayPart>& parts) {
  const auto word = std::find_if(parts.begin(), parts.end(), [](const DayPart& p) { return !p.is_number; });
  if (word == parts.end()) return std::nullopt;
  const int month = month_named(word->text);
  std::vector<int> numbers;
  for (const DayPart& part : parts)
    if (part.is_number) numbers.push_back(number(part.text));
  if (month == 0 || numbers.size() + 1 != parts.size()) return std::nullopt;
  if (numbers.size() == 1 && numbers[0] > 31) return month_text(numbers[0], month);
  if (numbers.size() != 2) return std::nullopt;
  return numbers[0] > 31 ? day_text(numbers[0], month, numbers[1]) : day_text(numbers[1], month, numbers[0]);
}

// ---- addresses ----

constexpr string_view region_sign = "<region>";

bool in_path(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '/'; }
bool in_tag(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; }
bool is_dress(char c) { return string_view("<>{}$*`[]\"'").find(c) != string_view::npos; }

// What stands for a region: `<region>`, `{region}`, `us-west-2`, `<us-west-2>`.
struct RegionText {
  std::string shown, real;
};
RegionText read_region(string_view text) {
  const bool dressed = std::any_of(text.begin(), text.end(), is_dress);
  if (!dressed && is_region(text)) return {std::string(text), std::string(text)};
  return {std::string(region_sign), {}};
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

std::optional<std::string> read_day(string_view text, DayOrder order) {
  text = trim(text);
  if (text.size() == 8 && all_digits(text))
    return day_text(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6)));
  const std::vector<DayPart> parts = day_parts(text);
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  if (auto named = named_month(parts)) return named;
  for (const DayPart& part : parts)
    if (!part.is_number || part.text.size() > 4) return std::nullopt;
  const int a = number(parts[0].text), b = number(parts[1].text);
  const bool year_first = parts[0].text.size() == 4;
  if (parts.size() == 2)
    return year_first ? month_text(a, b) : parts[1].text.size() == 4 ? month_text(b, a) : std::nullopt;
  const int c = number(parts[2].text);
  if (year_first) return day_text(a, b, c);
  if (parts[2].text.size() == 3) return std::nullopt;
  const bool day_first = a > 12 || (order == DayOrder::day_first && b <= 12);
  return day_first ? day_text(c, b, a) : day_text(c, a, b);
}

DayOrder order_of(const std::vector<string_view>& days) {
  for (const string_view text : days) {
    const std::vector<DayPart> parts = day_parts(trim(text));
    const bool three = parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](const DayPart& p) {
                         return p.is_number && p.text.size() <= 4;
                       });
    if (!three || parts[0].text.size() == 4) continue;
    if (number(parts[0].text) > 12) return DayOrder::day_first;
    if (number(parts[1].text) > 12) return DayOrder::month_first;
  }
  return DayOrder::month_first;
}

std::optional<std::string> leading_day(string_view line, string_view* rest) {
  const std::size_t longest = std::min<std::size_t>(line.size(), 24);
  for (std::size_t end = longest; end >= 6; --end) {
    const bool cut = end == line.size() || !(is_letter(line[end]) || is_digit(line[end]));
    if (!cut || !(is_digit(line[end - 1]) || is_letter(line[end - 1]))) continue;
    auto day = read_day(line.substr(0, end), DayOrder::month_first);
    if (!day) continue;
    *rest = line.substr(end);
    while (!rest->empty() && !is_letter(rest->front()) && !is_digit(rest->front())) rest->remove_prefix(1);
    return day;
  }
  return std::nullopt;
}

std::vector<ImageAddress> find_addresses(string_view cell) {
  constexpr string_view private_mark = ".dkr.ecr.", end_mark = ".amazonaws.com",
                        public_mark = "public.ecr.aws/";
  std::vector<ImageAddress> found;
  const auto path_and_tag = [&](std::size_t at, ImageAddress image) {
    std::size_t end = at;
    while (end < cell.size() && in_path(cell[end])) ++end;
    const string_view path = cell.substr(at, end - at);
    if (path.empty() || end >= cell.size() || cell[end] != ':') return end;
    std::size_t tag_end = end + 1;
    while (tag_end < cell.size() && in_tag(cell[tag_end])) ++tag_end;
    image.tag = cell.substr(end + 1, tag_end - end - 1);
    while (image.tag.ends_with('.')) image.tag.pop_back();
    if (image.tag.empty()) return tag_end;
    image.repository = path.substr(path.rfind('/') + 1);
    image.address += fmt::format("/{}:{}", path, image.tag);
    found.push_back(std::move(image));
    return tag_end;
  };
  std::size_t mark = std::min(cell.find(private_mark), cell.size());
  std::size_t open = std::min(cell.find(public_mark), cell.size());
  for (std::size_t at = 0; at < cell.size();) {
    if (mark < at) mark = std::min(cell.find(private_mark, at), cell.size());
    if (open < at) open = std::min(cell.find(public_mark, at), cell.size());
    if (open < mark) {
      at = path_and_tag(open + public_mark.size(),
                        {std::string(public_mark.substr(0, public_mark.size() - 1)), {}, {}, {}, {}});
      continue;
    }
    if (mark == cell.size()) break;
    std::size_t begin = mark;
    while (begin > at && !is_blank(cell[begin - 1]) && cell[begin - 1] != '/' && mark - begin < 64) --begin;
    const std::size_t region_begin = mark + private_mark.size();
    const std::size_t host_end = cell.substr(0, region_begin + 128).find(end_mark, region_begin);
    if (host_end == string_view::npos) {
      at = region_begin;
      continue;
    }
    const string_view account = cell.substr(begin, mark - begin);
    const RegionText region = read_region(cell.substr(region_begin, host_end - region_begin));
    std::size_t end = host_end + end_mark.size();
    const bool china = cell.substr(end).starts_with(".cn/");
    if (china) end += 3;
    if (end >= cell.size() || cell[end] != '/') {
      at = end;
      continue;
    }
    ImageAddress image;
    image.account = account.size() == 12 && all_digits(account) ? account : string_view();
    image.region = region.real;
    image.address = fmt::format("{}{}{}{}{}", image.account.empty() ? "<account>" : image.account,
                                private_mark, region.shown, end_mark, china ? ".cn" : "");
    at = path_and_tag(end + 1, std::move(image));
  }
  return found;
}

std::vector<Wheel> find_wheels(string_view cell) {
  std::vector<Wheel> wheels;
  for (std::size_t at = cell.find("https://"); at < cell.size(); at = cell.find("https://", at)) {
    std::size_t end = at;
    while (end < cell.size() && !is_blank(cell[end])) ++end;
    const string_view url = cell.substr(at, end - at);
    at = end;
    if (!url.ends_with(".whl")) continue;
    Wheel wheel{std::string(url), {}, {}, {}, {}, {}, {}};
    const std::vector<string_view> parts = split(url, '/');
    const string_view file = parts.back().substr(0, parts.back().size() - 4);
    const std::vector<string_view> words = split(file, '-');
    if (words.size() > 1) wheel.version = words[1];
    for (const string_view word : words) {
      if (word.starts_with("cp") && wheel.python.empty())
        if (const auto python = dlc::python_version("py" + std::string(word.substr(2))))
          wheel.python = *python;
      if (word.find("x86_64") != string_view::npos) wheel.arch = "x86_64";
      if (word.find("aarch64") != string_view::npos) wheel.arch = "arm64";
    }
    for (const string_view part : std::vector(parts.begin(), parts.end() - 1)) {
      if (const auto cuda = dlc::cuda_version(part)) wheel.cuda = *cuda;
      if (part.size() >= 10)
        if (const auto day = Date::parse(part.substr(0, 10))) wheel.built = day->str();
      const string_view version = part.substr(part.rfind('-') == string_view::npos ? 0 : part.rfind('-') + 1);
      if (dlc::is_version(version) && version.find('.') != string_view::npos)
        wheel.path_versions.emplace_back(version);
    }
    wheels.push_back(std::move(wheel));
  }
  return wheels;
}

bool is_instance_type(string_view text) {
  if (text.starts_with("ml.")) text.remove_prefix(3);
  const std::size_t dot = text.find('.');
  if (dot == string_view::npos || dot < 2 || text.find('.', dot + 1) != string_view::npos) return false;
  const string_view family = text.substr(0, dot), size = text.substr(dot + 1);
  const auto small = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; };
  if (!(family[0] >= 'a' && family[0] <= 'z') || !std::all_of(family.begin(), family.end(), small))
    return false;
  if (std::none_of(family.begin(), family.end(), is_digit)) return false;
  static constexpr string_view sizes[] = {"nano", "micro", "small", "medium", "large", "metal"};
  return std::any_of(std::begin(sizes), std::end(sizes), [&](string_view s) {
    return size.find(s) != string_view::npos && std::all_of(size.begin(), size.end(), small);
  });
}

bool is_region(string_view text) {
  const std::vector<string_view> parts = split(text, '-');
  if (parts.size() < 3 || parts.size() > 4 || parts[0].size() != 2) return false;
  if (parts.back().size() != 1 || !is_digit(parts.back()[0])) return false;
  static constexpr string_view sides[] = {"north", "south", "east", "west", "central"};
  const string_view side = parts[parts.size() - 2];
  const bool known =
      std::any_of(std::begin(sides), std::end(sides), [&](string_view s) { return side.starts_with(s); });
  return known && std::all_of(parts[0].begin(), parts[0].end(), [](char c) { return c >= 'a' && c <= 'z'; });
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
