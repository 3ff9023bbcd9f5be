#include <gtest/gtest.h>

#include "base/files.h"
#include "observe/image/file_facts.h"
#include "observe/image/package_facts.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;
using Read = void (*)(const Detection&, const FoundFile&, FileFacts&);

Lines read(Read reader, std::string_view body) {
  FileFacts facts;
  reader({}, {{}, body, {}}, facts);
  Lines out;
  for (const Observation& o : facts.seen) {
    const auto& package = std::get<SeenPackage>(o.what);
    out.push_back(package.type + " " + package.name + " " + package.version);
  }
  if (!facts.unread.empty()) out.push_back("unread: " + facts.unread);
  return out;
}

// rpm 4.18 installed two packages into it; only its table of packages is kept.
std::string sqlite_file() { return read_file(BESTBY_ROOT "/fuzz/corpus/rpm/two.sqlite").value(); }

void put(std::string& out, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) out[at + i] = static_cast<char>(value >> (8 * i));
}

std::string header(std::string_view name, std::string_view version) {
  std::string entries, data;
  const auto add = [&](std::uint32_t tag, std::string_view text) {
    for (const std::uint32_t number : {tag, 6U, static_cast<std::uint32_t>(data.size()), 1U})
      for (int shift = 24; shift >= 0; shift -= 8)
        entries += static_cast<char>(number >> static_cast<unsigned>(shift));
    data += std::string(text) + '\0';
  };
  add(1000, name);
  add(1001, version);
  const auto big = [](std::size_t value) {
    return std::string{0, 0, static_cast<char>(value >> 8U), static_cast<char>(value)};
  };
  return big(2) + big(data.size()) + entries + data;
}

// As lib/backend/ndb/rpmpkg.c lays it out.
std::string ndb_file(const std::vector<std::string>& headers) {
  std::string out(4096, '\0');
  out.replace(0, 4, "RpmP");
  put(out, 12, 1);
  for (std::uint32_t i = 0; i < headers.size(); ++i) {
    const std::size_t slot = 32 + 16 * i, begin = out.size();
    out.replace(slot, 4, "Slot");
    put(out, slot + 4, i + 1);
    put(out, slot + 8, static_cast<std::uint32_t>(begin / 16));
    out.resize(begin + 16);
    out.replace(begin, 4, "BlbS");
    put(out, begin + 4, i + 1);
    put(out, begin + 12, static_cast<std::uint32_t>(headers[i].size()));
    out += headers[i];
    out.resize((out.size() + 12 + 15) / 16 * 16);
  }
  return out;
}

TEST(RpmFacts, ReadsWhatRpmWroteIntoSqlite) {
  EXPECT_EQ(read(read_rpm_sqlite, sqlite_file()),
            (Lines{"rpm bestby-sample 2:1.12.1-3.el9", "rpm plain-sample 1.12.1-3.el9"}));
}

TEST(RpmFacts, ReadsADatabaseThatSaysItHasALogBesideIt) {
  std::string file = sqlite_file();
  file[18] = file[19] = 2;
  EXPECT_EQ(read(read_rpm_sqlite, file).size(), 2U);
}

TEST(RpmFacts, ReadsNdb) {
  EXPECT_EQ(
      read(read_rpm_ndb, ndb_file({header("bash", "5.1"), header("gpg-pubkey", "x"), header("zlib", "1.2")})),
      (Lines{"rpm bash 5.1", "rpm zlib 1.2"}));
}

TEST(RpmFacts, SaysWhatItCannotRead) {
  const std::string no = "unread: is no database of rpm that can be read";
  EXPECT_EQ(read(read_rpm_sqlite, ""), Lines{no});
  EXPECT_EQ(read(read_rpm_sqlite, std::string(4096, 'x')), Lines{no});
  EXPECT_EQ(read(read_rpm_sqlite, sqlite_file().substr(0, 2048)), Lines{no});
  EXPECT_EQ(read(read_rpm_ndb, "RpmP"), Lines{no});
  const std::string part = "unread: holds a package that cannot be read";
  EXPECT_EQ(read(read_rpm_ndb, ndb_file({header("bash", "5.1"), "\xff\xff\xff\xff\xff\xff\xff\xff"})),
            (Lines{"rpm bash 5.1", part}));
  std::string far = ndb_file({header("bash", "5.1")});
  put(far, 32 + 8, 0xffffffff);
  EXPECT_EQ(read(read_rpm_ndb, far), Lines{part});
}

}  // namespace
}  // namespace bestby
