#include "judge/upgrade.h"

#include <algorithm>
#include <map>

namespace bestby {
namespace {

class Upgrader {
 public:
  Upgrader(const ImageRows& rows, const FindWords& words, Evaluator& evaluator, NodeId from,
           const UpgradeQuery& query)
      : rows_(rows), world_(rows.world()), words_(words), e_(evaluator), query_(query) {
    out_.from = from;
  }

  Upgrade run() {
    const auto status = deciding_policy(e_, out_.from, query_.on);
    if (status && status->patched_on == Truth::yes && lasts(status->patched)) {
      out_.needed = false;
      return out_;
    }
    const auto row = row_of(out_.from);
    if (row && !by_moves(*row)) by_finding(*row);
    if (!row) by_moves();
    return out_;
  }

 private:
  bool lasts(const Bound& patched) const {
    if (patched.state == Bound::State::never) return true;
    if (patched.known()) return patched.low >= query_.through.days();
    return query_.through == query_.on;
  }

  std::optional<std::size_t> row_of(NodeId image) const {
    for (std::size_t row = 0; row < rows_.size(); ++row)
      if (rows_.image(row) == image) return row;
    return std::nullopt;
  }

  // As `status` has it, where all that it names can be had as an image, lasts, and has every part that the
  // image has: of parts that nobody records there `status` knows nothing.
  bool by_moves(std::size_t row) {
    for (const Move& move : judge(e_, out_.from, query_.on, Detail::answer).move_to) {
      const auto to = row_of(move.node);
      if (to && lasts(move.patched))
        out_.steps.push_back(step(row, {*to, move.node, {}, 0}, move.smallest, move.longest));
    }
    const bool loses = std::any_of(out_.steps.begin(), out_.steps.end(), [](const UpgradeStep& s) {
      return std::any_of(s.moves.begin(), s.moves.end(), [](const PartMove& m) { return m.to == no_id; });
    });
    if (loses) out_.steps.clear();
    if (out_.steps.empty()) return false;
    out_.steps.front().smallest = out_.steps.back().longest = true;
    return true;
  }

  void by_finding(std::size_t row) {
    const Finder finder(rows_, words_);
    const Found near = finder.find(wishes(row, true), 1);
    const Answer* smallest = nullptr;
    if (!near.answers.empty()) smallest = &near.answers.front();
    if (near.refusal)
      for (const Conflict& c : near.refusal->conflicts)
        if (smallest == nullptr && !c.fixes.empty()) smallest = &c.fixes.front().witness;
    const Found far = finder.find(wishes(row, false), 1);
    const Answer* longest = far.answers.empty() ? smallest : &far.answers.front();
    if (smallest == nullptr) smallest = longest;
    if (smallest == nullptr) return;
    if (compare_ends(rows_.end(longest->row).patched, rows_.end(smallest->row).patched) <= 0)
      longest = smallest;
    out_.steps.push_back(step(row, *smallest, true, smallest->image == longest->image));
    if (smallest->image != longest->image) out_.steps.push_back(step(row, *longest, false, true));
  }

  // What the image is, as constraints: with versions, or without.
  std::vector<Constraint> wishes(std::size_t row, bool versions) const {
    std::vector<Constraint> out;
    const Product& product = world_.product(rows_.image(row));
    out.push_back({PatchedThrough{query_.through.days()}, Firmness::firm, "until>=" + query_.through.str()});
    out.push_back({OfPublisher{product.publisher}, Firmness::asked,
                   "publisher=" + std::string(world_.text(product.publisher))});
    if (versions)
      out.push_back({OfImages{product.node}, Firmness::asked, "image=" + world_.label(product.node)});
    for (const ImageColumn& column : rows_.columns()) {
      const auto values = column.of(row);
      if (column.told()) continue;  // few images are told of
      if (column.nodes)
        for (const std::uint32_t value : values) add_node(column, value, versions, out);
      else if (values.size() == 1 && column.attribute.part_kind == no_id)
        out.push_back({OfAttribute{column.attribute.predicate, values[0], false}, Firmness::asked,
                       std::string(world_.text(world_.predicate(column.attribute.predicate).name)) + "=" +
                           std::string(world_.text(values[0]))});
    }
    if (out.size() > max_constraints) out.resize(max_constraints);
    return out;
  }

  // Parts that only some images record are asked for without a version; the dearest attributes always.
  void add_node(const ImageColumn& column, NodeId value, bool versions, std::vector<Constraint>& out) const {
    constexpr std::uint32_t dear = 40;
    const bool kept = column.attribute.weight >= dear && column.attribute.partial == 0;
    if (!versions && !kept) return;
    const Product& product = world_.product(value);
    if (kept) add(out, {OfProduct{product.node, {}}, Firmness::firm, std::string(world_.text(product.id))});
    if (!versions) return;
    OfProduct want{world_.product(value).node, {}};
    const NodeId cycle = world_.cycle_of(value);
    if (versions && column.attribute.partial == 0 && !world_.is_product(value))
      want.specifiers.push_back("=" + std::string(world_.name(cycle == no_id ? value : cycle)));
    const Constraint constraint{want, Firmness::asked,
                                std::string(world_.text(world_.product(value).id)) +
                                    (want.specifiers.empty() ? "" : want.specifiers[0])};
    add(out, constraint);
  }

