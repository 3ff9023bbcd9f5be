#include "judge/check.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "judge/channel_licence.h"
#include "judge/check_instead.h"
#include "judge/check_subject.h"
#include "judge/checked_call.h"
#include "judge/finding_book.h"
#include "judge/old_interfaces.h"
#include "judge/older_build.h"
#include "judge/range.h"
#include "judge/seen_purl.h"
#include "judge/stack_fit.h"
#include "observe/registry/lifecycle_day.h"

namespace bestby {
namespace {

// What is to be said of a thing, wherever it stands.
struct Judged {
  CheckFinding finding;  // without places
  NodeId node = no_id;   // in the World; no_id for what is in none, or in one of its own
};

class Checking {
 public:
  Checking(const World& world, const Policies& policies, const CheckQuery& query)
      : world_(world),
        policies_(policies),
        query_(query),
        known_(query.known ? query.known->days() : day_max - 1),
        evaluator_(world, policies, query.known) {}

  std::vector<CheckFinding> run(const std::vector<Observed>& targets) {
    for (std::uint32_t t = 0; t < targets.size(); ++t) {
      for (const Observation& o : targets[t].seen) see(t, o);
      interfaces(t, targets[t]);
      stacks(t, targets[t]);
    }
    return book_.take();
  }

 private:
  void see(std::uint32_t target, const Observation& o) {
    if (const auto* call = std::get_if<SeenCall>(&o.what)) return see_call(target, o, *call);
    if (const auto* said = std::get_if<SeenLifecycle>(&o.what)) return see_lifecycle(target, o, *said);
    const auto subject = written_of(o.what);
    if (subject.empty()) return;
    const Judged& thing = judged(o.what, subject);
    place(thing.finding, target, o);
    if (const auto* image = std::get_if<SeenImage>(&o.what); image != nullptr && thing.node != no_id)
      see_build(target, o, *image, thing);
  }

  // A call chooses an image, which is judged, and may be one that is refused.
  void see_call(std::uint32_t target, const Observation& o, const SeenCall& call) {
    if (!calls_) calls_.emplace(evaluator_, query_.on);
    const CheckedCall checked = calls_->check(call);
    if (!checked.uri.empty()) {
      const SeenImage image{checked.uri, {}, {}, {}};
      CheckFinding f = judged(image, written_of(image)).finding;
      if (f.label.empty()) f.label = f.subject;
      f.subject = checked.written;
      for (Instead& i : f.instead) i.from = i.to = {};
      place(f, target, o);
    }
    for (const std::string& says : checked.misfits) {
      CheckFinding f;
      f.severity = Finding::mismatch;
      f.subject = checked.written;
      f.cause = Unfit{says};
      place(f, target, o);
    }
  }

  // What an image's publisher says of it counts beside what the catalogue knows.
  void see_lifecycle(std::uint32_t target, const Observation& o, const SeenLifecycle& said) {
    const auto through = last_day_of(said.ends);
    if (!through) return;
    const int left = (*through - query_.on).count;
    CheckFinding f;
    f.severity = left < 0 ? Finding::ended : left <= query_.within ? Finding::ending : Finding::ok;
    f.subject = said.address;
    f.cause = ByPublisher{*through, said.ends};
    place(f, target, o);
  }

  void see_build(std::uint32_t target, const Observation& o, const SeenImage& image, const Judged& thing) {
    const auto newer = newer_build(world_, known_, thing.node, image.created, query_.on);
    if (!newer) return;
    CheckFinding f = thing.finding;
    f.severity = Finding::stale;
    f.note.clear();
    f.instead.clear();
    f.cause =
        OlderBuild{image.created.substr(0, 10), std::string(world_.name(newer->node)), newer->released.str()};
    place(f, target, o);
  }

  static std::string written_of(const Seen& seen) {
    if (const auto* image = std::get_if<SeenImage>(&seen)) return "image " + image->address;
    if (const auto* p = std::get_if<SeenPackage>(&seen))
      return fmt::format("package {} {} {} {}", p->type, p->name, p->version, p->specifier);
    if (const auto* part = std::get_if<SeenPart>(&seen))
      return fmt::format("part {} {}", part->product, part->version);
    return {};
  }

  const Judged& judged(const Seen& seen, const std::string& key) {
    if (const auto at = judged_.find(key); at != judged_.end()) return at->second;
    return judged_.emplace(key, judge_one(seen)).first->second;
  }

