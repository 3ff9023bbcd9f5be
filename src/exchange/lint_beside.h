// Files that are to go beside a catalogue: compiled with it, and only what they add to its lint.
//
//     auto with = compile_beside("catalog-folder", {{"draft.yml", text}});   // errors as compile_catalog's
//     LintReport report = lint({.evaluator = of_with, ...});
//     keep_new(report, lint({.evaluator = of_catalogue, ...}));
//
// A file with a key `policy` is a policy, any other one facts. A file that stands in the folder already
// is not taken twice. Cost: compiling the folder.
#pragma once

#include <string>
#include <vector>

#include "exchange/lint.h"
#include "snapshot/compile.h"

namespace bestby::exchange {

CompileResult compile_beside(const std::string& folder, std::vector<CatalogFile> more);

// Leaves out the findings that `before` has too, by rule, subject and words.
void keep_new(LintReport& report, const LintReport& before);

}  // namespace bestby::exchange
