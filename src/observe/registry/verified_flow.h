// Bytes of a known size and digest, from who may lie about both.
//
//     VerifiedFlow flow(std::move(reply), digest, size);
//     flow.drain();
//     flow.fault()           // "is longer than the 1024 bytes that its manifest says", "has the digest ..."
#pragma once

#include "observe/image/byte_flow.h"
#include "observe/image/sha256.h"
#include "observe/registry/http_client.h"

namespace bestby {

class VerifiedFlow : public ByteFlow {
 public:
  VerifiedFlow(std::unique_ptr<HttpReply> reply, std::string_view digest, std::uint64_t size)
      : reply_(std::move(reply)), digest_(digest), left_(size), size_(size) {}

 protected:
  bool refill() override;

 private:
  std::unique_ptr<HttpReply> reply_;
  std::string digest_;
  std::uint64_t left_, size_;
  std::size_t lent_ = 0;
  Sha256 sum_;
  bool ended_ = false;
};

}  // namespace bestby
