// `bestby annotate`: until when an image lives, written beside it in its registry.
#include <array>
#include <ctime>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/registry_options.h"
#include "cli/session.h"
#include "judge/image_life.h"
#include "observe/target.h"
#include "publish/annotate_image.h"
#include "report/error_text.h"
#include "report/json_writer.h"

namespace bestby::cli {
namespace {

constexpr std::string_view registry_prefix = "registry:";

std::string now() {
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  std::array<char, 32> text{};
  ::gmtime_r(&time, &parts);
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

// The last day, and whose it is; the label is empty where --end says it.
Result<ImageLife> end_of(Session& session, const std::string& address, const ObserveOptions& options) {
  const auto typed = session.date(Opt::end);
  if (!typed) return fail(typed.error());
  if (*typed) return ImageLife{**typed, {}, true};
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  auto observed = observe_registry(address, options);
  if (!observed) return fail(std::move(observed.error()));
  if (!observed->unread.empty())
    return fail(ErrorCode::input,
                fmt::format("`{}` is known in part only: {}", address, observed->unread.front().reason), {},
                "name the day: --end DATE");
  std::vector<Observed> all;
  all.push_back(*std::move(observed));
  const auto findings =
      check(session.world(), session.policies(), all, {.on = session.on(), .known = session.known()});
  session.warn_if_stale();
  if (auto end = image_life(findings, address)) return *std::move(end);
  return fail(ErrorCode::usage, fmt::format("no end is recorded of `{}`, nor of what it holds", address), {},
              "name the day: --end DATE; --deep looks into its layers");
}

constexpr std::array<std::string_view, 3> did_words = {"written", "said_already", "would_write"};

std::string as_json(const std::string& address, const ImageLife& end, const Annotated& done) {
  JsonWriter json;
  json.begin_object();
  json.field("schema", "bestby/annotate/1");
  json.field("address", address);
  json.field("subject", done.subject);
  json.field("last_day", std::optional(end.day));
  if (end.label.empty())
    json.null("of");
  else
    json.field("of", end.label);
  json.field("ends", done.ends);
  json.field("did", did_words[static_cast<std::size_t>(done.did)]);
  for (const auto& [key, text] : {std::pair("before", &done.before), std::pair("artifact", &done.artifact),
                                  std::pair("tag", &done.tag)})
    if (text->empty())
      json.null(key);
    else
      json.field(key, *text);
  json.end();
  return json.take();
}

std::string as_text(const std::string& address, const ImageLife& end, const Annotated& done) {
  std::string out = fmt::format("{}  {}\n  lives through {}", address, done.subject, end.day.str());
  if (!end.label.empty())
    out += fmt::format(", {} {}", end.whole ? "as" : "as long as what ends first in it,", end.label);
  out += '\n';
  if (!done.before.empty() && done.did != Annotated::Did::said_already)
    out += fmt::format("  said before: {}\n", printable(done.before));
  switch (done.did) {
    case Annotated::Did::written: out += fmt::format("  written: {}\n", done.artifact); break;
    case Annotated::Did::said_already: out += fmt::format("  says so already: {}\n", done.artifact); break;
    case Annotated::Did::would_write: out += fmt::format("  would write: {}\n", done.ends); break;
  }
  if (!done.tag.empty()) out += fmt::format("  named by the tag {}\n", done.tag);
  return out;
}

}  // namespace

Result<int> run_annotate(Session& session) {
  std::string address = session.arguments[0];
  if (address.starts_with(registry_prefix)) address.erase(0, registry_prefix.size());
  const auto ref = read_registry_reference(address);
  if (!ref) return fail(ref.error());
  if (ref->wanted().empty())
    return fail(ErrorCode::usage, fmt::format("`{}` is a repository, and no image", address), {},
                "write its tag or digest");
  ObserveOptions options;
  const auto limits = read_limits(session);
  if (!limits) return fail(limits.error());
  options.limits = *limits;
  auto settings = registry_settings(session);
  if (!settings) return fail(std::move(settings.error()));
  options.registry = *std::move(settings);
  const auto end = end_of(session, address, options);
  if (!end) return fail(end.error());
  RegistryClient client(options.registry, options.limits);
  const auto done = annotate_image(client, *ref, {end->day, now(), session.has(Opt::dry_run)});
  if (!done) return fail(done.error());
  session.out = session.json() ? as_json(address, *end, *done) : as_text(address, *end, *done);
  return 0;
}

}  // namespace bestby::cli
