#include "snapshot/snapshot.h"

#include <cstring>
#include <vector>

#include <fmt/format.h>
#include <zlib.h>

#include "snapshot/format.h"
#include "snapshot/verify.h"

namespace bestby {
namespace {

constexpr const char* compile_again = "compile it again: `bestby compile`";

tl::unexpected<Error> refuse(std::string message, const char* help = compile_again) {
  return fail(ErrorCode::input, std::move(message), {}, help);
}

constexpr std::size_t aligned(std::size_t offset) {
  return (offset + section_alignment - 1) / section_alignment * section_alignment;
}

std::string_view chars(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint32_t crc(std::uint32_t so_far, std::string_view bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(so_far, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

template <class Record>
Record record_at(std::string_view bytes, std::size_t offset) {
  Record out;
  std::memcpy(&out, bytes.data() + offset, sizeof out);
  return out;
}

// Visits both sets of columns as one list: the order of the sections.
template <class Visit>
void each_column(auto& world, auto& policies, Visit&& visit) {
  WorldColumns<ColumnView>::each(world, visit);
  PolicyColumns<ColumnView>::each(policies, visit);
}

Result<SnapshotHeader> header_of(std::string_view bytes) {
  const std::string_view magic(snapshot_magic.data(), snapshot_magic.size());
  if (!bytes.starts_with(magic) && !magic.starts_with(bytes))
    return refuse("this is not a snapshot of a catalogue", "a snapshot is what `bestby compile` writes");
  if (bytes.size() < sizeof(SnapshotHeader))
    return refuse(fmt::format("the snapshot is cut short: {} bytes are not even its header", bytes.size()));
  const auto header = record_at<SnapshotHeader>(bytes, 0);
  if (header.byte_order != snapshot_byte_order)
    return refuse("the snapshot was written on a machine with another byte order");
  if (header.format != snapshot_format)
    return refuse(fmt::format("the snapshot has format {}, and this bestby reads format {}", header.format,
                              snapshot_format),
                  "compile it again with this bestby: `bestby compile`");
  if (header.size > bytes.size())
    return refuse(
        fmt::format("the snapshot is cut short: {} of its {} bytes are there", bytes.size(), header.size));
  if (header.size < bytes.size())
    return refuse(fmt::format("the snapshot has {} bytes after its end", bytes.size() - header.size));
  return header;
}

// Where each section lies. The layout leaves no choice, so every entry is compared with the only
// place where it can be.
class SectionTable {
 public:
  explicit SectionTable(std::string_view bytes) : bytes_(bytes) {}

  template <class Record>
  void take(ColumnView<Record>& column) {
    if (fault_) return;
    const auto entry = record_at<SectionEntry>(bytes_, sizeof(SnapshotHeader) + next_ * sizeof(SectionEntry));
    const std::string_view name = section_names[next_++];
    const std::size_t offset = aligned(end_);
    if (entry.record_size != sizeof(Record) || entry.offset != offset || offset > bytes_.size() ||
        entry.count > (bytes_.size() - offset) / sizeof(Record) || entry.zero != 0) {
      fault_ = name;
      return;
    }
    column = {reinterpret_cast<const Record*>(bytes_.data() + offset), static_cast<std::size_t>(entry.count)};
    end_ = offset + column.size_bytes();
  }

  // The section that does not lie where it must.
  std::optional<std::string_view> fault() const { return fault_; }
  std::size_t end() const { return end_; }

 private:
  std::string_view bytes_;
  std::size_t next_ = 0;
  std::size_t end_ = sizeof(SnapshotHeader) + section_names.size() * sizeof(SectionEntry);
  std::optional<std::string_view> fault_;
};

Result<Snapshot> opened(std::span<const std::byte> span, Trust trust, std::shared_ptr<const void> owner) {
  const std::string_view bytes = chars(span);
  const auto header = header_of(bytes);
  if (!header) return fail(header.error());
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(SnapshotHeader) != 0)
    return refuse("the snapshot's bytes are not aligned in memory", "");
  if (trust == Trust::nobody && header->checksum != snapshot_checksum(bytes))
    return refuse("the snapshot is damaged: its checksum does not agree with its bytes");
  SectionTable table(bytes);
  if (header->section_count != section_names.size() || header->zero != 0 || table.end() > bytes.size())
    return refuse("the snapshot is damaged: its section table does not fit");
  Snapshot out;
  out.owner = std::move(owner);
  each_column(out.world.columns, out.policies.columns, [&](auto& column) { table.take(column); });
  if (table.fault())
    return refuse(
        fmt::format("the snapshot is damaged: section `{}` does not lie where it must", *table.fault()));
  if (table.end() != bytes.size()) return refuse("the snapshot is damaged: its sections do not fill it");
  if (trust == Trust::maker) return out;
  if (auto good = verify(out.world, out.policies); !good) return fail(good.error());
  if (header->as_of != out.world.as_of().days())
    return refuse("the snapshot is damaged: its header and its columns name different days");
  return out;
}

}  // namespace

std::uint32_t snapshot_checksum(std::string_view bytes) {
  constexpr std::size_t at = offsetof(SnapshotHeader, checksum);
  constexpr std::size_t after = at + sizeof(SnapshotHeader::checksum);
  const std::uint32_t before = crc(0, bytes.substr(0, at));
  return crc(crc(before, std::string(after - at, '\0')), bytes.substr(after));
}

Result<std::string> write_snapshot(const World& world, const Policies& policies) {
  if (auto good = verify(world, policies); !good) return fail(good.error());
  std::vector<SectionEntry> entries;
  std::size_t end = sizeof(SnapshotHeader) + section_names.size() * sizeof(SectionEntry);
  each_column(world.columns, policies.columns, [&]<class Record>(const ColumnView<Record>& column) {
    static_assert(ColumnRecord<Record> && alignof(Record) <= section_alignment);
    entries.push_back({aligned(end), column.size(), sizeof(Record), 0});
    end = aligned(end) + column.size_bytes();
  });
  std::string out(end, '\0');
  std::size_t next = 0;
  each_column(world.columns, policies.columns, [&](const auto& column) {
    if (!column.empty()) std::memcpy(out.data() + entries[next].offset, column.data(), column.size_bytes());
    ++next;
  });
  std::memcpy(out.data() + sizeof(SnapshotHeader), entries.data(), entries.size() * sizeof(SectionEntry));
  SnapshotHeader header{snapshot_magic,
                        snapshot_byte_order,
                        snapshot_format,
                        end,
                        world.as_of().days(),
                        static_cast<std::uint32_t>(entries.size()),
                        0,
                        0};
  std::memcpy(out.data(), &header, sizeof header);
  header.checksum = snapshot_checksum(out);
  std::memcpy(out.data(), &header, sizeof header);
  return out;
}

Result<Snapshot> open_snapshot(std::span<const std::byte> bytes, Trust trust) {
  return opened(bytes, trust, nullptr);
}

Result<Snapshot> open_snapshot(std::string bytes, Trust trust) {
  const auto owner = std::make_shared<const std::string>(std::move(bytes));
  return opened(std::as_bytes(std::span(*owner)), trust, owner);
}

Result<Snapshot> open_snapshot(MappedFile file, Trust trust) {
  const auto owner = std::make_shared<const MappedFile>(std::move(file));
  return opened(std::as_bytes(std::span(owner->bytes())), trust, owner);
}

Result<Snapshot> read_snapshot(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return fail(file.error());
  auto snapshot = open_snapshot(std::move(*file), Trust::nobody);
  if (!snapshot) {
    Error error = std::move(snapshot.error());
    error.message = fmt::format("`{}` cannot be used: {}", path, error.message);
    return fail(std::move(error));
  }
  return snapshot;
}

}  // namespace bestby
