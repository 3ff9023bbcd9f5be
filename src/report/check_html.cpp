// A check as one page that needs nothing else: no script, no request, for light and dark. The timeline of
// what was found stands above the table, which sorts without a script.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "report/chart.h"
#include "report/check_page.h"
#include "report/check_places.h"
#include "report/check_report.h"
#include "report/check_severities.h"
#include "report/check_words.h"
#include "report/cut_text.h"
#include "report/markup.h"

namespace bestby {
namespace {

constexpr std::size_t open_places = 5;
constexpr int label_columns = 32;  // what the chart has room for

std::string_view tone(Finding severity) {
  if (severity == Finding::ended) return "bad";
  return severity == Finding::ok ? "good" : "warn";
}

std::string code(std::string_view text) { return fmt::format("<code>{}</code>", escaped_markup(text)); }

const std::string& name_of(const CheckFinding& f) { return f.label.empty() ? f.subject : f.label; }

class CheckPage {
 public:
  explicit CheckPage(const CheckShown& shown) : shown_(shown) {
    for (const CheckFinding& f : shown.answer.findings)
      if (shows_set_aside(shown, f)) findings_.push_back(&f);
  }

  std::string run() {
    out_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{0}</title>\n<style>{1}</style>\n"
        "</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
        escaped_markup("bestby check: " + targets()), check_page_style);
    out_ += fmt::format("<p class=\"soft\">On {}, by the catalogue of {}.</p>\n", shown_.asked.on.str(),
                        shown_.asked.as_of.str());
    counts();
    timeline();
    table();
    unread();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string targets() const {
    std::string out;
    for (const std::string& t : shown_.answer.targets) out += fmt::format("{}{}", out.empty() ? "" : ", ", t);
    return out;
  }

  void counts() {
    const CheckSummary summary = summary_of(shown_.answer);
    out_ += "<ul class=\"counts\">\n";
    for (std::size_t i = 0; i < summary.open.size(); ++i)
      if (summary.open[i] != 0)
        out_ += fmt::format("<li><strong class=\"{}\">{}</strong> {}</li>\n", tone(static_cast<Finding>(i)),
                            summary.open[i], finding_names[i]);
    if (summary.set_aside != 0) out_ += fmt::format("<li>{} set aside</li>\n", summary.set_aside);
    out_ += fmt::format("<li>{} looked at</li>\n</ul>\n", counted(shown_.answer.files, "file"));
    for (const std::string& expired : shown_.answer.expired)
      out_ += fmt::format("<p class=\"bad\">{}</p>\n", escaped_markup(expired));
  }

  // One bar for each release of which a policy speaks, whether it is among the findings shown or not.
  void timeline() {
    std::vector<ChartRow> rows;
    for (const CheckFinding& f : shown_.answer.findings)
      if (const auto* by = std::get_if<ByPolicy>(&f.cause)) {
        rows.push_back(chart_row(shown_.policies, by->status));
        rows.back().name = cut_in_the_middle(name_of(f), label_columns);
      }
    if (rows.empty()) return;
    Chart chart = chart_of(shown_.world, shown_.policies, std::move(rows), shown_.asked.on);
    if (chart.rows.empty()) return;
    chart.title = "What was found";
    out_ += fmt::format("<h2>Timeline</h2>\n<div class=\"scroll\">\n{}</div>\n", chart_svg(chart));
    if (chart.left_out != 0)
      out_ += fmt::format(
          "<p class=\"soft\">Left out: {}, of which no beginning is recorded, or for want of room.</p>\n",
          counted(chart.left_out, "bar"));
  }

  // The place of each finding in an order.
  template <class Less>
  std::vector<std::size_t> ranks(Less less) const {
    std::vector<std::size_t> order(findings_.size()), out(findings_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return less(*findings_[a], *findings_[b]); });
    for (std::size_t i = 0; i < order.size(); ++i) out[order[i]] = i + 1;
    return out;
  }

  static std::int32_t end_of(const CheckFinding& f) {
    if (const auto* said = std::get_if<ByPublisher>(&f.cause)) return said->through.days();
    const auto* by = std::get_if<ByPolicy>(&f.cause);
    return by != nullptr && by->status.through.known() ? by->status.through.high : day_max;
  }