  Judged judge_one(const Seen& seen) {
    const auto found = checked_subject(world_, known_, seen);
    Judged out;
    CheckFinding& f = out.finding;
    if (!found) return out;
    f.subject = found->written;
    if (found->product != no_id && !(found->subject && found->subject->store))
      f.product = world_.text(world_.product(found->product).id);
    if (!found->subject) {
      if (found->product == no_id)
        f.cause = NotListed{};
      else if (!found->versioned)
        f.cause = NoVersion{};
      else
        f.cause = NotRecorded{found->missing};
      return out;
    }
    const Subject& subject = *found->subject;
    if (subject.store) {
      const World own = subject.in(world_);
      Evaluator evaluator(own, policies_, query_.known);
      by_policy(evaluator, seen, subject, subject.node, f);
    } else {
      out.node = newest(subject);
      by_policy(evaluator_, seen, subject, out.node, f);
    }
    return out;
  }

  // Of a range what an installer takes.
  NodeId newest(const Subject& subject) {
    if (!subject.range) return subject.node;
    const RangeOnDay range = judge_range(evaluator_, *subject.range, query_.on);
    return range.newest == no_id ? subject.node : range.newest;
  }

  void by_policy(Evaluator& evaluator, const Seen& seen, const Subject& subject, NodeId node,
                 CheckFinding& f) {
    const World& world = evaluator.world();
    f.product = world.text(world.product(node).id);
    if (!world.is_product(node)) f.release = world.name(node);
    f.label = world.label(node);
    f.note = subject.note;
    if (subject.range && node != no_id && subject.range->versions.size() > 1)
      f.note = fmt::format("{} comes to {}", subject.range->text, world.name(node));
    if (query_.known && !is_known(evaluator, node) && !subject.store) {
      f.cause = NotRecorded{fmt::format("nothing was known of {} on {}", f.label, query_.known->str())};
      return;
    }
    Status status = judge(evaluator, node, query_.on, Detail::answer);
    f.severity = finding_of(status, query_.on, query_.within);
    if (status.policies.empty()) {
      f.cause = NotRecorded{fmt::format("no recorded policy speaks of {}", f.label)};
      return;
    }
    if (f.severity == Finding::ended || f.severity == Finding::ending)
      for (const Move& move : status.move_to) f.instead.push_back(instead_of(world, seen, node, move));
    f.cause = ByPolicy{std::move(status.policies.front())};
  }

  // --- interfaces --------------------------------------------------------------------------

  void interfaces(std::uint32_t target, const Observed& observed) {
    for (const Observation& o : observed.seen) {
      const auto* seen = std::get_if<SeenInterface>(&o.what);
      if (seen == nullptr) continue;
      if (!old_) old_.emplace(world_, known_);
      for (const DeprecatedInterface* i : old_->named(seen->name))
        if (!older_library(observed, i->since)) place(of_interface(*i, seen->name), target, o);
    }
  }

  CheckFinding of_interface(const DeprecatedInterface& interface, const std::string& name) const {
    CheckFinding f;
    f.severity = Finding::deprecated;
    f.subject = name;
    f.label = world_.label(interface.node);
    f.product = world_.text(world_.product(interface.node).id);
    f.release = world_.name(interface.node);
    f.cause = OldInterface{world_.label(interface.since)};
    if (!interface.instead.empty()) f.instead.push_back({.text = std::string(interface.instead)});
    return f;
  }

  // Whether the target has the library in a release before the one that deprecates: there it is right.
  bool older_library(const Observed& observed, NodeId since) {
    return std::any_of(observed.seen.begin(), observed.seen.end(), [&](const Observation& o) {
      std::vector<StackMember> members;
      if (const NodeId node = node_of(o.what); node != no_id) members.push_back({node, 0});
      add_what_images_hold(world_, known_, members);
      return std::any_of(members.begin(), members.end(), [&](const StackMember& m) {
        return world_.product(m.node).node == world_.product(since).node && !world_.is_product(m.node) &&
               world_.text(world_.node(m.node).key) < world_.text(world_.node(since).key);
      });
    });
  }

  // --- stacks ------------------------------------------------------------------------------

  void stacks(std::uint32_t target, const Observed& observed) {
    std::vector<std::vector<std::size_t>> members(observed.stacks);
    for (std::size_t i = 0; i < observed.seen.size(); ++i)
      if (observed.seen[i].stack < members.size()) members[observed.seen[i].stack].push_back(i);
    for (const auto& stack : members)
      if (stack.size() > 0) one_stack(target, observed, stack);
  }

