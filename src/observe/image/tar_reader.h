// The entries of a tar archive, one after the other, from any flow of bytes.
//
//     TarReader tar(flow, limits);
//     TarEntry entry;
//     while (tar.next(entry))
//       if (entry.kind == TarKind::file && wanted(entry.path)) text.resize(tar.read(text.data(),
//       text.size()));
//     if (!tar.fault().empty()) say(tar.fault());           // "is cut short", "has a header whose checksum
//     ..."
//
// Read are V7, ustar, GNU (long names and links, base-256 numbers, sparse files) and PAX (path, linkpath,
// size, the names of sparse files; global headers), as Go's archive/tar understands them, since that is
// what makes images and takes them apart. Bodies that are not read are skipped, which in a file is a jump.
//
// Paths are given as written. An entry whose name passes `path-bytes`, or whose extended headers pass
// `header-bytes`, is left out and noted in `left_out`; the entries behind it are read. What no longer can
// be told apart (a wrong checksum, a number that is none) ends the archive with a fault.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "observe/image/byte_flow.h"
#include "observe/read_limits.h"

namespace bestby {

enum class TarKind : std::uint8_t { file, folder, symbolic_link, hard_link, other };

struct TarEntry {
  TarKind kind = TarKind::file;
  bool sparse = false;          // the body is not the file's text as it stands
  std::string_view path, link;  // until the next entry
  std::uint64_t size = 0;       // of the body
  std::uint64_t body = 0;       // where it begins in the flow
};

class TarReader {
 public:
  TarReader(ByteFlow& flow, const ReadLimits& limits) : flow_(flow), limits_(limits) {}

  // False at the end and at a fault.
  bool next(TarEntry& entry);
  // Of the entry's body; less where it ends.
  std::size_t read(char* into, std::size_t count);
  // The body as a flow, instead of `read`; `next` goes on behind what was taken of it.
  ByteFlow& body();

  const std::string& fault() const { return fault_; }
  std::uint64_t left_out() const { return left_out_; }               // entries
  const std::string& why_left_out() const { return why_left_out_; }  // the first
  bool ended_well() const { return ended_; }                         // at the blocks of zeros that end it

 private:
  struct Extended {  // of PAX
    std::string path, link, sparse_name;
    std::uint64_t size = 0;
    bool has_path = false, has_link = false, has_size = false, sparse = false;
  };
  enum class Took : std::uint8_t { entry, header, left_out, stop };

  bool finish_body();
  const char* block();
  bool only_zeros_follow();
  Took take(const char* header, TarEntry& entry);
  Took take_header(char type, std::uint64_t size);
  Took take_entry(const char* header, char type, TarEntry& entry);
  void name_entry(const char* header, TarEntry& entry);
  bool skip_sparse_map();
  bool read_text(std::uint64_t size, std::string& out);
  bool read_extended(std::string_view text, Extended& into);
  bool stop(std::string why);
  void leave_out(std::string why);

  ByteFlow& flow_;
  const ReadLimits& limits_;
  std::array<char, 512> block_{};
  std::string text_, long_name_, long_link_, name_, link_, fault_, why_left_out_;
  Extended local_, global_;
  bool has_long_name_ = false, has_long_link_ = false, refused_ = false, ended_ = false;
  std::uint64_t left_ = 0, padding_ = 0, left_out_ = 0, headers_ = 0;
  std::unique_ptr<PartFlow> part_;
};

}  // namespace bestby
