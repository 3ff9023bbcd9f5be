// When a fact was known: from the editions of the documents in which it stands.
//
//     source a, editions 2023-01, 2023-04, 2023-09; the fact stands in the first and the last
//     when_known(fact, sources)      // [2023-01, 2023-04) and [2023-09, for good)
//
// A fact stands from each edition that has it to the first later one that has not. A source without
// editions says nothing of when: its facts are known on every day, `day_min` being the mark of it.
#pragma once

#include <span>
#include <vector>

#include "catalog/drafts.h"

namespace bestby {

struct Interval {
  std::int32_t from = day_min;   // the first day
  std::int32_t until = day_max;  // the first day after; day_max: it stands
  auto operator<=>(const Interval&) const = default;
};

// Of one citation, an interval an edition, in order.
std::vector<Interval> standing(const CitationDraft& citation, const SourceDraft& source);

// Joins what touches or overlaps; sorted.
std::vector<Interval> united(std::vector<Interval> intervals);

// Of the whole fact, never empty. From the day `public_from` on (day_max: there is none) it is public
// by itself, as events are from their own date: it waits for no document, and a document without a
// date does not make it known before. "Had not happened" is said anew by each edition, so there each
// has an interval of its own; everything else is united.
std::vector<Interval> when_known(const FactDraft& fact, std::span<const SourceDraft> sources,
                                 std::int32_t public_from = day_max);

}  // namespace bestby
