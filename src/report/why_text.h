// Why a subject is patched as long as it is, as a tree that a person can follow: the clause that
// decides with its facts and where they stand, the clauses that did not end it, what they lost to,
// other readings of the words, refuted facts, what to do now.
#pragma once

#include <string>

#include "report/asked.h"
#include "report/words.h"

namespace bestby {

// `policy`: of this one alone; no_id: of all that speak of the subject.
std::string why_text(Evaluator& evaluator, const Status& status, std::string_view note, PolicyId policy,
                     const Asked& asked, Paint paint);

}  // namespace bestby
