#include "report/icalendar.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "base/utf8.h"

namespace bestby {
namespace {

std::string calendar(const AllDayEvent& event) {
  IcalendarWriter out("What, when; and why", *Date::parse("2026-08-21"));
  out.all_day(event);
  return out.take();
}

TEST(Icalendar, AnAllDayEventEndsOnTheNextDay) {
  EXPECT_EQ(calendar({"a@b", *Date::parse("2024-02-29"), "x", {}, {}}),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bestby//calendar//EN\r\nCALSCALE:GREGORIAN\r\n"
            "X-WR-CALNAME:What\\, when\\; and why\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20260821T000000Z\r\n"
            "DTSTART;VALUE=DATE:20240229\r\nDTEND;VALUE=DATE:20240301\r\nSUMMARY:x\r\nTRANSP:TRANSPARENT\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

// Folded lines have at most 75 octets, are whole characters, and read back as what was written.
TEST(Icalendar, FoldsBetweenCharacters) {
  for (int blanks = 0; blanks < 5; ++blanks) {
    std::string summary(static_cast<std::size_t>(blanks), 'a');
    for (int i = 0; i < 60; ++i) summary += "é漢🙂";
    const std::string text = calendar({"a", *Date::parse("2024-01-01"), summary, {}, {}});
    std::string unfolded;
    for (const auto line : split(text, '\n')) {
      EXPECT_LE(line.size(), 76U) << "75 and the carriage return";
      EXPECT_EQ(find_utf8_fault(std::string(line.substr(0, line.size() - (line.empty() ? 0 : 1)))).what,
                nullptr);
      if (line.starts_with(' '))
        unfolded.resize(unfolded.size() - 1), unfolded += line.substr(1);
      else
        unfolded += line;
    }
    EXPECT_NE(unfolded.find("SUMMARY:" + summary + "\r"), std::string::npos);
  }
}

TEST(Icalendar, EscapesTexts) {
  EXPECT_EQ(icalendar_text("a,b;c\\d\ne\r\x01"), "a\\,b\\;c\\\\d\\ne");
  EXPECT_EQ(icalendar_text("\xff"), "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace bestby
