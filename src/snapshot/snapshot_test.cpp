#include "snapshot/snapshot.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>

#include "base/files.h"
#include "base/sanitized.h"
#include "snapshot/compile.h"
#include "snapshot/format.h"
#include "snapshot/testing.h"
#include "snapshot/verify.h"

namespace bestby {
namespace {

using testing::ask_everything;
using testing::repair_checksum;
using testing::small_snapshot;

constexpr const char* again = "compile it again: `bestby compile`";

std::string message(std::string bytes) {
  const auto snapshot = open_snapshot(std::move(bytes), Trust::nobody);
  return snapshot ? "opened" : snapshot.error().message;
}

template <class Field>
void put(std::string& bytes, std::size_t at, Field value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

TEST(Snapshot, HoldsWhatWasCompiled) {
  const Compiled compiled = small_snapshot();
  const auto opened = open_snapshot(*compiled.bytes, Trust::nobody);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(*write_snapshot(opened->world, opened->policies), *compiled.bytes);
  EXPECT_EQ(opened->world.label(*opened->world.find_release(*opened->world.find_product("pytorch"), "1.0.1")),
            "torch@1.0.1");
  EXPECT_EQ(opened->world.as_of().str(), "2023-01-01");
  EXPECT_EQ(opened->policies.text(opened->policies.policy(0).id), "images");
  EXPECT_GT(ask_everything(opened->world, opened->policies, no_id), 4U);
}

TEST(Snapshot, IsTheSameForTheSameFiles) { EXPECT_EQ(*small_snapshot().bytes, *small_snapshot().bytes); }

TEST(Snapshot, IsMappedFromAFile) {
  const std::string path = ::testing::TempDir() + "snapshot_test.snapshot";
  ASSERT_TRUE(write_file(path, *small_snapshot().bytes));
  auto snapshot = read_snapshot(path);
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  const Snapshot copy = *snapshot;
  snapshot = fail(ErrorCode::input, "gone");
  EXPECT_GT(ask_everything(copy.world, copy.policies, no_id), 4U);
  std::filesystem::resize_file(path, 1000);
  const auto cut = read_snapshot(path);
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().message, "`" + path + "` cannot be used: the snapshot is cut short: 1000 of its " +
                                     std::to_string(small_snapshot().bytes->size()) + " bytes are there");
  EXPECT_EQ(cut.error().code, ErrorCode::input);
  EXPECT_EQ(cut.error().help, again);
  std::filesystem::remove(path);
}

TEST(Snapshot, CutShortAnywhereIsRefused) {
  const std::string whole = *small_snapshot().bytes;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string said = message(whole.substr(0, size));
    ASSERT_TRUE(said.starts_with("the snapshot is cut short: ")) << size << ": " << said;
  }
  EXPECT_EQ(message(whole + "x"), "the snapshot has 1 bytes after its end");
}

TEST(Snapshot, AnyFlippedBitIsRefused) {
  std::string bytes = *small_snapshot().bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char flip = static_cast<char>(1U << (i % 8));
    bytes[i] = static_cast<char>(bytes[i] ^ flip);
    ASSERT_NE(message(bytes), "opened") << "bit " << i % 8 << " of byte " << i;
    bytes[i] = static_cast<char>(bytes[i] ^ flip);
  }
  EXPECT_EQ(message(bytes), "opened");
  bytes[bytes.size() / 2] ^= 4;
  EXPECT_EQ(message(bytes), "the snapshot is damaged: its checksum does not agree with its bytes");
}

TEST(Snapshot, SaysWhatItIsNot) {
  const std::string good = *small_snapshot().bytes;
  EXPECT_EQ(message("vocabulary: 1\n"), "this is not a snapshot of a catalogue");
  std::string other = good;
  put(other, offsetof(SnapshotHeader, format), snapshot_format + 1);
  const auto newer = open_snapshot(other, Trust::nobody);
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().message, "the snapshot has format " + std::to_string(snapshot_format + 1) +
                                       ", and this bestby reads format " + std::to_string(snapshot_format));
  EXPECT_EQ(newer.error().help, "compile it again with this bestby: `bestby compile`");
  EXPECT_FALSE(open_snapshot(other, Trust::maker));
  other = good;
  put(other, offsetof(SnapshotHeader, byte_order), std::uint32_t{0x04030201});
  EXPECT_EQ(message(other), "the snapshot was written on a machine with another byte order");
}

