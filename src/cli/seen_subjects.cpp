#include "cli/seen_subjects.h"

#include <sys/stat.h>

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "find/registry.h"
#include "find/subject.h"
#include "judge/check.h"
#include "judge/old_interfaces.h"
#include "observe/target.h"

namespace bestby::cli {
namespace {

constexpr std::size_t most_places = 3;  // that are told of one subject

bool is_file(const Session& session, const std::string& argument) {
  struct stat found = {};
  return ::stat(argument.c_str(), &found) == 0 &&
         !find_subject(session.world(), argument, session.known_day());
}

std::string place_text(const std::string& argument, const Place& place) {
  const std::string& path = place.path.empty() ? argument : place.path;
  return place.line == 0 ? path : fmt::format("{}:{}", path, place.line);
}

std::string places_text(const std::string& argument, const CheckFinding& finding) {
  std::vector<std::string> all;
  for (const FindingPlace& p : finding.places)
    if (auto text = place_text(argument, p.where); std::find(all.begin(), all.end(), text) == all.end())
      all.push_back(std::move(text));
  const std::size_t more = all.size() - std::min(all.size(), most_places);
  all.resize(all.size() - more);
  return fmt::format("in {}{}", fmt::join(all, ", "),
                     more == 0 ? "" : fmt::format(" and {} more places", more));
}

void add_seen(const Session& session, const std::string& argument, const Observed& observed,
              SubjectsOfFiles& out) {
  auto findings =
      check(session.world(), session.policies(), {observed}, {.on = session.on(), .known = session.known()});
  std::stable_sort(findings.begin(), findings.end(), [](const CheckFinding& a, const CheckFinding& b) {
    const auto key = [](const CheckFinding& f) {
      return std::tie(f.places.front().where.path, f.places.front().where.line);
    };
    return key(a) < key(b);
  });
  const std::size_t before = out.typed.size();
  for (const CheckFinding& finding : findings) {
    const bool of_a_policy = std::holds_alternative<ByPolicy>(finding.cause);
    if (!of_a_policy || finding.label.empty() || out.places.contains(finding.label)) continue;
    out.typed.push_back(finding.label);
    out.places.emplace(finding.label, places_text(argument, finding));
  }
  if (out.typed.size() == before) out.empty.push_back(argument);
}

}  // namespace

SubjectsOfFiles subjects_of_files(const Session& session, const std::vector<std::string>& arguments) {
  SubjectsOfFiles out;
  for (const std::string& argument : arguments) {
    if (!is_file(session, argument)) {
      out.typed.push_back(argument);
      continue;
    }
    ObserveOptions options;
    options.hosts = image_hosts(session.world());
    options.interfaces = OldInterfaces(session.world(), session.known_day()).modules();
    const auto target = recognise_target(argument);
    const auto observed = target ? observe(*target, options) : fail(target.error());
    if (!observed) {
      out.unread.emplace_back(argument, observed.error().message);
      continue;
    }
    for (const Unread& u : observed->unread) out.unread.emplace_back(u.path, u.reason);
    add_seen(session, argument, *observed, out);
  }
  return out;
}

}  // namespace bestby::cli
