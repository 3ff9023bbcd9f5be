// The lint's report as text and as JSON (`bestby/lint/1`, schemas/lint.schema.json).
#pragma once

#include <string>

#include "exchange/lint.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby::exchange {

struct LintShown {
  bool all = false;  // every finding, acknowledged ones too; else the first few of each rule
  Paint paint = {};
};

std::string lint_text(const World& world, const LintReport& report, const LintShown& shown);
std::string lint_json(const World& world, const LintReport& report, const Asked& asked);

}  // namespace bestby::exchange
