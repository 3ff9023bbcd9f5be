#include "observe/registry/verified_flow.h"

#include <fmt/format.h>

namespace bestby {

bool VerifiedFlow::refill() {
  if (ended_) return false;
  ByteFlow& body = reply_->body();
  body.pass(std::exchange(lent_, 0));
  const std::string_view part = body.look();
  if (part.size() > left_) {
    ended_ = true;
    return set_fault(fmt::format("is longer than the {} bytes that its manifest says", size_));
  }
  if (!part.empty()) {
    lent_ = part.size();
    left_ -= part.size();
    sum_.add(part);
    at_hand(part);
    return true;
  }
  ended_ = true;
  if (!body.fault().empty()) return set_fault(body.fault());
  if (left_ > 0) return set_fault(fmt::format("is shorter than the {} bytes that its manifest says", size_));
  if (const std::string have = sum_.digest(); have != digest_)
    return set_fault(fmt::format("has the digest `{}`, not `{}` as its manifest says", have, digest_));
  return false;
}

}  // namespace bestby
