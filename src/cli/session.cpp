#include "cli/session.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/text.h"
#include "report/error_text.h"

namespace bestby::cli {
namespace {

bool set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool colour_on(std::string_view when, int stream) {
  if (when == "always") return true;
  return when != "never" && !set("NO_COLOR") && isatty(stream) != 0;
}

}  // namespace

std::string_view Session::value(Opt id) const {
  const auto& all = options[static_cast<std::size_t>(id)];
  return all.empty() ? std::string_view() : std::string_view(all.back());
}

std::string_view Session::format() const {
  if (has(Opt::format)) return value(Opt::format);
  return command->formats.substr(0, command->formats.find('|'));
}

Result<std::optional<Date>> Session::date(Opt id) const {
  if (!has(id)) return std::optional<Date>();
  auto date = Date::parse(value(id));
  if (!date) {
    Error error = date.error();
    error.code = ErrorCode::usage;
    error.message = fmt::format("{}: {}", option(id).name, error.message);
    return fail(std::move(error));
  }
  return std::optional(*date);
}

Result<void> Session::prepare() {
  terminal = isatty(STDOUT_FILENO) != 0;
  winsize size{};
  if (set("COLUMNS"))
    width = std::atoi(std::getenv("COLUMNS"));
  else if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    width = size.ws_col;
  width = std::clamp(width, 40, 400);
  colour_ = colour_on(value(Opt::color), STDOUT_FILENO);
  colour_of_errors_ = colour_on(value(Opt::color), STDERR_FILENO);
  for (const OptionRow& row : option_table()) {
    const std::string_view choices = choices_of(*command, row);
    const auto words = split(choices, '|');
    for (const std::string& given : options[static_cast<std::size_t>(row.id)])
      if (!choices.empty() && std::find(words.begin(), words.end(), given) == words.end())
        return fail(Error{ErrorCode::usage,
                          fmt::format("{} takes no `{}` here", row.name, given),
                          {},
                          fmt::format("one of: {}", fmt::join(words, ", ")),
                          nearest(given, {words.begin(), words.end()})});
  }
  const auto on = date(Opt::on);
  if (!on) return fail(on.error());
  const auto known = date(Opt::known);
  if (!known) return fail(known.error());
  known_ = *known;
  if (*on) {
    on_ = **on;
    return {};
  }
  const auto now = today();
  if (!now) return fail(now.error());
  on_ = *now;
  return {};
}

std::string Session::catalogue_path() const {
  if (!value(Opt::catalog).empty()) return std::string(value(Opt::catalog));
  return set("BESTBY_CATALOG") ? std::getenv("BESTBY_CATALOG") : "";
}

Result<void> Session::open() {
  if (has(Opt::catalog) && value(Opt::catalog).empty())
    return fail(ErrorCode::usage, "--catalog names no file and no folder", {},
                "leave it out for the catalogue inside the executable");
  auto opened = open_catalogue(catalogue_path());
  if (opened) {
    catalogue_ = std::move(*opened);
    return {};
  }
  return all_of(std::move(opened.error()));
}

void Session::warn_if_stale() {
  const Asked a = asked();
  if (!json() && policies().size() == 0)
    err +=
        "note: the catalogue holds no policies, so nothing says until when anything is patched; they stand "
        "in "
        "`policies/`, beside its `catalog/`\n";
  if (json() || !a.stale()) return;
  err += fmt::format("note: the catalogue is of {}, {} days before {}; it may lack newer facts\n",
                     a.as_of.str(), a.age_days(), a.on.str());
}

Result<PolicyId> Session::policy_named(const std::string& id) const {
  std::vector<std::string> names;
  for (PolicyId p = 0; p < policies().size(); ++p) {
    names.emplace_back(policies().text(policies().policy(p).id));
    if (names.back() == id) return p;
  }
  return fail(Error{ErrorCode::usage,
                    fmt::format("there is no policy `{}`", id),
                    {},
                    "`bestby list policies` names them",
                    nearest(id, names)});
}

tl::unexpected<Error> Session::all_of(std::vector<Error> errors) {
  for (std::size_t i = 0; i + 1 < errors.size(); ++i) report(errors[i]);
  return fail(std::move(errors.back()));
}

void Session::report(const Error& error) { err += error_text(error, colour_of_errors_); }

}  // namespace bestby::cli
