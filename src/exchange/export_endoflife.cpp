// endoflife.date: version 0 (the cycles of one product) and version 1 (a product with its cycles, or
// several). Its days are last days, as ours are. Where no day is known a flag says whether it is over;
// a cycle of which nobody knows that is left out.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "exchange/export_makers.h"
#include "exchange/export_words.h"
#include "report/json_writer.h"
#include "report/milestones.h"

namespace bestby::exchange {
namespace {

struct Latest {
  std::string name;
  std::optional<Date> day;
};

// One cycle in the terms that both versions share.
struct Cycle {
  Milestones milestones;
  std::string name;
  std::optional<Date> released;
  bool lts = false;
  std::optional<Latest> latest;
};

bool flagged(const World& world, NodeId node, std::string_view predicate, std::int32_t known) {
  const auto p = world.find_predicate(predicate);
  const FactRow* fact = p ? world.fact(node, *p, known, node) : nullptr;
  return fact != nullptr && fact->low == 1;
}

std::optional<Latest> latest_of(Evaluator& evaluator, NodeId node, Date on) {
  const auto found = latest_release(evaluator, node, on);
  if (!found) return std::nullopt;
  const Bound day = evaluator.release_day(*found);
  return Latest{std::string(evaluator.world().name(*found)),
                day.exact() ? std::optional(Date::from_days(day.low)) : std::nullopt};
}

Cycle read_cycle(Evaluator& evaluator, NodeId node, const PolicyStatus& status, Date on) {
  const World& world = evaluator.world();
  Milestones m(world, evaluator.policies(), status);
  const auto released = m.day(Milestone::released);
  return {m, std::string(world.name(node)), released, flagged(world, node, "lts", evaluator.known()),
          latest_of(evaluator, node, on)};
}

std::optional<std::string> unsayable(const Milestones& m, Date on) {
  if (!m.promised(Milestone::security)) return "its policy promises no patches";
  if (m.ended(Milestone::security, on) == Truth::unknown)
    return fmt::format("whether its patches have ended is not known ({})", m.words(Milestone::security));
  return std::nullopt;
}

// A phase with new features or updates before one that only has patches.
bool active_phase(const Milestones& m) { return m.apart(Milestone::development, Milestone::security); }

class Version0 final : public Exporter {
 public:
  explicit Version0(const ExportQuery& query) : on_(query.asked.on) { json_.begin_array(); }

  std::optional<std::string> add(Evaluator& evaluator, NodeId node) override {
    const auto status = deciding_policy(evaluator, node, on_);
    if (!status) return "no policy speaks of it";
    const Cycle cycle = read_cycle(evaluator, node, *status, on_);
    if (auto why = unsayable(cycle.milestones, on_)) return why;
    write(cycle);
    out_ += json_.part();
    return std::nullopt;
  }

  void end() override {
    json_.end();
    out_ += json_.take();
  }

 private:
  void write(const Cycle& c) {
    const Milestones& m = c.milestones;
    json_.begin_object();
    json_.field("cycle", c.name);
    if (c.released) json_.field("releaseDate", c.released);
    if (active_phase(m)) still("support", m, Milestone::development);
    if (const auto day = m.day(Milestone::security))
      json_.field("eol", std::optional(*day));
    else
      json_.field("eol", m.ended(Milestone::security, on_) == Truth::yes);
    if (m.promised(Milestone::paid_security)) still("extendedSupport", m, Milestone::paid_security);
    if (c.latest) json_.field("latest", c.latest->name);
    if (c.latest && c.latest->day) json_.field("latestReleaseDate", c.latest->day);
    json_.field("lts", c.lts);
    json_.end();
  }

  // Of these a flag says that it is still given.
  void still(std::string_view key, const Milestones& m, Milestone which) {
    const Truth over = m.ended(which, on_);
    if (const auto day = m.day(which))
      json_.field(key, std::optional(*day));
    else if (over != Truth::unknown)
      json_.field(key, over == Truth::no);
  }

  Date on_;
  JsonWriter json_;
};

// What the vocabulary calls a kind, and which category of endoflife.date is the same; others keep our word.
struct Category {
  std::string_view kind, category;
};
constexpr std::array<Category, 3> categories = {
    {{"language", "lang"}, {"operating-system", "os"}, {"orchestrator", "server-app"}}};

std::string_view category_of(std::string_view kind) {
  for (const Category& c : categories)
    if (c.kind == kind) return c.category;
  return kind;
}

class Version1 final : public Exporter {
 public:
  explicit Version1(const ExportQuery& query)
      : asked_(query.asked), several_(query.products != 1), stamp_(query_stamp(query.asked)) {
    json_.begin_object();
    json_.field("schema_version", "1.2.1");
    json_.field("generated_at", stamp_);
    if (several_)
      json_.begin_array("result");
    else
      json_.field("last_modified", stamp_);
  }

  std::optional<std::string> add(Evaluator& evaluator, NodeId node) override {
    const auto status = deciding_policy(evaluator, node, asked_.on);
    if (!status) return "no policy speaks of it";
    const Cycle cycle = read_cycle(evaluator, node, *status, asked_.on);
    if (!cycle.released) return "the day of its release is not known, which the format needs";
    if (auto why = unsayable(cycle.milestones, asked_.on)) return why;
    if (cycle.milestones.ended(Milestone::support, asked_.on) == Truth::unknown)
      return "whether it is still maintained is not known, which the format needs";
    const World& world = evaluator.world();
    if (const auto name = world.text(world.product(node).id); name != product_) {
      close_product();
      open_product(evaluator, node, *status);
      product_ = name;
    }
    release(cycle, status_policy(evaluator, *status));
    out_ += json_.part();
    return std::nullopt;
  }

