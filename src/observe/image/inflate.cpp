#include "observe/image/inflate.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>

#include "observe/image/isal.h"

namespace bestby {
namespace {

constexpr std::size_t out_bytes = std::size_t{256} << 10U;
constexpr std::uint64_t ratio_from = std::uint64_t{64} << 20U;
constexpr int window_log = 27;

// What one step of a decoder did.
struct Step {
  std::ptrdiff_t in = 0;  // below zero: bytes that were taken before are given back
  std::size_t out = 0;
  bool ended = false;           // of a member or a frame
  const char* fault = nullptr;  // what is wrong with the bytes
};

class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual void begin() = 0;  // a member or a frame
  virtual Step step(std::string_view in, char* out, std::size_t room) = 0;
};

class IsalDecoder : public Decoder {
 public:
  explicit IsalDecoder(const IsalLibrary& isal) : stream_(isal) {}
  void begin() override { stream_.begin(); }
  Step step(std::string_view in, char* out, std::size_t room) override {
    const IsalStep did = stream_.step(in, out, room);
    return {did.in, did.out, did.ended, did.good ? nullptr : "is no sound gzip"};
  }

 private:
  IsalStream stream_;
};

class ZlibDecoder : public Decoder {
 public:
  ZlibDecoder() { inflateInit2(&stream_, 15 + 16); }
  ~ZlibDecoder() override { inflateEnd(&stream_); }
  ZlibDecoder(const ZlibDecoder&) = delete;
  ZlibDecoder& operator=(const ZlibDecoder&) = delete;
  void begin() override { inflateReset(&stream_); }
  Step step(std::string_view in, char* out, std::size_t room) override {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(room);
    const int code = ::inflate(&stream_, Z_NO_FLUSH);
    const bool good = code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR;
    return {static_cast<std::ptrdiff_t>(in.size() - stream_.avail_in), room - stream_.avail_out,
            code == Z_STREAM_END, good ? nullptr : "is no sound gzip"};
  }

 private:
  z_stream stream_{};
};

class ZstdDecoder : public Decoder {
 public:
  ZstdDecoder() : context_(ZSTD_createDCtx()) {
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, window_log);
  }
  ~ZstdDecoder() override { ZSTD_freeDCtx(context_); }
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;
  void begin() override { ZSTD_DCtx_reset(context_, ZSTD_reset_session_only); }
  Step step(std::string_view in, char* out, std::size_t room) override {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer into{out, room, 0};
    const std::size_t code = ZSTD_decompressStream(context_, &into, &from);
    const char* fault = nullptr;
    if (ZSTD_isError(code) != 0) {
      const bool window = ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge;
      fault = window ? "wants a zstd window above 128M" : "is no sound zstd";
    }
    return {static_cast<std::ptrdiff_t>(from.pos), into.pos, code == 0, fault};
  }

 private:
  ZSTD_DCtx* context_;
};

bool follows(Packing packing, std::string_view begin) {
  if (packing == Packing::gzip) return begin.front() == '\x1f';
  return packing == Packing::zstd && (begin.front() == '\x28' || (begin.front() & 0xf0) == 0x50);
}

class InflatedFlow : public ByteFlow {
 public:
  InflatedFlow(std::unique_ptr<ByteFlow> packed, Packing packing, std::unique_ptr<Decoder> decoder,
               const ReadLimits& limits)
      : packed_(std::move(packed)),
        packing_(packing),
        decoder_(std::move(decoder)),
        limits_(limits),
        buffer_(out_bytes) {}

 protected:
  bool refill() override {
    if (done_) return false;
    std::size_t have = 0;
    while (have == 0) {
      const std::string_view in = again_.empty() ? packed_->look() : std::string_view(again_);
      if (in.empty() && !packed_->fault().empty()) return stop(packed_->fault());
      if (in.empty() && !inside_) return finish();
      if (!inside_ && !begin_member(in)) return finish();
      const Step did = decoder_->step(in, buffer_.data(), buffer_.size());
      if (!take(in, did.in)) return stop("cannot be inflated");
      have = did.out;
      if (did.fault != nullptr) return stop(did.fault);
      if (did.ended) inside_ = false;
      if (did.in == 0 && did.out == 0 && !did.ended) {
        if (in.empty()) return stop("is cut short");
        if (++idle_ > 2) return stop("cannot be inflated");
      } else {
        idle_ = 0;
      }
    }
    return hand_out(have);
  }

