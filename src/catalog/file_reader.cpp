#include "catalog/file_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

using std::string_view;

constexpr std::array<string_view, 21> file_keys = {
    "vocabulary", "kinds",     "services", "predicates", "product", "extends",     "name",
    "kind",       "publisher", "versions", "cycle",      "aliases", "identifiers", "repository",
    "says",       "url",       "sources",  "source",     "facts",   "cycles",      "releases"};
constexpr std::array<string_view, 2> more_file_keys = {"defaults", "tag-words"};
constexpr std::array<string_view, 8> predicate_keys = {"value",  "says",     "many",     "event",
                                                       "scheme", "of-cycle", "inherent", "publishes"};
constexpr std::array<string_view, 4> source_keys = {"title", "url", "publisher", "editions"};
constexpr std::array<string_view, 5> fact_keys = {"is", "source", "for", "refuted", "note"};
constexpr std::array<string_view, 5> row_keys = {"release", "also", "at", "cycle", "source"};

struct NamedType {
  string_view name;
  ValueType type;
};
constexpr std::array<NamedType, 7> value_types = {{{"date", ValueType::date},
                                                   {"text", ValueType::text},
                                                   {"url", ValueType::url},
                                                   {"number", ValueType::number},
                                                   {"flag", ValueType::flag},
                                                   {"release", ValueType::release},
                                                   {"version", ValueType::version}}};

struct NamedDepth {
  string_view name;
  int depth;
};
constexpr std::array<NamedDepth, 4> cycle_depths = {
    {{"none", 0}, {"major", 1}, {"major.minor", 2}, {"major.minor.patch", 3}}};

bool is_one_of(string_view key, std::span<const string_view> known) {
  return std::find(known.begin(), known.end(), key) != known.end();
}

bool is_product_id(string_view id) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !id.empty() && plain(id.front()) && std::all_of(id.begin(), id.end(), [&](char c) {
    return plain(c) || c == '.' || c == '_' || c == '-' || c == '/';
  });
}

std::vector<std::string> strings(std::span<const string_view> views) { return {views.begin(), views.end()}; }

}  // namespace

void FileReader::error(const yaml::Node& at, std::string message, std::string help,
                       std::vector<std::string> suggestions) {
  // One mistake made in many rows (a product without a head, say) is shown once.
  const bool again =
      std::any_of(errors_.begin(), errors_.end(), [&](const Error& e) { return e.message == message; });
  if (errors_.size() < max_reported && !again)
    errors_.push_back(
        {ErrorCode::catalog, std::move(message), doc_.span(at), std::move(help), std::move(suggestions)});
}

void FileReader::error(const yaml::Node& at, Error from) {
  error(at, std::move(from.message), std::move(from.help), std::move(from.suggestions));
}

bool FileReader::check_keys(const yaml::Node& map, std::span<const string_view> known, const char* what) {
  if (map.kind != yaml::Kind::mapping) {
    error(map, fmt::format("{} must be a mapping of keys to values", what));
    return false;
  }
  for (const auto& [key, value] : map.fields)
    if (!is_one_of(key.text, known))
      error(key, fmt::format("unknown key `{}` in {}", key.text, what),
            fmt::format("one of: {}", fmt::join(known, ", ")), nearest(key.text, strings(known)));
  return true;
}

std::string FileReader::scalar(const yaml::Node& map, string_view key) {
  const yaml::Node* node = map.find(key);
  if (node == nullptr) return {};
  if (node->kind != yaml::Kind::scalar) {
    error(*node, fmt::format("`{}` must be one value", key));
    return {};
  }
  return node->text;
}

std::vector<std::string> FileReader::texts(const yaml::Node& map, string_view key) {
  std::vector<std::string> out;
  const yaml::Node* node = map.find(key);
  if (node == nullptr) return out;
  if (node->kind == yaml::Kind::scalar) return {node->text};
  if (node->kind != yaml::Kind::sequence) {
    error(*node, fmt::format("`{}` must be a list", key));
    return out;
  }
  for (const auto& item : node->items) {
    if (item.kind == yaml::Kind::scalar)
      out.push_back(item.text);
    else
      error(item, fmt::format("each of `{}` must be one value", key));
  }
  return out;
}

void FileReader::keys() {
  std::vector<string_view> known(file_keys.begin(), file_keys.end());
  known.insert(known.end(), more_file_keys.begin(), more_file_keys.end());
  if (!check_keys(doc_.root, known, "a catalogue file")) return;
  const bool any = doc_.root.find("vocabulary") != nullptr || doc_.root.find("product") != nullptr ||
                   doc_.root.find("extends") != nullptr || doc_.root.find("sources") != nullptr;
  if (!any)
    error(doc_.root, "the file says neither `product`, `extends`, `sources` nor `vocabulary`",
          "the first key says what a catalogue file is");
}