  void table() {
    out_ += "<h2>Findings</h2>\n";
    if (findings_.empty()) {
      out_ += "<p>There are none.</p>\n";
      return;
    }
    out_ += "<fieldset class=\"sort\"><legend>Sort by</legend>\n";
    for (const auto& [id, says] : {std::pair("severity", "severity"), std::pair("end", "last day"),
                                   std::pair("name", "name"), std::pair("place", "place")})
      out_ += fmt::format("<label><input type=\"radio\" name=\"sort\" id=\"by-{}\"{}/> {}</label>\n", id,
                          std::string_view(id) == "severity" ? " checked=\"checked\"" : "", says);
    out_ += "</fieldset>\n<table role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">";
    for (const char* head : {"severity", "what", "why", "write instead", "where"})
      out_ += fmt::format("<th scope=\"col\" role=\"columnheader\">{}</th>", head);
    out_ += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
    rows();
    out_ += "</tbody>\n</table>\n";
  }

  void rows() {
    const auto ends = ranks([](const auto& a, const auto& b) { return end_of(a) < end_of(b); });
    const auto names = ranks([](const auto& a, const auto& b) { return name_of(a) < name_of(b); });
    const auto places = ranks([](const auto& a, const auto& b) {
      return std::tie(a.places.front().target, a.places.front().where.path, a.places.front().where.line) <
             std::tie(b.places.front().target, b.places.front().where.path, b.places.front().where.line);
    });
    for (std::size_t i = 0; i < findings_.size(); ++i)
      row(*findings_[i], fmt::format("--s:{};--e:{};--n:{};--w:{}", i + 1, ends[i], names[i], places[i]));
  }

  void row(const CheckFinding& f, const std::string& order) {
    out_ += fmt::format("<tr role=\"row\" style=\"{}\"><td role=\"cell\" class=\"{}\">{}</td>", order,
                        tone(f.severity), finding_names[static_cast<std::size_t>(f.severity)]);
    out_ += fmt::format("<td role=\"cell\">{}", code(f.subject));
    if (!f.label.empty() && f.label != f.subject)
      out_ += fmt::format("<br/><span class=\"soft\">{}</span>", escaped_markup(f.label));
    out_ += fmt::format("</td><td role=\"cell\">{}</td><td role=\"cell\">",
                        escaped_markup(shown_why(shown_.policies, f, shown_.asked.on)));
    for (const Instead& i : f.instead) {
      out_ += fmt::format("{}{}", &i == &f.instead.front() ? "" : "<br/>or ", code(i.text));
      if (i.patched.known())
        out_ += fmt::format(" <span class=\"soft\">{}</span>", escaped_markup(through_words(i.patched)));
    }
    out_ += "</td><td role=\"cell\">";
    places(f);
    out_ += "</td></tr>\n";
  }

  void places(const CheckFinding& f) {
    const bool folded = f.places.size() > open_places;
    if (folded) out_ += fmt::format("<details><summary>{}</summary>", counted(f.places.size(), "place"));
    out_ += "<ul class=\"plain\">";
    for (const FindingPlace& place : f.places) {
      out_ += fmt::format("<li>{}", code(shown_place(shown_.answer, place)));
      if (!place.where.layer.empty())
        out_ += fmt::format(" <span class=\"soft\">layer {}</span>",
                            escaped_markup(std::string_view(place.where.layer).substr(0, 19)));
      if (!place.set_aside.empty())
        out_ += fmt::format(" <span class=\"soft\">{}</span>", escaped_markup(place.set_aside));
      out_ += "</li>";
    }
    out_ += folded ? "</ul></details>" : "</ul>";
  }

  void unread() {
    if (shown_.answer.unread.empty()) return;
    out_ += "<h2>Not read</h2>\n<ul>\n";
    for (const CheckUnread& u : shown_.answer.unread)
      out_ += fmt::format("<li>{} {}</li>\n", code(shown_path(shown_.answer, u.target, u.path)),
                          escaped_markup(u.reason));
    out_ += "</ul>\n";
  }

  const CheckShown& shown_;
  std::vector<const CheckFinding*> findings_;
  std::string out_;
};

}  // namespace

std::string check_html(const CheckShown& shown) { return CheckPage(shown).run(); }

}  // namespace bestby
