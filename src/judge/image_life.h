// The last day of an image, as far as the findings about it tell: its own, or where the catalogue does not
// know the image that of the part which ends first.
//
//     auto end = image_life(check(world, policies, {observed}, query), "registry.example/team/app:1.2");
//     if (end) use(end->day, end->label, end->policy);
//
// Of a day that is known as an interval the first counts, of one that is known from above alone that: a
// promise that may turn out too short harms less than one that turns out too long. Nothing where no end is
// recorded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "judge/check.h"

namespace bestby {

struct ImageLife {
  Date day;
  std::string label;   // whose end it is: "pytorch-training@2.6.0-...", "cuda@11.8"
  bool whole = false;  // the image's own
};

std::optional<ImageLife> image_life(const std::vector<CheckFinding>& findings, const std::string& address);

}  // namespace bestby
