#include "exchange/export_rows.h"

#include <gtest/gtest.h>

#include <set>

namespace bestby::exchange {
namespace {

TEST(ExportRows, EachFormatEscapesItsOwnWay) {
  const RowValue text = std::string("a \"b\", 'c'\\\nd");
  EXPECT_EQ(json_cell(text), R"("a \"b\", 'c'\\\nd")");
  EXPECT_EQ(csv_cell(text), "\"a \"\"b\"\", 'c'\\\nd\"");
  EXPECT_EQ(sql_cell(text), "'a \"b\", ''c''\\\nd'");
  EXPECT_EQ(csv_cell(std::string("plain text")), "plain text");
  EXPECT_EQ(sql_cell(std::string("a\0b\x1b", 4)), "'ab'");
  EXPECT_EQ(sql_cell(std::string("\xff")), "'\xef\xbf\xbd'");
}

TEST(ExportRows, WhatIsAbsentIsNoText) {
  EXPECT_EQ(json_cell({}), "null");
  EXPECT_EQ(csv_cell({}), "");
  EXPECT_EQ(sql_cell({}), "NULL");
}

TEST(ExportRows, ValuesThatAreNoTexts) {
  const RowValue day = *Date::parse("2024-02-29");
  EXPECT_EQ(json_cell(day), "\"2024-02-29\"");
  EXPECT_EQ(csv_cell(day), "2024-02-29");
  EXPECT_EQ(sql_cell(day), "'2024-02-29'");
  EXPECT_EQ(sql_cell(true), "true");
  EXPECT_EQ(csv_cell(std::int64_t{-3}), "-3");
}

TEST(ExportRows, ASpreadsheetTakesNoTextForAFormula) {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)"})
    EXPECT_EQ(csv_cell(std::string(text)), std::string("'") + text);
  EXPECT_EQ(csv_cell(std::string("=\"a\"")), "\"'=\"\"a\"\"\"");
  EXPECT_EQ(csv_cell(std::string("\t=1")), "'\t=1");
  EXPECT_EQ(csv_cell(std::string("\r=1")), "'=1");
  EXPECT_EQ(csv_cell(std::string("a=1")), "a=1");
}

TEST(ExportRows, ColumnsHaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const RowColumn& c : row_columns()) {
    EXPECT_TRUE(names.insert(c.name).second) << c.name;
    EXPECT_EQ(c.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos) << c.name;
  }
}

}  // namespace
}  // namespace bestby::exchange