void FileReader::vocabulary() {
  const yaml::Node& root = doc_.root;
  if (root.kind != yaml::Kind::mapping || root.find("vocabulary") == nullptr) return;
  for (const auto& kind : texts(root, "kinds")) builder_.kind(kind);
  for (const auto& service : texts(root, "services")) builder_.service(service);
  if (builder_.services().size() > max_services)
    error(*root.find("services"), fmt::format("there are more than {} services", max_services));
  const yaml::Node* predicates = root.find("predicates");
  if (predicates == nullptr) return;
  if (predicates->kind != yaml::Kind::mapping)
    return error(*predicates, "`predicates` must be a mapping of names to what they say");
  for (const auto& [key, value] : predicates->fields) {
    if (!check_keys(value, predicate_keys, "a predicate")) continue;
    if (builder_.find_predicate(key.text) != no_id) {
      error(key, fmt::format("predicate `{}` is defined twice", key.text), "one file holds the vocabulary");
      continue;
    }
    const std::string type = scalar(value, "value");
    const auto named = std::find_if(value_types.begin(), value_types.end(),
                                    [&](const NamedType& t) { return t.name == type; });
    if (named == value_types.end()) {
      error(value, fmt::format("`{}` is not a type of value", type),
            "one of: date, text, url, number, flag, release, version");
      continue;
    }
    std::string scheme = scalar(value, "scheme");
    if (named->type == ValueType::version && scheme.empty()) scheme = "dotted";
    if (!scheme.empty() && find_version_scheme(scheme) == nullptr) {
      std::vector<std::string> names;
      for (const auto& known : version_schemes()) names.emplace_back(known.name);
      error(*value.find("scheme"), fmt::format("`{}` is not a version scheme", scheme),
            fmt::format("one of: {}", fmt::join(names, ", ")), nearest(scheme, names));
      continue;
    }
    builder_.predicate({key.text, scalar(value, "says"), scheme, named->type, scalar(value, "many") == "yes",
                        scalar(value, "event") == "yes", scalar(value, "of-cycle") == "first",
                        scalar(value, "inherent") == "yes", scalar(value, "publishes") == "yes"});
  }
  tag_words();
}

// What parts of image tags say: `PATTERN: {PREDICATE: VALUE}`, or `PATTERN: nothing`.
void FileReader::tag_words() {
  const yaml::Node* words = doc_.root.find("tag-words");
  if (words == nullptr) return;
  if (!words->is_mapping()) return error(*words, "`tag-words` must be a mapping of patterns");
  for (const auto& [pattern, says] : words->fields) {
    if (!is_tag_pattern(pattern.text)) {
      error(pattern, "a tag's part is a pattern of at most 128 bytes and nine captures");
      continue;
    }
    if (says.is_scalar() && says.text == "nothing") {
      builder_.tag_word(pattern.text, no_id, {});
      continue;
    }
    if (!says.is_mapping()) {
      error(says, "a tag's part says `{predicate: value}`, or `nothing`");
      continue;
    }
    for (const auto& [predicate, value] : says.fields) {
      const PredicateId known = builder_.find_predicate(predicate.text);
      const ValueType type = known == no_id ? ValueType::date : builder_.predicate_of(known)->type;
      const bool sayable =
          type == ValueType::text || type == ValueType::release || type == ValueType::version;
      if (sayable && value.is_scalar())
        builder_.tag_word(pattern.text, known, value.text);
      else
        error(predicate,
              fmt::format("`{}` is not a predicate of texts, releases or versions", predicate.text), {},
              nearest(predicate.text, builder_.predicate_names()));
    }
  }
}

void FileReader::sources() {
  const yaml::Node* sources = doc_.root.find("sources");
  if (sources == nullptr) return;
  if (sources->kind != yaml::Kind::mapping)
    return error(*sources, "`sources` must be a mapping of ids to documents");
  for (const auto& [key, value] : sources->fields) {
    if (!check_keys(value, source_keys, "a source")) continue;
    std::vector<std::int32_t> editions;
    for (const auto& text : texts(value, "editions")) {
      const auto day = Date::parse(text);
      if (day)
        editions.push_back(day->days());
      else
        error(*value.find("editions"), day.error());
    }
    const auto added = builder_.source(key.text, scalar(value, "title"), scalar(value, "url"),
                                       scalar(value, "publisher"), std::move(editions));
    if (!added) error(key, added.error());
  }
}

