#include "exchange/import_neuron_announcements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/text.h"
#include "exchange/import_neuron_words.h"

namespace bestby::exchange::neuron {
namespace {

using std::string_view;

constexpr string_view project = "https://github.com/aws-neuron/aws-neuron-sdk/blob/master/";
constexpr string_view default_folder = "about-neuron/announcements/neuron2.x/";
constexpr string_view early_page = "announcements";  // one page of all announcements of SDK 1.x
constexpr string_view in_neuron = "{publisher: aws, accelerator: neuron}";

// The predicates that a kind of announcement speaks with.
struct Event {
  string_view name, announced, published, begins_with, last_in;
};
constexpr std::array<Event, 3> events = {
    {{"eos", "support_end_announced", "support_end_published", "support_ends_with", "support_last_in"},
     {"correction", "support_end_announced", "support_end_published", "support_ends_with", "support_last_in"},
     {"maintenance", "maintenance_announced", "maintenance_published", "maintenance_starts_with", ""}}};

string_view path_of(string_view source) { return source.substr(0, source.find('@')); }

std::string document_of(string_view source) {
  const string_view path = path_of(source);
  std::string stem = lower(path.substr(path.rfind('/') + 1));
  if (stem.ends_with(".rst")) stem.resize(stem.size() - 4);
  std::replace(stem.begin(), stem.end(), '_', '-');
  return stem == early_page ? "neuron-1-announcements" : "neuron-" + stem;
}

// Images of Inf1 have announcements of their own.
bool matches(string_view line, string_view pattern) {
  constexpr string_view own = "inf1";
  if (line.find(own) != string_view::npos && pattern.find(own) == string_view::npos) return false;
  const auto star = pattern.find('*');
  if (star == string_view::npos) return line == pattern;
  if (pattern.size() > 2 && pattern.starts_with('*') && pattern.ends_with('*'))
    return line.find(pattern.substr(1, pattern.size() - 2)) != string_view::npos;
  const string_view before = pattern.substr(0, star), after = pattern.substr(star + 1);
  return line.size() >= before.size() + after.size() && line.starts_with(before) && line.ends_with(after);
}

class Announcements {
 public:
  Announcements(const Input& in, const SdkDays& days, Book& book, ImportReport& report)
      : in_(in), days_(days), book_(book), report_(report) {}

  void run() {
    for (const AnnouncementLine& a : in_.announcements) add_document(a);
    for (const AnnouncementLine& a : in_.announcements) {
      for (const std::string& words : a.subjects) subject(a, words);
    }
  }

 private:
  void add_document(const AnnouncementLine& a) {
    Document& document = book_.documents[document_of(a.source)];
    if (document.title.empty() || a.source.find('/') != std::string::npos) {
      const string_view path = path_of(a.source);
      const bool whole = path.find('/') != string_view::npos;
      document.title = path.ends_with("/announcements.rst")
                           ? "Neuron 1.x announcements"
                           : fmt::format("Neuron announcement: {}", fmt::join(a.subjects, ", "));
      document.url = fmt::format("{}{}{}", project, whole ? "" : default_folder, path);
    }
    auto& days = document.editions;
    if (std::find(days.begin(), days.end(), a.announced) == days.end()) days.push_back(a.announced);
    std::sort(days.begin(), days.end());
  }

  // The announcement's document, from the state of this day on; `only` in that state, if a later one
  // was written in its place.
  std::string citation(const AnnouncementLine& a, bool only) const {
    const std::string id = document_of(a.source);
    const auto& days = book_.documents.at(id).editions;
    if (days.size() == 1) return id;
    const bool rewritten = only && a.source.find('@') != std::string::npos;
    return rewritten || days.back() == a.announced ? fmt::format("{}[{}]", id, a.announced)
                                                   : fmt::format("{}[{}..{}]", id, a.announced, days.back());
  }

  struct Target {
    Ref ref;
    bool scoped = false, one_of_many = false;
  };

  std::vector<Target> targets(string_view nodes) {
    std::vector<Target> out;
    for (const string_view node : split(nodes, ' ')) {
      const auto mark = node.find_first_of("~#@?");
      const std::string product(node.substr(0, mark));
      const string_view rest = mark == string_view::npos ? string_view() : node.substr(mark + 1);
      if (mark == string_view::npos)
        out.push_back({{product}});
      else if (node[mark] == '~')
        image_lines(product, rest, out);
      else if (node[mark] == '#')
        images_of(product, rest, out);
      else
        out.push_back(one(product, rest));
    }
    return out;
  }

  static Target one(const std::string& product, string_view name) {
    const bool scoped = name.ends_with('?');
    if (scoped) name.remove_suffix(1);
    const bool collected = is_listed("collections", product);
    return {{product, collected ? Level::release : Level::cycle, std::string(name)}, scoped};
  }

