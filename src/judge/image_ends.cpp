#include "judge/image_ends.h"

namespace bestby {

EndOf image_ends(Evaluator& evaluator, Date on) {
  return [&evaluator, on](NodeId image) -> std::optional<ImageEnd> {
    if (!is_known(evaluator, image)) return std::nullopt;
    const auto status = deciding_policy(evaluator, image, on);
    if (!status) return ImageEnd{Bound::not_recorded(), Truth::unknown, day_min};
    if (status->released == Truth::no) return std::nullopt;
    const Bound start = start_of(evaluator, image, status->verdict);
    return ImageEnd{status->patched, status->patched_on, start.known() ? start.low : day_min};
  };
}

}  // namespace bestby
