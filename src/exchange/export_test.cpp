#include "exchange/export.h"

#include <gtest/gtest.h>

namespace bestby::exchange {
namespace {

TEST(ExportFormats, TheNamesForCompletionAreTheTables) {
  std::string names;
  for (const ExportFormat& f : export_formats()) (names += names.empty() ? "" : "|") += f.name;
  EXPECT_EQ(names, export_format_names);
  for (const ExportFormat& f : export_formats()) EXPECT_EQ(find_export_format(f.name), &f);
  EXPECT_EQ(find_export_format("none"), nullptr);
}

}  // namespace
}  // namespace bestby::exchange
