// The problems of a file: what is known by the text that it leaves in logs (docs/problems.md).
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/number_forms.h"
#include "base/pattern.h"
#include "base/placeholders.h"
#include "base/text.h"
#include "catalog/file_reader.h"

namespace bestby {
namespace {

using std::string_view;
using Kind = ProblemPartKind;

constexpr std::array<string_view, 12> problem_keys = {"says",     "pattern", "lines",    "means",
                                                      "concerns", "reads",   "adds",     "tells",
                                                      "do",       "source",  "examples", "near"};
constexpr std::array<string_view, 2> reading_keys = {"says", "form"};
constexpr std::array<string_view, 2> sum_keys = {"says", "of"};
constexpr std::array<string_view, 2> lookup_keys = {"of", "fact"};

bool is_problem_id(string_view id) {
  return !id.empty() && id.front() != '-' && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-';
  });
}

}  // namespace

// One problem of a file. Its parts are read in the order in which they refer to one another.
class ProblemReader {
 public:
  ProblemReader(FileReader& file, const yaml::Node& id, const yaml::Node& map)
      : f_(file), id_(id), map_(map) {}

  void read() {
    if (!f_.check_keys(map_, problem_keys, "a problem")) return;
    if (!is_problem_id(id_.text))
      return f_.error(id_, fmt::format("`{}` cannot be a problem's name", id_.text),
                      "lower-case letters, digits and `-`");
    for (const ProblemDraft& other : f_.builder_.problems())
      if (f_.builder_.text_of(other.row.id) == id_.text)
        return f_.error(id_, fmt::format("problem `{}` is defined twice", id_.text));
    if (!head()) return;
    concerns();
    readings();
    sums();
    lookups();
    steps();
    sources();
    samples();
    f_.builder_.problem(std::move(draft_));
  }

 private:
  TextId text(string_view t) { return f_.builder_.text(t); }
  void part(ProblemPartRow row) { draft_.parts.push_back(row); }

  bool needed(string_view key) {
    const yaml::Node* node = map_.find(key);
    if (node != nullptr && !node->is_null() && !(node->is_scalar() && trim(node->text).empty())) return true;
    f_.error(id_, fmt::format("the problem has no `{}`", key));
    return false;
  }

  bool head() {
    bool whole = true;
    for (const string_view key : {"says", "pattern", "means", "do", "source", "examples", "near"})
      whole = needed(key) && whole;
    if (!whole) return false;
    const std::string lines = map_.find("lines") != nullptr ? f_.scalar(map_, "lines") : "1";
    const int count = lines.size() == 1 && is_digit(lines[0]) ? lines[0] - '0' : 0;
    auto compiled = Pattern::compile(f_.scalar(map_, "pattern"), count);
    if (!compiled) return f_.error(*map_.find("pattern"), std::move(compiled.error())), false;
    pattern_ = std::move(*compiled);
    names_ = pattern_.names();
    draft_.row = {text(id_.text),
                  text(f_.scalar(map_, "says")),
                  text(f_.scalar(map_, "means")),
                  text(f_.scalar(map_, "pattern")),
                  static_cast<std::uint32_t>(count),
                  0,
                  0};
    return true;
  }

  void concerns() {
    const yaml::Node* list = map_.find("concerns");
    for (const std::string& label : f_.texts(map_, "concerns"))
      if (NodeId node = no_id; f_.reference(*list, label, &node))
        part({Kind::concerns, no_id, no_id, no_id, node});
  }

  // Each capture is read out under a name and with words.
  void readings() {
    const yaml::Node* reads = map_.find("reads");
    for (const std::string& name : names_)
      if (reads == nullptr || reads->find(name) == nullptr)
        return f_.error(*map_.find("pattern"), fmt::format("the capture `{}` is not among `reads`", name));
    if (reads == nullptr) return;
    if (!reads->is_mapping())
      return f_.error(*reads, "`reads` must be a mapping of captures to what they are");
    for (const auto& [name, value] : reads->fields) {
      if (!known(name, name.text)) continue;
      if (value.is_scalar()) {
        part({Kind::reads, text(name.text), text(value.text), no_id, no_id});
      } else if (f_.check_keys(value, reading_keys, "a reading")) {
        const std::string form = f_.scalar(value, "form");
        if (find_number_form(form) == nullptr)
          f_.error(value, fmt::format("`{}` is not a form of numbers", form), "one of: thousands, hundreds");
        part({Kind::reads, text(name.text), text(f_.scalar(value, "says")), text(form), no_id});
      }
    }
  }

