// A check as JUnit's XML, in the form that Jenkins, GitLab and others read: a case for each finding, and
// one for each target that says whether all of it was read.
//
// What fails the check (--fail-on) is a failed case; what is set aside was skipped; the rest passes, with
// what is to be said of it in `system-out`.
#include <fmt/format.h>

#include "report/check_places.h"
#include "report/check_report.h"
#include "report/check_severities.h"
#include "report/check_words.h"
#include "report/markup.h"

namespace bestby {
namespace {

class JunitReport {
 public:
  explicit JunitReport(const CheckShown& shown) : shown_(shown) {}

  std::string run() {
    for (std::uint32_t t = 0; t < shown_.answer.targets.size(); ++t) target(t);
    for (const CheckFinding& f : shown_.answer.findings)
      if (shows_set_aside(shown_, f)) finding(f);
    for (const std::string& expired : shown_.answer.expired) {
      begin("bestby.ignores", expired);
      failure("expired", expired, expired);
    }
    const std::string counts = fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", tests_,
                                           failures_, errors_, skipped_);
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bestby check\" {0}>\n"
        "  <testsuite name=\"bestby check\" {0}>\n{1}{2}  </testsuite>\n</testsuites>\n",
        counts, properties(), cases_);
  }

 private:
  std::string properties() const {
    std::string out = "    <properties>\n";
    const auto property = [&](std::string_view name, std::string_view value) {
      out += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, escaped_markup(value));
    };
    property("on", shown_.asked.on.str());
    property("catalog", shown_.asked.as_of.str());
    property("summary", shown_summary(shown_.answer));
    return out + "    </properties>\n";
  }

  void begin(std::string_view of, std::string_view name, std::string_view more = {}) {
    ++tests_;
    cases_ += fmt::format("    <testcase classname=\"{}\" name=\"{}\"{}>\n", escaped_markup(of),
                          escaped_markup(name), more);
  }
  void end() { cases_ += "    </testcase>\n"; }

  void failure(std::string_view type, std::string_view message, std::string_view text) {
    ++failures_;
    cases_ += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n", type,
                          escaped_markup(message), escaped_markup(text));
    end();
  }

  void target(std::uint32_t number) {
    std::string unread;
    for (const CheckUnread& u : shown_.answer.unread)
      if (u.target == number)
        unread += fmt::format("{}: {}\n", shown_path(shown_.answer, number, u.path), u.reason);
    begin("bestby.read", shown_.answer.targets[number]);
    if (!unread.empty()) {
      ++errors_;
      cases_ +=
          fmt::format("      <error type=\"unread\" message=\"not all of it could be read\">{}</error>\n",
                      escaped_markup(unread));
    }
    end();
  }

  static std::string first_place(const CheckShown& shown, const CheckFinding& f) {
    for (const FindingPlace& place : f.places) {
      if (place.where.path.empty()) continue;
      std::string out = fmt::format(
          " file=\"{}\"", escaped_markup(relative_path(shown.answer, place.target, place.where.path)));
      if (place.where.line != 0) out += fmt::format(" line=\"{}\"", place.where.line);
      return out;
    }
    return {};
  }

  std::string told(const CheckFinding& f) const {
    std::string out = shown_why(shown_.policies, f, shown_.asked.on) + "\n";
    for (const FindingPlace& place : f.places) {
      out += fmt::format("{}  {}", shown_place(shown_.answer, place), place.written);
      if (!place.set_aside.empty()) out += fmt::format("  ({})", place.set_aside);
      out += '\n';
    }
    for (const Instead& i : f.instead)
      out += fmt::format("{} {}\n", &i == &f.instead.front() ? "write" : "or", shown_instead(i));
    return out;
  }

  void finding(const CheckFinding& f) {
    const auto severity = finding_names[static_cast<std::size_t>(f.severity)];
    begin(fmt::format("bestby.{}", severity), f.label.empty() ? f.subject : f.label, first_place(shown_, f));
    if (!f.open()) {
      ++skipped_;
      cases_ += fmt::format("      <skipped message=\"{}\"/>\n",
                            escaped_markup(f.places.empty() ? "" : f.places.front().set_aside));
      end();
      return;
    }
    const bool listed = !std::holds_alternative<NotListed>(f.cause);
    if (shown_.fails && f.severity <= *shown_.fails && listed) {
      failure(severity, shown_line(shown_.policies, f, shown_.asked.on), told(f));
      return;
    }
    cases_ += fmt::format("      <system-out>{}</system-out>\n", escaped_markup(told(f)));
    end();
  }

  const CheckShown& shown_;
  std::string cases_;
  std::size_t tests_ = 0, failures_ = 0, errors_ = 0, skipped_ = 0;
};

}  // namespace

std::string check_junit(const CheckShown& shown) { return JunitReport(shown).run(); }

}  // namespace bestby
