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
#include "report/asked.h"
#include "report/words.h"

namespace bestby {

struct CheckShown {
  const CheckAnswer& answer;
  const Policies& policies;
  Asked asked;
  Paint paint;
  int width = 80;
  bool all = false;           // also what is well, and what the catalogue does not list
  bool summary = false;       // counts alone
  std::vector<Finding> only;  // severities; empty: all
};

// Whether the finding is to be shown.
bool shows(const CheckShown& shown, const CheckFinding& finding);

struct CheckFormat {
  std::string_view name, says;
  std::string (*write)(const CheckShown&);
};
std::span<const CheckFormat> check_formats();

std::string check_text(const CheckShown& shown);
std::string check_json(const CheckShown& shown);
std::string check_json_lines(const CheckShown& shown);

}  // namespace bestby
