// Files: read, written and listed, with errors that say the path and the system's reason.
//
//     auto text = read_file("catalog/pytorch.yaml");
//     if (!text) return fail(text.error());       // "`catalog/pytorhc.yaml` cannot be read: ..."
//     for (const std::string& name : *list_tree("catalog", {.suffix = ".yaml"})) ...
//     write_file("out.json", json);               // the old file or the new one, never a half
//
// All errors are `input`. A missing file suggests the names nearest to it in its folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bestby {

constexpr std::size_t default_file_limit = std::size_t{64} << 20U;

// The whole of a file, a pipe or a device; an error when it holds more than `limit` bytes.
Result<std::string> read_file(const std::string& path, std::size_t limit = default_file_limit);

// Replaces the file at `path` as one step: the text is written beside it, flushed to the disk and
// renamed over it. A link is followed, the old file's permissions are kept. Pipes and devices
// (`/dev/stdout`) are written directly. The folder must exist.
Result<void> write_file(const std::string& path, std::string_view text);

// The same, piece by piece, for texts that need not be in memory at once. An empty path is standard
// output. What is not finished leaves no trace, but of pipes, devices and standard output.
//
//     auto file = FileWriter::open(path);
//     if (!file) return fail(file.error());
//     for (...) if (auto written = file->write(part); !written) return written;
//     return file->finish();
class FileWriter {
 public:
  static Result<FileWriter> open(const std::string& path);
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&&) = delete;
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  ~FileWriter();

  Result<void> write(std::string_view text);
  Result<void> finish();  // once, at the end

 private:
  explicit FileWriter(std::string path) : path_(std::move(path)) {}
  Result<void> checked(int code) const;

  std::string path_, beside_, target_;  // what is written beside the target and takes its place; or empty
  int fd_ = -1;
};

// A file, a pipe or standard input, read piece by piece.
//
//     auto log = ByteSource::open("train.log");            // "-" is standard input
//     if (!log) return fail(log.error());
//     while (const auto n = log->read(space)) { if (*n == 0) break; use(space.first(*n)); }
class ByteSource {
 public:
  static Result<ByteSource> open(const std::string& path);
  ByteSource(ByteSource&& other) noexcept;
  ByteSource& operator=(ByteSource&&) = delete;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  ~ByteSource();

  // How many bytes have been put there; 0 at the end. Waits for the first one only.
  Result<std::size_t> read(std::span<char> into);
  std::optional<std::uint64_t> size() const;  // of a regular file
  bool is_terminal() const;

 private:
  ByteSource(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  std::string path_;
  int fd_;
};

struct TreeOptions {
  std::string_view suffix = {};  // of the names wanted; empty: all
  bool hidden = false;           // also names that begin with a dot, and what is below them
  std::size_t most = 1'000'000;  // entries looked at
  int depth = 64;                // folders below the root
};

// The regular files below a folder, as paths relative to it with `/` between, sorted by bytes (so
// the order is the same everywhere). Links to files are listed, and links that lead nowhere, so that
// reading them fails; links to folders are not entered.
Result<std::vector<std::string>> list_tree(const std::string& root, const TreeOptions& options = {});

// A file mapped into memory, read-only, until this goes out of scope. Movable. The file must not be
// cut short meanwhile; `write_file` replaces files and so keeps that.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace bestby
