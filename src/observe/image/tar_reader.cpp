#include "observe/image/tar_reader.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "observe/image/tar_fields.h"

namespace bestby {
namespace {

constexpr std::size_t block_bytes = 512;

std::uint64_t padding_of(std::uint64_t size) { return (block_bytes - size % block_bytes) % block_bytes; }

bool is_zero(const char* block) {
  return block[0] == 0 && std::memcmp(block, block + 1, block_bytes - 1) == 0;
}

// Links, devices and folders have no body, whatever size they say.
bool has_body(char type) { return std::string_view("123456").find(type) == std::string_view::npos; }

TarKind kind_of(char type, std::string_view path) {
  switch (type) {
    case '1': return TarKind::hard_link;
    case '2': return TarKind::symbolic_link;
    case '3':
    case '4':
    case '6': return TarKind::other;
    case '5': return TarKind::folder;
    case '\0': return path.ends_with('/') ? TarKind::folder : TarKind::file;
    default: return TarKind::file;
  }
}

std::optional<std::uint64_t> decimal(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool TarReader::stop(std::string why) {
  fault_ = std::move(why);
  return false;
}

void TarReader::leave_out(std::string why) {
  if (left_out_++ == 0) why_left_out_ = std::move(why);
}

bool TarReader::next(TarEntry& entry) {
  while (fault_.empty() && !ended_) {
    if (!finish_body()) return false;
    const char* const header = block();
    if (header == nullptr) return false;
    if (is_zero(header)) return only_zeros_follow();
    switch (take(header, entry)) {
      case Took::entry: return true;
      case Took::stop: return false;
      case Took::header:
      case Took::left_out: break;
    }
  }
  return false;
}

bool TarReader::finish_body() {
  if (part_ != nullptr) {
    left_ = part_->close();
    part_.reset();
  }
  const std::uint64_t rest = left_ + padding_;
  if (!flow_.skip(rest)) return stop(flow_.fault().empty() ? "is cut short" : flow_.fault());
  left_ = padding_ = 0;
  return true;
}

// The next block, in place where it lies there in one piece; nullptr at the end.
const char* TarReader::block() {
  const std::string_view at_hand = flow_.look();
  if (at_hand.size() >= block_bytes) {
    flow_.pass(block_bytes);
    return at_hand.data();
  }
  const std::size_t got = flow_.read(block_.data(), block_bytes);
  if (got == block_bytes) return block_.data();
  if (!flow_.fault().empty()) {
    stop(flow_.fault());
  } else if (got != 0 || headers_ == 0) {
    stop(headers_ == 0 ? "is no tar archive" : "is cut short");
  }
  return nullptr;
}

bool TarReader::only_zeros_follow() {
  ended_ = true;
  const std::size_t got = flow_.read(block_.data(), block_bytes);
  if (got == block_bytes && !is_zero(block_.data())) return stop("has a lone block of zeros inside");
  return flow_.fault().empty() ? false : stop(flow_.fault());
}

TarReader::Took TarReader::take(const char* header, TarEntry& entry) {
  if (!tar_sum_holds(header)) {
    stop(headers_ == 0 ? "is no tar archive" : "has a header whose checksum is wrong");
    return Took::stop;
  }
  ++headers_;
  const char type = header[tar_field::type];
  const auto size = tar_number(header, tar_field::size);
  if (!size) {
    stop("has a header whose size is no number");
    return Took::stop;
  }
  if (std::string_view("xgXLK").find(type) != std::string_view::npos) return take_header(type, *size);
  return take_entry(header, type, entry);
}

// A header that speaks of the next entry, or of all that follow.
TarReader::Took TarReader::take_header(char type, std::uint64_t size) {
  if (size > limits_[Limit::header_bytes]) {
    leave_out(fmt::format("an extended header {}", limits_.passed(Limit::header_bytes)));
    refused_ = type != 'g';
    left_ = size;
    padding_ = padding_of(size);
    return Took::header;
  }
  if (!read_text(size, text_)) return Took::stop;
  if (type == 'L' || type == 'K') {
    (type == 'L' ? long_name_ : long_link_) = text_.substr(0, text_.find('\0'));
    (type == 'L' ? has_long_name_ : has_long_link_) = true;
  } else if (!read_extended(text_, type == 'g' ? global_ : local_)) {
    stop("has an extended header that is none");
    return Took::stop;
  }
  return Took::header;
}

bool TarReader::read_text(std::uint64_t size, std::string& out) {
  out.resize(static_cast<std::size_t>(size));
  if (flow_.read(out.data(), out.size()) != size)
    return stop(flow_.fault().empty() ? "is cut short" : flow_.fault());
  padding_ = padding_of(size);
  return finish_body();
}

// Records "LENGTH KEY=VALUE\n", the length in bytes with itself.
bool TarReader::read_extended(std::string_view text, Extended& into) {
  while (!text.empty() && text.front() != '\0') {
    const auto blank = text.find(' ');
    const auto length = decimal(text.substr(0, std::min<std::size_t>(blank, 20)));
    if (blank == std::string_view::npos || !length || *length > text.size() || *length < blank + 3)
      return false;
    std::string_view record = text.substr(blank + 1, static_cast<std::size_t>(*length) - blank - 2);
    if (text[static_cast<std::size_t>(*length) - 1] != '\n') return false;
    text.remove_prefix(static_cast<std::size_t>(*length));
    const auto equals = record.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view key = record.substr(0, equals), value = record.substr(equals + 1);
    if (key == "path") {
      into.path = value;
      into.has_path = !value.empty();  // an empty value takes back what a global header said
    } else if (key == "linkpath") {
      into.link = value;
      into.has_link = !value.empty();
    } else if (key == "size") {
      const auto size = decimal(value);
      if (!value.empty() && !size) return false;
      into.size = size.value_or(0);
      into.has_size = !value.empty();
    } else if (key.starts_with("GNU.sparse.")) {
      into.sparse = true;
      if (key == "GNU.sparse.name") into.sparse_name = value;
    }
  }
  return true;
}

TarReader::Took TarReader::take_entry(const char* header, char type, TarEntry& entry) {
  std::uint64_t size = tar_number(header, tar_field::size).value_or(0);
  if (local_.has_size || global_.has_size) size = local_.has_size ? local_.size : global_.size;
  name_entry(header, entry);
  entry.kind = kind_of(type, entry.path);
  entry.sparse = type == 'S' || local_.sparse || global_.sparse;
  const bool refused = std::exchange(refused_, false);
  const bool goes_on = type == 'S' && header[tar_field::sparse_goes_on] != 0;
  local_ = {};
  has_long_name_ = has_long_link_ = false;
  if (goes_on && !skip_sparse_map()) return Took::stop;
  entry.size = has_body(type) ? size : 0;
  if (entry.size > ~std::uint64_t{0} - block_bytes) {
    stop("has a header whose size is no number");
    return Took::stop;
  }
  entry.body = flow_.passed();
  left_ = entry.size;
  padding_ = padding_of(entry.size);
  if (refused) return Took::left_out;
  const std::uint64_t longest = limits_[Limit::path_bytes];
  if (entry.path.size() > longest || entry.link.size() > longest) {
    leave_out(fmt::format("the path of an entry {}", limits_.passed(Limit::path_bytes)));
    return Took::left_out;
  }
  if (entry.path.find('\0') != std::string_view::npos || entry.link.find('\0') != std::string_view::npos) {
    leave_out("the path of an entry holds a NUL");
    return Took::left_out;
  }
  return Took::entry;
}

void TarReader::name_entry(const char* header, TarEntry& entry) {
  const std::string_view name = tar_text(header, tar_field::name);
  name_.clear();
  // Only POSIX has a prefix; GNU keeps other things there.
  if (std::memcmp(header + tar_field::magic.at, "ustar\0", 6) == 0) {
    name_ = tar_text(header, tar_field::prefix);
    if (!name_.empty()) name_ += '/';
  }
  name_ += name;
  link_ = tar_text(header, tar_field::link);
  if (has_long_name_) name_ = long_name_;
  if (has_long_link_) link_ = long_link_;
  if (local_.has_path || global_.has_path) name_ = local_.has_path ? local_.path : global_.path;
  if (local_.has_link || global_.has_link) link_ = local_.has_link ? local_.link : global_.link;
  if (!local_.sparse_name.empty()) name_ = local_.sparse_name;
  entry.path = name_;
  entry.link = link_;
}

// The map of an old GNU sparse file goes on in blocks of its own.
bool TarReader::skip_sparse_map() {
  for (;;) {
    const char* const more = block();
    if (more == nullptr) return fault_.empty() ? stop("is cut short") : false;
    if (more[tar_field::sparse_more] == 0) return true;
  }
}

std::size_t TarReader::read(char* into, std::size_t count) {
  const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(count, left_));
  const std::size_t got = flow_.read(into, want);
  left_ -= got;
  return got;
}

ByteFlow& TarReader::body() {
  part_ = std::make_unique<PartFlow>(flow_, left_);
  return *part_;
}

}  // namespace bestby