TEST(Snapshot, SectionsLieInOnePlaceOnly) {
  const std::string good = *small_snapshot().bytes;
  const auto with = [&](std::size_t section, std::size_t field, std::uint64_t value) {
    std::string bytes = good;
    put(bytes, sizeof(SnapshotHeader) + section * sizeof(SectionEntry) + field, value);
    repair_checksum(bytes);
    return message(bytes);
  };
  EXPECT_EQ(with(3, offsetof(SectionEntry, offset), 0),
            "the snapshot is damaged: section `nodes` does not lie where it must");
  EXPECT_EQ(with(0, offsetof(SectionEntry, count), ~0ULL),
            "the snapshot is damaged: section `bytes` does not lie where it must");
  EXPECT_EQ(with(7, offsetof(SectionEntry, record_size), 4),
            "the snapshot is damaged: section `facts` does not lie where it must");
  EXPECT_EQ(with(section_names.size() - 1, offsetof(SectionEntry, count), 0),
            "the snapshot is damaged: its sections do not fill it");
}

TEST(Snapshot, WhatPhasesAndEditionsSayIsText) {
  const std::string good = *small_snapshot().bytes;
  const auto with = [&](std::string_view column, std::size_t field) {
    const auto section = static_cast<std::size_t>(
        std::find(section_names.begin(), section_names.end(), column) - section_names.begin());
    SectionEntry entry{};
    std::memcpy(&entry, good.data() + sizeof(SnapshotHeader) + section * sizeof entry, sizeof entry);
    std::string bytes = good;
    put(bytes, entry.offset + field, 0x7fffffffU);
    repair_checksum(bytes);
    return message(bytes);
  };
  EXPECT_EQ(with("phases", offsetof(PhaseRow, says)),
            "the snapshot is damaged: row 0 of `phases`: what it says is not a text");
  EXPECT_EQ(with("phases", offsetof(PhaseRow, source)),
            "the snapshot is damaged: row 0 of `phases`: its source is not a text");
  EXPECT_EQ(with("policy editions", offsetof(EditionRow, says)),
            "the snapshot is damaged: row 0 of `policy editions`: what it says is not a text");
}

TEST(Snapshot, UnalignedBytesAreRefused) {
  const std::string shifted = "x" + *small_snapshot().bytes;
  const auto snapshot = open_snapshot(std::as_bytes(std::span(shifted)).subspan(1), Trust::maker);
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().message, "the snapshot's bytes are not aligned in memory");
}

// Every word of the file in turn takes values that tend to hurt, with a checksum that agrees. What
// opens must answer every question.
TEST(Snapshot, WhatOpensAnswers) {
  const std::string good = *small_snapshot().bytes;
  std::size_t opened = 0, refused = 0;
  for (std::size_t at = sizeof(SnapshotHeader); at + 4 <= good.size(); at += sanitized ? 20 : 4) {
    std::uint32_t word = 0;
    std::memcpy(&word, good.data() + at, sizeof word);
    for (const std::uint32_t value :
         {0U, 1U, word - 1, word + 1, word ^ 0x100U, 0x7fffffffU, 0x80000000U, 0xffffffffU}) {
      std::string bytes = good;
      put(bytes, at, value);
      repair_checksum(bytes);
      const auto snapshot = open_snapshot(std::move(bytes), Trust::nobody);
      ++(snapshot ? opened : refused);
      if (snapshot) ask_everything(snapshot->world, snapshot->policies, 16);
    }
  }
  EXPECT_GT(refused, opened);
  EXPECT_GT(opened, sanitized ? 20U : 100U);
}

// The declarations of all records and enumerations, without comments and blanks, as one number.
std::uint32_t fingerprint() {
  std::string all;
  for (const char* file :
       {"catalog/world.h", "catalog/address_columns.h", "policy/expression.h", "policy/policy.h"}) {
    const auto text = read_file(std::string(BESTBY_ROOT "/src/") + file);
    if (!text) return 0;
    const std::string plain = std::regex_replace(*text, std::regex("//[^\n]*"), "");
    const std::regex record(R"((enum class|struct) \w+[^;{]*\{[^}]*\};|visit\([^;]*;)");
    for (std::sregex_iterator it(plain.begin(), plain.end(), record), end; it != end; ++it) all += it->str();
  }
  return snapshot_checksum(std::regex_replace(all, std::regex("\\s+"), "") + std::string(64, ' '));
}

TEST(SnapshotFormat, IsRaisedWithItsColumns) {
  EXPECT_EQ(fingerprint(), snapshot_columns_fingerprint)
      << "a record, an enumeration or a column changed: raise `snapshot_format` and set "
         "`snapshot_columns_fingerprint` to the first number, in src/snapshot/format.h";
}

}  // namespace
}  // namespace bestby
