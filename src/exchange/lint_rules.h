// The functions behind the rules of the lint; lint_rules.cpp says what each finds.
#pragma once

#include "exchange/lint_context.h"

namespace bestby::exchange {

// lint_dates.cpp
void release_after_successor(LintContext& in);
void end_before_start(LintContext& in);
void out_before_its_parts(LintContext& in);
void supported_after_end(LintContext& in);
void tested_on_old_host(LintContext& in);
// lint_announcements.cpp
void announced_late(LintContext& in);
void announcement_redated(LintContext& in);
// lint_sources.cpp
void ends_differ(LintContext& in);
void dates_differ(LintContext& in);
void values_differ(LintContext& in);
void source_undated(LintContext& in);
// lint_promises.cpp
void end_differs_from_rule(LintContext& in);
void promise_not_kept(LintContext& in);
// lint_tags.cpp
void tag_disagrees(LintContext& in);
void tag_silent(LintContext& in);
// lint_images.cpp
void image_on_ended(LintContext& in);
void image_undated(LintContext& in);
void own_framework(LintContext& in);
void image_disagrees_with_row(LintContext& in);
void image_of_other_job(LintContext& in);

void service_contradicted(LintContext& in);
// lint_libraries.cpp
void wheel_disagrees(LintContext& in);
void library_not_monotonic(LintContext& in);
// lint_ranges.cpp
void range_empty(LintContext& in);
void range_unreadable(LintContext& in);
void pin_matches_nothing(LintContext& in);
// lint_names.cpp
void name_of_two_things(LintContext& in);
void two_spellings(LintContext& in);
void mentioned_once(LintContext& in);
// lint_bundles.cpp
void carried_twice(LintContext& in);
void images_differ(LintContext& in);
// lint_files.cpp
void edited_by_hand(LintContext& in);
// lint_regions.cpp
void region_address(LintContext& in);

}  // namespace bestby::exchange
