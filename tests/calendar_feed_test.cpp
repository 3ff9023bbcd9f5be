// A calendar library reads the feed of the whole shipped catalogue.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "base/files.h"

namespace bestby {
namespace {

constexpr const char* reader = R"(
import sys, icalendar, datetime
data = open(sys.argv[1], 'rb').read()
assert b'\n' not in data.replace(b'\r\n', b''), 'a line feed alone'
assert all(len(line) <= 75 for line in data.split(b'\r\n')), 'a line is too long'
calendar = icalendar.Calendar.from_ical(data)
events = list(calendar.walk('VEVENT'))
assert len(events) > 50, len(events)
uids = [str(e['UID']) for e in events]
assert len(set(uids)) == len(uids), 'a UID stands twice'
for e in events:
    first, last = e.decoded('DTSTART'), e.decoded('DTEND')
    assert type(first) is datetime.date and last - first == datetime.timedelta(days=1), e
python38 = [e for e in events if str(e['SUMMARY']).startswith('python@3.8: last day of security')]
assert [e.decoded('DTSTART') for e in python38] == [datetime.date(2024, 10, 7)], python38
)";

TEST(CalendarFeed, ALibraryReadsIt) {
  if (std::system("/usr/bin/python3 -c 'import icalendar' 2>/dev/null") != 0)
    FAIL() << "python3-icalendar is missing: `scripts/packages test` installs it";
  const std::string folder = testing::TempDir();
  ASSERT_TRUE(write_file(folder + "feed.py", reader));
  ASSERT_EQ(std::system((BESTBY_EXECUTABLE " calendar --from 2020-01-01 --to 2035-12-31 --format ics > " +
                         folder + "feed.ics")
                            .c_str()),
            0);
  EXPECT_EQ(std::system(("/usr/bin/python3 " + folder + "feed.py " + folder + "feed.ics").c_str()), 0);
}

}  // namespace
}  // namespace bestby
