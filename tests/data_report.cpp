#include "data_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "exchange/lint.h"
#include "exchange/verify.h"

namespace bestby::testing {
namespace {

using std::string;
using std::string_view;

// "1 234 567"
string number(std::size_t n) {
  string text = fmt::format("{}", n);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ' ');
  return text;
}
string share(std::size_t part, std::size_t of) {
  return of == 0 ? "" : fmt::format("{} of {} ({:.0f} %)", number(part), number(of), 100.0 * part / of);
}

// Rows of a Markdown table.
class Table {
 public:
  explicit Table(std::vector<string> header) {
    row(header);
    std::vector<string> dashes(header.size(), "---");
    row(dashes);
  }
  void row(const std::vector<string>& cells) { text_ += fmt::format("| {} |\n", fmt::join(cells, " | ")); }
  const string& text() const { return text_; }

 private:
  string text_;
};

class DataReport {
 public:
  DataReport(Evaluator& evaluator, std::span<const exchange::Acknowledgement> acknowledged)
      : evaluator_(evaluator), world_(evaluator.world()), acknowledged_(acknowledged) {}

  string text() {
    return "# What is in the catalogue\n\n"
           "Counted from the catalogue by `scripts/data-report`; nothing here is typed by hand.\n\n" +
           whole() + "\n## By publisher\n\n" + by_publisher() + "\n## By kind\n\n" + by_kind() +
           "\n## By what is said\n\n" + by_predicate() + "\n## From where, and as of when\n\n" + by_source() +
           "\n## How much agrees\n\n" + agreement() + "\n## With the publishers' own rules\n\n" + rules() +
           "\n## What the lint finds\n\n" + findings() + "\n## What is not recorded\n\n" + holes();
  }

 private:
  struct Counts {
    std::size_t products = 0, cycles = 0, releases = 0, facts = 0;
  };

  string_view text_of(TextId id) const { return world_.text(id); }
  bool recorded(NodeId n) const { return world_.node(n).recorded != 0; }
  std::size_t recorded(NodeRange range) const {
    std::size_t count = 0;
    for (const NodeId n : range) count += recorded(n) ? 1 : 0;
    return count;
  }
  void add(Counts& to, const Product& product) const {
    ++to.products;
    to.cycles += recorded(world_.cycles_of(product.node));
    to.releases += recorded(world_.releases_of(product.node));
    for (const NodeRange& range :
         {NodeRange{product.node, 1}, world_.cycles_of(product.node), world_.releases_of(product.node)})
      for (const NodeId n : range) to.facts += world_.node(n).fact_count;
  }

  // `list` of `list-2024-01-01` and of `list-2.20.1`.
  string_view source_name(const SourceRow& source) const {
    constexpr std::size_t day = 11;
    const string_view id = text_of(source.id);
    const bool dated =
        id.size() > day && id[id.size() - day] == '-' && Date::parse(id.substr(id.size() - day + 1));
    if (dated) return id.substr(0, id.size() - day);
    const std::size_t numbers = id.find_last_not_of("0123456789.");
    const bool numbered = numbers != string_view::npos && numbers + 1 < id.size() && id[numbers] == '-' &&
                          id.find('.', numbers) != string_view::npos;
    return numbered ? id.substr(0, numbers) : id;
  }
  std::set<string_view> sources_of(const FactRow& fact) const {
    std::set<string_view> out;
    for (const CitationRow& c : world_.columns.citations.subspan(fact.first_citation, fact.citation_count))
      out.insert(source_name(world_.columns.sources[c.source]));
    return out;
  }

  string whole() const {
    Counts all;
    for (const Product& product : world_.columns.products) add(all, product);
    return fmt::format(
        "As of {}, the newest edition of a source: {} products, {} cycles, {} releases, {} facts from {} "
        "documents, {} policies.\n",
        world_.as_of().str(), number(all.products), number(all.cycles), number(all.releases),
        number(world_.columns.facts.size()), number(world_.columns.sources.size()),
        number(evaluator_.policies().size()));
  }

  string counted(const string& what, const std::map<string_view, Counts>& groups) const {
    Table table({what, "products", "cycles", "releases", "facts"});
    for (const auto& [name, c] : groups)
      table.row({string(name), number(c.products), number(c.cycles), number(c.releases), number(c.facts)});
    return table.text();
  }
  string by_publisher() const {
    std::map<string_view, Counts> groups;
    for (const Product& product : world_.columns.products) add(groups[text_of(product.publisher)], product);
    return counted("publisher of the product", groups);
  }
  string by_kind() const {
    std::map<string_view, Counts> groups;
    for (const Product& product : world_.columns.products) add(groups[text_of(product.kind)], product);
    return counted("kind", groups);
  }

  string by_predicate() const {
    std::map<PredicateId, std::size_t> facts, refuted, scoped;
    for (const FactRow& fact : world_.columns.facts) {
      ++facts[fact.predicate];
      refuted[fact.predicate] += fact.refuted == no_id ? 0 : 1;
      scoped[fact.predicate] += fact.scope_count > 0 ? 1 : 0;
    }
    std::map<string_view, PredicateId> names;
    for (const auto& [predicate, count] : facts) names[text_of(world_.predicate(predicate).name)] = predicate;
    Table table({"predicate", "facts", "with a scope", "refuted"});
    for (const auto& [name, p] : names)
      table.row({fmt::format("`{}`", name), number(facts[p]), number(scoped[p]), number(refuted[p])});
    return table.text();
  }

  string by_source() const {
    struct Said {
      const SourceRow* row = nullptr;
      std::size_t documents = 0, facts = 0, alone = 0;
      std::set<std::int32_t> editions = {};
    };
    std::map<string_view, Said> sources;
    for (const SourceRow& source : world_.columns.sources) {
      Said& said = sources[source_name(source)];
      said.row = &source;
      ++said.documents;
      for (const std::int32_t day :
           world_.columns.editions.subspan(source.first_edition, source.edition_count))
        said.editions.insert(day);
    }
    for (const FactRow& fact : world_.columns.facts) {
      const auto names = sources_of(fact);
      for (const string_view name : names) {
        ++sources[name].facts;
        sources[name].alone += names.size() == 1 ? 1 : 0;
      }
    }
    Table table({"source", "publisher", "documents", "editions", "facts", "of them, said by it alone"});
    for (const auto& [name, said] : sources) {
      const auto day = [](std::int32_t d) { return Date::from_days(d).str(); };
      const string editions = said.editions.empty() ? "undated"
                              : said.editions.size() == 1
                                  ? day(*said.editions.begin())
                                  : fmt::format("{}, {} to {}", said.editions.size(),
                                                day(*said.editions.begin()), day(*said.editions.rbegin()));
      table.row({fmt::format("`{}`", name), string(text_of(said.row->publisher)), number(said.documents),
                 editions, number(said.facts), number(said.alone)});
    }
    return table.text();
  }

  string agreement() const {
    std::size_t several = 0, refuted = 0;
    std::map<std::pair<NodeId, PredicateId>, std::vector<const FactRow*>> single;
    for (const FactRow& fact : world_.columns.facts) {
      several += sources_of(fact).size() > 1 ? 1 : 0;
      refuted += fact.refuted == no_id ? 0 : 1;
      if (world_.predicate(fact.predicate).many == 0 && fact.scope_count == 0 && fact.refuted == no_id)
        single[{fact.subject, fact.predicate}].push_back(&fact);
    }
    std::size_t differ = 0;
    for (const auto& [key, facts] : single)
      differ += std::any_of(facts.begin(), facts.end(), [&](const FactRow* f) {
        return f->low > facts.front()->high || f->high < facts.front()->low;
      });
    std::map<std::size_t, std::size_t> images;  // by how many sources record it
    const PredicateId record = *world_.find_predicate("record");
    for (const FactRow& fact : world_.columns.facts)
      if (fact.predicate == record && world_.text(static_cast<TextId>(fact.low)) == "image")
        ++images[sources_of(fact).size()];
    string text = fmt::format(
        "- {} facts are said by two sources or more.\n"
        "- {} of the values that can be but one, and hold for everybody, differ between sources.\n"
        "- {} facts are refuted, each with its reason, and stay as evidence.\n",
        share(several, world_.columns.facts.size()), share(differ, single.size()), number(refuted));
    for (const auto& [count, n] : images)
      text +=
          fmt::format("- {} images are recorded by {} source{}.\n", number(n), count, count == 1 ? "" : "s");
    return text;
  }