 private:
  bool begin_member(std::string_view in) {
    if (!first_ && !follows(packing_, in)) return false;  // padding, or rubbish behind the end
    first_ = false;
    inside_ = true;
    decoder_->begin();
    return true;
  }

  // This is tricky: ISA-L reads up to eight bytes ahead, and gives back at the end of a member what is not of
  // it, be it of the block before. So the last eight bytes are remembered, and come again.
  bool take(std::string_view in, std::ptrdiff_t count) {
    if (count < 0) {
      const auto back = static_cast<std::size_t>(-count);
      if (back > last_.size()) return false;
      again_.insert(0, last_, last_.size() - back);
      last_.resize(last_.size() - back);
      return true;
    }
    const std::string_view taken = in.substr(0, static_cast<std::size_t>(count));
    last_ += taken.substr(taken.size() - std::min(taken.size(), ahead));
    last_.erase(0, last_.size() - std::min(last_.size(), ahead));
    if (again_.empty())
      packed_->pass(taken.size());
    else
      again_.erase(0, taken.size());
    return true;
  }

  bool hand_out(std::size_t have) {
    out_ += have;
    if (out_ > limits_[Limit::inflated_bytes]) return stop(limits_.passed(Limit::inflated_bytes));
    if (out_ > ratio_from && out_ / limits_[Limit::ratio] > packed_->passed())
      return stop(limits_.passed(Limit::ratio));
    at_hand({buffer_.data(), have});
    return true;
  }

  bool stop(std::string why) {
    done_ = true;
    return set_fault(std::move(why));
  }

  bool finish() {
    done_ = true;
    packed_->drain();
    return packed_->fault().empty() ? false : set_fault(packed_->fault());
  }

  std::unique_ptr<ByteFlow> packed_;
  Packing packing_;
  std::unique_ptr<Decoder> decoder_;
  ReadLimits limits_;
  std::vector<char> buffer_;
  static constexpr std::size_t ahead = 8;
  std::string last_, again_;  // of what came in
  std::uint64_t out_ = 0;
  bool first_ = true, inside_ = false, done_ = false;
  int idle_ = 0;
};

std::unique_ptr<ByteFlow> through(std::unique_ptr<ByteFlow> packed, Packing packing,
                                  std::unique_ptr<Decoder> decoder, const ReadLimits& limits) {
  return std::make_unique<InflatedFlow>(std::move(packed), packing, std::move(decoder), limits);
}

}  // namespace

Packing packing_of(std::string_view begin) {
  if (begin.starts_with("\x1f\x8b")) return Packing::gzip;
  if (begin.starts_with("\x28\xb5\x2f\xfd")) return Packing::zstd;
  // A skippable frame, as zstd:chunked and pzstd begin with.
  if (begin.size() >= 4 && (begin[0] & 0xf0) == 0x50 && begin.substr(1, 3) == "\x2a\x4d\x18")
    return Packing::zstd;
  return Packing::none;
}

std::string_view packing_name(Packing packing) {
  switch (packing) {
    case Packing::gzip: return "gzip";
    case Packing::zstd: return "zstd";
    case Packing::none: break;
  }
  return "none";
}

std::unique_ptr<ByteFlow> inflated(std::unique_ptr<ByteFlow> packed, const ReadLimits& limits) {
  const Packing packing = packing_of(packed->look());
  if (packing == Packing::zstd)
    return through(std::move(packed), packing, std::make_unique<ZstdDecoder>(), limits);
  if (packing == Packing::none) return packed;
  if (const IsalLibrary* isal = IsalLibrary::find())
    return through(std::move(packed), packing, std::make_unique<IsalDecoder>(*isal), limits);
  return inflated_by_zlib(std::move(packed), limits);
}

std::unique_ptr<ByteFlow> inflated_by_zlib(std::unique_ptr<ByteFlow> packed, const ReadLimits& limits) {
  return through(std::move(packed), Packing::gzip, std::make_unique<ZlibDecoder>(), limits);
}

}  // namespace bestby
