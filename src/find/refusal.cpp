// Why nothing satisfies a query: independent conflicts, and verified fixes for each.
//
// The correction sets of the query are worked out once (find/stack.h). They fall apart into independent
// groups where every set is one choice from each group (find/antichain.h); what is chosen in one group
// has then no bearing on the others, so each gets one conflict and one menu.
#include <algorithm>
#include <bit>
#include <numeric>

#include "find/finder.h"
#include "find/minimal_conflict.h"

namespace bestby {
namespace {

constexpr std::size_t tried_fixes = 24;  // of one conflict, before the cheapest are shown

std::vector<Mask> within(const std::vector<Mask>& sets, Mask group) {
  std::vector<Mask> out;
  for (const Mask set : sets) out.push_back(set & group);
  return minimal(std::move(out));
}

std::vector<unsigned> bits_of(Mask mask) {
  std::vector<unsigned> out;
  for (; mask != 0; mask &= mask - 1) out.push_back(static_cast<unsigned>(std::countr_zero(mask)));
  return out;
}

class Refuser {
 public:
  Refuser(const ImageRows& rows, const FindWords& words, const Problem& problem,
          const std::vector<Constraint>& constraints)
      : rows_(rows), words_(words), problem_(problem), constraints_(constraints) {}

  Refusal run() {
    for (const Mask set : problem_.stack().corrections())
      ((set & problem_.hard() & problem_.firm()) == 0 ? open_ : blocked_).push_back(set & problem_.hard());
    open_ = minimal(std::move(open_));
    blocked_ = minimal(std::move(blocked_));
    all_ = open_;
    all_.insert(all_.end(), blocked_.begin(), blocked_.end());
    all_ = minimal(std::move(all_));
    conflicts();
    blocked();
    possible();
    return std::move(out_);
  }

 private:
  void conflicts() {
    const auto groups = independent(open_.empty() ? all_ : open_);
    std::vector<std::vector<Fix>> menus;
    for (const Mask group : groups) menus.push_back(open_.empty() ? std::vector<Fix>() : menu(group));
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (out_.conflicts.size() == max_conflicts) {
        ++out_.hidden;
        continue;
      }
      Conflict conflict{.members = conflict_in(groups[g])};
      conflict.evidence = evidence(conflict.members);
      conflict.objections = objections(conflict);
      for (Fix& fix : menus[g]) {
        if (conflict.fixes.size() == max_fixes || far_dearer(fix, menus[g].front()))
          ++conflict.hidden;
        else if (verify(fix))
          conflict.fixes.push_back(fix);
      }
      const std::size_t sets = open_.empty() ? 0 : within(open_, groups[g]).size();
      conflict.hidden += sets - std::min(sets, menus[g].size());
      out_.conflicts.push_back(std::move(conflict));
    }
  }

  static bool far_dearer(const Fix& fix, const Fix& cheapest) {
    constexpr int dear = 90, times = 8;
    return fix.cost > dear && fix.cost > times * cheapest.cost;
  }

  // Why the parts of a conflict do not go with the best image that has all the rest.
  std::vector<Problem::Objection> objections(const Conflict& conflict) {
    std::vector<Problem::Objection> out;
    for (const Projection& e : conflict.evidence) {
      const auto part = problem_.part_of(e.about);
      if (const auto denial = problem_.denial(e.about, e.first);
          denial && e.images > 0 && out.size() < max_fixes)
        out.push_back(*denial);
      if (!part || e.images == 0 || out.size() >= max_fixes) continue;
      for (auto& o : problem_.objections(*part, conflict.members, e.first))
        if (out.size() < max_fixes) out.push_back(std::move(o));
    }
    return out;
  }

  // What was typed first is kept in the conflict rather than what came later.
  Mask conflict_in(Mask group) {
    std::vector<unsigned> order = bits_of(problem_.hard());
    std::stable_partition(order.begin(), order.end(), [&](unsigned c) { return (group >> c & 1U) != 0; });
    CorrectionsOracle oracle(all_);
    return minimal_conflict(oracle, order);
  }

  // The cheapest fix for each correction set of a group, the cheapest first.
  std::vector<Fix> menu(Mask group) {
    std::vector<Fix> out;
    for (const Mask set : within(open_, group)) {
      if (out.size() == tried_fixes) break;
      if (auto fix = cheapest_of_all(set, group)) out.push_back(std::move(*fix));
    }
    std::stable_sort(out.begin(), out.end(), [](const Fix& a, const Fix& b) { return a.cost < b.cost; });
    return out;
  }

  // Whatever goes along with it in the other groups.
  std::optional<Fix> cheapest_of_all(Mask set, Mask group) {
    std::optional<Fix> best;
    std::size_t tried = 0;
    for (const Mask whole : open_) {
      if ((whole & group) != set || ++tried > tried_fixes) continue;
      auto fix = cheapest(set, whole);
      if (fix && (!best || std::pair(fix->cost, along(*fix)) < std::pair(best->cost, along(*best))))
        best = std::move(fix);
    }
    return best;
  }

  static int along(const Fix& fix) {
    int out = 0;
    for (const Change& change : fix.along) out += change.cost;
    return out;
  }

