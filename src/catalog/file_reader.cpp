// The file as a whole: its keys, its product, and the cycles and releases that it names.
#include "catalog/file_reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

using std::string_view;

constexpr std::array<string_view, 21> file_keys = {
    "vocabulary", "kinds",     "services", "predicates", "product", "extends",     "name",
    "kind",       "publisher", "versions", "cycle",      "aliases", "identifiers", "repository",
    "says",       "url",       "sources",  "source",     "facts",   "cycles",      "releases"};

constexpr std::array<string_view, 9> more_file_keys = {"defaults",   "tag-words", "name-words",
                                                       "registries", "problems",  "attributes",
                                                       "relations",  "addresses", "address-rules"};

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
  return node->str();
}

std::vector<std::string> FileReader::texts(const yaml::Node& map, string_view key) {
  std::vector<std::string> out;
  const yaml::Node* node = map.find(key);
  if (node == nullptr) return out;
  if (node->kind == yaml::Kind::scalar) return {node->str()};
  if (node->kind != yaml::Kind::sequence) {
    error(*node, fmt::format("`{}` must be a list", key));
    return out;
  }
  for (const auto& item : node->items) {
    if (item.kind == yaml::Kind::scalar)
      out.push_back(item.str());
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
                   doc_.root.find("extends") != nullptr || doc_.root.find("sources") != nullptr ||
                   doc_.root.find("addresses") != nullptr || doc_.root.find("address-rules") != nullptr;
  if (!any)
    error(doc_.root, "the file says neither `product`, `extends`, `sources` nor `vocabulary`",
          "the first key says what a catalogue file is");
}

Error FileReader::defined_already(NodeId product) const {
  const ProductDraft& known = builder_.product_of(product);
  return {
      ErrorCode::catalog,
      fmt::format("product `{}` is defined twice, with other versions or cycles", known.id),
      {},
      fmt::format("the catalogue that this folder stands beside has it, with versions `{}`: take this head "
                  "away, and say `extends: {}` where it has facts",
                  known.scheme, known.id),
      {}};
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
          names.empty()
              ? "the catalogue names no kinds: a file of it must be its vocabulary (`vocabulary: 1`)"
              : fmt::format("one of: {}", fmt::join(names, ", ")),
          nearest(draft.kind, names));
  }
  if (draft.publisher.empty()) error(*head, "the product has no `publisher`");
  if (!is_product_id(draft.id))
    return error(*head, fmt::format("`{}` cannot be a product's name", draft.id),
                 "lower-case letters, digits and `._-/`, as in `pytorch` or `aws/pytorch-training`");
  const yaml::Node* versions = root.find("versions");
  const bool readable = versions == nullptr || find_version_scheme(draft.scheme) != nullptr;
  if (const NodeId known = beside_ ? builder_.find_product(draft.id) : no_id; known != no_id) {
    const ProductDraft& other = builder_.product_of(known);
    if (other.id == draft.id && other.scheme == draft.scheme && other.cycle_depth == draft.cycle_depth)
      return;
    if (other.id == draft.id) return error(*head, defined_already(known));
  }
  const auto added = builder_.product(draft);
  if (!added) error(readable ? *head : *versions, added.error());
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

void FileReader::other_names() {
  const yaml::Node& root = doc_.root;
  const yaml::Node* head = root.find("product");
  if (head == nullptr) head = root.find("extends");
  const NodeId product = head == nullptr ? no_id : builder_.find_product(head->text);
  const yaml::Node* rows = root.find("releases");
  if (product == no_id || rows == nullptr) return;
  const auto note = [&](const yaml::Node& name, const yaml::Node& row) {
    const yaml::Node* also = row.find("also");
    if (also == nullptr) return;
    for (const yaml::Node& other : also->items) builder_.same_release(product, other.text, name.text);
  };
  for (const auto& [name, row] : rows->fields) note(name, row);
  for (const yaml::Node& row : rows->items)
    if (const yaml::Node* name = row.find("release")) note(*name, row);
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

}  // namespace bestby
