#include <sqlite3.h>

#include <memory>
#include <optional>

#include "observe/image/package_facts.h"

namespace bestby {
namespace {

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

enum Tag : std::uint32_t { name = 1000, version = 1001, release = 1002, epoch = 1003 };
enum Type : std::uint32_t { int32 = 4, text = 6 };

// A header as the database keeps it: the number of index entries and of bytes of data, the entries (tag,
// type, offset, count), the data.
struct Header {
  std::string_view entries, data;

  static std::optional<Header> of(std::string_view blob) {
    if (blob.size() < 8) return std::nullopt;
    const std::uint64_t entries = big_endian(blob, 0), data = big_endian(blob, 4);
    if (entries > blob.size() / 16 || 8 + entries * 16 + data > blob.size()) return std::nullopt;
    return Header{blob.substr(8, entries * 16), blob.substr(8 + entries * 16, data)};
  }

  // What stands at a tag, from its begin to the end of the data.
  std::string_view at(Tag tag, Type type) const {
    for (std::size_t i = 0; i < entries.size(); i += 16) {
      if (big_endian(entries, i) != tag || big_endian(entries, i + 4) != type) continue;
      const std::uint32_t offset = big_endian(entries, i + 8);
      return offset < data.size() ? data.substr(offset) : std::string_view();
    }
    return {};
  }
  std::string_view text_at(Tag tag) const {
    const std::string_view from = at(tag, Type::text);
    return from.substr(0, from.find('\0'));
  }
};

bool see_rpm(std::string_view blob, FileFacts& out) {
  const auto header = Header::of(blob);
  if (!header) return false;
  const std::string_view named = header->text_at(Tag::name), plain = header->text_at(Tag::version);
  if (named.empty() || plain.empty() || named == "gpg-pubkey") return !named.empty();
  std::string full;
  if (const auto bytes = header->at(Tag::epoch, Type::int32); bytes.size() >= 4)
    full = std::to_string(big_endian(bytes, 0)) + ":";
  full += plain;
  if (const auto build = header->text_at(Tag::release); !build.empty()) full += "-" + std::string(build);
  out.seen.push_back({SeenPackage{"rpm", std::string(named), std::move(full), {}}, {}, 0});
  return true;
}

constexpr std::string_view not_read = "is no database of rpm that can be read";

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinishStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinishStatement>;

// A database in memory. The file says that it is written through a log beside it, which there is not here.
std::unique_ptr<sqlite3, CloseDatabase> database_in(std::string& bytes) {
  sqlite3* opened = nullptr;
  if (sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) {
    sqlite3_close(opened);
    return nullptr;
  }
  std::unique_ptr<sqlite3, CloseDatabase> database(opened);
  if (bytes.size() < 100) return nullptr;
  bytes[18] = bytes[19] = 1;
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  if (sqlite3_deserialize(opened, "main", reinterpret_cast<unsigned char*>(bytes.data()), size, size,
                          SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
    return nullptr;
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  return database;
}

}  // namespace

void read_rpm_sqlite(const Detection&, const FoundFile& file, FileFacts& out) {
  std::string bytes(file.body);
  const auto database = database_in(bytes);
  sqlite3_stmt* prepared = nullptr;
  if (database == nullptr ||
      sqlite3_prepare_v2(database.get(), "SELECT blob FROM Packages", -1, &prepared, nullptr) != SQLITE_OK) {
    out.unread = not_read;
    return;
  }
  const Statement statement(prepared);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
    const auto* blob = static_cast<const char*>(sqlite3_column_blob(prepared, 0));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(prepared, 0));
    if (blob == nullptr || !see_rpm({blob, size}, out)) out.unread = "holds a package that cannot be read";
  }
  if (code != SQLITE_DONE) out.unread = not_read;
}

// Pages of slots at the begin (magic "Slot", package, block offset, block count), blobs at multiples of 16
// bytes: magic "BlbS", package, generation, length, the header.
void read_rpm_ndb(const Detection&, const FoundFile& file, FileFacts& out) {
  constexpr std::size_t page = 4096, slot = 16, block = 16, blob_head = 16;
  const std::string_view bytes = file.body;
  if (bytes.size() < page || bytes.substr(0, 4) != "RpmP") {
    out.unread = not_read;
    return;
  }
  const std::uint64_t pages = little_endian(bytes, 12);
  const std::uint64_t slots_end = std::min<std::uint64_t>(pages * page, bytes.size());
  for (std::size_t at = 2 * slot; at + slot <= slots_end; at += slot) {
    if (bytes.substr(at, 4) != "Slot" || little_endian(bytes, at + 4) == 0) continue;
    const std::uint64_t begin = std::uint64_t{little_endian(bytes, at + 8)} * block;
    const bool inside = begin + blob_head <= bytes.size() && bytes.substr(begin, 4) == "BlbS";
    const std::uint64_t size = inside ? little_endian(bytes, begin + 12) : 0;
    if (!inside || begin + blob_head + size > bytes.size() ||
        !see_rpm(bytes.substr(begin + blob_head, size), out))
      out.unread = "holds a package that cannot be read";
  }
}

}  // namespace bestby
