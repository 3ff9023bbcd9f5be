// Writes what is recorded in the forms that other programs read.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/subjects.h"
#include "exchange/export.h"

namespace bestby::cli {
namespace {

using exchange::Exporter;
using exchange::ExportFormat;
using exchange::Holds;

constexpr std::size_t piece = std::size_t{1} << 18U;  // bytes that are written at once
constexpr std::size_t most_named = 3;                 // of what is left out

std::string format_lines() {
  std::string out = "formats:\n";
  for (const ExportFormat& f : exchange::export_formats()) out += fmt::format("  {:<14}{}\n", f.name, f.says);
  return out + "usage: bestby export FORMAT [SUBJECT...]\n";
}

Error unknown_format(const std::string& name) {
  std::vector<std::string> names;
  for (const ExportFormat& f : exchange::export_formats()) names.emplace_back(f.name);
  return {ErrorCode::usage,
          fmt::format("there is no format `{}`", name),
          {},
          fmt::format("one of: {}", fmt::join(names, ", ")),
          nearest(name, names)};
}

std::string_view product_of(const Session& session, const Subject& s) {
  const World world = s.in(session.world());
  return world.text(world.product(s.node).id);
}

// Every subject that is named, all products when none is; product by product. All are found before
// anything is written.
Result<std::vector<Subject>> subjects_of(Session& session) {
  std::vector<Subject> out;
  if (session.arguments.size() == 1)
    for (const Product& p : session.world().columns.products)
      out.push_back({std::string(session.world().text(p.id)), p.node, {}, nullptr, {}});
  const auto typed = named_subjects(session, 1);
  if (!typed) return fail(typed.error());
  std::vector<Error> errors;
  for (const std::string& text : *typed) {
    auto found = find_subject(session.world(), text, session.known_day());
    if (!found) {
      errors.push_back(std::move(found.error()));
      continue;
    }
    if (!found->note.empty()) session.err += fmt::format("note: {}: {}\n", text, found->note);
    for (const NodeId other : found->others) out.push_back({text, other, {}, nullptr, {}});
    if (found->range && !found->range->is_cycle)
      for (const NodeId other : found->range->versions)
        if (other != found->node) out.push_back({text, other, {}, nullptr, {}});
    out.push_back(std::move(*found));
  }
  if (!errors.empty()) return session.all_of(std::move(errors));
  std::stable_sort(out.begin(), out.end(), [&](const Subject& a, const Subject& b) {
    return product_of(session, a) < product_of(session, b);
  });
  return out;
}

std::size_t count_products(const Session& session, const std::vector<Subject>& subjects) {
  std::set<std::string, std::less<>> names;
  for (const Subject& s : subjects) names.emplace(product_of(session, s));
  return names.size();
}

// One file of a format may hold one product, or one cycle or release.
Result<void> check_holds(const Session& session, const ExportFormat& format,
                         const std::vector<Subject>& subjects, std::size_t products) {
  if (format.holds == Holds::anything) return {};
  const bool whole = session.arguments.size() == 1;
  if (format.holds == Holds::one_product && products != 1)
    return fail(ErrorCode::usage,
                fmt::format("{} holds one product, and {}", format.name,
                            whole ? "no subject is named" : fmt::format("{} are named", products)),
                {}, fmt::format("usage: bestby export {} PRODUCT", format.name));
  const bool one = subjects.size() == 1 && !subjects[0].in(session.world()).is_product(subjects[0].node);
  if (format.holds == Holds::one_subject && !one)
    return fail(ErrorCode::usage, fmt::format("{} holds one cycle or release", format.name), {},
                fmt::format("usage: bestby export {} PRODUCT@RELEASE", format.name));
  return {};
}

class Export {
 public:
  Export(Session& session, Exporter& exporter, FileWriter file)
      : session_(session),
        exporter_(exporter),
        file_(std::move(file)),
        evaluator_(session.world(), session.policies(), session.known()) {}

  Result<void> add(const Subject& subject) {
    if (subject.store) {
      const World own = subject.store->world();
      Evaluator evaluator(own, session_.policies(), session_.known());
      return add(evaluator, subject.node);
    }
    if (!session_.world().is_product(subject.node)) {
      if (is_known(evaluator_, subject.node)) return add(evaluator_, subject.node);
      leave_out(session_.world().label(subject.node),
                fmt::format("nothing was known of it on {}", session_.known().value_or(session_.on()).str()));
      return {};
    }
    for (const NodeId n : exchange::export_parts(evaluator_, subject.node))
      if (auto added = add(evaluator_, n); !added) return added;
    return {};
  }

  Result<void> end() {
    if (written_ == 0) {
      const std::string why = reasons_.empty() ? "nothing is recorded of it" : reasons_.front();
      return fail(ErrorCode::usage, fmt::format("there is nothing to write: {}", why));
    }
    exporter_.end();
    if (auto written = flush(0); !written) return written;
    for (const std::string& reason : reasons_) session_.err += fmt::format("note: left out: {}\n", reason);
    if (left_out_ > reasons_.size())
      session_.err += fmt::format("note: left out: {} more\n", left_out_ - reasons_.size());
    return file_.finish();
  }

 private:
  Result<void> add(Evaluator& evaluator, NodeId node) {
    const std::string label = evaluator.world().label(node);
    if (!done_.insert(label).second) return {};
    if (const auto why = exporter_.add(evaluator, node)) {
      leave_out(label, *why);
      return {};
    }
    ++written_;
    return flush(piece);
  }

  void leave_out(std::string_view label, std::string_view why) {
    if (++left_out_ <= most_named) reasons_.push_back(fmt::format("{}: {}", label, why));
  }

  Result<void> flush(std::size_t at_least) {
    waiting_ += exporter_.take();
    if (waiting_.size() < at_least) return {};
    auto written = file_.write(waiting_);
    waiting_.clear();
    return written;
  }

  Session& session_;
  Exporter& exporter_;
  FileWriter file_;
  Evaluator evaluator_;
  std::set<std::string> done_;
  std::string waiting_;
  std::vector<std::string> reasons_;
  std::size_t left_out_ = 0, written_ = 0;
};

}  // namespace

Result<int> run_export(Session& session) {
  if (session.arguments.empty()) {
    session.out = format_lines();
    return 0;
  }
  const ExportFormat* const format = exchange::find_export_format(session.arguments[0]);
  if (format == nullptr) return fail(unknown_format(session.arguments[0]));
  if (session.has(Opt::output) && session.value(Opt::output).empty())
    return fail(ErrorCode::usage, "--output names no file", {}, "leave it out for standard output");
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto subjects = subjects_of(session);
  if (!subjects) return fail(subjects.error());
  const std::size_t products = count_products(session, *subjects);
  if (auto held = check_holds(session, *format, *subjects, products); !held)
    return fail(std::move(held.error()));
  auto file = FileWriter::open(std::string(session.value(Opt::output)));
  if (!file) return fail(std::move(file.error()));
  const auto exporter = format->make({session.asked(), products});
  Export run(session, *exporter, std::move(*file));
  for (const Subject& subject : *subjects)
    if (auto added = run.add(subject); !added) return fail(std::move(added.error()));
  if (auto ended = run.end(); !ended) return fail(std::move(ended.error()));
  session.warn_if_stale();
  return 0;
}

}  // namespace bestby::cli
