#include "observe/image/hashed_flow.h"

namespace bestby {

BackgroundSum::~BackgroundSum() {
  if (!worker_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  worker_.join();
}

void BackgroundSum::add(std::string_view bytes) {
  wait();
  if (bytes.size() < long_block) return sum_.add(bytes);
  {
    const std::lock_guard lock(mutex_);
    block_ = bytes;
  }
  changed_.notify_all();
  if (!worker_.joinable()) worker_ = std::thread([this] { work(); });
}

void BackgroundSum::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return block_.empty(); });
}

std::string BackgroundSum::digest() {
  wait();
  return sum_.digest();
}

void BackgroundSum::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ends_ || !block_.empty(); });
    if (block_.empty()) return;
    lock.unlock();
    sum_.add(block_);
    lock.lock();
    block_ = {};
    changed_.notify_all();
  }
}

bool HashedFlow::refill() {
  sum_.wait();
  inner_->pass(lent_);
  const std::string_view part = inner_->look();
  lent_ = part.size();
  if (part.empty()) return set_fault(inner_->fault());
  sum_.add(part);
  at_hand(part);
  return true;
}

bool PrefixedFlow::refill() {
  rest_.pass(lent_);
  const std::string_view part = rest_.look();
  lent_ = part.size();
  if (part.empty()) return set_fault(rest_.fault());
  at_hand(part);
  return true;
}

}  // namespace bestby