  // The image that costs least to take where the constraints of `whole` are given up: by the changes of
  // `set`, then by the others.
  std::optional<Fix> cheapest(Mask set, Mask whole) {
    std::optional<Fix> best;
    Stack::Choosing choosing(problem_.stack(), whole | (problem_.stack().all() & ~problem_.hard()));
    problem_.stack().satisfying(problem_.hard() & ~whole).each([&](std::size_t row) {
      const auto chosen = choosing.of(row);
      if (!chosen) return true;
      Fix fix{.gives_up = set, .witness = {row, rows_.image(row), {}, 0}};
      for (const unsigned c : bits_of(whole)) {
        const bool own = (set >> c & 1U) != 0;
        Change change = change_for(rows_, problem_, constraints_, c, row, *chosen);
        if (own) fix.cost += change.cost;
        (own ? fix.changes : fix.along).push_back(std::move(change));
      }
      if (!best || std::pair(fix.cost, along(fix)) < std::pair(best->cost, along(*best)))
        best = std::move(fix);
      return true;
    });
    return best;
  }

  static void apply(const Fix& fix, std::vector<std::optional<Constraint>>& constraints) {
    for (const Change& change : fix.changes) constraints[change.constraint] = change.instead;
    for (const Change& change : fix.along) constraints[change.constraint] = change.instead;
  }

  // Asks again, with the fix and what goes along with it.
  bool verify(Fix& fix) {
    std::vector<std::optional<Constraint>> changed(constraints_.begin(), constraints_.end());
    apply(fix, changed);
    return ask_again(fix, changed);
  }

  bool ask_again(Fix& fix, const std::vector<std::optional<Constraint>>& changed) {
    std::vector<Constraint> again;
    fix.query.clear();
    for (const auto& constraint : changed) {
      if (!constraint) continue;
      again.push_back(*constraint);
      constexpr std::string_view prefixes[] = {"", "firm:", "prefer:"};
      fix.query.push_back(std::string(prefixes[static_cast<std::size_t>(constraint->firmness)]) +
                          constraint->text);
    }
    const Problem problem(rows_, words_, again, Certainty::recorded, problem_.memo());
    const Bits images = problem.stack().satisfying(problem.hard());
    const auto answers = ranked(rows_, problem, again, images, 1);
    if (answers.empty()) return false;
    fix.witness = answers.front();
    return true;
  }

  // Of a library beside another: the attribute of images that the first relation of libraries limits.
  const ImageColumn* limiting_column(unsigned c, Mask given) const {
    const auto product = [&](unsigned b) {
      const auto part = problem_.part_of(b);
      return part ? problem_.parts()[*part].product : no_id;
    };
    if (std::popcount(given) != 1 || product(c) == no_id) return nullptr;
    if (product(static_cast<unsigned>(std::countr_zero(given))) == no_id) return nullptr;
    for (const RelationRow& r : rows_.world().columns.relations)
      if (r.of == problem_.column_of(c)->attribute.predicate) return rows_.column(r.limits);
    return nullptr;
  }

  std::vector<Projection> evidence(Mask members) {
    std::vector<Projection> out;
    for (const unsigned c : bits_of(members)) {
      Projection e{.about = c, .given = members & ~(Mask{1} << c)};
      const Bits images = problem_.stack().satisfying(e.given);
      e.images = images.count();
      images.each([&](std::size_t row) { return e.first = row, false; });
      const ImageColumn* column = problem_.column_of(c);
      if (const ImageColumn* limiting = limiting_column(c, e.given)) {
        column = limiting;
        e.limits = true;
      }
      if (column == nullptr) {
        out.push_back(std::move(e));
        continue;
      }
      e.nodes = column->nodes;
      for (std::size_t i = 0; i < column->distinct.size(); ++i) {
        Bits having = column->having[i];
        having &= images;
        if (having.any()) e.values.push_back(column->distinct[i]);
      }
      out.push_back(std::move(e));
    }
    return out;
  }

  void blocked() {
    for (const Mask set : blocked_) {
      if (out_.blocked.size() == max_fixes) break;
      auto fix = cheapest(set, set);
      if (!fix) continue;
      std::vector<std::optional<Constraint>> changed(constraints_.begin(), constraints_.end());
      apply(*fix, changed);
      if (ask_again(*fix, changed)) out_.blocked.push_back(std::move(*fix));
    }
  }

  void possible() {
    const Problem lenient(rows_, words_, constraints_, Certainty::possible, problem_.memo());
    const Bits images = lenient.stack().satisfying(lenient.hard());
    const Mask soft = problem_.stack().all() & ~problem_.hard();
    for (Answer& a : ranked(rows_, lenient, constraints_, images, images.count())) {
      if (out_.possible.size() == max_fixes) break;
      const auto asked = bits_of(problem_.hard());
      for (auto at = asked.rbegin(); at != asked.rend(); ++at) {
        const unsigned c = *at;
        if (!problem_.stack().choice(a.row, soft | Mask{1} << c) || !telling(c, a.row)) continue;
        out_.possible.push_back({std::move(a), c});
        break;
      }
    }
  }

  // Whether it tells something that a constraint is not recorded: of a part something must speak for it,
  // and an image without any release of a framework is no answer to a question about one.
  bool telling(unsigned c, std::size_t row) const {
    if (const auto part = problem_.part_of(c))
      return constraints_[c].want.index() != 0 || problem_.agrees(*part, problem_.hard(), row);
    constexpr std::uint32_t dear = 40;
    const ImageColumn* column = problem_.column_of(c);
    return column == nullptr || column->attribute.weight < dear || !column->nodes || !column->of(row).empty();
  }

  const ImageRows& rows_;
  const FindWords& words_;
  const Problem& problem_;
  const std::vector<Constraint>& constraints_;
  std::vector<Mask> open_, blocked_, all_;
  Refusal out_;
};

}  // namespace

Refusal refuse(const ImageRows& rows, const FindWords& words, const Problem& problem,
               const std::vector<Constraint>& constraints) {
  return Refuser(rows, words, problem, constraints).run();
}

}  // namespace bestby