  void image_lines(const std::string& product, string_view pattern, std::vector<Target>& out) {
    std::set<std::string, NaturalLess> lines;
    for (const auto& [name, image] : book_.releases(product))
      if (matches(image.cycle, pattern)) lines.insert(image.cycle);
    for (const std::string& line : lines) out.push_back({{product, Level::cycle, line}, false, true});
  }

  void images_of(const std::string& product, string_view sdk, std::vector<Target>& out) {
    const std::string end = fmt::format("-sdk{}", sdk);
    for (const auto& [name, image] : book_.releases(product))
      if (name.ends_with(end)) out.push_back({{product, Level::release, name}});
  }

  // Whether an earlier announcement ended it before that day: "all images with ..." does not mean it.
  bool ended_before(const Node& node, const std::string& day) const {
    for (const auto& [predicate, facts] : node.facts)
      for (const Fact& fact : facts) {
        const std::string sdk = fact.value.substr(fact.value.find('@') + 1);
        const auto at = predicate == "support_ends_with" ? days_.find(sdk) : days_.end();
        if (at != days_.end() && at->second < day) return true;
      }
    return false;
  }

  // The nodes that words of an announcement mean; nothing if they are not known.
  static std::optional<std::string> nodes_of(const std::string& words) {
    if (const Subject* row = find_subject(words); row != nullptr) return row->nodes;
    const auto space = words.find(' ');
    if (space == std::string::npos || !is_listed("versioned", words.substr(0, space))) return std::nullopt;
    return words.substr(0, space) + "@" + words.substr(space + 1);
  }

  bool subject(const AnnouncementLine& a, const std::string& words) {
    const auto nodes = nodes_of(words);
    if (!nodes) {
      report_.skipped.push_back({a.at.file, a.at.line, fmt::format("`{}` is no known subject", words)});
      return false;
    }
    if (nodes->empty()) {
      report_.notes.push_back(
          {a.at.file, a.at.line, fmt::format("`{}` says nothing of the life of software", words)});
      return false;
    }
    const Subject* row = find_subject(words);
    for (const Target& target : targets(*nodes)) {
      Node& node = book_.node(target.ref);
      if (target.one_of_many && ended_before(node, a.announced)) continue;
      if (row != nullptr && !row->stage.empty()) node.add("stage", {row->stage, {citation(a, false)}});
      said(a, words, node, target.scoped ? std::string(in_neuron) : std::string());
    }
    return true;
  }

  void said(const AnnouncementLine& a, const std::string& words, Node& node, const std::string& scope) {
    const std::string cited = citation(a, false);
    const std::string note = is_listed("idle-notes", a.note) ? std::string() : a.note;
    const auto event =
        std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.name == a.event; });
    if (event != events.end()) {
      first_notice(a, *event, node, cited, scope);
      takes_effect(a, *event, node, note, scope);
    } else if (a.event == "deprecation") {
      node.add("deprecated", {"yes", {cited}, scope, {}, note});
    } else if (a.event == "new-support") {
      node.add("announced", {a.announced, {cited}, scope, {}, note});
    } else if (a.event == "rename") {
      if (const string_view name = ours("new-names", words); !name.empty())
        node.add("replaced_by", {std::string(name), {cited}, scope});
      return;
    }
    if (!a.replacement.empty()) node.add("replaced_by", {a.replacement, {cited}, scope});
  }

  // A postponement restarts nothing: the first notice counts.
  void first_notice(const AnnouncementLine& a, const Event& event, Node& node, const std::string& cited,
                    const std::string& scope) {
    if (!noticed_.insert({&node, event.announced}).second) return;
    node.add(event.announced, {a.announced, {cited}, scope});
    if (!a.published.empty()) node.add(event.published, {a.published, {cited}, scope});
  }

  void takes_effect(const AnnouncementLine& a, const Event& event, Node& node, const std::string& note,
                    const std::string& scope) {
    const Amendment* amended = find_amendment(a.topic, a.announced);
    const bool last = !event.last_in.empty() && !a.last.empty();
    std::string sdk = last ? a.last : a.effective;
    if (amended != nullptr && !amended->effective.empty()) sdk = amended->effective;
    if (sdk.empty()) return;  // an intention without a day
    Fact fact{"neuron-sdk@" + sdk, {citation(a, true)}, scope, {}, note};
    if (amended != nullptr && !amended->refuted.empty()) {
      fact.refuted = amended->refuted;
      fact.note.clear();
    }
    node.add(last ? event.last_in : event.begins_with, std::move(fact));
  }

  const Input& in_;
  const SdkDays& days_;
  Book& book_;
  ImportReport& report_;
  std::set<std::pair<const Node*, string_view>> noticed_;
};

}  // namespace

void add_announcements(const Input& in, const SdkDays& days, Book& book, ImportReport& report) {
  Announcements(in, days, book, report).run();
}

}  // namespace bestby::exchange::neuron