  void sums() {
    const yaml::Node* adds = map_.find("adds");
    if (adds == nullptr) return;
    if (!adds->is_mapping()) return f_.error(*adds, "`adds` must be a mapping of names to sums");
    for (const auto& [name, value] : adds->fields) {
      if (!f_.check_keys(value, sum_keys, "a sum")) continue;
      const auto of = f_.texts(value, "of");
      for (const std::string& term : of) known(value, term);
      part({Kind::adds, text(name.text), text(f_.scalar(value, "says")),
            text(fmt::format("{}", fmt::join(of, " "))), no_id});
    }
    for (const auto& [name, value] : adds->fields) names_.push_back(name.str());
  }

  void lookups() {
    const yaml::Node* tells = map_.find("tells");
    if (tells == nullptr) return;
    if (!tells->is_sequence()) return f_.error(*tells, "`tells` must be a list of look-ups");
    for (const yaml::Node& item : tells->items) {
      if (!f_.check_keys(item, lookup_keys, "a look-up")) continue;
      const std::string of = f_.scalar(item, "of"), fact = f_.scalar(item, "fact");
      const PredicateId predicate = f_.builder_.find_predicate(fact);
      if (predicate == no_id)
        f_.error(item, fmt::format("`{}` is not a predicate", fact), {},
                 nearest(fact, f_.builder_.predicate_names()));
      else if (known_in(item, of))
        part({Kind::tells, no_id, text(of), no_id, predicate});
    }
  }

  void steps() {
    known_in(*map_.find("means"), f_.scalar(map_, "means"));
    for (const std::string& step : f_.texts(map_, "do"))
      if (known_in(*map_.find("do"), step)) part({Kind::step, no_id, text(step), no_id, no_id});
  }

  void sources() {
    const yaml::Node& at = *map_.find("source");
    for (const std::string& cited : f_.texts(map_, "source")) {
      const auto colon = cited.find(':');
      const std::string id = cited.substr(0, colon);
      const std::uint32_t source = f_.builder_.find_source(id);
      const string_view place =
          colon == std::string::npos ? string_view() : trim(string_view(cited).substr(colon + 1));
      if (source == no_id)
        f_.error(at, fmt::format("source `{}` is not defined", id), "define it under `sources`",
                 nearest(id, f_.builder_.source_names()));
      else
        part({Kind::cites, no_id, text(place), no_id, source});
    }
  }

  // The file proves its own patterns.
  void samples() {
    for (const std::string& example : f_.texts(map_, "examples"))
      if (!pattern_.find(example, 0, example.size()))
        f_.error(*map_.find("examples"),
                 fmt::format("the pattern of `{}` does not match an example", id_.text), example);
    for (const std::string& near : f_.texts(map_, "near"))
      if (pattern_.find(near, 0, near.size()))
        f_.error(*map_.find("near"), fmt::format("the pattern of `{}` matches a near miss", id_.text), near);
  }

  bool known(const yaml::Node& at, string_view name) {
    if (std::find(names_.begin(), names_.end(), name) != names_.end()) return true;
    f_.error(at, fmt::format("`{}` is not a capture of the pattern", name), {}, nearest(name, names_));
    return false;
  }

  bool known_in(const yaml::Node& at, string_view template_text) {
    const auto names = names_in(template_text);
    return std::all_of(names.begin(), names.end(), [&](string_view name) { return known(at, name); });
  }

  FileReader& f_;
  const yaml::Node& id_;
  const yaml::Node& map_;
  Pattern pattern_;
  std::vector<std::string> names_;  // that texts may name
  ProblemDraft draft_;
};

void FileReader::problems() {
  const yaml::Node* all = doc_.root.find("problems");
  if (all == nullptr) return;
  if (!all->is_mapping()) return error(*all, "`problems` must be a mapping of ids to problems");
  for (const auto& [id, map] : all->fields) ProblemReader(*this, id, map).read();
}

}  // namespace bestby
