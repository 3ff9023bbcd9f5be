#include "exchange/import_neuron_words.h"

#include <gtest/gtest.h>

namespace bestby::exchange::neuron {
namespace {

TEST(ImportNeuronWords, AreLookedUp) {
  EXPECT_EQ(ours("systems", "U22"), "ubuntu@22.04");
  EXPECT_EQ(ours("systems", "U18"), "");
  EXPECT_EQ(ours("no such table", "U22"), "");
  EXPECT_TRUE(is_listed("versioned", "torch-neuron"));
  EXPECT_FALSE(is_listed("versioned", "torch"));
  const Subject* beta = find_subject("NKI Beta 1");
  ASSERT_NE(beta, nullptr);
  EXPECT_EQ(beta->nodes, "neuron-feature@nki-beta-1");
  EXPECT_EQ(beta->stage, "beta");
  EXPECT_EQ(find_subject("NKI Beta 0"), nullptr);
  EXPECT_EQ(find_amendment("nxdi", "2026-08-12")->effective, "2.30.0");
  EXPECT_EQ(find_amendment("nxdi", "2026-08-13"), nullptr);
}

// A row that stands twice would be read by its first alone.
TEST(ImportNeuronWords, StandOnce) {
  for (const char* table :
       {"collections", "versioned", "new-names", "idle-notes", "pages", "extensions", "image-openings",
        "image-frameworks", "image-systems", "components", "systems", "ranges", "renamed-packages",
        "local-builds", "documents", "document-paths", "sources-of-days", "without-places"}) {
    EXPECT_FALSE(words_of(table).empty()) << table;
    for (const auto& row : words_of(table))
      for (const auto& other : words_of(table))
        EXPECT_TRUE(&row == &other || row.first != other.first) << table;
  }
}

}  // namespace
}  // namespace bestby::exchange::neuron
