// Of every container image in the catalogue: the address that `find` prints can be pulled by.
#include <gtest/gtest.h>

#include "book.h"
#include "find/pull_address.h"

namespace bestby {
namespace {

TEST(PullAddresses, EndInTheImagesOwnTag) {
  const World& world = testing::Book::get().world();
  int addressed = 0;
  for (const Product& product : world.columns.products) {
    if (world.text(product.kind) != "container-image") continue;
    for (const NodeId image : world.releases_of(product.node)) {
      const std::string address = pull_address(world, day_max - 1, image, no_id);
      if (address.empty()) continue;
      ++addressed;
      const std::string last = address.substr(address.rfind('/') + 1);
      EXPECT_TRUE(last.find(':') != std::string::npos || last.find('@') != std::string::npos)
          << world.label(image) << ": " << address;
    }
  }
  EXPECT_GT(addressed, 1000);
}

}  // namespace
}  // namespace bestby
