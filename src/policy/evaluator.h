// The evaluator: policies and facts in, timelines out.
//
//     Evaluator evaluator(world, policies, known);
//     for (const Verdict& v : evaluator.verdicts(node)) { v.timeline.at(on); v.decides; }
//     Explanation why = evaluator.explain(v.timeline.policy, v.timeline.node);
//
// `known` is the day to which knowledge reaches: facts, and editions of policies, that were published
// later do not exist. Without it everything that is recorded counts and the horizon is the catalogue's
// own day.
//
// An evaluator remembers what it has worked out, so one of them serves many questions of one thread.
// Its answers do not depend on the order of the questions.
//
// Errors: none. Evaluation is total: whatever a policy says, an answer is a value or a reason why
// there is none. `faults()` lists what a policy set must be refused for: cycles between ends, and
// expressions that cost too much.
//
// Cost: about a microsecond a release for a policy of ten clauses; the first question about a family
// (`next` and its kin) sorts it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "policy/derivation.h"
#include "policy/policy.h"
#include "policy/timeline.h"

namespace bestby {

class Families;
class Words;

// How a policy comes to speak of a node.
enum class Through : std::uint8_t {
  itself,    // it judges the node
  cycle,     // it judges the node's cycle
  releases,  // it judges the cycle's releases; the longest-patched one decides
  images,    // it judges what points to the node (`speaks-for`); likewise
};

struct Verdict {
  Timeline timeline;
  Through through = Through::itself;
  bool decides = false;
  std::vector<NodeId> lines;  // all that were judged, best first; one unless `releases` or `images`
};

// A part of a stack, for `requires`: what `with(name)` means.
struct StackPart {
  std::string name;
  NodeId node = no_id;
};

// What a policy set must be refused for. Where it is known which policy asked for which end, or start,
// its word.
struct Fault {
  std::string text;
  PolicyId policy = no_id;
  TextId word = no_id;
};

class Evaluator {
 public:
  Evaluator(const World& world, const Policies& policies, std::optional<Date> known = std::nullopt);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  const World& world() const { return world_; }
  const Policies& policies() const { return policies_; }
  std::int32_t known() const { return known_; }      // facts are taken as of this day
  std::int32_t horizon() const { return horizon_; }  // the last day of which something is known

  // Whether anything is known of the node itself.
  bool exists(NodeId node);
  // A cycle of which something is known, and of no release of it: it stands for its releases where a
  // policy judges releases.
  bool is_bare_cycle(NodeId node);
  // Whether the policy judges this node, directly.
  bool judges(PolicyId policy, NodeId node);
  // Of a node that it judges.
  Timeline timeline(PolicyId policy, NodeId node);
  // What one policy says of any node; nothing if it does not speak of it.
  std::optional<Verdict> verdict(PolicyId policy, NodeId node);
  // The day on which it was released; of a cycle its own or its first release's.
  Bound release_day(NodeId node);
  // Where that is not recorded: not before its cycle and what it is made of, and not after what is made of
  // it, nor after the first document that says what it is, or what is, made of.
  Bound appeared(NodeId node);
  // All policies' words, the one that decides first: the node's own publisher's formal policy, else
  // another formal one, else an informal one, else one at second hand; in order of the policies' ids.
  std::vector<Verdict> verdicts(NodeId node);
  // The last day on which a service or phase holds, under the policy that decides.
  Bound end(NodeId node, std::string_view service_or_phase);

  Explanation explain(PolicyId policy, NodeId node);
  // Whether the requirement of a clause holds for the node beside these parts.
  Truth requirement(PolicyId policy, ClauseId clause, NodeId node, std::span<const StackPart> stack);

  const std::vector<Fault>& faults() const { return faults_; }
  // Rows, facts and candidates that all questions so far have looked at.
  std::int64_t spent() const { return spent_; }

 private:
  friend class ExpressionEvaluator;
  friend class TimelineBuilder;
  friend struct FamilySearch;

  // What may still be looked at for one question: rows of expressions, facts, candidates. Questions
  // that lead to others share it.
  class Question {
   public:
    explicit Question(Evaluator& evaluator);
    ~Question();
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

   private:
    Evaluator& evaluator_;
  };
  bool spend(std::int64_t steps) { return (fuel_ -= steps) >= 0 || out_of_fuel(); }
  std::int64_t tank() const;  // the fuel of one question
  bool out_of_fuel();         // false
  bool too_deep();            // true

  std::int32_t line_day(NodeId node, std::int32_t high);
  bool of_product_alone(ExprId id) const;
  Timeline compute(PolicyId policy, NodeId node);
  std::optional<Verdict> best_of(PolicyId policy, const std::vector<NodeId>& judged, Through through);
  std::vector<NodeId> pointing(PolicyId policy, NodeId node);
  enum class Side : std::uint8_t { end, start };
  Bound remembered(NodeId node, TextId word, Side side);
  Bound start(NodeId node, std::string_view phase);
  std::optional<std::uint32_t> phase_named(PolicyId policy, std::string_view word) const;
  void fault(std::string text, TextId word = no_id);

  const World& world_;
  const Policies& policies_;
  std::int32_t known_, horizon_;
  std::vector<std::uint8_t> exists_;               // 0: not asked, 1: no, 2: yes
  std::unordered_map<std::uint64_t, Bound> ends_;  // and starts: of what others depend on
  std::unordered_map<NodeId, Bound> appeared_;
  std::vector<std::uint64_t> open_ends_;  // being worked out, outermost first
  std::unique_ptr<Families> families_;
  std::unique_ptr<Words> words_;
  // Conditions that look at nothing of a release but its product: for each row, then for each product,
  // the answer and one more (0: not asked). Empty: not such a row, or not asked yet.
  std::vector<std::uint8_t> of_product_;
  std::vector<std::vector<std::uint8_t>> of_products_;
  std::int64_t fuel_ = 0, spent_ = 0;
  int questions_ = 0;                                 // that are being answered
  int depth_ = 0;                                     // of rows that are being evaluated
  std::vector<std::pair<PolicyId, NodeId>> running_;  // timelines being computed, outermost first
  std::vector<Fault> faults_;
  std::span<const StackPart> stack_;
  std::uint32_t security_bit_ = no_id;
  PredicateId released_ = no_id;
  bool remembers_ = false;  // the policies hold timelines for this World
};

}  // namespace bestby
