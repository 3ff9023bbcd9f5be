#include "find/change.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace bestby {
namespace {

constexpr int without_factor = 3, another_factor = 20, publisher_cost = 50, images_cost = 25,
              earlier_end_cost = 30, end_unknown_cost = 60;
constexpr int days_of_month = 30;

// How far a version is from another: of the same cycle, of the same major version, or further.
int distance(const World& world, NodeId node, const std::string& asked) {
  const auto* scheme = find_version_scheme(world.text(world.product(node).scheme));
  if (scheme == nullptr || asked.empty()) return 4;
  const auto from = parse_cycle(*scheme, asked);
  const auto to = parse_cycle(*scheme, world.name(node));
  if (!from || !to || from->numbers.empty() || to->numbers.empty()) return 4;
  const auto number = [](const Version& v, std::size_t i) {
    return i < v.numbers.size() ? static_cast<long>(v.numbers[i]) : 0;
  };
  constexpr long farthest = 20;
  const long major = std::labs(number(*from, 0) - number(*to, 0));
  const long minor = std::labs(number(*from, 1) - number(*to, 1));
  if (major != 0) return static_cast<int>(8 + 4 * std::min(major, farthest));
  if (minor != 0) return static_cast<int>(2 + std::min(minor, farthest));
  return 1;
}

// As specific as what was asked: a cycle for a cycle, a release for a release.
std::string version_text(const World& world, NodeId node, const VersionTest& test) {
  const NodeId cycle = world.cycle_of(node);
  const auto dots = std::count(test.named().begin(), test.named().end(), '.');
  const bool cycle_asked =
      cycle != no_id && dots <= std::count(world.name(cycle).begin(), world.name(cycle).end(), '.');
  return std::string(world.name(cycle_asked ? cycle : node));
}

class Changer {
 public:
  Changer(const ImageRows& rows, const Problem& problem, const std::vector<Constraint>& constraints,
          unsigned number, std::size_t row, const std::vector<std::uint32_t>& beside)
      : rows_(rows),
        world_(rows.world()),
        problem_(problem),
        constraints_(constraints),
        asked_(constraints[number]),
        number_(number),
        row_(row),
        beside_(beside) {}

  Change run() {
    out_.constraint = number_;
    std::visit([&](const auto& want) { change(want); }, asked_.want);
    if (out_.instead) {
      out_.instead->firmness = asked_.firmness;
      out_.to = out_.instead->text;
    }
    return out_;
  }

 private:
  int weight() const {
    const ImageColumn* column = problem_.column_of(number_);
    return column == nullptr ? 10 : static_cast<int>(column->attribute.weight);
  }
  void drop() { out_.cost = weight() * without_factor; }

  // The node of the constraint's part; no_id where it is left out or there is none.
  NodeId part_node() const {
    const auto part = problem_.part_of(number_);
    if (!part || *part >= beside_.size() || beside_[*part] == left_out) return no_id;
    return problem_.parts()[*part].nodes[beside_[*part]];
  }

  void change(const OfProduct& want) {
    NodeId instead = part_node();
    const ImageColumn* column = problem_.column_of(number_);
    if (!problem_.part_of(number_) && column != nullptr)
      for (const std::uint32_t v : column->of(row_))
        if (instead == no_id || world_.product(v).node == want.product) instead = v;
    if (instead == no_id || world_.is_product(instead)) return drop();
    const Product& product = world_.product(instead);
    const VersionTest test(world_, want);
    if (product.node != want.product && asks_for(product.node)) return drop();
    if (product.node != want.product) {
      const VersionTest any(world_, OfProduct{product.node, {}});
      take(product, version_text(world_, instead, any));
      out_.cost = weight() * another_factor;
      return;
    }
    if (const auto part = problem_.part_of(number_); part && problem_.at_least(*part))
      take_at_least(product, instead);
    else
      take(product, version_text(world_, instead, test));
    const int moved = weight() * distance(world_, instead, test.named()) / 4;
    out_.cost = std::clamp(moved, 1, std::max(1, weight() * without_factor - 1));  // rather than do without
  }

  bool asks_for(NodeId product) const {
    return std::any_of(constraints_.begin(), constraints_.end(), [&](const Constraint& c) {
      const auto* p = std::get_if<OfProduct>(&c.want);
      return p != nullptr && p->product == product;
    });
  }

  void take(const Product& product, const std::string& version) {
    OfProduct want{product.node, {"=" + version}};
    out_.instead = Constraint{want, Firmness::asked, fmt::format("{}={}", world_.text(product.id), version)};
  }

  // Newer ones do too: its numbers, without what else its name says.
  void take_at_least(const Product& product, NodeId node) {
    const auto* scheme = find_version_scheme(world_.text(product.scheme));
    const auto version =
        scheme == nullptr ? tl::unexpected(Error{}) : parse_cycle(*scheme, world_.name(node));
    if (!version) return take(product, std::string(world_.name(node)));
    const std::string least = fmt::format(">={}", fmt::join(version->numbers, "."));
    out_.instead = Constraint{OfProduct{product.node, {least}}, Firmness::asked,
                              fmt::format("{}{}", world_.text(product.id), least)};
  }

  void change(const OfAttribute& want) {
    out_.cost = weight();
    const std::string_view attribute = world_.text(world_.predicate(want.predicate).name);
    if (want.node) {
      const NodeId node = part_node();
      if (node == no_id) return drop();
      out_.instead = Constraint{OfAttribute{want.predicate, node, true}, Firmness::asked,
                                fmt::format("{}={}", attribute, world_.name(node))};
      return;
    }
    const auto values = rows_.column(want.predicate)->of(row_);
    if (values.empty()) return drop();
    out_.instead = Constraint{OfAttribute{want.predicate, values[0], false}, Firmness::asked,
                              fmt::format("{}={}", attribute, world_.text(values[0]))};
  }

  void change(const OfPublisher&) {
    const TextId publisher = world_.product(rows_.image(row_)).publisher;
    out_.instead = Constraint{OfPublisher{publisher}, Firmness::asked,
                              fmt::format("publisher={}", world_.text(publisher))};
    out_.cost = publisher_cost;
  }

  void change(const OfImages&) {
    const NodeId product = world_.product(rows_.image(row_)).node;
    out_.instead =
        Constraint{OfImages{product}, Firmness::asked, fmt::format("image={}", world_.label(product))};
    out_.cost = images_cost;
  }

  void change(const PatchedThrough& want) {
    const ImageEnd& end = rows_.end(row_);
    out_.cost = end_unknown_cost;
    if (!end.patched.known() || end.patched.low == day_min || end.holds != Truth::yes) return;
    const Date day = Date::from_days(end.patched.low);
    out_.instead =
        Constraint{PatchedThrough{day.days()}, Firmness::asked, fmt::format("until>={}", day.str())};
    out_.cost = earlier_end_cost + std::max(0, want.day - day.days()) / days_of_month;
  }

  const ImageRows& rows_;
  const World& world_;
  const Problem& problem_;
  const std::vector<Constraint>& constraints_;
  const Constraint& asked_;
  unsigned number_;
  std::size_t row_;
  const std::vector<std::uint32_t>& beside_;
  Change out_;
};

}  // namespace

Change change_for(const ImageRows& rows, const Problem& problem, const std::vector<Constraint>& constraints,
                  unsigned constraint, std::size_t row, const std::vector<std::uint32_t>& beside) {
  return Changer(rows, problem, constraints, constraint, row, beside).run();
}

}  // namespace bestby
