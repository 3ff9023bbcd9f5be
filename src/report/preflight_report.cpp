#include "report/preflight_report.h"

#include <array>

#include <fmt/format.h>

#include "find/pull_address.h"
#include "report/find_text.h"
#include "report/json_writer.h"

namespace bestby {
namespace {

constexpr std::array<std::string_view, 4> check_names = {"fits", "patched", "instance", "quota"};
constexpr std::array<std::string_view, 3> truth_words = {"fails", "ok", "not known"};

std::string_view name_of(CheckKind kind) { return check_names[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string preflight_text(const Preflight& preflight, const std::string& reasons, Paint paint) {
  std::string out;
  for (const Check& check : preflight.checks) {
    const std::string_view word = truth_words[static_cast<std::size_t>(check.passed)];
    out +=
        fmt::format("{:<9}  {:<7}  {}\n", paint.truth(check.passed, word), name_of(check.kind), check.says);
    if (check.request)
      out += fmt::format(
          "           request an increase of `{}`{} to {} or more{}\n", check.request->name,
          check.request->code.empty() ? "" : fmt::format(" ({})", check.request->code), check.request->needed,
          check.request->adjustable == false ? "; the list says that it cannot be raised" : "");
  }
  return out + reasons;
}

std::string preflight_json(const Preflight& preflight, const Found& found, const ImageRows& rows,
                           const Asked& asked, Date through) {
  JsonWriter json;
  begin_answer(json, "bestby/preflight/1", asked);
  json.field("through", std::optional(through));
  json.field("passed", !preflight.failed());
  if (found.answers.empty()) {
    json.null("image");
    json.null("address");
  } else {
    const Answer& answer = found.answers.front();
    json.field("image", shown_name(rows.world(), answer.image));
    json.field("address",
               pull_address(rows.world(), rows.known(), answer.image, asked_region(found, answer)));
  }
  json.begin_array("checks");
  for (const Check& check : preflight.checks) {
    json.begin_object();
    json.field("check", name_of(check.kind));
    json.field("passed",
               check.passed == Truth::unknown ? std::nullopt : std::optional(check.passed == Truth::yes));
    json.field("says", check.says);
    if (check.request) {
      json.begin_object("request");
      json.field("quota", check.request->name);
      json.field("code", check.request->code);
      json.field("needed", fmt::format("{}", check.request->needed));
      json.field("adjustable", check.request->adjustable);
      json.end();
    } else {
      json.null("request");
    }
    json.end();
  }
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby
