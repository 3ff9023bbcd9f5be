#include "judge/preflight.h"

#include <algorithm>

#include <fmt/format.h>

namespace bestby {
namespace {

constexpr std::string_view place_of_instance = "{instance}", quota_predicate = "quota_name";

// The node's own name and its other ones, as they stand in the names of quotas.
std::vector<std::string> names_of(const World& world, NodeId node) {
  std::vector<std::string> out = {std::string(world.name(node))};
  for (const NameRow& row : world.columns.other_names)
    if (row.node == node) out.emplace_back(world.text(row.name));
  return out;
}

class Checker {
 public:
  Checker(const Found& found, const ImageRows& rows, const PreflightQuery& query)
      : found_(found), rows_(rows), world_(rows.world()), query_(query) {}

  Preflight run() {
    fits();
    if (!found_.answers.empty()) {
      patched(found_.answers.front());
      quota(found_.answers.front());
    }
    return std::move(out_);
  }

 private:
  Check& add(CheckKind kind, Truth passed, std::string says) {
    out_.checks.push_back({kind, passed, std::move(says), std::nullopt});
    return out_.checks.back();
  }

  // As one pulls it.
  std::string name(NodeId image) const {
    const std::string_view repository = world_.text(world_.product(image).repository);
    return repository.empty() ? world_.label(image) : fmt::format("{}:{}", repository, world_.name(image));
  }

  void fits() {
    if (!found_.answers.empty())
      add(CheckKind::fits, Truth::yes,
          fmt::format("{} has all that is asked for", name(found_.answers.front().image)));
    else
      add(CheckKind::fits, found_.refusal && !found_.refusal->possible.empty() ? Truth::unknown : Truth::no,
          "nothing that is recorded has all that is asked for");
  }

  void patched(const Answer& answer) {
    const ImageEnd& end = rows_.end(answer.row);
    const std::int32_t day = query_.through.days();
    Truth truth = Truth::unknown;
    if (end.patched.state == Bound::State::never) truth = Truth::yes;
    if (end.patched.known() && end.patched.low >= day) truth = Truth::yes;
    if (end.holds == Truth::no || (end.patched.known() && end.patched.high < day)) truth = Truth::no;
    const std::string until = to_text(end.patched);
    add(CheckKind::patched, truth,
        truth == Truth::yes
            ? fmt::format("it is patched through {}, the job's last day", query_.through.str())
        : truth == Truth::no
            ? fmt::format("it is not patched through {}: its patches end {}", query_.through.str(), until)
            : fmt::format("whether it is patched through {} is not known: {}", query_.through.str(), until));
  }

  NodeId instance(const Answer& answer) const {
    const auto predicate = world_.find_predicate(quota_predicate);
    for (const NodeId n : answer.beside)
      if (n != no_id && predicate && !world_.facts(world_.product(n).node, *predicate).empty()) return n;
    return no_id;
  }

  void quota(const Answer& answer) {
    const NodeId node = instance(answer);
    if (node == no_id)
      return void(add(CheckKind::quota, Truth::unknown, "no instance type is named, so no quota is checked"));
    std::vector<std::string> wanted;
    for (const std::uint32_t pattern :
         values_of(world_, rows_.known(), node, *world_.find_predicate(quota_predicate), answer.image))
      for (const std::string& name : names_of(world_, node)) {
        std::string text(world_.text(pattern));
        if (const auto at = text.find(place_of_instance); at != std::string::npos)
          text.replace(at, place_of_instance.size(), name);
        wanted.push_back(std::move(text));
      }
    if (wanted.empty())
      return void(
          add(CheckKind::quota, Truth::unknown, "what the quota of such a job is called is not recorded"));
    if (query_.quotas == nullptr)
      return void(add(CheckKind::quota, Truth::unknown,
                      fmt::format("no quotas were given: look for `{}`", wanted.back())));
    for (const Quota& q : *query_.quotas)
      if (std::find(wanted.begin(), wanted.end(), q.name) != wanted.end()) return compare(q);
    add(CheckKind::quota, Truth::unknown, fmt::format("`{}` is not among the given quotas", wanted.back()));
  }

  void compare(const Quota& quota) {
    const double used = query_.used.value_or(quota.used.value_or(0));
    const double needed = used + query_.instances;
    const bool enough = needed <= quota.value;
    const std::string asked = used > 0 ? fmt::format("{} in use and {} more", used, query_.instances)
                                       : fmt::format("{}", query_.instances);
    Check& check = add(CheckKind::quota, enough ? Truth::yes : Truth::no,
                       fmt::format("`{}` is {}; asked for are {}", quota.name, quota.value, asked));
    if (!enough) check.request = QuotaRequest{quota.name, quota.code, quota.value, needed, quota.adjustable};
  }

  const Found& found_;
  const ImageRows& rows_;
  const World& world_;
  const PreflightQuery& query_;
  Preflight out_;
};

}  // namespace

bool Preflight::failed() const {
  return std::any_of(checks.begin(), checks.end(), [](const Check& c) { return c.passed == Truth::no; });
}

Preflight preflight(const Found& found, const ImageRows& rows, const PreflightQuery& query) {
  return Checker(found, rows, query).run();
}

}  // namespace bestby
