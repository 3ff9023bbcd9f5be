// iCalendar (RFC 5545) and Atom (RFC 4287): an entry for each last day of a phase. What is no day has
// none; a day by which it ends at the latest is said to be that.
#include <fmt/format.h>

#include "base/utf8.h"
#include "exchange/export_makers.h"
#include "exchange/export_words.h"
#include "report/calendar.h"
#include "report/icalendar.h"

namespace bestby::exchange {
namespace {

constexpr std::string_view title = "What is patched until when";
constexpr std::string_view nothing = "none of its ends is a day that is known";

class Icalendar final : public Exporter {
 public:
  explicit Icalendar(const ExportQuery& query) : calendar_(title, query.asked.as_of) {}

  std::optional<std::string> add(Evaluator& evaluator, NodeId node) override {
    const auto ends = endings_of(evaluator, node);
    for (const Ending& e : ends) calendar_.all_day(ending_event(evaluator.world(), evaluator.policies(), e));
    out_ += calendar_.part();
    if (ends.empty()) return std::string(nothing);
    return std::nullopt;
  }

  void end() override { out_ += calendar_.take(); }

 private:
  IcalendarWriter calendar_;
};

// Text of an element or of an attribute in double quotes. What XML 1.0 cannot hold is left out.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (c.value == '&')
      out += "&amp;";
    else if (c.value == '<')
      out += "&lt;";
    else if (c.value == '>')
      out += "&gt;";
    else if (c.value == '"')
      out += "&quot;";
    else if (!c.valid)
      append_utf8(out, 0xFFFD);
    else if (!is_control(c.value) && c.value != 0xFFFE && c.value != 0xFFFF)
      out += text.substr(at, c.length);
    at += c.length;
  }
  return out;
}

// An entry's id stays the same from feed to feed; it names no place (RFC 4151).
std::string tag_uri(std::string_view name) {
  std::string out = "tag:bestby.invalid,2026:";
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/@:").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c)
                 : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

class Atom final : public Exporter {
 public:
  explicit Atom(const ExportQuery& query) : updated_(day_start(known_by(query.asked))) {
    out_ = fmt::format(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
        "  <id>{}</id>\n  <title>{}</title>\n  <updated>{}</updated>\n"
        "  <author><name>bestby</name></author>\n",
        tag_uri("endings"), title, updated_);
  }

  std::optional<std::string> add(Evaluator& evaluator, NodeId node) override {
    const auto ends = endings_of(evaluator, node);
    for (const Ending& e : ends) entry(ending_event(evaluator.world(), evaluator.policies(), e));
    if (ends.empty()) return std::string(nothing);
    return std::nullopt;
  }

  void end() override { out_ += "</feed>\n"; }

 private:
  void entry(const AllDayEvent& e) {
    out_ += fmt::format(
        "  <entry>\n    <id>{}</id>\n    <title>{}: {}</title>\n    <updated>{}</updated>\n"
        "    <category term=\"{}\"/>\n    <content type=\"text\">{}</content>\n  </entry>\n",
        tag_uri(e.uid.substr(0, e.uid.rfind('@'))), xml(e.summary), e.day.str(), updated_, xml(e.category),
        xml(e.description));
  }

  std::string updated_;
};

}  // namespace

std::unique_ptr<Exporter> make_icalendar(const ExportQuery& query) {
  return std::make_unique<Icalendar>(query);
}
std::unique_ptr<Exporter> make_atom(const ExportQuery& query) { return std::make_unique<Atom>(query); }

}  // namespace bestby::exchange
