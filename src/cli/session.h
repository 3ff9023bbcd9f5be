// One run of a command: what was asked, where from, and what is to be printed.
//
// Commands write to `out` and `err`; both are printed when the command has ended, so that an answer is
// never half. A command's result is its exit status, or the one error that ended it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "cli/catalogue.h"
#include "cli/command_table.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby::cli {

class Session {
 public:
  const CommandRow* command = nullptr;
  std::vector<std::string> arguments;
  std::array<std::vector<std::string>, static_cast<std::size_t>(Opt::count)> options;

  bool terminal = false;  // standard output is one
  int width = 80;         // columns
  std::string out, err;

  bool has(Opt id) const { return !options[static_cast<std::size_t>(id)].empty(); }
  // The option's last value; empty when it was not given.
  std::string_view value(Opt id) const;
  std::string_view format() const;
  bool json() const { return format() == "json"; }
  Paint paint() const { return {colour_}; }

  // Checks what the options say: dates, choices. Call first.
  Result<void> prepare();

  // What --catalog or BESTBY_CATALOG names; empty: the catalogue inside the executable.
  std::string catalogue_path() const;
  // Opens the catalogue of --catalog, of BESTBY_CATALOG, or the one inside the executable.
  Result<void> open();
  const World& world() const { return catalogue_.world; }
  const Policies& policies() const { return catalogue_.policies; }

  std::optional<Date> known() const { return known_; }
  std::int32_t known_day() const { return known_ ? known_->days() : day_max - 1; }
  Date on() const { return on_; }
  Asked asked() const { return {on_, known_, world().as_of()}; }
  // The date of an option; nothing when it was not given.
  Result<std::optional<Date>> date(Opt id) const;
  // A word on standard error where the catalogue is old for the question; nothing in JSON.
  void warn_if_stale();
  void report(const Error& error);
  // Reports all but the last one, which is to end the command.
  tl::unexpected<Error> all_of(std::vector<Error> errors);
  Result<PolicyId> policy_named(const std::string& id) const;

 private:
  bool colour_ = false, colour_of_errors_ = false;
  Date on_;
  std::optional<Date> known_;
  Snapshot catalogue_;
};

}  // namespace bestby::cli
