#include "base/content_hash.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

TEST(ContentHash, IsFnv1aOf128Bits) {
  EXPECT_EQ(content_hash(""), "6c62272e07bb014262b821756295c58d");
  EXPECT_EQ(content_hash("a"), "d228cb696f1a8caf78912b704e4a8964");
  EXPECT_EQ(content_hash("foobar"), "343e1662793c64bf6f0d3597ba446f18");
}

TEST(ContentHash, IsAUuidOfVersion8) {
  EXPECT_EQ(content_uuid("a"), "d228cb69-6f1a-8caf-b891-2b704e4a8964");
  EXPECT_EQ(content_uuid("foobar"), "343e1662-793c-84bf-af0d-3597ba446f18");
}

}  // namespace
}  // namespace bestby
