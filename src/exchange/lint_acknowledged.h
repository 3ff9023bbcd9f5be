// Known findings: which ones, why they stay, and until when that holds.
//
//     - {rule: dates-differ, subject: "aws/*", because: the page counts otherwise, until: 2027-01-01}
//
//     auto known = read_acknowledgements("acknowledged.yml", text);
//     if (!known) for (const Error& e : known.error()) print(e);
//     acknowledges((*known)[0], "dates-differ", "aws/pytorch-training")     // true
//
// All four keys are needed. In a subject `*` stands for any text. The last day of `until` is included.
// Errors: `catalog`, with the place: unknown keys and rules with the nearest known ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace bestby::exchange {

struct Acknowledgement {
  std::string rule, subject, because;
  Date until;
  Span place;
};

tl::expected<std::vector<Acknowledgement>, std::vector<Error>> read_acknowledgements(std::string file,
                                                                                     std::string text);
bool acknowledges(const Acknowledgement& a, std::string_view rule, std::string_view subject);

}  // namespace bestby::exchange
