#include "report/find_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "find/pull_address.h"
#include "judge/status.h"

namespace bestby {
namespace {

class FindText {
 public:
  FindText(const ImageRows& rows, Evaluator& evaluator, const Found& found, const Asked& asked, Paint paint)
      : rows_(rows),
        world_(rows.world()),
        e_(evaluator),
        found_(found),
        words_(rows, found),
        asked_(asked),
        paint_(paint) {}

  std::string run() {
    if (found_.refusal)
      refusal(*found_.refusal);
    else
      answers();
    return std::move(out_);
  }

 private:
  void line(int indent, const std::string& text) { out_ += fmt::format("{:{}}{}\n", "", indent, text); }

  void answers() {
    for (const Answer& answer : found_.answers) this->answer(answer);
    if (found_.count > found_.answers.size())
      line(0, paint_.faint(fmt::format("{} more; --all shows them", found_.count - found_.answers.size())));
    if (found_.beaten) {
      const Beaten& b = *found_.beaten;
      line(0, fmt::format("{} is better kept, {}, but {}", shown_name(world_, b.image),
                          through_words(rows_.end(b.row).patched), words_.lacks(b.row, b.by)));
    }
  }

  void answer(const Answer& a) {
    line(0, paint_.strong(shown_name(world_, a.image)));
    const NodeId region = asked_region(found_, a);
    if (const std::string address = pull_address(world_, rows_.known(), a.image, region); !address.empty())
      line(2, fmt::format("pull   {}", address));
    const LaunchWords machine =
        launch_words(world_, rows_.known(), a.image, region, asked_instance(found_, world_, a));
    if (!machine.id.empty()) line(2, fmt::format("id     {}", machine.id));
    if (!machine.query.empty()) line(2, fmt::format("id     {}", machine.query));
    if (!machine.launch.empty()) line(2, fmt::format("launch {}", machine.launch));
    if (const std::string name = printed_name(world_, a.image); !name.empty())
      line(2, fmt::format("called {}", name));
    line(2, fmt::format("until  {}", end_words(e_, a.image, asked_.on, paint_)));
    line(2, fmt::format("has    {}", words_.attributes(a.row)));
    if (const std::string beside = beside_words(found_, world_, a); !beside.empty())
      line(2, fmt::format("with   {}", beside));
    for (const auto& [library, file] : words_.wheels(a))
      line(2, file.empty()
                  ? fmt::format("wheel  none of {} is published for such an image", world_.label(library))
                  : fmt::format("wheel  {}", file));
    for (const std::string& need : words_.needs(a.row)) line(2, fmt::format("needs  {}", need));
    if (a.displeases != 0) line(2, paint_.warn(fmt::format("but    not {}", words_.nouns(a.displeases))));
    for (const std::string& issue : known_issues(world_, rows_.known(), a))
      line(2, paint_.warn(fmt::format("known  {}", issue)));
  }

  void refusal(const Refusal& refusal) {
    for (const Conflict& conflict : refusal.conflicts) this->conflict(conflict);
    if (refusal.hidden > 0) line(0, fmt::format("and {}", counted(refusal.hidden, "more conflict")));
    if (!refusal.blocked.empty()) {
      line(0, "would do, but for what is firm:");
      int number = 0;
      for (const Fix& fix : refusal.blocked) this->fix(fix, ++number);
    }
    if (refusal.possible.empty()) return;
    line(0, "not sure: nothing that is recorded speaks against these");
    for (const Possible& p : refusal.possible)
      line(2, fmt::format("{}  {}; not recorded: {}", paint_.strong(shown_name(world_, p.answer.image)),
                          verdict(p.answer.image), words_.noun(p.unknown)));
  }

  void conflict(const Conflict& c) {
    line(0, fmt::format("{}: {}", paint_.bad("no image"), words_.sentence(c)));
    for (const Projection& e : c.evidence)
      if (const std::string text = words_.evidence(e); !text.empty()) line(2, text);
    for (const Problem::Objection& o : c.objections) line(2, words_.objection(o));
    if (c.fixes.empty()) return line(2, "nothing that may be changed helps");
    line(2, c.fixes.size() == 1 ? "fix it by:" : "fix it by any one of:");
    int number = 0;
    for (const Fix& fix : c.fixes) this->fix(fix, ++number);
    if (c.hidden > 0) line(4, paint_.faint(fmt::format("and {}", counted(c.hidden, "larger change"))));
  }

