// A check as the comment on a pull request: a table for each severity, places as links relative to the
// repository, long lists folded away. A comment holds `most_characters`; what is left out is counted.
#include <fmt/format.h>

#include "base/utf8.h"
#include "report/check_places.h"
#include "report/check_report.h"
#include "report/check_severities.h"
#include "report/check_words.h"
#include "report/markup.h"

namespace bestby {
namespace {

constexpr std::size_t most_characters = 65'536;  // of a comment on GitHub
constexpr std::size_t kept_for_the_end = 600;
constexpr std::size_t open_rows = 25, open_places = 3;

// What Markdown or HTML would take for their own. Every one of these may stand behind a backslash.
std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r')
      out += ' ';
    else if (c == '<' || c == '>' || c == '&')
      out += escaped_markup(std::string_view(&c, 1));
    else if (std::string_view("\\`*_{}[]#!|~").find(c) != std::string_view::npos)
      (out += '\\') += c;
    else
      out += c;
  }
  return out;
}

// A link from where the check was started, or from what `CheckShown::links` says. Where the path leads out
// of that there is no link.
std::string place_link(const CheckShown& shown, const FindingPlace& place) {
  const std::string path = relative_path(shown.answer, place.target, place.where.path);
  std::string text = path;
  if (place.where.line != 0) text += fmt::format(":{}", place.where.line);
  const PlaceUri uri = path_uri(path);
  if (!uri.relative || path.starts_with("..") || !place.where.layer.empty()) return markdown_text(text);
  std::string target = shown.links;
  for (const char c : uri.uri) target += c == '(' ? "%28" : c == ')' ? "%29" : std::string(1, c);
  if (place.where.line != 0) target += fmt::format("#L{}", place.where.line);
  return fmt::format("[{}]({})", markdown_text(text), target);
}

std::string places_cell(const CheckShown& shown, const CheckFinding& f) {
  std::string first, rest;
  std::size_t count = 0, aside = 0;
  for (const FindingPlace& place : f.places) {
    if (!place.set_aside.empty()) {
      ++aside;
      continue;
    }
    std::string& to = ++count > open_places ? rest : first;
    to += fmt::format("{}{}", to.empty() ? "" : "<br>", place_link(shown, place));
  }
  if (!rest.empty())
    first += fmt::format("<details><summary>{} more</summary>{}</details>", count - open_places, rest);
  if (aside != 0) first += fmt::format("{}{} set aside", first.empty() ? "" : "<br>", aside);
  return first;
}

// In a code element nobody is mentioned, and no address becomes a link.
std::string code(std::string_view text) { return fmt::format("<code>{}</code>", markdown_text(text)); }

std::string instead_cell(const CheckFinding& f) {
  std::string out;
  for (const Instead& i : f.instead) out += fmt::format("{}{}", out.empty() ? "" : "<br>or ", code(i.text));
  return out;
}

std::string row_of(const CheckShown& shown, const CheckFinding& f) {
  return fmt::format("| {} | {} | {} | {} |\n", code(f.subject),
                     markdown_text(shown_why(shown.policies, f, shown.asked.on)), instead_cell(f),
                     places_cell(shown, f));
}

constexpr std::string_view head = "| what | why | write instead | where |\n|---|---|---|---|\n";

class Comment {
 public:
  explicit Comment(const CheckShown& shown) : shown_(shown) {}

  std::string run() {
    put(fmt::format("### bestby: {}\n\nOn {}, by the catalogue of {}.\n",
                    markdown_text(shown_summary(shown_.answer)), shown_.asked.on.str(),
                    shown_.asked.as_of.str()));
    for (const std::string& expired : shown_.answer.expired)
      note(fmt::format("\n> {}\n", markdown_text(expired)));
    if (!shown_.summary)
      for (const SeverityRow& severity : severity_table()) group(severity);
    unread();
    if (left_out_ != 0)
      out_ += fmt::format("\nLeft out: {}, as a comment holds {} characters. `bestby check` shows all.\n",
                          counted(left_out_, "row"), most_characters);
    return std::move(out_);
  }

 private:
  bool fits(std::string_view text) const {
    return used_ + count_code_points(text) + kept_for_the_end <= most_characters;
  }
  void put(std::string_view text) {
    out_ += text;
    used_ += count_code_points(text);
  }
  void note(std::string_view text) {
    if (fits(text))
      put(text);
    else
      ++left_out_;
  }

  std::vector<const CheckFinding*> of(Finding severity) const {
    std::vector<const CheckFinding*> out;
    for (const CheckFinding& f : shown_.answer.findings)
      if (f.severity == severity && shows(shown_, f)) out.push_back(&f);
    return out;
  }

  void group(const SeverityRow& severity) {
    const auto findings = of(severity.finding);
    if (findings.empty()) return;
    const bool folded = findings.size() > open_rows || severity.finding >= Finding::unknown;
    const std::string title = fmt::format("{} ({})", severity.title, findings.size());
    const std::string begin = folded ? fmt::format("\n<details><summary>{}</summary>\n\n{}", title, head)
                                     : fmt::format("\n#### {}\n\n{}", title, head);
    if (!fits(begin)) {
      left_out_ += findings.size();
      return;
    }
    put(begin);
    for (const CheckFinding* f : findings) note(row_of(shown_, *f));
    if (folded) put("\n</details>\n");
  }

  void unread() {
    if (shown_.answer.unread.empty()) return;
    note("\n#### Not read\n\n");
    for (const CheckUnread& u : shown_.answer.unread)
      note(fmt::format("- {}: {}\n", markdown_text(relative_path(shown_.answer, u.target, u.path)),
                       markdown_text(u.reason)));
  }

  const CheckShown& shown_;
  std::string out_;
  std::size_t used_ = 0, left_out_ = 0;
};

}  // namespace

std::string check_markdown(const CheckShown& shown) { return Comment(shown).run(); }

}  // namespace bestby
