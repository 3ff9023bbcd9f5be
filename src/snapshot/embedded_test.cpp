#include "snapshot/embedded.h"

#include <gtest/gtest.h>

#include "snapshot/compile.h"
#include "snapshot/testing.h"

namespace bestby {
namespace {

TEST(EmbeddedSnapshot, IsWhatAStrangerWouldBeAllowed) {
  const auto snapshot = open_snapshot(embedded_snapshot(), Trust::nobody);
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(embedded_snapshot().data()) % 64, 0U);
}

TEST(EmbeddedSnapshot, IsTheRepositorysCatalogue) {
  const auto compiled = compile_catalog(BESTBY_ROOT);
  ASSERT_TRUE(compiled) << compiled.error().front().message;
  const auto bytes = embedded_snapshot();
  EXPECT_TRUE(std::equal(bytes.begin(), bytes.end(), std::as_bytes(std::span(*compiled->bytes)).begin(),
                         std::as_bytes(std::span(*compiled->bytes)).end()));
}

TEST(EmbeddedSnapshot, AnswersWithoutACheck) {
  const Snapshot snapshot = embedded_catalog();
  ASSERT_TRUE(snapshot.world.find_product("pytorch"));
  EXPECT_GT(snapshot.policies.size(), 0U);
  EXPECT_EQ(snapshot.owner, nullptr);
}

}  // namespace
}  // namespace bestby
