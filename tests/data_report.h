// docs/data.md: how much of what the catalogue holds, from which sources, as of when, how much of it
// agrees, and what is not recorded.
//
//     write_file("docs/data.md", data_report(evaluator, acknowledged));
//
// All figures are counted from the catalogue; nothing in the page is typed. A source that comes anew with
// a day or a version in its name (`dlc-images-2022-01-24`) is counted as one.
#pragma once

#include <span>
#include <string>

#include "exchange/lint_acknowledged.h"
#include "policy/evaluator.h"

namespace bestby::testing {

std::string data_report(Evaluator& evaluator, std::span<const exchange::Acknowledgement> acknowledged);

}  // namespace bestby::testing