  static void add(std::vector<Constraint>& out, const Constraint& constraint) {
    const bool twice = std::any_of(out.begin(), out.end(), [&](const Constraint& c) {
      return c.firmness == constraint.firmness && same_target(c, constraint);
    });
    if (!twice) out.push_back(constraint);
  }

  UpgradeStep step(std::size_t from, const Answer& to, bool smallest, bool longest) const {
    UpgradeStep out{
        .to = to.image, .smallest = smallest, .longest = longest, .patched = rows_.end(to.row).patched};
    for (const ImageColumn& column : rows_.columns()) {
      if (column.nodes)
        part_moves(column, from, to.row, out.moves);
      else if (column.attribute.part_kind == no_id)
        text_moves(column, from, to.row, out.texts);
    }
    for (const PartMove& move : out.moves) deprecations(move, out.deprecated);
    return out;
  }

  void part_moves(const ImageColumn& column, std::size_t from, std::size_t to,
                  std::vector<PartMove>& out) const {
    std::map<NodeId, PartMove> moves;  // by product
    for (const std::uint32_t v : column.of(from)) moves[world_.product(v).node].from = v;
    for (const std::uint32_t v : column.of(to)) moves[world_.product(v).node].to = v;
    for (auto& [product, move] : moves) {
      if (move.from == move.to) continue;
      move.attribute = column.attribute.predicate;
      if (move.from != no_id && move.to != no_id) move.bump = bump(move.from, move.to);
      if (move.to == no_id) move.file = fitting_file(rows_, {&column, product}, move.from, to);
      out.push_back(move);
    }
  }

  Bump bump(NodeId from, NodeId to) const {
    const auto* scheme = find_version_scheme(world_.text(world_.product(from).scheme));
    if (scheme == nullptr) return Bump::none;
    const auto a = parse_cycle(*scheme, world_.name(from)), b = parse_cycle(*scheme, world_.name(to));
    return a && b ? bump_between(*scheme, *a, *b) : Bump::none;
  }

  void text_moves(const ImageColumn& column, std::size_t from, std::size_t to,
                  std::vector<TextMove>& out) const {
    const auto a = column.of(from), b = column.of(to);
    if (a.empty() || b.empty() || std::equal(a.begin(), a.end(), b.begin(), b.end())) return;
    const bool still = std::any_of(b.begin(), b.end(), [&](std::uint32_t v) { return v == a[0]; });
    if (!still) out.push_back({column.attribute.predicate, a[0], b[0]});
  }

  // Interfaces that were right before the step, or were deprecated already, and are so after it.
  void deprecations(const PartMove& move, std::vector<Deprecated>& out) const {
    const auto since = world_.find_predicate("deprecated_in");
    const auto instead = world_.find_predicate("replaced_by");
    if (!since || move.to == no_id) return;
    for (const NodeId node : world_.releases_of(move.to))
      for (const FactId id : world_.references_to(node)) {
        const FactRow& f = world_.columns.facts[id];
        if (f.predicate != *since || f.refuted != no_id || !world_.visible(f, e_.known())) continue;
        if (world_.text(world_.node(node).key) > world_.text(world_.node(move.to).key)) continue;
        const FactRow* by = instead ? world_.fact(f.subject, *instead, e_.known(), f.subject) : nullptr;
        out.push_back({f.subject, node, by == nullptr ? no_id : static_cast<TextId>(by->low)});
      }
  }

  void by_moves() {
    for (const Move& move : judge(e_, out_.from, query_.on, Detail::answer).move_to) {
      UpgradeStep step{
          .to = move.node, .smallest = move.smallest, .longest = move.longest, .patched = move.patched};
      step.moves.push_back({no_id, out_.from, move.node, bump(out_.from, move.node)});
      deprecations(step.moves.front(), step.deprecated);
      if (lasts(move.patched)) out_.steps.push_back(std::move(step));
    }
  }

  const ImageRows& rows_;
  const World& world_;
  const FindWords& words_;
  Evaluator& e_;
  const UpgradeQuery& query_;
  Upgrade out_;
};

}  // namespace

Upgrade upgrade(const ImageRows& rows, const FindWords& words, Evaluator& evaluator, NodeId from,
                const UpgradeQuery& query) {
  return Upgrader(rows, words, evaluator, from, query).run();
}

}  // namespace bestby
