// What every format of a check says in words.
//
//     shown_why(policies, finding, on)       // "ended; was patched through 2024-10-07 (781 days ago)"
//     shown_instead(finding.instead[0])      // "python:3.11-slim  patched through 2027-10-31, the smallest
//     step" shown_place(answer, place)             // "app/Dockerfile:3:6"
#pragma once

#include <string>

#include "judge/check_answer.h"
#include "report/words.h"

namespace bestby {

std::string shown_why(const Policies& policies, const CheckFinding& finding, Date on, Paint paint = {});
std::string shown_instead(const Instead& instead);
std::string shown_place(const CheckAnswer& answer, const FindingPlace& place);
// The path from where one stands: the target's, then the place's in it.
std::string shown_path(const CheckAnswer& answer, std::uint32_t target, std::string_view path);
// One line: "pytorch@1.12.1 ended: was patched through ...; write torch==2.10.0".
std::string shown_line(const Policies& policies, const CheckFinding& finding, Date on);
// "2 ended, 1 ending; 14 files looked at"
std::string shown_summary(const CheckAnswer& answer);
std::string painted(Paint paint, Finding severity, std::string_view text);

}  // namespace bestby
