#include "judge/ignores.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/formats/json_reader.h"
#include "base/formats/yaml.h"
#include "base/star_pattern.h"
#include "base/text.h"

namespace bestby {
namespace {

constexpr std::array<std::string_view, 4> keys = {"finding", "path", "because", "until"};

class IgnoreReader {
 public:
  explicit IgnoreReader(const yaml::Document& document) : document_(document) {}

  void read() {
    if (document_.root.is_null()) return;
    if (!document_.root.is_sequence())
      return refuse(document_.root, "a list of ignores is wanted",
                    "- {finding: \"ended/python@3.8\", because: why, until: 2027-01-31}");
    for (const yaml::Node& node : document_.root.items) one(node);
  }

  std::vector<Ignore> ignores;
  std::vector<Error> errors;

 private:
  void refuse(const yaml::Node& node, std::string message, std::string help,
              std::vector<std::string> suggestions = {}) {
    errors.push_back({ErrorCode::input, std::move(message), document_.span(node), std::move(help),
                      std::move(suggestions)});
  }

  void one(const yaml::Node& node) {
    if (!node.is_mapping())
      return refuse(node, "an ignore is a mapping", "{finding: ..., because: ..., until: ...}");
    const std::size_t before = errors.size();
    for (const auto& [key, value] : node.fields) {
      if (std::find(keys.begin(), keys.end(), key.text) == keys.end())
        refuse(key, fmt::format("there is no key `{}`", key.text), "there are finding, path, because, until",
               nearest(key.text, {keys.begin(), keys.end()}, 1));
      else if (!value.is_scalar() || trim(value.text).empty())
        refuse(value, fmt::format("`{}` is a text", key.text), {});
    }
    for (const std::string_view key : {keys[0], keys[2], keys[3]})
      if (node.find(key) == nullptr)
        refuse(node, fmt::format("`{}` is missing", key),
               key == "until"     ? "what is accepted has a day on which it is looked at again"
               : key == "because" ? "say why it is accepted, for whoever reads it next"
                                  : "the finding's id, as `bestby check --format json` prints it");
    if (errors.size() != before) return;
    const auto until = Date::parse(node.find("until")->text);
    if (!until)
      return refuse(*node.find("until"), fmt::format("`{}` is no day", node.find("until")->text),
                    "write YYYY-MM-DD");
    const yaml::Node* path = node.find("path");
    ignores.push_back({node.find("finding")->str(), path == nullptr ? std::string() : path->str(),
                       node.find("because")->str(), *until, document_.span(node)});
  }

  const yaml::Document& document_;
};

std::string until_words(std::string_view because, Date until) {
  return fmt::format("ignored until {}: {}", until.str(), because);
}

}  // namespace

tl::expected<std::vector<Ignore>, std::vector<Error>> read_ignores(std::string file, std::string text) {
  const auto document = yaml::read(std::move(file), std::move(text), {}, ErrorCode::input);
  if (!document) return tl::unexpected(std::vector<Error>{document.error()});
  IgnoreReader reader(*document);
  reader.read();
  if (!reader.errors.empty()) return tl::unexpected(std::move(reader.errors));
  return std::move(reader.ignores);
}

void set_aside(CheckAnswer& answer, const std::vector<Ignore>& ignores, Date on) {
  for (const Ignore& ignore : ignores) {
    bool used = false;
    for (CheckFinding& f : answer.findings) {
      if (!is_told(f) || !star_match(ignore.finding, f.id)) continue;
      for (FindingPlace& place : f.places) {
        if (!ignore.path.empty() && !star_match(ignore.path, place.where.path)) continue;
        used = true;
        if (on <= ignore.until && place.set_aside.empty())
          place.set_aside = until_words(ignore.because, ignore.until);
      }
    }
    if (used && on > ignore.until)
      answer.expired.push_back(fmt::format("{}:{}: the ignore of `{}` held until {}: {}", ignore.place.file,
                                           ignore.place.line, ignore.finding, ignore.until.str(),
                                           ignore.because));
  }
}

void set_aside(CheckAnswer& answer, std::uint32_t target, const std::vector<InlineIgnore>& ignores, Date on) {
  for (const InlineIgnore& ignore : ignores) {
    const auto until = Date::parse(ignore.until);
    if (!until || ignore.because.empty()) {
      answer.unread.push_back(
          {target, ignore.path,
           fmt::format("line {}: `bestby: ignore` needs until=YYYY-MM-DD and because=WHY", ignore.line)});
      continue;
    }
    bool used = false;
    for (CheckFinding& f : answer.findings)
      for (FindingPlace& place : f.places) {
        if (!is_told(f) || place.target != target || place.where.path != ignore.path ||
            place.where.line != ignore.line)
          continue;
        used = true;
        if (on <= *until && place.set_aside.empty()) place.set_aside = until_words(ignore.because, *until);
      }
    if (used && on > *until)
      answer.expired.push_back(fmt::format("{}:{}: the ignore held until {}: {}", ignore.path, ignore.line,
                                           until->str(), ignore.because));
  }
}

Result<Baseline> read_baseline(std::string file, std::string text) {
  const auto document = read_json(std::move(file), std::move(text));
  if (!document) return fail(document.error());
  const yaml::Node* schema = document->root.find("schema");
  const yaml::Node* findings = document->root.find("findings");
  if (schema == nullptr || schema->text != "bestby/check/1" || findings == nullptr ||
      !findings->is_sequence())
    return fail(ErrorCode::input, "this is no answer of `bestby check`", document->span(document->root),
                "make one by: bestby check --format json > baseline.json");
  Baseline out;
  for (const yaml::Node& finding : findings->items) {
    const yaml::Node* id = finding.find("id");
    const yaml::Node* where = finding.find("where");
    if (id == nullptr || where == nullptr)
      return fail(ErrorCode::input, "a finding has no `id` or `where`", document->span(finding));
    for (const yaml::Node& place : where->items) {
      const yaml::Node* path = place.find("path");
      out.known.emplace_back(id->str(), path == nullptr ? std::string() : path->str());
    }
  }
  std::sort(out.known.begin(), out.known.end());
  return out;
}

void set_aside(CheckAnswer& answer, const Baseline& baseline) {
  for (CheckFinding& f : answer.findings)
    for (FindingPlace& place : f.places)
      if (place.set_aside.empty() &&
          std::binary_search(baseline.known.begin(), baseline.known.end(), std::pair(f.id, place.where.path)))
        place.set_aside = "in the baseline";
}

}  // namespace bestby
