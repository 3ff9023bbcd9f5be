// `bestby uri`: one call from the command line, or a stream of them.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/formats/json_line.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/streams.h"
#include "find/address_line.h"
#include "find/addresses.h"
#include "judge/address_records.h"
#include "report/address_json.h"

namespace bestby::cli {
namespace {

constexpr std::size_t flushed_at = std::size_t{1} << 18U;

// Answers calls, with what the catalogue records of the addresses.
class Answering {
 public:
  explicit Answering(const Session& session)
      : book_(session.world()),
        evaluator_(session.world(), session.policies(), session.known()),
        records_(evaluator_, session.on()),
        known_(session.known()) {}

  const AddressBook& book() const { return book_; }

  Result<AddressAnswer> answer(const AddressCall& call) {
    auto answer = answer_call(book_, call);
    const auto* address = answer ? std::get_if<Address>(&answer->is) : nullptr;
    if (address == nullptr) return answer;
    records_.add_notes(*address, *answer);
    if (const Date edition = Date::from_days(address->edition); known_ && *known_ < edition)
      answer->note(AddressNoteKind::known_later, edition.str(), known_->str());
    return answer;
  }

  std::string image_of(const AddressAnswer& answer) {
    const auto* address = std::get_if<Address>(&answer.is);
    const NodeId node = address == nullptr ? no_id : records_.image(*address);
    return node == no_id ? std::string() : evaluator_.world().label(node);
  }

 private:
  AddressBook book_;
  Evaluator evaluator_;
  AddressRecords records_;
  std::optional<Date> known_;
};

struct OptionOf {
  Opt option;
  AddressValue AddressCall::* value;
};
constexpr OptionOf options_of[] = {{Opt::call, &AddressCall::call},
                                   {Opt::framework, &AddressCall::framework},
                                   {Opt::framework_version, &AddressCall::version},
                                   {Opt::region, &AddressCall::region},
                                   {Opt::scope, &AddressCall::scope},
                                   {Opt::python, &AddressCall::python},
                                   {Opt::instance_type, &AddressCall::machine},
                                   {Opt::base_version, &AddressCall::base},
                                   {Opt::container_version, &AddressCall::container},
                                   {Opt::accelerator_type, &AddressCall::accelerator},
                                   {Opt::inference_tool, &AddressCall::tool},
                                   {Opt::sdk_version, &AddressCall::sdk}};

// What is asked for; its texts are the session's and `distribution`'s.
Result<AddressCall> call_of(const Session& session, std::string& distribution) {
  AddressCall call;
  for (const OptionOf& row : options_of)
    if (session.has(row.option)) call.*row.value = AddressValue::of(session.value(row.option));
  call.compiler = session.has(Opt::training_compiler);
  distribution = session.value(Opt::distribution);
  if (session.has(Opt::distribution))
    if (auto read = read_distribution(distribution, call); !read) {
      Error error = read.error();
      error.code = ErrorCode::usage;
      error.message = "--distribution: " + error.message;
      error.help =
          R"(an object, {"smdistributed": {"dataparallel": {"enabled": true}}}, or smdistributed.dataparallel)";
      return fail(std::move(error));
    }
  return call;
}

// What every call needs; the SDK itself would fail with less.
Result<void> check_needs(const AddressBook& book, const AddressCall& call) {
  std::string_view works_out;
  for (const auto& [name, what] : book.rules().calls)
    if (call.call.is(name) || (!call.call.given() && works_out.empty())) works_out = what;
  if (!call.framework.given() && works_out != "python-address")
    return fail(ErrorCode::usage, "uri needs --framework", {}, "`bestby uri --help` shows examples");
  if (!call.region.given() && works_out.ends_with("address"))
    return fail(ErrorCode::usage, "uri needs --region", {},
                "the registry's account depends on it: --region us-west-2");
  return {};
}

Result<int> answer_one(Session& session, Answering& answering) {
  std::string distribution;
  const auto call = call_of(session, distribution);
  if (!call) return fail(call.error());
  if (auto enough = check_needs(answering.book(), *call); !enough) return fail(enough.error());
  const auto answer = answering.answer(*call);
  if (!answer) {
    Error error = answer.error();
    error.code = ErrorCode::usage;
    return fail(std::move(error));
  }
  const auto* refusal = std::get_if<AddressRefusal>(&answer->is);
  if (session.json()) {
    session.out = address_json(session.asked(), *call, *answer, answering.image_of(*answer));
    return refusal == nullptr ? 0 : 1;
  }
  if (const auto* address = std::get_if<Address>(&answer->is))
    session.out = address->uri + "\n";
  else
    session.out =
        refusal == nullptr ? "ok\n" : fmt::format("{}: {}\n", refusal->kind, trim(refusal->message));
  if (call->framework.is_text() && answering.book().config(call->framework.text) == nullptr)
    for (const std::string& near : nearest(call->framework.text, answering.book().names()))
      session.err += fmt::format("help: did you mean `{}`?\n", near);
  for (const AddressNote& note : answer->notes) session.err += fmt::format("warning: {}\n", note_text(note));
  session.warn_if_stale();
  return refusal == nullptr ? 0 : 1;
}

// A line in, a line out; what is no call is answered by an error and counted.
Result<int> answer_batch(Session& session, Answering& answering) {
  const std::string path = session.arguments.empty() ? "-" : session.arguments[0];
  AddressCall call;
  std::size_t lines = 0, bad = 0;
  int failed = 0;
  const auto flush = [&] {
    failed = write_all(STDOUT_FILENO, session.out);
    session.out.clear();
    return failed == 0;
  };
  const auto read = each_line(path, json_line_bytes, [&](std::string& line) {
    if (trim(line).empty()) return true;
    ++lines;
    const auto understood = read_address_call(line, call);
    const auto answer = understood ? answering.answer(call) : tl::unexpected(understood.error());
    if (answer)
      append_address_line(session.out, *answer);
    else
      append_address_line(session.out, answer.error());
    if (!answer) ++bad;
    return session.out.size() < flushed_at || flush();
  });
  if (!read) return fail(read.error());
  if (!flush())
    return fail(ErrorCode::input,
                fmt::format("the answer cannot be written: {}", lower(std::strerror(failed))));
  if (bad == 0) return 0;
  return fail(ErrorCode::input, fmt::format("{} of {} lines could not be read", bad, lines), {},
              "their answers say why: a line is one JSON object, a call");
}

}  // namespace

Result<int> run_uri(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  Answering answering(session);
  if (answering.book().empty())
    return fail(ErrorCode::usage, "the catalogue holds no addresses", {},
                "docs/addresses.md says where they stand; the catalogue inside the executable has them");
  if (session.has(Opt::batch)) return answer_batch(session, answering);
  if (!session.arguments.empty())
    return fail(ErrorCode::usage, fmt::format("`{}` is one word too many", session.arguments[0]), {},
                "a file of calls is read with --batch");
  return answer_one(session, answering);
}

}  // namespace bestby::cli
