// Bytes that come one after the other: of a part of a file, of memory, of what is inflated, of an
// archive's entry. Readers of archives know nothing else.
//
//     FileFlow flow(file, 0, file->size());
//     while (!flow.look().empty()) { use(flow.look()); flow.pass(flow.look().size()); }
//     if (!flow.fault().empty()) say(flow.fault());          // "cannot be read: ...", "is cut short"
//
// `look` gives what is at hand, in place: nothing is copied that need not be. `skip` is a jump where the
// bytes lie in a file, so that a reader that skips bodies costs no more than its headers.
//
// Files are read with pread, not mapped: what was read of a mapped file counts as memory of the process
// as long as it stays mapped, and a mapped file that is cut short meanwhile kills it. Blocks are small
// after a jump and grow while what follows is wanted too.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bestby {

class ByteFlow {
 public:
  virtual ~ByteFlow() = default;
  ByteFlow() = default;
  ByteFlow(const ByteFlow&) = delete;
  ByteFlow& operator=(const ByteFlow&) = delete;

  // What is at hand, at least a byte; empty at the end and at a fault.
  std::string_view look() {
    if (at_ == end_ && !refill()) return {};
    return {at_, static_cast<std::size_t>(end_ - at_)};
  }
  void pass(std::size_t count) {
    at_ += count;
    passed_ += count;
  }
  // False where it ends before.
  bool skip(std::uint64_t count);
  // How many there were.
  std::size_t read(char* into, std::size_t count);
  // To the end.
  void drain() {
    for (auto part = look(); !part.empty(); part = look()) pass(part.size());
  }

  const std::string& fault() const { return fault_; }
  std::uint64_t passed() const { return passed_; }

 protected:
  // Sets the bytes at hand; false at the end and at a fault. Called when none are.
  virtual bool refill() = 0;
  // Leaves out so many bytes that are not at hand yet; false where it ends before.
  virtual bool jump(std::uint64_t count);
  void at_hand(std::string_view bytes) {
    at_ = bytes.data();
    end_ = at_ + bytes.size();
  }
  std::size_t left_at_hand() const { return static_cast<std::size_t>(end_ - at_); }
  void add_passed(std::uint64_t count) { passed_ += count; }
  bool set_fault(std::string what) {
    fault_ = std::move(what);
    return false;
  }

 private:
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::uint64_t passed_ = 0;
  std::string fault_;
};

class MemoryFlow : public ByteFlow {
 public:
  // The text outlives the flow.
  explicit MemoryFlow(std::string_view text) { at_hand(text); }

 protected:
  bool refill() override { return false; }
};

// An open file, which several threads may read.
class SharedFile {
 public:
  static Result<std::shared_ptr<SharedFile>> open(const std::string& path);
  ~SharedFile();
  SharedFile(const SharedFile&) = delete;
  SharedFile& operator=(const SharedFile&) = delete;
  std::uint64_t size() const { return size_; }
  int descriptor() const { return descriptor_; }

 private:
  SharedFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_;
  std::uint64_t size_;
};

class FileFlow : public ByteFlow {
 public:
  FileFlow(std::shared_ptr<const SharedFile> file, std::uint64_t begin, std::uint64_t size)
      : file_(std::move(file)), next_(begin), stop_(begin + size) {}

 protected:
  bool refill() override;
  bool jump(std::uint64_t count) override;

 private:
  static constexpr std::size_t least = std::size_t{4} << 10U, most = std::size_t{256} << 10U;
  std::shared_ptr<const SharedFile> file_;
  std::uint64_t next_, stop_;
  std::size_t block_ = least;
  std::vector<char> buffer_;
};

// The next `size` bytes of another flow, which must not be used meanwhile.
class PartFlow : public ByteFlow {
 public:
  PartFlow(ByteFlow& whole, std::uint64_t size) : whole_(whole), left_(size) {}
  // Gives the whole back, where this has come; answers how many bytes of the part are left in it.
  std::uint64_t close();

 protected:
  bool refill() override;
  bool jump(std::uint64_t count) override;

 private:
  ByteFlow& whole_;
  std::uint64_t left_;
  std::size_t lent_ = 0;
};

}  // namespace bestby
