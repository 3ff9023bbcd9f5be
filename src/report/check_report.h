// The formats of a check.
//
//     for (const CheckFormat& f : check_formats())
//       if (f.name == "sarif") session.out = f.write(input);
//
// One function a format, as a table: names, what each is for, and who writes it.
#pragma once

#include <span>
#include <string>

#include "judge/check_answer.h"
#include "judge/fixes.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby {

struct CheckShown {
  const CheckAnswer& answer;
  const World& world;
  const Policies& policies;
  Asked asked;
  const FixPlan* fixes = nullptr;                 // for formats that say how to rewrite
  std::optional<Finding> fails = Finding::ended;  // this and worse fails the check
  Paint paint;
  int width = 0;              // columns of a terminal; 0: there is none, and nothing is cut
  std::string links;          // what links to files begin with; empty: relative to where one stands
  bool all = false;           // also what is well, and what the catalogue does not list
  bool summary = false;       // counts alone
  std::vector<Finding> only;  // severities; empty: all
};

// Whether the finding is to be shown.
bool shows(const CheckShown& shown, const CheckFinding& finding);
// The same for formats that have a word for what is set aside: that is shown too.
bool shows_set_aside(const CheckShown& shown, const CheckFinding& finding);

struct CheckFormat {
  std::string_view name, says;
  std::string (*write)(const CheckShown&);
  bool fixes = false;  // says how to rewrite what can be: wants `CheckShown::fixes`
};
std::span<const CheckFormat> check_formats();
const CheckFormat* check_format(std::string_view name);  // nullptr when there is none

// In the order of the table.
std::string check_text(const CheckShown& shown);
std::string check_json(const CheckShown& shown);
std::string check_json_lines(const CheckShown& shown);
std::string check_sarif(const CheckShown& shown);
std::string check_junit(const CheckShown& shown);
std::string check_github(const CheckShown& shown);
std::string check_gitlab(const CheckShown& shown);
std::string check_markdown(const CheckShown& shown);
std::string check_html(const CheckShown& shown);
std::string check_cyclonedx(const CheckShown& shown);
std::string check_spdx(const CheckShown& shown);

}  // namespace bestby
