// A flow whose bytes are summed up on the way. A skip is no jump in it: all bytes are read.
//
//     HashedFlow flow(std::move(inner));
//     ... flow.drain();
//     flow.digest();
#pragma once

#include "observe/image/byte_flow.h"
#include "observe/image/sha256.h"

namespace bestby {

class HashedFlow : public ByteFlow {
 public:
  explicit HashedFlow(std::unique_ptr<ByteFlow> inner) : inner_(std::move(inner)) {}
  // Of what has been handed out; once.
  std::string digest() { return sum_.digest(); }

 protected:
  bool refill() override {
    inner_->pass(lent_);
    const std::string_view part = inner_->look();
    lent_ = part.size();
    if (part.empty()) return set_fault(inner_->fault());
    sum_.add(part);
    at_hand(part.data(), part.size());
    return true;
  }

 private:
  std::unique_ptr<ByteFlow> inner_;
  Sha256 sum_;
  std::size_t lent_ = 0;
};

// Hands bytes back that were taken to look at them.
class PrefixedFlow : public ByteFlow {
 public:
  PrefixedFlow(std::string prefix, ByteFlow& rest) : prefix_(std::move(prefix)), rest_(rest) {
    at_hand(prefix_.data(), prefix_.size());
  }

 protected:
  bool refill() override {
    rest_.pass(lent_);
    const std::string_view part = rest_.look();
    lent_ = part.size();
    if (part.empty()) return set_fault(rest_.fault());
    at_hand(part.data(), part.size());
    return true;
  }

 private:
  std::string prefix_;
  ByteFlow& rest_;
  std::size_t lent_ = 0;
};

}  // namespace bestby
