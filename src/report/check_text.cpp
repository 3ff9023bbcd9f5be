// A check for people: findings by severity, each with where it stands and what to write instead, then the
// counts. On a terminal long names are cut in the middle so that a line is a line; in a pipe nothing is.
#include <algorithm>

#include <fmt/format.h>

#include "report/check_report.h"
#include "report/check_severities.h"
#include "report/check_words.h"
#include "report/cut_text.h"

namespace bestby {
namespace {

constexpr std::size_t shown_places = 5;
// With many findings of one severity fewer places of each are shown.
constexpr std::size_t many_findings = 30, shown_places_of_many = 2;

class CheckText {
 public:
  explicit CheckText(const CheckShown& shown) : shown_(shown) {}

  std::string run() {
    if (!shown_.summary)
      for (const SeverityRow& severity : severity_table()) group(severity);
    for (const CheckUnread& u : shown_.answer.unread)
      out_ +=
          fmt::format("{}: {}\n", shown_.paint.warn(shown_path(shown_.answer, u.target, u.path)), u.reason);
    for (const std::string& expired : shown_.answer.expired) out_ += shown_.paint.bad(expired) + "\n";
    if (!shown_.answer.unread.empty() || !shown_.answer.expired.empty()) out_ += '\n';
    return std::move(out_) + shown_summary(shown_.answer) + "\n";
  }

 private:
  // What is left of a line after so many columns; 0: all that one likes.
  int room(int used) const { return shown_.width == 0 ? 0 : std::max(shown_.width - used, 20); }

  void group(const SeverityRow& severity) {
    std::vector<const CheckFinding*> findings;
    for (const CheckFinding& f : shown_.answer.findings)
      if (f.severity == severity.finding && shows(shown_, f)) findings.push_back(&f);
    if (findings.empty()) return;
    out_ +=
        fmt::format("{} ({})\n", painted(shown_.paint, severity.finding, severity.title), findings.size());
    most_places_ = shown_.all                        ? no_limit
                   : findings.size() > many_findings ? shown_places_of_many
                                                     : shown_places;
    for (const CheckFinding* f : findings) finding(*f);
    out_ += '\n';
  }

  void finding(const CheckFinding& f) {
    const std::string subject = cut_in_the_middle(f.subject, room(2));
    out_ += "  " + shown_.paint.strong(subject);
    // The catalogue's name, where it says more than what is written.
    const int used = 4 + columns_of(subject);
    if (!f.label.empty() && f.label != f.subject &&
        (shown_.width == 0 || used + columns_of(f.label) <= shown_.width))
      out_ += "  " + shown_.paint.faint(f.label);
    out_ += fmt::format("\n    {}\n", shown_why(shown_.policies, f, shown_.asked.on, shown_.paint));
    for (const Instead& i : f.instead)
      out_ += fmt::format("    {} {}\n", &i == &f.instead.front() ? "write" : "or   ", shown_instead(i));
    places(f);
  }

  void places(const CheckFinding& f) {
    std::size_t count = 0, aside = 0;
    for (const FindingPlace& place : f.places)
      if (!place.set_aside.empty() && !shown_.all)
        ++aside;
      else if (++count <= most_places_)
        put(f, place);
    if (count > most_places_)
      out_ += fmt::format("    and {} more (--all)\n", counted(count - most_places_, "place"));
    if (aside != 0) out_ += fmt::format("    and {} set aside\n", counted(aside, "place"));
  }

  void put(const CheckFinding& f, const FindingPlace& place) {
    const std::string where = shown_place(shown_.answer, place);
    std::string more;
    if (!place.written.empty() && place.written != f.subject)
      more += "  " + cut_in_the_middle(place.written, room(6 + columns_of(where)));
    if (!place.where.layer.empty()) more += fmt::format("  layer {}", place.where.layer.substr(0, 19));
    if (!place.set_aside.empty()) more += "  " + place.set_aside;
    out_ += "    " + where + (more.empty() ? more : shown_.paint.faint(more)) + "\n";
  }

  static constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

  const CheckShown& shown_;
  std::size_t most_places_ = shown_places;
  std::string out_;
};

}  // namespace

std::string check_text(const CheckShown& shown) { return CheckText(shown).run(); }

}  // namespace bestby