  void fix(const Fix& fix, int number) {
    std::vector<std::string> changes;
    for (const Change& change : fix.changes)
      if (std::string text = words_.change(change);
          std::find(changes.begin(), changes.end(), text) == changes.end())
        changes.push_back(std::move(text));
    std::vector<std::string> along;
    for (const Change& change : fix.along) along.push_back(words_.change(change));
    const std::string with =
        along.empty() ? "" : paint_.faint(fmt::format(" (and {})", fmt::join(along, ", ")));
    line(4, fmt::format("{}. {}{}   {}  {}", number,
                        paint_.strong(fmt::format("{}", fmt::join(changes, " and "))), with,
                        shown_name(world_, fix.witness.image), verdict(fix.witness.image)));
  }

  std::string verdict(NodeId image) {
    const auto status = deciding_policy(e_, image, asked_.on);
    if (!status) return paint_.warn("no recorded policy speaks of it");
    std::string out = verdict_words(e_.policies(), *status, asked_.on, paint_);
    return out.substr(0, out.find_last_not_of(' ') + 1);
  }

  const ImageRows& rows_;
  const World& world_;
  Evaluator& e_;
  const Found& found_;
  FindingWords words_;
  const Asked& asked_;
  Paint paint_;
  std::string out_;
};

}  // namespace

NodeId asked_region(const Found& found, const Answer& answer) {
  for (std::size_t p = 0; p < answer.beside.size(); ++p)
    if (answer.beside[p] != no_id && found.parts[p].product == no_id &&
        found.parts[p].column->attribute.noun != no_id)
      return answer.beside[p];
  return no_id;
}

std::string_view asked_instance(const Found& found, const World& world, const Answer& answer) {
  for (std::size_t p = 0; p < answer.beside.size(); ++p)
    if (answer.beside[p] != no_id && found.parts[p].product == no_id &&
        found.parts[p].column->attribute.noun == no_id && found.parts[p].column->attribute.words != 0)
      return world.name(answer.beside[p]);
  return {};
}

std::string beside_words(const Found& found, const World& world, const Answer& answer) {
  std::vector<std::string> out;
  for (std::size_t p = 0; p < answer.beside.size(); ++p) {
    const NodeId n = answer.beside[p];
    if (n == no_id || found.parts[p].column->attribute.noun != no_id) continue;
    if (found.parts[p].product == no_id)
      out.emplace_back(world.name(n));
    else if (found.parts[p].column->attribute.partial != 0)
      out.push_back(fmt::format("{} {}", product_word(world, n), world.name(n)));
  }
  return fmt::format("{}", fmt::join(out, ", "));
}

std::string end_words(Evaluator& evaluator, NodeId image, Date on, Paint paint) {
  const auto status = deciding_policy(evaluator, image, on);
  if (!status) return paint.warn("no recorded policy speaks of it");
  const Policies& policies = evaluator.policies();
  std::string out = verdict_words(policies, *status, on, paint);
  if (status->ends_by != no_id)
    out = out.substr(0, out.find_last_not_of(' ') + 1) +
          fmt::format("  by {}: {}{}", policies.text(policies.policy(status->verdict.timeline.policy).id),
                      policies.text(policies.columns.clauses[status->ends_by].id),
                      status->published ? " (published)" : "");
  return out;
}

std::vector<std::string> known_issues(const World& world, std::int32_t known, const Answer& answer) {
  std::vector<std::string> out;
  const auto p = world.find_predicate("known_issue");
  std::vector<NodeId> nodes = answer.beside;
  nodes.insert(nodes.begin(), answer.image);
  for (const NodeId n : nodes)
    if (p && n != no_id)
      for (const std::uint32_t value : values_of(world, known, n, *p, answer.image))
        out.emplace_back(world.text(value));
  return out;
}

std::string find_text(const ImageRows& rows, Evaluator& evaluator, const Found& found, const Asked& asked,
                      Paint paint) {
  return FindText(rows, evaluator, found, asked, paint).run();
}

}  // namespace bestby