void FileReader::products() {
  const yaml::Node& root = doc_.root;
  const yaml::Node* head = root.find("product");
  if (head == nullptr) return;
  ProductDraft draft{scalar(root, "product"),    scalar(root, "name"),      scalar(root, "kind"),
                     scalar(root, "publisher"),  scalar(root, "says"),      scalar(root, "url"),
                     scalar(root, "repository"), scalar(root, "versions"),  0,
                     texts(root, "aliases"),     texts(root, "identifiers")};
  if (draft.name.empty()) draft.name = draft.id;
  if (draft.scheme.empty()) draft.scheme = "dotted";
  const std::string cycle = root.find("cycle") != nullptr ? scalar(root, "cycle") : "none";
  const auto depth = std::find_if(cycle_depths.begin(), cycle_depths.end(),
                                  [&](const NamedDepth& d) { return d.name == cycle; });
  if (depth == cycle_depths.end())
    return error(*root.find("cycle"), fmt::format("`{}` does not say how releases group", cycle),
                 "one of: none, major, major.minor, major.minor.patch");
  draft.cycle_depth = depth->depth;
  const auto& kinds = builder_.kinds();
  const bool known = std::any_of(kinds.begin(), kinds.end(),
                                 [&](TextId kind) { return builder_.text_of(kind) == draft.kind; });
  if (!known) {
    std::vector<std::string> names;
    for (TextId kind : kinds) names.emplace_back(builder_.text_of(kind));
    error(root.find("kind") != nullptr ? *root.find("kind") : *head,
          draft.kind.empty() ? "the product has no `kind`"
                             : fmt::format("`{}` is not a kind of product", draft.kind),
          fmt::format("one of: {}", fmt::join(names, ", ")), nearest(draft.kind, names));
  }
  if (draft.publisher.empty()) error(*head, "the product has no `publisher`");
  if (!is_product_id(draft.id))
    return error(*head, fmt::format("`{}` cannot be a product's name", draft.id),
                 "lower-case letters, digits and `._-/`, as in `pytorch` or `aws/pytorch-training`");
  const auto added = builder_.product(draft);
  if (!added) error(*head, added.error());
}

template <class Visit>
void FileReader::each_row(Visit&& visit) {
  for (const string_view key : {string_view("cycles"), string_view("releases")}) {
    const yaml::Node* rows = doc_.root.find(key);
    if (rows == nullptr) continue;
    if (rows->kind == yaml::Kind::mapping) {
      for (const auto& [name, row] : rows->fields) visit(name, row, key == "cycles");
    } else if (rows->kind == yaml::Kind::sequence) {
      for (const auto& row : rows->items) {
        const yaml::Node* name = row.kind == yaml::Kind::mapping ? row.find("release") : nullptr;
        if (name == nullptr)
          error(row, "each row of a list must name its `release`");
        else
          visit(*name, row, key == "cycles");
      }
    } else if (rows->kind != yaml::Kind::null_) {
      error(*rows, fmt::format("`{}` must be a mapping or a list", key));
    }
  }
}

void FileReader::nodes() {
  const yaml::Node& root = doc_.root;
  const yaml::Node* head = root.find("product");
  if (head == nullptr) head = root.find("extends");
  if (head == nullptr) return;
  product_ = builder_.find_product(head->text);
  if (product_ == no_id) {
    if (root.find("extends") == head)
      error(*head, fmt::format("product `{}` is not in the catalogue", head->text),
            "a file with `product:` must define it", nearest(head->text, builder_.product_names()));
    return;
  }
  each_row([&](const yaml::Node& name, const yaml::Node& row, bool is_cycle) {
    const auto id = is_cycle ? builder_.cycle(product_, name.text) : builder_.release(product_, name.text);
    if (!id) return error(name, id.error());
    rows_.push_back({&row, *id, is_cycle});
    if (row.kind != yaml::Kind::mapping) return;
    for (const auto& other : texts(row, "also")) builder_.other_name(*id, other);
    if (const std::string own = scalar(row, "cycle"); !own.empty() && !is_cycle) {
      const auto cycle = builder_.cycle(product_, own);
      if (cycle)
        builder_.set_cycle(*id, *cycle);
      else
        error(*row.find("cycle"), cycle.error());
    }
  });
}

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
  const string_view place = at != nullptr ? string_view(at->text) : string_view();
  for (const auto& [key, value] : row.fields)
    if (!is_one_of(key.text, row_keys)) predicate_facts(subject, key, value, place);
  const yaml::Node* defaults = with_defaults ? doc_.root.find("defaults") : nullptr;
  if (defaults == nullptr || defaults->kind != yaml::Kind::mapping) return;
  for (const auto& [key, value] : defaults->fields)
    if (row.find(key.text) == nullptr) predicate_facts(subject, key, value, place);
}

void FileReader::predicate_facts(NodeId subject, const yaml::Node& key, const yaml::Node& value,
                                 string_view place) {
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

void FileReader::one_fact(NodeId subject, PredicateId predicate, const yaml::Node& node, string_view place) {
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
    fact.refuted = scalar(node, "refuted");
    fact.note = scalar(node, "note");
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
    fact.citations.push_back({source_, std::string(place), {}});
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
      const auto end = text.data() + text.size();
      const auto [last, failed] = std::from_chars(text.data(), end, fact.low);
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

// `source`, `source:place`, `source[edition, edition..edition]:place`
bool FileReader::citation(const yaml::Node& at, string_view text, string_view place, FactDraft& fact) {
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
      for (const std::int32_t edition : builder_.editions_of(out.source))
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
  }
  out.place = std::string(rest.starts_with(':') ? trim(rest.substr(1)) : place);
  fact.citations.push_back(std::move(out));
  return true;
}

}  // namespace bestby