  NodeId node_of(const Seen& seen) {
    if (const auto* instance = std::get_if<SeenInstance>(&seen)) {
      const auto found = find_subject(world_, instance->type, known_);
      return found && !found->store ? found->node : no_id;
    }
    const auto key = written_of(seen);
    return key.empty() ? no_id : judged(seen, key).node;
  }

  void one_stack(std::uint32_t target, const Observed& observed, const std::vector<std::size_t>& stack) {
    std::vector<StackMember> members;
    for (const std::size_t i : stack)
      if (const NodeId node = node_of(observed.seen[i].what); node != no_id) members.push_back({node, i});
    if (members.empty()) return;
    for (const std::size_t i : stack)
      if (const auto* channel = std::get_if<SeenChannel>(&observed.seen[i].what))
        licence(target, observed.seen[i], *channel, members);
    add_what_images_hold(world_, known_, members);
    for (const Misfit& m : misfits(world_, known_, members)) {
      const std::size_t part = members[m.part].source, other = members[m.other].source;
      if (part == other) continue;  // what its publisher put together
      CheckFinding f;
      f.severity = Finding::mismatch;
      const NodeId node = members[m.part].node;
      f.subject = f.label = world_.label(node);
      f.product = world_.text(world_.product(node).id);
      if (!world_.is_product(node)) f.release = world_.name(node);
      f.cause = Unfit{m.says};
      place(f, target, observed.seen[part]);
      place(f, target, observed.seen[other]);
    }
  }

  // Packages of a channel in an image that is no longer maintained, where its policy has advice on that.
  void licence(std::uint32_t target, const Observation& o, const SeenChannel& channel,
               const std::vector<StackMember>& members) {
    const std::string_view licensor = licensor_of(channel.name);
    if (licensor.empty()) return;
    for (const StackMember& m : members) {
      const Status status = judge(evaluator_, m.node, query_.on);
      if (finding_of(status, query_.on, query_.within) != Finding::ended) continue;
      for (const ClauseId clause : status.policies.front().advice) {
        const std::string_view advice = policies_.text(policies_.columns.clauses[clause].advice);
        if (advice.find(licensor) == std::string_view::npos) continue;
        CheckFinding f;
        f.severity = Finding::licence;
        f.subject = f.label = world_.label(m.node);
        f.product = world_.text(world_.product(m.node).id);
        f.release = world_.name(m.node);
        f.cause = LicensedChannel{channel.name, std::string(advice)};
        place(f, target, o);
      }
    }
  }

  void place(const CheckFinding& f, std::uint32_t target, const Observation& o) {
    if (f.subject.empty()) return;
    FindingPlace place{target, o.where, written(o.what), seen_purl(o.what), {}, {}, {}};
    if (!f.instead.empty() && f.instead.front().smallest) {
      place.from = f.instead.front().from;
      place.to = f.instead.front().to;
    }
    book_.add(f, std::move(place));
  }

  std::string written(const Seen& seen) {
    if (const auto* instance = std::get_if<SeenInstance>(&seen)) return instance->type;
    if (const auto* interface = std::get_if<SeenInterface>(&seen)) return interface->name;
    if (const auto* channel = std::get_if<SeenChannel>(&seen)) return channel->name;
    if (const auto* said = std::get_if<SeenLifecycle>(&seen)) return said->address;
    const auto key = written_of(seen);
    return key.empty() ? std::string() : judged(seen, key).finding.subject;
  }

  const World& world_;
  const Policies& policies_;
  CheckQuery query_;
  std::int32_t known_;
  Evaluator evaluator_;
  std::optional<CheckedCalls> calls_;               // made when the first call is seen
  std::optional<OldInterfaces> old_;                // likewise
  std::unordered_map<std::string, Judged> judged_;  // by what was written
  FindingBook book_;
};

}  // namespace

bool CheckFinding::open() const {
  return std::any_of(places.begin(), places.end(), [](const FindingPlace& p) { return p.set_aside.empty(); });
}

std::vector<CheckFinding> check(const World& world, const Policies& policies,
                                const std::vector<Observed>& targets, const CheckQuery& query) {
  return Checking(world, policies, query).run(targets);
}

}  // namespace bestby
