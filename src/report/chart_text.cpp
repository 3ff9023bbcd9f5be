#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.h"
#include "report/chart.h"

namespace bestby {
namespace {

// How a phase is drawn: patched phases in order of their promise, then what gets nothing.
struct Marks {
  std::string_view patched, less_patched, unpatched, unsure, today, empty;
};
constexpr Marks unicode_marks = {"█", "▓", "░", "▒", "│", " "};
constexpr Marks ascii_marks = {"#", "=", ".", "?", "|", " "};

class TextChart {
 public:
  TextChart(const Chart& chart, const ChartStyle& style)
      : chart_(chart), style_(style), marks_(style.unicode ? unicode_marks : ascii_marks) {
    for (const ChartRow& row : chart.rows) {
      name_width_ = std::max(name_width_, count_code_points(row.name));
      through_width_ = std::max(through_width_, row.through.size());
    }
    name_width_ = std::min<std::size_t>(name_width_, static_cast<std::size_t>(style.width) / 3);
    const std::size_t taken = name_width_ + through_width_ + 4;
    columns_ = std::max<std::size_t>(
        static_cast<std::size_t>(style.width) > taken ? static_cast<std::size_t>(style.width) - taken : 0,
        20);
  }

  std::string run() {
    std::string out = style_.paint.strong(chart_.title) + '\n';
    for (const ChartRow& row : chart_.rows)
      out += fmt::format("{}  {}  {}\n", padded(row.name), bar(row), row.through);
    out += std::string(name_width_ + 2, ' ') + axis() + '\n';
    out += fmt::format("{} patched, {} patched less, {} not patched, {}{} {}\n", marks_.patched,
                       marks_.less_patched, marks_.unpatched,
                       any_unsure() ? fmt::format("{} not sure, ", marks_.unsure) : "", marks_.today,
                       chart_.on.str());
    if (chart_.left_out > 0)
      out += fmt::format("{} without a recorded beginning or policy are left out\n", chart_.left_out);
    return out;
  }

 private:
  bool any_unsure() const {
    return std::any_of(chart_.rows.begin(), chart_.rows.end(), [](const ChartRow& row) {
      return std::any_of(row.spans.begin(), row.spans.end(), [](const ChartSpan& s) { return !s.sure; });
    });
  }

  std::string padded(const std::string& name) const {
    std::string out;
    std::size_t width = 0;
    for (std::size_t at = 0; at < name.size() && width < name_width_; ++width) {
      const std::size_t length = decode_utf8(name, at).length;
      out.append(name, at, length);
      at += length;
    }
    return out.append(name_width_ - width, ' ');
  }

  // The first day that a column stands for.
  std::int32_t day_of(std::size_t column) const {
    const auto days = std::int64_t{(chart_.to - chart_.from).count} + 1;
    return chart_.from.days() + static_cast<std::int32_t>(days * static_cast<std::int64_t>(column) /
                                                          static_cast<std::int64_t>(columns_));
  }
  bool holds_day(std::size_t column, Date day) const {
    return day_of(column) <= day.days() && day.days() < day_of(column + 1);
  }

  // A column shows the phase of its first day.
  std::string bar(const ChartRow& row) const {
    std::string out;
    for (std::size_t c = 0; c < columns_; ++c) {
      if (holds_day(c, chart_.on)) {
        out += style_.paint.strong(marks_.today);
        continue;
      }
      const auto span = std::find_if(row.spans.begin(), row.spans.end(), [&](const ChartSpan& s) {
        return s.first.days() <= day_of(c) && day_of(c) <= s.last.days();
      });
      out += span == row.spans.end() ? std::string(marks_.empty) : mark(row, *span);
    }
    return out;
  }

  std::string mark(const ChartRow& row, const ChartSpan& span) const {
    if (!span.sure) return style_.paint.faint(marks_.unsure);
    if (!span.patched) return style_.paint.bad(marks_.unpatched);
    const bool first = &span == &*std::find_if(row.spans.begin(), row.spans.end(),
                                               [](const ChartSpan& s) { return s.patched && s.sure; });
    return first ? style_.paint.good(marks_.patched) : style_.paint.warn(marks_.less_patched);
  }

  // Years under the columns where they begin, as far as they do not touch.
  std::string axis() const {
    std::string out;
    for (int year = chart_.from.year(); year <= chart_.to.year(); ++year) {
      Date first;
      if (!Date::from_ymd(year, 1, 1, &first)) break;
      std::size_t column = 0;
      while (column < columns_ && day_of(column + 1) <= first.days()) ++column;
      if (column + 4 > columns_ || (!out.empty() && column < out.size() + 1)) continue;
      out.append(column - out.size(), ' ').append(std::to_string(year));
    }
    return out;
  }

  const Chart& chart_;
  const ChartStyle& style_;
  const Marks& marks_;
  std::size_t name_width_ = 4, through_width_ = 0, columns_ = 20;
};

}  // namespace

std::string chart_text(const Chart& chart, const ChartStyle& style) {
  if (chart.rows.empty())
    return fmt::format("{}: no recorded policy says when anything of it begins and ends\n", chart.title);
  return TextChart(chart, style).run();
}

}  // namespace bestby
