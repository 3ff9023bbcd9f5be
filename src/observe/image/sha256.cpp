#include "observe/image/sha256.h"

// The functions behind OpenSSL's EVP layer: they cost 40 KB of executable, that layer and its providers
// some megabytes. They are deprecated for not being replaceable, which is no matter here.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>

namespace bestby {

struct Sha256::State {
  SHA256_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { SHA256_Init(&state_->context); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) { SHA256_Update(&state_->context, bytes.data(), bytes.size()); }

std::string Sha256::digest() {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> sum{};
  SHA256_Final(sum.data(), &state_->context);
  std::string out = "sha256:";
  for (const unsigned char byte : sum) {
    out += "0123456789abcdef"[byte >> 4U];
    out += "0123456789abcdef"[byte & 15U];
  }
  return out;
}

std::string sha256_digest(std::string_view bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.digest();
}

}  // namespace bestby
