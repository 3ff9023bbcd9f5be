// SHA-256, as the digests of images are written.
//
//     Sha256 sum;
//     sum.add(bytes);
//     sum.digest();          // "sha256:e3b0..."; once
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace bestby {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  std::string digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_digest(std::string_view bytes);

}  // namespace bestby
