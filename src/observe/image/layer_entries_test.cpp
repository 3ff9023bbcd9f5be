#include "observe/image/layer_entries.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

namespace bestby {
namespace {

TEST(LayerEntries, GiveBackWhatWasAdded) {
  using Row = std::tuple<int, std::string, std::string, std::uint32_t, std::uint32_t>;
  const bool holds = rc::check("as added", [](const std::vector<Row>& rows) {
    LayerEntries entries;
    std::vector<Row> want, got;
    for (auto [kind, path, link, finding, findings] : rows) {
      kind = static_cast<int>(static_cast<unsigned>(kind) % 6);
      if (findings == 0) finding = 0;
      entries.add({static_cast<LayerEntry::Kind>(kind), path, link, finding, findings});
      want.emplace_back(kind, path, link, finding, findings);
    }
    RC_ASSERT(entries.size() == rows.size());
    for (LayerEntries::Walk walk(entries); walk.next();) {
      const LayerEntry& e = walk.entry();
      got.emplace_back(static_cast<int>(e.kind), e.path, e.link, e.finding, e.findings);
    }
    RC_ASSERT(got == want);
  });
  EXPECT_TRUE(holds);
}

TEST(LayerEntries, TakeLittleMemory) {
  LayerEntries entries;
  for (int i = 0; i < 1000; ++i)
    entries.add({LayerEntry::Kind::file,
                 "opt/conda/lib/python3.10/site-packages/numpy/f" + std::to_string(i) + ".py"});
  EXPECT_LT(entries.bytes(), 10'000U);
}

TEST(EntryPath, IsNormal) {
  EXPECT_EQ(entry_path("./a//b/./c/"), "a/b/c");
  EXPECT_EQ(entry_path("/a"), "a");
  EXPECT_EQ(entry_path("./"), "");
  EXPECT_EQ(entry_path("a/..b/c.."), "a/..b/c..");
  EXPECT_EQ(entry_path("a/../b"), std::nullopt);
  EXPECT_EQ(entry_path(".."), std::nullopt);
}

}  // namespace
}  // namespace bestby
