// A flow whose bytes are summed up on the way. A skip is no jump in it: all bytes are read.
//
//     HashedFlow flow(std::move(inner));
//     ... flow.drain();
//     flow.digest();
//
// SHA-256 costs a fifth of what inflating the same bytes costs. A long block is summed up by a thread of
// its own while its reader works on it; the next block is fetched when both are done.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "observe/image/byte_flow.h"
#include "observe/image/sha256.h"

namespace bestby {

// Sums up one block at a time, in the background.
class BackgroundSum {
 public:
  BackgroundSum() = default;
  ~BackgroundSum();
  BackgroundSum(const BackgroundSum&) = delete;
  BackgroundSum& operator=(const BackgroundSum&) = delete;
  // The bytes stay as they are until `wait` or `digest` has returned.
  void add(std::string_view bytes);
  void wait();
  std::string digest();

 private:
  static constexpr std::size_t long_block = std::size_t{64} << 10U;
  void work();

  Sha256 sum_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string_view block_;  // what is to be summed up; empty: nothing
  bool ends_ = false;
  std::thread worker_;  // from the first long block on
};

class HashedFlow : public ByteFlow {
 public:
  explicit HashedFlow(std::unique_ptr<ByteFlow> inner) : inner_(std::move(inner)) {}
  // Of what has been handed out; once.
  std::string digest() { return sum_.digest(); }

 protected:
  bool refill() override;

 private:
  std::unique_ptr<ByteFlow> inner_;
  BackgroundSum sum_;
  std::size_t lent_ = 0;
};

// Hands bytes back that were taken to look at them.
class PrefixedFlow : public ByteFlow {
 public:
  PrefixedFlow(std::string prefix, ByteFlow& rest) : prefix_(std::move(prefix)), rest_(rest) {
    at_hand(prefix_);
  }

 protected:
  bool refill() override;

 private:
  std::string prefix_;
  ByteFlow& rest_;
  std::size_t lent_ = 0;
};

}  // namespace bestby
