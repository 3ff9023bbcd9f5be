// The facts of a file: values, scopes and where they stand.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "catalog/file_reader.h"

namespace bestby {
namespace {

using std::string_view;

constexpr std::array<string_view, 5> fact_keys = {"is", "source", "for", "refuted", "note"};

constexpr std::array<string_view, 5> row_keys = {"release", "also", "at", "cycle", "source"};

}  // namespace

void FileReader::facts() {
  const yaml::Node& root = doc_.root;
  if (product_ == no_id) return;
  default_source(root);
  if (const yaml::Node* own = root.find("facts"); own != nullptr) row_facts(product_, *own, false);
  const std::uint32_t source = source_;
  for (const Row& row : rows_) {
    default_source(*row.facts);
    row_facts(row.subject, *row.facts, !row.is_cycle);
    source_ = source;
  }
}

// The document of the facts below that name none.
void FileReader::default_source(const yaml::Node& map) {
  const yaml::Node* source = map.find("source");
  if (source == nullptr) return;
  source_ = builder_.find_source(source->text);
  if (source_ == no_id)
    error(*source, fmt::format("source `{}` is not defined", source->text), "define it under `sources`",
          nearest(source->text, builder_.source_names()));
}

void FileReader::row_facts(NodeId subject, const yaml::Node& row, bool with_defaults) {
  if (row.kind == yaml::Kind::null_ || errors_.size() >= max_reported) return;
  if (row.kind != yaml::Kind::mapping) return error(row, "a row must be a mapping of predicates to values");
  const yaml::Node* at = row.find("at");
  const TextId place = builder_.text(at != nullptr ? at->text : string_view());
  for (const auto& [key, value] : row.fields)
    if (std::find(row_keys.begin(), row_keys.end(), key.text) == row_keys.end())
      predicate_facts(subject, key, value, place);
  const yaml::Node* defaults = with_defaults ? doc_.root.find("defaults") : nullptr;
  if (defaults == nullptr || defaults->kind != yaml::Kind::mapping) return;
  for (const auto& [key, value] : defaults->fields)
    if (row.find(key.text) == nullptr) predicate_facts(subject, key, value, place);
}

void FileReader::predicate_facts(NodeId subject, const yaml::Node& key, const yaml::Node& value,
                                 TextId place) {
  const PredicateId p = builder_.find_predicate(key.text);
  if (p == no_id)
    return error(key, fmt::format("`{}` is not a predicate", key.text),
                 "catalog/vocabulary.yml lists them; add a new one there",
                 nearest(key.text, builder_.predicate_names()));
  if (value.kind == yaml::Kind::sequence) {
    for (const auto& item : value.items) one_fact(subject, p, item, place);
  } else {
    one_fact(subject, p, value, place);
  }
}

void FileReader::one_fact(NodeId subject, PredicateId predicate, const yaml::Node& node, TextId place) {
  FactDraft fact;
  fact.subject = subject;
  fact.predicate = predicate;
  string_view text = node.text;
  const yaml::Node* at = &node;
  if (node.kind == yaml::Kind::mapping) {
    if (!check_keys(node, fact_keys, "a fact")) return;
    at = node.find("is");
    if (at == nullptr || at->kind != yaml::Kind::scalar)
      return error(node, "a fact in long form needs `is`, its value");
    text = at->text;
    const auto remark = [&](string_view key) {
      const std::string said = scalar(node, key);
      return said.empty() ? no_id : builder_.text(said);
    };
    fact.refuted = remark("refuted");
    fact.note = remark("note");
    for (const auto& cited : texts(node, "source"))
      if (!citation(*node.find("source"), cited, place, fact)) return;
    if (const yaml::Node* scoped = node.find("for"); scoped != nullptr) scope(*scoped, fact);
  } else if (node.kind != yaml::Kind::scalar) {
    return error(node, "a fact must have a value");
  }
  if (const auto cut = text.rfind(" @"); cut != string_view::npos && fact.citations.empty()) {
    if (!citation(*at, trim(text.substr(cut + 2)), place, fact)) return;
    text = trim(text.substr(0, cut));
  }
  if (fact.citations.empty()) {
    if (source_ == no_id)
      return error(*at, "the fact has no source", "write `VALUE @source:place`, or name the file's `source`");
    fact.citations.push_back({source_, place, {}});
    if (editions_of(source_) != builder_.editions_of(source_))
      fact.citations.back().editions = editions_of(source_);
  }
  if (!value(predicate, *at, text, fact)) return;
  fact.origin = places_.add(doc_, *at);
  builder_.fact(std::move(fact));
}

bool FileReader::date(const yaml::Node& at, string_view text, std::int32_t* low, std::int32_t* high) {
  if (text.size() == 7 && text[4] == '-') {  // some day of that month
    const auto first = Date::parse(fmt::format("{}-01", text));
    if (!first) return error(at, first.error()), false;
    *low = first->days();
    *high = month_end(*first).days();
    return true;
  }
  const auto day = Date::parse(text);
  if (!day) return error(at, day.error()), false;
  *low = *high = day->days();
  return true;
}

bool FileReader::value(PredicateId predicate, const yaml::Node& at, string_view text, FactDraft& fact) {
  const PredicateDraft& p = *builder_.predicate_of(predicate);
  const auto wrong = [&](string_view wanted) {
    error(at, fmt::format("`{}` is not a {}, which `{}` takes", text, wanted, p.name));
    return false;
  };
  switch (p.type) {
    case ValueType::date:
      if (text == "yes" || text == "no") {
        fact.low = day_min;
        fact.high = day_max;
        fact.as_of = text == "yes" ? FactDraft::AsOf::happened : FactDraft::AsOf::not_yet;
        return true;
      }
      return date(at, text, &fact.low, &fact.high);
    case ValueType::text:
    case ValueType::url: fact.low = fact.high = static_cast<std::int32_t>(builder_.text(text)); return true;
    case ValueType::number: {
      const char* const begin = text.data();
      const char* const end = begin + text.size();
      const auto [last, failed] = std::from_chars(begin, end, fact.low);
      if (failed != std::errc() || last != end) return wrong("whole number");
      fact.high = fact.low;
      return true;
    }
    case ValueType::flag:
      if (text != "yes" && text != "no") return wrong("flag (yes or no)");
      fact.low = fact.high = text == "yes" ? 1 : 0;
      return true;
    case ValueType::release: {
      NodeId node = no_id;
      if (!reference(at, text, &node)) return false;
      fact.low = fact.high = static_cast<std::int32_t>(node);
      return true;
    }
    case ValueType::version: {
      const VersionScheme* scheme = find_version_scheme(p.scheme.empty() ? "dotted" : p.scheme);
      if (scheme == nullptr) return wrong("version of a known scheme");
      const auto version = parse_version(*scheme, text);
      if (!version) return error(at, version.error()), false;
      fact.low = static_cast<std::int32_t>(builder_.text(text));
      fact.high = static_cast<std::int32_t>(builder_.text(version->key));
      return true;
    }
  }
  return false;
}

bool FileReader::reference(const yaml::Node& at, string_view text, NodeId* out) {
  const auto cut = text.find('@');
  const string_view name = text.substr(0, cut);
  const NodeId product = builder_.find_product(name);
  if (product == no_id) {
    error(at, fmt::format("product `{}` is not in the catalogue", name),
          "every product needs a file with its head", nearest(name, builder_.product_names()));
    return false;
  }
  if (cut == string_view::npos) {
    *out = product;
    return true;
  }
  const auto node = builder_.reference(product, text.substr(cut + 1));
  if (!node) return error(at, node.error()), false;
  *out = *node;
  return true;
}

void FileReader::scope(const yaml::Node& map, FactDraft& fact) {
  if (map.kind != yaml::Kind::mapping) return error(map, "`for` must be a mapping, the fact's scope");
  for (const auto& [key, value] : map.fields) {
    const bool publisher = key.text == "publisher";
    const PredicateId p = publisher ? no_id : builder_.find_predicate(key.text);
    if (p == no_id && !publisher) {
      error(key, fmt::format("`{}` is not a predicate that a scope can name", key.text), {},
            nearest(key.text, builder_.predicate_names()));
      continue;
    }
    const auto add = [&](const yaml::Node& item) {
      FactDraft one;
      if (publisher && item.kind != yaml::Kind::scalar) {
        error(item, "a scope's value must be one value");
      } else if (publisher) {
        fact.scope.push_back({no_id, 0, builder_.text(item.text)});
      } else if (value_of_scope(p, item, one)) {
        const bool is_node = builder_.predicate_of(p)->type == ValueType::release;
        fact.scope.push_back({p, is_node ? 1U : 0U, static_cast<std::uint32_t>(one.low)});
      }
    };
    if (value.kind == yaml::Kind::sequence)
      for (const auto& item : value.items) add(item);
    else
      add(value);
  }
  if (fact.scope.size() > max_scope) error(map, fmt::format("the scope has more than {} pairs", max_scope));
}

bool FileReader::value_of_scope(PredicateId p, const yaml::Node& item, FactDraft& out) {
  if (item.kind != yaml::Kind::scalar) return error(item, "a scope's value must be one value"), false;
  return value(p, item, item.text, out);
}

// A file speaks of the editions that it has itself, or of all where another one describes the document.
const std::vector<std::int32_t>& FileReader::editions_of(std::uint32_t source) const {
  const auto own = editions_.find(source);
  return own == editions_.end() ? builder_.editions_of(source) : own->second;
}

// `source`, `source:place`, `source[edition, edition..edition]:place`
bool FileReader::citation(const yaml::Node& at, string_view text, TextId place, FactDraft& fact) {
  const auto stop = text.find_first_of("[:");
  const string_view id = trim(text.substr(0, stop));
  CitationDraft out;
  out.source = builder_.find_source(id);
  if (out.source == no_id) {
    error(at, fmt::format("source `{}` is not defined", id), "define it under `sources`",
          nearest(id, builder_.source_names()));
    return false;
  }
  string_view rest = stop == string_view::npos ? string_view() : text.substr(stop);
  if (rest.starts_with('[')) {
    const auto close = rest.find(']');
    if (close == string_view::npos) return error(at, "the editions in brackets do not end"), false;
    for (string_view part : split(rest.substr(1, close - 1), ',')) {
      part = trim(part);
      const auto dots = part.find("..");
      const auto first = Date::parse(trim(part.substr(0, dots)));
      const auto last = dots == string_view::npos ? first : Date::parse(trim(part.substr(dots + 2)));
      if (!first || !last) return error(at, first ? last.error() : first.error()), false;
      bool any = false;
      for (const std::int32_t edition : editions_of(out.source))
        if (first->days() <= edition && edition <= last->days()) {
          out.editions.push_back(edition);
          any = true;
        }
      if (!any)
        return error(at, fmt::format("source `{}` has no edition `{}`", id, part),
                     "list it under the source's `editions`"),
               false;
    }
    rest = rest.substr(close + 1);
  } else if (editions_of(out.source) != builder_.editions_of(out.source)) {
    out.editions = editions_of(out.source);
  }
  out.place = rest.starts_with(':') ? builder_.text(trim(rest.substr(1))) : place;
  fact.citations.push_back(std::move(out));
  return true;
}

}  // namespace bestby
