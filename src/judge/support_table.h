// The table of a product's versions as images carry them, worked out for a day: of each cycle whether it is
// patched and until when, the version that images of each form have now, and with which toolkits.
//
//     for (const SupportTable& t : support_tables(evaluator, *world.find_product("pytorch"), on))
//       for (const SupportRow& row : t.rows) use(row.cycle, row.forms, row.patched);
//
// A table for each publisher of such images, by the policy of that publisher's that speaks of the cycles. An
// image that is not out by the day does not count; where that is not sure of the only ones, a form is
// `not_sure`. Images that are not recorded may exist: nothing here says that there are none. Cells that a
// publisher typed are not looked at: they can be held against this.
//
// Cost: the images that carry the product, each with the day on which it appeared.
#pragma once

#include <string_view>
#include <vector>

#include "judge/status.h"

namespace bestby {

enum class Availability : std::uint8_t { yes, not_sure, not_recorded };
std::string_view name_of(Availability there);  // "yes", "not-sure", "not-recorded"

struct FormAvailability {
  std::string_view form;  // "container-image"
  Availability there = Availability::not_recorded;
  NodeId current = no_id;  // the newest version in an image of it; a cycle where no more is recorded
};

struct SupportRow {
  NodeId cycle = no_id;
  Truth patched_on = Truth::unknown;
  Bound patched;                        // the last day
  std::vector<FormAvailability> forms;  // as in the table
  struct Toolkit {
    NodeId node;                              // cuda@11.3
    std::vector<std::string_view> platforms;  // of the images that have it; none: of all
  };
  std::vector<Toolkit> toolkits;  // of the images of each form's `current`
};

struct SupportTable {
  std::string_view publisher;
  PolicyId policy = no_id;              // no_id: none of the publisher's speaks of it
  std::vector<std::string_view> forms;  // that its image products have
  std::vector<SupportRow> rows;         // the newest cycle first
};

// Publishers in the order of their names.
std::vector<SupportTable> support_tables(Evaluator& evaluator, NodeId product, Date on);

}  // namespace bestby