  string rules() {
    const Policies& policies = evaluator_.policies();
    Table table({"policy", "judged", "published days like the rule's", "promises kept", "not kept", "open"});
    for (PolicyId p = 0; p < policies.size(); ++p) {
      const exchange::Verified v = exchange::verify(evaluator_, p);
      std::size_t same = 0, other = 0, kept = 0, broken = 0, open = 0;
      for (const exchange::ClauseCases& c : v.clauses) {
        const bool published = c.about == exchange::About::published;
        (published ? same : kept) += c.count(exchange::Kept::yes);
        (published ? other : broken) += c.count(exchange::Kept::no);
        if (!published) open += c.count(exchange::Kept::open);
      }
      table.row({fmt::format("`{}`", policies.text(policies.policy(p).id)), number(v.judged),
                 share(same, same + other), number(kept), number(broken), number(open)});
    }
    return table.text() + "\n`bestby verify POLICY` shows the cases.\n";
  }

  string findings() {
    const exchange::LintReport report =
        exchange::lint({.evaluator = evaluator_, .on = world_.as_of(), .acknowledged = acknowledged_});
    std::map<string_view, std::pair<std::size_t, std::size_t>> count;  // by rule: all, acknowledged
    for (const exchange::LintFinding& f : report.findings) {
      ++count[f.rule->id].first;
      count[f.rule->id].second += f.acknowledged == nullptr ? 0 : 1;
    }
    Table table({"rule", "severity", "findings", "acknowledged"});
    for (const exchange::LintRule* rule : report.rules)
      if (const auto at = count.find(rule->id); at != count.end())
        table.row({fmt::format("`{}`", rule->id), string(exchange::severity_name(rule->severity)),
                   number(at->second.first), number(at->second.second)});
    return table.text();
  }

  bool has_day(NodeId n) const {
    for (const FactRow& f : world_.facts(n))
      if (world_.predicate(f.predicate).type == ValueType::date) return true;
    return false;
  }

  string holes() {
    struct Hole {
      std::size_t all = 0, dated = 0, judged = 0, ending = 0;
    };
    std::map<string_view, Hole> kinds;
    std::size_t empty = 0, bare = 0;
    const std::size_t policies = evaluator_.policies().size();
    for (const Product& product : world_.columns.products) {
      Counts counts;
      add(counts, product);
      empty += counts.cycles + counts.releases == 0 ? 1 : 0;
      Hole& hole = kinds[text_of(product.kind)];
      std::size_t judged = 0;
      for (const NodeRange& range : {world_.cycles_of(product.node), world_.releases_of(product.node)})
        for (const NodeId n : range) {
          if (!recorded(n)) continue;
          ++hole.all;
          hole.dated += has_day(n) ? 1 : 0;
          bool any = false;
          for (PolicyId p = 0; p < policies && !any; ++p) any = evaluator_.judges(p, n);
          judged += any ? 1 : 0;
          hole.ending += any && evaluator_.end(n, "security").known() ? 1 : 0;
        }
      hole.judged += judged;
      bare += judged == 0 ? 1 : 0;
    }
    Table table({"kind", "cycles and releases", "without any day", "that no policy speaks of",
                 "without a known last day of security patches"});
    for (const auto& [kind, h] : kinds)
      if (h.all > 0)
        table.row({string(kind), number(h.all), share(h.all - h.dated, h.all), share(h.all - h.judged, h.all),
                   share(h.all - h.ending, h.all)});
    return fmt::format(
               "{} products have neither a cycle nor a release recorded; of {} products no policy speaks. "
               "What "
               "still gets patches often has no last day yet, and that is no gap.\n\n",
               number(empty), number(bare)) +
           table.text();
  }

  Evaluator& evaluator_;
  const World& world_;
  std::span<const exchange::Acknowledgement> acknowledged_;
};

}  // namespace

string data_report(Evaluator& evaluator, std::span<const exchange::Acknowledgement> acknowledged) {
  return DataReport(evaluator, acknowledged).text();
}

}  // namespace bestby::testing
