#include "observe/image/inflate.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <zstd.h>

#include "observe/image/hashed_flow.h"
#include "observe/image/image_testing.h"

namespace bestby {
namespace {

struct Inflated {
  std::string text, fault;
  bool operator==(const Inflated&) const = default;
};

Inflated read(std::unique_ptr<ByteFlow> flow) {
  Inflated out;
  for (auto part = flow->look(); !part.empty(); part = flow->look()) {
    out.text += part;
    flow->pass(part.size());
  }
  out.fault = flow->fault();
  return out;
}

Inflated through(std::string_view packed, const ReadLimits& limits = {}) {
  const Inflated out = read(inflated(std::make_unique<MemoryFlow>(packed), limits));
  // ISA-L and zlib say the same, but for how much of what is cut short they give.
  if (packing_of(packed) == Packing::gzip) {
    const Inflated other = read(inflated_by_zlib(std::make_unique<MemoryFlow>(packed), limits));
    EXPECT_EQ(other.fault, out.fault);
    if (out.fault.empty()) { EXPECT_EQ(other.text, out.text); }
  }
  return out;
}

// In windows of so many bytes.
class SteppedFlow : public ByteFlow {
 public:
  SteppedFlow(std::string_view text, std::size_t step) : text_(text), step_(step) {}

 protected:
  bool refill() override {
    const std::string_view part = text_.substr(0, step_);
    text_.remove_prefix(part.size());
    at_hand(part);
    return !part.empty();
  }

 private:
  std::string_view text_;
  std::size_t step_;
};

std::string varied(std::size_t size) {
  std::string out(size, '\0');
  std::uint32_t state = 1;
  for (char& c : out)
    c = static_cast<char>("abcdefghijklmnop"[(state = state * 1664525 + 1013904223) >> 28U]);
  return out;
}

TEST(Inflate, GivesBackWhatWasPacked) {
  for (const std::size_t size : {0U, 1U, 511U, 100'000U, 3'000'000U}) {
    const std::string text = varied(size);
    EXPECT_EQ(through(gzipped(text)), (Inflated{text, ""})) << size;
    EXPECT_EQ(through(zstd_packed(text)), (Inflated{text, ""})) << size;
  }
  EXPECT_EQ(through("plain"), (Inflated{"plain", ""}));
}

TEST(Inflate, ReadsMembersThatFollowOneAnother) {
  const std::string a = varied(70'000), b = "b", skippable("\x50\x2a\x4d\x18\x03\0\0\0xyz", 11);
  EXPECT_EQ(through(gzipped(a) + gzipped("") + gzipped(b) + gzipped(a)), (Inflated{a + b + a, ""}));
  EXPECT_EQ(through(skippable + zstd_packed(a) + skippable + zstd_packed(b)), (Inflated{a + b, ""}));
  EXPECT_EQ(through(gzipped(b) + std::string(5, '\0')), (Inflated{b, ""}));
}

// Where members meet, whatever blocks they come in.
TEST(Inflate, ReadsMembersInAnyBlocks) {
  std::string packed, text;
  for (const std::size_t size : {0U, 1U, 5U, 300U, 2U, 0U, 70U}) {
    text += varied(size);
    packed += gzipped(varied(size));
  }
  for (std::size_t step = 3; step < 80; ++step)
    EXPECT_EQ(read(inflated(std::make_unique<SteppedFlow>(packed, step), {})), (Inflated{text, ""})) << step;
}

TEST(Inflate, SaysWhatIsCutShortOrBroken) {
  const std::string text = varied(100'000), gzip = gzipped(text), zstd = zstd_packed(text);
  for (const std::size_t cut : {1U, 4U, 8U, 20U, 20'000U}) {
    EXPECT_EQ(through(std::string_view(gzip).substr(0, gzip.size() - cut)).fault, "is cut short") << cut;
    EXPECT_EQ(through(std::string_view(zstd).substr(0, zstd.size() - cut)).fault, "is cut short") << cut;
  }
  std::string wrong = gzip;
  wrong[wrong.size() - 6] = static_cast<char>(wrong[wrong.size() - 6] ^ 1);  // of the checksum
  EXPECT_EQ(through(wrong).fault, "is no sound gzip");
  EXPECT_EQ(through(std::string(zstd).replace(16, 40, std::string(40, '\xff'))).fault, "is no sound zstd");
}

TEST(Inflate, StopsAtItsLimits) {
  const std::string zeros(100U << 20U, '\0');
  const std::string bomb = gzipped(zeros), worse = zstd_packed(zeros);
  EXPECT_EQ(through(bomb).fault, "is past the limit `ratio` (1000); --limit ratio=SIZE raises it");
  ReadLimits limits;
  limits[Limit::ratio] = 500;
  EXPECT_EQ(through(bomb, limits).fault, "is past the limit `ratio` (500); --limit ratio=SIZE raises it");
  EXPECT_EQ(through(worse).fault, "is past the limit `ratio` (1000); --limit ratio=SIZE raises it");
  limits = {};
  limits[Limit::inflated_bytes] = 1 << 20;
  EXPECT_EQ(through(bomb, limits).fault,
            "is past the limit `inflated-bytes` (1M); --limit inflated-bytes=SIZE raises it");
}

TEST(Inflate, RefusesAnEndlessWindow) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 30);
  ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 1);
  std::string out(ZSTD_compressBound(1000), '\0');
  const std::string text(1000, 'x');
  ZSTD_inBuffer in{text.data(), text.size(), 0};
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  ZSTD_compressStream2(context, &to, &in, ZSTD_e_flush);  // of unknown length, so that the window is written
  ZSTD_compressStream2(context, &to, &in, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  EXPECT_EQ(through(std::string_view(out).substr(0, to.pos)).fault, "wants a zstd window above 128M");
}

TEST(Inflate, HashesWhatPasses) {
  HashedFlow flow(std::make_unique<MemoryFlow>("abc"));
  EXPECT_TRUE(flow.skip(2));
  flow.drain();
  EXPECT_EQ(flow.digest(), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace bestby
