#include "exchange/aws_doc_machine_images.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exchange/machine_image_name.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

constexpr std::size_t longest_label = 60;

struct Labelled {
  string_view label, value;
};
std::optional<Labelled> labelled(string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos || colon > longest_label) return std::nullopt;
  return Labelled{trim(text.substr(0, colon)), trim(text.substr(colon + 1))};
}

class Reader {
 public:
  explicit Reader(PageReading& reading) : reading_(reading) {}

  void read() {
    for (const markdown::Block& block : reading_.page.blocks) {
      if (const auto* heading = std::get_if<markdown::Heading>(&block)) {
        if (day_.empty() || heading->level <= day_level_) day_.clear();
        line(heading->line, heading->text.text, heading->level);
      } else if (const auto* paragraph = std::get_if<markdown::Paragraph>(&block)) {
        line(paragraph->line, paragraph->text.text, most_level);
      } else if (const auto* item = std::get_if<markdown::Item>(&block)) {
        line(item->line, item->text.text, most_level);
      }
    }
    if (!newest_.name.empty() && unread_ > 0)
      reading_.note(first_unread_,
                    fmt::format("this and {} more lines about the newest image are not read", unread_ - 1));
    for (const auto& [predicate, value, place] : components_)
      if (!newest_.name.empty()) reading_.facts.say(newest_, predicate, value, {}, place);
  }

 private:
  static constexpr int most_level = 7;
  struct Component {
    std::string predicate, value, place;
  };

  void line(int at, string_view text, int level) {
    const auto said = labelled(text);
    if (!said || said->value.empty()) return;
    const std::string means = reading_.words.column(said->label).means;
    string_view rest;
    if (means == "released") {
      const auto day = leading_day(said->value, &rest);
      if (!day) return;
      day_ = *day;
      day_level_ = level;
    } else if (means == "image_name") {
      image(at, said->value);
    } else if (day_.empty()) {
      component(at, *said);
    }
  }

  void image(int at, string_view name) {
    if (name.find_first_of("{}<>@") != name.npos) return;  // how names are made
    const auto known = machine_image_of(name);
    if (!known || !reading_.known.has(known->product))
      return reading_.skip(at, fmt::format("`{}` is of no known line of machine images", name));
    const Subject image{known->product, RowKind::release, std::string(name)};
    const std::string place = fmt::format("image {}", ++images_);
    for (const auto& [predicate, value] : known->facts)
      reading_.facts.say(image, predicate, value, {}, place);
    if (!day_.empty()) reading_.facts.say(image, "released", day_, {}, place);
    if (newest_.name.empty() || day_ > newest_day_) {
      newest_ = image;
      newest_day_ = day_;
    }
  }

  // What the page says of the image that it is about.
  void component(int at, const Labelled& said) {
    const ProductWord* word = reading_.words.product(said.label);
    const bool of_image = word != nullptr && word->as != "framework" && word->as != "os" &&
                          word->as != "carrier" && word->as != "works_with";
    const auto version = of_image ? read_version(said.value) : std::nullopt;
    if (!version || !version->name.empty() || !version->revision.empty()) {
      if (unread_++ == 0) first_unread_ = at;
      return;
    }
    components_.push_back({word->as, word->product + "@" + version->version, fmt::format("line {}", at)});
  }

  PageReading& reading_;
  std::string day_, newest_day_;
  int day_level_ = most_level, images_ = 0, unread_ = 0, first_unread_ = 0;
  Subject newest_;
  std::vector<Component> components_;
};

bool is_id(string_view text) {
  constexpr string_view begin = "ami-";
  return text.starts_with(begin) && text.size() > begin.size() &&
         text.find_first_not_of("0123456789abcdef", begin.size()) == text.npos;
}

// The region that a row or a header names; empty: none.
std::string region_in(string_view text) {
  for (std::string& word : words_in(text))
    if (is_region(word)) return std::move(word);
  return {};
}

void ids_of(TableView& view, const markdown::Row& row, const Subject& image, const std::string& place) {
  std::string region;
  for (const Column& column : view.columns)
    if (std::string named = region_in(view.text(row, column)); !named.empty()) region = std::move(named);
  for (const Column& column : view.columns) {
    const std::string id(trim(view.text(row, column)));
    if (!is_id(id)) continue;
    const std::string own = region_in(column.header);
    const std::string& where = own.empty() ? region : own;
    if (where.empty())
      view.reading.skip(row.line, fmt::format("nothing says in which region `{}` is", id));
    else
      view.reading.facts.say(image, "ami", id, {{"region", {where}}}, place);
  }
}

}  // namespace

void read_machine_image_table(TableView& view) {
  const Column& names = *view.find("image_name");
  for (const markdown::Row& row : view.table.rows) {
    const std::string name(trim(view.text(row, names)));
    const auto known = machine_image_of(name);
    const bool read = known && view.reading.known.has(known->product) && name.find('@') == name.npos;
    if (!read) {
      view.reading.skip(row.line, fmt::format("`{}` is of no known line of machine images", name));
      continue;
    }
    const Subject image{known->product, RowKind::release, name};
    const std::string place = view.next_place("image");
    for (const auto& [predicate, value] : known->facts)
      view.reading.facts.say(image, predicate, value, {}, place);
    if (const Column* out = view.find("released"))
      if (const auto day = read_day(view.text(row, *out), out->days))
        view.reading.facts.say(image, "released", *day, {}, place);
    ids_of(view, row, image, place);
  }
  // What holds IDs is read by its cells.
  for (Column& column : view.columns) {
    const bool ids =
        std::any_of(view.table.rows.begin(), view.table.rows.end(),
                    [&](const markdown::Row& row) { return is_id(trim(view.text(row, column))); });
    if (ids) column.meaning.means = "ami";
  }
}

void read_machine_images(PageReading& reading) { Reader(reading).read(); }

}  // namespace bestby::exchange::aws_doc
