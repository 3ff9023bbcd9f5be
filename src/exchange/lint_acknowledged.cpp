#include "exchange/lint_acknowledged.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/formats/yaml.h"
#include "base/star_pattern.h"
#include "base/text.h"
#include "exchange/lint.h"

namespace bestby::exchange {
namespace {

constexpr std::array<std::string_view, 4> keys = {"rule", "subject", "because", "until"};

class Reader {
 public:
  explicit Reader(const yaml::Document& document) : doc_(document) {}

  void read() {
    if (doc_.root.is_null()) return;
    if (!doc_.root.is_sequence())
      return error(doc_.root, "acknowledgements are a list",
                   "- {rule: ID, subject: SUBJECT, because: why it stays, until: DATE}");
    for (const yaml::Node& item : doc_.root.items) one(item);
  }

  std::vector<Acknowledgement> out;
  std::vector<Error> errors;

 private:
  void error(const yaml::Node& at, std::string message, std::string help = {},
             std::vector<std::string> suggestions = {}) {
    errors.push_back(
        {ErrorCode::catalog, std::move(message), doc_.span(at), std::move(help), std::move(suggestions)});
  }

  void one(const yaml::Node& item) {
    if (!item.is_mapping())
      return error(item, "an acknowledgement is a mapping with rule, subject, because and until");
    const std::size_t before = errors.size();
    for (const auto& [key, value] : item.fields)
      if (std::find(keys.begin(), keys.end(), key.text) == keys.end())
        error(key, fmt::format("`{}` is not a key of an acknowledgement", key.text),
              fmt::format("one of: {}", fmt::join(keys, ", ")),
              nearest(key.text, {keys.begin(), keys.end()}));
    Acknowledgement a{text(item, "rule"), text(item, "subject"), text(item, "because"), {}, doc_.span(item)};
    const std::string until = text(item, "until");
    if (errors.size() > before) return;
    known_rule(item, a.rule);
    if (const auto day = Date::parse(until))
      a.until = *day;
    else
      error(*item.find("until"), day.error().message);
    if (errors.size() == before) out.push_back(std::move(a));
  }

  std::string text(const yaml::Node& item, std::string_view key) {
    const yaml::Node* value = item.find(key);
    if (value == nullptr || !value->is_scalar() || trim(value->text).empty()) {
      error(value != nullptr ? *value : item, fmt::format("an acknowledgement needs `{}`", key));
      return {};
    }
    return value->str();
  }

  void known_rule(const yaml::Node& item, const std::string& rule) {
    if (find_lint_rule(rule) != nullptr) return;
    std::vector<std::string> names;
    for (const LintRule& r : lint_rules()) names.emplace_back(r.id);
    error(*item.find("rule"), fmt::format("there is no rule `{}`", rule), "docs/lint.md lists the rules",
          nearest(rule, names));
  }

  const yaml::Document& doc_;
};

}  // namespace

tl::expected<std::vector<Acknowledgement>, std::vector<Error>> read_acknowledgements(std::string file,
                                                                                     std::string text) {
  const auto document = yaml::read(std::move(file), std::move(text));
  if (!document) return tl::unexpected(std::vector<Error>{document.error()});
  Reader reader(*document);
  reader.read();
  if (!reader.errors.empty()) return tl::unexpected(std::move(reader.errors));
  return std::move(reader.out);
}

bool acknowledges(const Acknowledgement& a, std::string_view rule, std::string_view subject) {
  return a.rule == rule && star_match(a.subject, subject);
}

}  // namespace bestby::exchange
