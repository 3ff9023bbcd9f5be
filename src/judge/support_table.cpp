#include "judge/support_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace bestby {
namespace {

constexpr std::string_view containers = "container-image";

struct CarriedImage {
  NodeId image, version;  // the version may be a cycle
  Truth out;
  std::vector<std::string_view> forms;
};

class Tables {
 public:
  Tables(Evaluator& evaluator, NodeId product, Date on)
      : e_(evaluator), world_(evaluator.world()), on_(on), product_(product) {}

  std::vector<SupportTable> run() {
    collect();
    std::vector<SupportTable> out;
    for (const auto& [publisher, by_cycle] : images_) out.push_back(table(publisher, by_cycle));
    return out;
  }

 private:
  using Images = std::vector<CarriedImage>;
  using ByCycle = std::map<NodeId, Images, std::greater<>>;  // cycles stand in the order of their versions

  void collect() {
    const auto framework = world_.find_predicate("framework");
    if (!framework) return;
    std::set<std::pair<NodeId, NodeId>> seen;
    const auto look = [&](NodeId version) {
      for (const FactId id : world_.references_to(version)) {
        const FactRow& f = world_.columns.facts[id];
        if (f.predicate != *framework || f.refuted != no_id || !world_.visible(f, e_.known())) continue;
        if (world_.is_release(f.subject) && is_image(f.subject) && seen.emplace(f.subject, version).second)
          add(f.subject, version);
      }
    };
    for (const NodeId n : world_.cycles_of(product_)) look(n);
    for (const NodeId n : world_.releases_of(product_)) look(n);
  }

  void add(NodeId image, NodeId version) {
    const NodeId cycle = world_.cycle_of(version);
    if (cycle == no_id) return;
    const Truth out = is_out(image);
    if (out != Truth::no)
      images_[world_.text(world_.product(image).publisher)][cycle].push_back(
          {image, version, out, forms_of(image)});
  }

  // Machine images without a framework are of none of these forms.
  bool carries_frameworks(NodeId n) const {
    const auto forms = texts(n, "form");
    return std::any_of(forms.begin(), forms.end(),
                       [](std::string_view f) { return f.find("framework") != f.npos; });
  }

  bool is_image(NodeId n) const { return world_.text(world_.product(n).kind).ends_with("-image"); }

  Truth is_out(NodeId image) {
    const Bound day = e_.appeared(image);
    if (!day.known()) return Truth::unknown;
    return day.high <= on_.days() ? Truth::yes : day.low > on_.days() ? Truth::no : Truth::unknown;
  }

  std::vector<std::string_view> texts(NodeId n, std::string_view predicate) const {
    std::vector<std::string_view> out;
    if (const auto p = world_.find_predicate(predicate))
      for (const FactRow& f : world_.facts(n, *p, e_.known()))
        if (f.refuted == no_id) out.push_back(world_.text(static_cast<TextId>(f.low)));
    return out;
  }

  std::vector<std::string_view> forms_of(NodeId image) const {
    auto forms = texts(image, "form");
    if (forms.empty() && world_.text(world_.product(image).kind) == containers) forms.push_back(containers);
    return forms;
  }

  SupportTable table(std::string_view publisher, const ByCycle& by_cycle) {
    SupportTable out;
    out.publisher = publisher;
    std::set<std::string_view> forms;
    for (const Product& product : world_.columns.products)
      if (is_image(product.node) && world_.text(product.publisher) == publisher &&
          carries_frameworks(product.node))
        for (const std::string_view form : forms_of(product.node)) forms.insert(form);
    for (const auto& [cycle, images] : by_cycle)
      for (const CarriedImage& image : images) forms.insert(image.forms.begin(), image.forms.end());
    out.forms.assign(forms.begin(), forms.end());
    for (const auto& [cycle, images] : by_cycle) {
      SupportRow row;
      row.cycle = cycle;
      judge_row(row, out);
      for (const std::string_view form : out.forms) row.forms.push_back(in_form(images, form));
      toolkits(row, images);
      out.rows.push_back(std::move(row));
    }
    return out;
  }

  void judge_row(SupportRow& row, SupportTable& table) {
    for (const PolicyStatus& s : all_policies(e_, row.cycle, on_)) {
      const PolicyRow& policy = e_.policies().policy(s.verdict.timeline.policy);
      if (e_.policies().text(policy.publisher) != table.publisher) continue;
      table.policy = s.verdict.timeline.policy;
      row.patched_on = s.patched_on;
      row.patched = s.patched;
      return;
    }
  }

  static bool has_form(const CarriedImage& image, std::string_view form) {
    return std::find(image.forms.begin(), image.forms.end(), form) != image.forms.end();
  }

  FormAvailability in_form(const Images& images, std::string_view form) const {
    FormAvailability out{form};
    for (const CarriedImage& image : images) {
      if (!has_form(image, form)) continue;
      if (image.out != Truth::yes) {
        out.there = std::min(out.there, Availability::not_sure);
        continue;
      }
      out.there = Availability::yes;
      if (out.current == no_id || before(out.current, image.version)) out.current = image.version;
    }
    return out;
  }

  // A release says more than its cycle.
  bool before(NodeId a, NodeId b) const {
    if (world_.is_release(a) != world_.is_release(b)) return world_.is_release(b);
    return world_.text(world_.node(a).key) < world_.text(world_.node(b).key);
  }

  void toolkits(SupportRow& row, const Images& images) const {
    const auto cuda = world_.find_predicate("cuda");
    if (!cuda) return;
    std::map<NodeId, std::set<std::string_view>> found;
    for (const CarriedImage& image : images) {
      const bool current = std::any_of(row.forms.begin(), row.forms.end(), [&](const FormAvailability& f) {
        return f.current == image.version && has_form(image, f.form);
      });
      if (!current) continue;
      for (const FactRow& f : world_.facts(image.image, *cuda, e_.known())) {
        if (f.refuted != no_id) continue;
        auto& platforms = found[static_cast<NodeId>(f.low)];
        for (const std::string_view platform : texts(image.image, "platform")) platforms.insert(platform);
      }
    }
    for (const auto& [node, platforms] : found)
      row.toolkits.push_back({node, {platforms.begin(), platforms.end()}});
  }

  Evaluator& e_;
  const World& world_;
  Date on_;
  NodeId product_;
  std::map<std::string_view, ByCycle> images_;
};

}  // namespace

std::string_view name_of(Availability there) {
  constexpr std::array<std::string_view, 3> names = {"yes", "not-sure", "not-recorded"};
  return names[static_cast<std::size_t>(there)];
}

std::vector<SupportTable> support_tables(Evaluator& evaluator, NodeId product, Date on) {
  return Tables(evaluator, product, on).run();
}

}  // namespace bestby
