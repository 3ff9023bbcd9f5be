#include "report/icalendar.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace bestby {
namespace {

constexpr std::size_t longest_line = 75;  // octets, without CRLF

std::string basic(Date day) { return fmt::format("{:04}{:02}{:02}", day.year(), day.month(), day.day()); }

}  // namespace

std::string icalendar_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (c.value == '\n')
      out += "\\n";
    else if (c.value == '\\' || c.value == ';' || c.value == ',')
      (out += '\\') += static_cast<char>(c.value);
    else if (!c.valid)
      append_utf8(out, 0xFFFD);
    else if (!is_control(c.value))
      out += text.substr(at, c.length);
    at += c.length;
  }
  return out;
}

IcalendarWriter::IcalendarWriter(std::string_view name, Date stamp) : stamp_(basic(stamp) + "T000000Z") {
  line("BEGIN", "VCALENDAR");
  line("VERSION", "2.0");
  line("PRODID", "-//bestby//calendar//EN");
  line("CALSCALE", "GREGORIAN");
  line("X-WR-CALNAME", icalendar_text(name));
}

// Folded: a continuation begins with a blank, which counts.
void IcalendarWriter::line(std::string_view name, std::string_view value) {
  const std::string text = fmt::format("{}:{}", name, value);
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode_utf8(text, at).length;
    if (used + length > longest_line) {
      out_ += "\r\n ";
      used = 1;
    }
    out_.append(text, at, length);
    used += length;
    at += length;
  }
  out_ += "\r\n";
}

void IcalendarWriter::all_day(const AllDayEvent& event) {
  line("BEGIN", "VEVENT");
  line("UID", icalendar_text(event.uid));
  line("DTSTAMP", stamp_);
  line("DTSTART;VALUE=DATE", basic(event.day));
  line("DTEND;VALUE=DATE", basic(event.day + Days{1}));  // the first day that is no longer part of it
  line("SUMMARY", icalendar_text(event.summary));
  if (!event.description.empty()) line("DESCRIPTION", icalendar_text(event.description));
  if (!event.category.empty()) line("CATEGORIES", icalendar_text(event.category));
  line("TRANSP", "TRANSPARENT");
  line("END", "VEVENT");
}

std::string IcalendarWriter::take() {
  line("END", "VCALENDAR");
  return std::move(out_);
}

}  // namespace bestby