  void end() override {
    close_product();
    if (several_) {
      json_.end();
      json_.field("total", total_);
    }
    json_.end();
    out_ += json_.take();
  }

 private:
  static std::string query_stamp(const Asked& asked) { return known_by(asked).str() + "T00:00:00+00:00"; }

  static std::string_view status_policy(const Evaluator& evaluator, const PolicyStatus& status) {
    const Policies& policies = evaluator.policies();
    return policies.text(policies.policy(status.verdict.timeline.policy).id);
  }

  void open_product(Evaluator& evaluator, NodeId node, const PolicyStatus& status) {
    const World& world = evaluator.world();
    const Product& p = world.product(node);
    const std::string_view name = world.text(p.id), category = category_of(world.text(p.kind));
    const std::string_view title = world.text(p.name), publisher = world.text(p.publisher);
    ++total_;
    if (several_)
      json_.begin_object();
    else
      json_.begin_object("result");
    json_.field("name", name);
    json_.field("label", title.empty() ? name : title);
    json_.begin_array("aliases");
    for (const NameRow& row : world.columns.names)
      if (row.node == p.node && world.text(row.name) != name) json_.item(world.text(row.name));
    json_.end();
    json_.field("category", category);
    json_.begin_array("tags");
    json_.item(category);
    if (!publisher.empty() && publisher != category) json_.item(publisher);
    json_.end();
    json_.null("versionCommand");
    identifiers(world, p);
    labels(evaluator.policies(), Milestones(world, evaluator.policies(), status));
    links(world, evaluator.policies(), p, status);
    json_.begin_array("releases");
  }

  void close_product() {
    if (product_.empty()) return;
    json_.end();
    json_.end();
    product_.clear();
  }

  void identifiers(const World& world, const Product& p) {
    json_.begin_array("identifiers");
    for (const IdentifierRow& row : world.columns.identifiers)
      if (row.node == p.node) {
        json_.begin_object();
        json_.field("type", "purl");
        json_.field("id", world.text(row.identifier));
        json_.end();
      }
    json_.end();
  }

  // The vendor's names of the phases that end.
  void labels(const Policies& policies, const Milestones& m) {
    const auto label = [&](std::string_view key, Milestone which, bool wanted) {
      const std::string_view name = m.phase_name(policies, which);
      if (wanted && !name.empty())
        json_.field(key, name);
      else
        json_.null(key);
    };
    json_.begin_object("labels");
    label("eoas", Milestone::development, active_phase(m));
    json_.null("discontinued");
    label("eol", Milestone::security, true);
    label("eoes", Milestone::paid_security, true);
    json_.end();
  }

  void links(const World& world, const Policies& policies, const Product& p, const PolicyStatus& status) {
    const std::string_view page = world.text(p.url);
    const std::string_view policy =
        policy_url(world, policies, policies.policy(status.verdict.timeline.policy));
    json_.begin_object("links");
    json_.null("icon");
    json_.field("html", page.empty() ? product_purl(world, p.node) : std::string(page));
    if (policy.empty())
      json_.null("releasePolicy");
    else
      json_.field("releasePolicy", policy);
    json_.end();
  }

  void release(const Cycle& c, std::string_view policy) {
    const Milestones& m = c.milestones;
    json_.begin_object();
    json_.field("name", c.name);
    json_.null("codename");
    json_.field("label", c.name);
    json_.field("releaseDate", c.released);
    json_.field("isLts", c.lts);
    json_.null("ltsFrom");
    if (active_phase(m) && m.ended(Milestone::development, asked_.on) != Truth::unknown)
      over("isEoas", "eoasFrom", m, Milestone::development);
    over("isEol", "eolFrom", m, Milestone::security);
    if (m.promised(Milestone::paid_security) &&
        m.ended(Milestone::paid_security, asked_.on) != Truth::unknown)
      over("isEoes", "eoesFrom", m, Milestone::paid_security);
    json_.field("isMaintained", m.ended(Milestone::support, asked_.on) == Truth::no);
    latest(c.latest);
    custom(m, policy);
    json_.end();
  }

  void over(std::string_view flag, std::string_view day, const Milestones& m, Milestone which) {
    const Truth ended = m.ended(which, asked_.on);
    json_.field(flag, ended == Truth::unknown ? std::nullopt : std::optional(ended == Truth::yes));
    json_.field(day, m.day(which));
  }

  void latest(const std::optional<Latest>& latest) {
    if (!latest) return json_.null("latest");
    json_.begin_object("latest");
    json_.field("name", latest->name);
    json_.field("date", latest->day);
    json_.null("link");
    json_.end();
  }

  // Where a product's own fields go: which policy says so, and what is known of an end that is no day.
  void custom(const Milestones& m, std::string_view policy) {
    json_.begin_object("custom");
    json_.field("policy", policy);
    if (!m.day(Milestone::security)) json_.field("eolBound", m.words(Milestone::security));
    json_.end();
  }

  Asked asked_;
  bool several_;
  std::string stamp_;
  JsonWriter json_;
  std::string product_;
  std::int64_t total_ = 0;
};

}  // namespace

std::unique_ptr<Exporter> make_endoflife_v0(const ExportQuery& query) {
  return std::make_unique<Version0>(query);
}
std::unique_ptr<Exporter> make_endoflife_v1(const ExportQuery& query) {
  return std::make_unique<Version1>(query);
}

}  // namespace bestby::exchange
