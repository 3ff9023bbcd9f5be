#include "exchange/aws_doc_addresses.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/date.h"
#include "base/text.h"
#include "exchange/dlc_words.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

constexpr string_view region_sign = "<region>";

bool in_path(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '/'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool is_dress(char c) { return string_view("<>{}$*`[]\"'").find(c) != string_view::npos; }
bool in_tag(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; }

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

}  // namespace bestby::exchange::aws_doc
