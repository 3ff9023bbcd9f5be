#include <algorithm>

#include <fmt/format.h>

#include "report/chart.h"
#include "report/markup.h"

namespace bestby {
namespace {

constexpr int row_height = 24, bar_height = 16, left = 220, right = 140, middle = 640, top = 40;

constexpr std::string_view style = R"(<style>
text { font: 13px system-ui, sans-serif; fill: #1b1f24 }
.back { fill: #ffffff } .grid { stroke: #d0d7de } .today { stroke: #cf222e; stroke-width: 2 }
.patched { fill: #2da44e } .less { fill: #bf8700 } .none { fill: #d0d7de } .unsure { fill-opacity: .45 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .back { fill: #0d1117 } .grid { stroke: #30363d }
  .patched { fill: #3fb950 } .less { fill: #d29922 } .none { fill: #484f58 } .today { stroke: #ff7b72 }
}
</style>
)";

class SvgChart {
 public:
  explicit SvgChart(const Chart& chart) : chart_(chart) {}

  std::string run() {
    const int height = top + row_height * static_cast<int>(chart_.rows.size()) + 40;
    out_ = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-labelledby="title desc">)"
        "\n<title id=\"title\">{2}</title>\n<desc id=\"desc\">{3}</desc>\n{4}",
        left + middle + right, height, escaped_markup(chart_.title + ": what is patched until when"),
        escaped_markup(description()), style);
    out_ += fmt::format(
        "<rect class=\"back\" width=\"100%\" height=\"100%\"/>\n<text x=\"12\" y=\"24\" "
        "font-weight=\"bold\">{}</text>\n",
        escaped_markup(chart_.title));
    years(height);
    for (std::size_t i = 0; i < chart_.rows.size(); ++i)
      row(chart_.rows[i], top + row_height * static_cast<int>(i));
    const int x = x_of(chart_.on.days());
    out_ += fmt::format(
        "<line class=\"today\" x1=\"{0}\" x2=\"{0}\" y1=\"{1}\" y2=\"{2}\"><title>{3}</title></line>\n", x,
        top - 6, height - 34, chart_.on.str());
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  int x_of(std::int32_t day) const {
    const auto days = std::int64_t{(chart_.to - chart_.from).count} + 1;
    return left + static_cast<int>(middle * std::int64_t{day - chart_.from.days()} / days);
  }

  std::string description() const {
    std::string out;
    for (const ChartRow& row : chart_.rows)
      out += fmt::format("{}{}: {}{}{}", out.empty() ? "" : "; ", row.name, row.held,
                         row.held.empty() ? "" : " through ", row.through);
    return out;
  }

  void years(int height) {
    for (int year = chart_.from.year() + 1; year <= chart_.to.year(); ++year) {
      Date first;
      if (!Date::from_ymd(year, 1, 1, &first)) break;
      const int x = x_of(first.days());
      out_ += fmt::format(
          "<line class=\"grid\" x1=\"{0}\" x2=\"{0}\" y1=\"{1}\" y2=\"{2}\"/><text x=\"{0}\" y=\"{3}\" "
          "text-anchor=\"middle\">{4}</text>\n",
          x, top - 6, height - 34, height - 16, year);
    }
  }

  void row(const ChartRow& r, int y) {
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n", left - 10, y + 13,
                        escaped_markup(r.name));
    std::string_view first_patched;
    for (const ChartSpan& s : r.spans) {
      const int x = x_of(s.first.days()), end = x_of(s.last.days() + 1);
      if (s.patched && first_patched.empty()) first_patched = s.phase;
      const char* shade = !s.patched ? "none" : s.phase != first_patched ? "less" : "patched";
      out_ += fmt::format(
          "<rect class=\"{}{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"><title>{}: {}{}, {} to "
          "{}</title></rect>\n",
          shade, s.sure ? "" : " unsure", x, y, std::max(end - x, 1), bar_height, escaped_markup(r.name),
          s.sure ? "" : "perhaps ", escaped_markup(s.phase), s.first.str(),
          s.open ? (s.sure ? "no known end" : "a day that is not known") : s.last.str());
    }
    out_ += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", left + middle + 10, y + 13,
                        escaped_markup(r.through));
  }

  const Chart& chart_;
  std::string out_;
};

}  // namespace

std::string chart_svg(const Chart& chart) { return SvgChart(chart).run(); }

}  // namespace bestby
