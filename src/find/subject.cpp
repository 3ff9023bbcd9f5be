#include "find/subject.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "find/image_address.h"
#include "find/purl.h"
#include "find/release_text.h"
#include "find/tag_words.h"

namespace bestby {
namespace {

constexpr std::size_t longest_subject = 1024;
constexpr std::size_t most_subjects = 10'000;
constexpr std::string_view region_hole = "<region>";

std::vector<std::string> texts_of(const World& world, ColumnView<NameRow> rows) {
  std::vector<std::string> out;
  for (const NameRow& row : rows) out.emplace_back(world.text(row.name));
  return out;
}

// The nodes that a name stands for in a sorted column.
std::vector<NodeId> named(const World& world, ColumnView<NameRow> rows, std::string_view name) {
  std::vector<NodeId> out;
  auto it = std::lower_bound(rows.begin(), rows.end(), name, [&](const NameRow& row, std::string_view n) {
    return world.text(row.name) < n;
  });
  for (; it != rows.end() && world.text(it->name) == name; ++it) out.push_back(it->node);
  return out;
}

// `a.<region>.b` against `a.us-west-2.b`.
bool host_fits(std::string_view pattern, std::string_view host) {
  const auto hole = pattern.find(region_hole);
  if (hole == std::string_view::npos) return pattern == host;
  const auto before = pattern.substr(0, hole), after = pattern.substr(hole + region_hole.size());
  return host.size() > before.size() + after.size() && host.starts_with(before) && host.ends_with(after);
}

class Finder {
 public:
  Finder(const World& world, std::string_view typed, std::int32_t known)
      : world_(world), typed_(typed), known_(known) {}

  Result<Subject> run() {
    if (typed_.empty()) return fail(ErrorCode::usage, "the subject is empty", {}, help);
    if (typed_.size() > longest_subject)
      return fail(ErrorCode::usage,
                  fmt::format("the subject has {} bytes; {} are read", typed_.size(), longest_subject));
    if (lower(typed_.substr(0, 4)) == "pkg:") return package();
    if (const auto range = typed_.find_first_of("<>~!*"); range != std::string_view::npos)
      return ranged(range);
    const auto address = read_image_address(typed_);
    if (address && !address->digest.empty()) return image(*address);
    if (const auto at = typed_.rfind('@'); at != std::string_view::npos)
      return versioned(typed_.substr(0, at), typed_.substr(at + 1), Prefer::cycle);
    if (const auto equals = typed_.find('='); equals != std::string_view::npos) {
      const auto version = typed_.substr(typed_.find_first_not_of('=', equals) == std::string_view::npos
                                             ? typed_.size()
                                             : typed_.find_first_not_of('=', equals));
      return versioned(typed_.substr(0, equals), version, Prefer::release);
    }
    if (const auto found = product(typed_)) return subject(*found);
    if (auto release = by_name()) return std::move(*release);
    if (address && !address->tag.empty()) return image(*address);
    return unknown(typed_, {});
  }

 private:
  static constexpr const char* help =
      "a subject reads pytorch@1.12.1, torch==1.12.1, pkg:pypi/torch@1.12.1, repository:tag, or the name of "
      "a machine image";

  Subject subject(NodeId node, std::string note = {}) const {
    return {std::string(typed_), node, std::move(note), nullptr};
  }

  std::optional<NodeId> product(std::string_view name) const {
    name = trim(name);
    for (const std::string& text : {std::string(name), lower(name)}) {
      if (const auto found = world_.find_product(text)) return world_.product(*found).node;
      if (const auto found = named(world_, world_.columns.repositories, text); found.size() == 1)
        return found[0];
    }
    return std::nullopt;
  }

  Result<Subject> versioned(std::string_view name, std::string_view version, Prefer prefer) const {
    name = name.substr(0, name.find('['));  // extras of a requirement
    version = trim(version);
    const auto found = product(name);
    if (!found) return unknown(name, version);
    if (version.empty())
      return fail(ErrorCode::usage, fmt::format("`{}` names no version", typed_), {}, help);
    return release(*found, version, prefer);
  }

  // A release of a product, or of an image repository whose tags can be read.
  Result<Subject> release(NodeId product, std::string_view version, Prefer prefer) const {
    auto found = find_version(world_, product, version, prefer);
    if (found) return subject(found->node, std::move(found->note));
    if (world_.text(world_.product(product).repository).empty()) return fail(std::move(found.error()));
    return from_tag(product, version);
  }

  Result<Subject> package() const {
    auto purl = read_purl(typed_);
    if (!purl) return fail(std::move(purl.error()));
    if (purl->type == "oci" || purl->type == "docker") return package_image(*purl);
    const std::string id = purl->identifier();
    for (const std::string& text : {id, lower(id)})
      for (const IdentifierRow& row : world_.columns.identifiers)
        if (world_.text(row.identifier) == text)
          return purl->version.empty() ? subject(row.node)
                                       : release(row.node, purl->version, Prefer::release);
    std::vector<std::string> known;
    for (const IdentifierRow& row : world_.columns.identifiers)
      known.emplace_back(world_.text(row.identifier));
    Error error{
        ErrorCode::usage, fmt::format("no product is recorded as `{}`", id), {}, {}, nearest(id, known)};
    if (const auto name = purl->path.substr(purl->path.rfind('/') + 1); product(name))
      error.help = fmt::format("a product called {} is recorded; `bestby show {}` says which", name, name);
    return fail(std::move(error));
  }

  Result<Subject> package_image(const Purl& purl) const {
    std::string text(purl.qualifier("repository_url"));
    if (text.empty())
      text = purl.path;
    else if (!text.ends_with("/" + purl.path) && text != purl.path && purl.type == "docker")
      text += "/" + purl.path;
    const bool digest = purl.version.find(':') != std::string::npos;
    const std::string tag(digest || purl.version.empty() ? purl.qualifier("tag") : purl.version);
    if (!tag.empty()) text += ":" + tag;
    if (digest) text += "@" + purl.version;
    const auto address = read_image_address(text);
    if (!address) return fail(ErrorCode::usage, fmt::format("`{}` holds no image address", typed_), {}, help);
    return image(*address);
  }

  // The repository's products, by the longest end of the path that is recorded.
  std::vector<NodeId> repositories(std::string_view path) const {
    for (;;) {
      if (auto found = named(world_, world_.columns.repositories, path); !found.empty()) return found;
      const auto slash = path.find('/');
      if (slash == std::string_view::npos) return {};
      path.remove_prefix(slash + 1);
    }
  }

  Result<Subject> image(const ImageAddress& a) const {
    if (const auto found = named(world_, world_.columns.other_names, a.digest);
        !a.digest.empty() && !found.empty())
      return subject(found.front());
    const auto products = repositories(a.path);
    if (products.empty()) return unknown_repository(a);
    if (a.tag.empty() && a.digest.empty()) return subject(products.front());
    if (a.tag.empty())
      return fail(ErrorCode::usage,
                  fmt::format("no image of {} is recorded with the digest `{}`", a.path, a.digest), {},
                  "give the tag too: repository:tag@digest");
    std::optional<Result<Subject>> out;
    for (NodeId product : products)
      if (!out || !*out) out = release(product, a.tag, Prefer::release);
    if (!*out) return std::move(*out);
    add_note(**out, foreign_registry(products.front(), a));
    if (!a.digest.empty()) add_note(**out, "the digest is not recorded; answered by the tag");
    return std::move(*out);
  }

  static void add_note(Subject& subject, const std::string& note) {
    if (!note.empty()) subject.note += (subject.note.empty() ? "" : "; ") + note;
  }

  // A word on a registry other than those that are recorded.
  std::string foreign_registry(NodeId product, const ImageAddress& a) const {
    const auto predicate = world_.find_predicate("address");
    if (!predicate || a.host.empty()) return {};
    std::string first;
    for (NodeId n : world_.releases_of(product))
      for (const FactRow& f : world_.facts(n, *predicate)) {
        const auto text = world_.text(static_cast<TextId>(f.low));
        const auto host = text.substr(0, text.find('/'));
        if (host_fits(host, a.host)) return {};
        if (first.empty()) first = host;
      }
    return first.empty() ? first
                         : fmt::format("{} is not among its recorded registries, as {}; taken for a copy",
                                       a.host, first);
  }

  Result<Subject> from_tag(NodeId product, std::string_view tag) const {
    const TagReading reading = read_tag(world_, product, tag, known_);
    const auto repository = world_.text(world_.product(product).repository);
    if (!reading.unread.empty() || reading.releases == 0 || tag.find('-') == std::string_view::npos) {
      Error error{ErrorCode::usage, fmt::format("no image `{}:{}` is recorded", repository, tag), {}, {}, {}};
      if (!reading.unread.empty() && tag.find('-') != std::string_view::npos)
        error.message +=
            fmt::format(", and its tag cannot be read: `{}` says nothing known", reading.unread.front());
      for (const auto& name : nearest(tag, tags_of(product)))
        error.suggestions.push_back(fmt::format("{}:{}", repository, name));
      error.help = fmt::format("`bestby show {}` lists its images", world_.text(world_.product(product).id));
      return fail(std::move(error));
    }
    ReleaseDraft draft{product, std::string(tag), std::string(tag), reading.facts};
    if (const auto* scheme = find_version_scheme(world_.text(world_.product(product).scheme));
        scheme != nullptr)
      if (const auto version = parse_version(*scheme, tag)) draft.key = version->key;
    Subject out = subject(no_id, "not recorded; read from its tag");
    for (const auto& word : reading.unknown) add_note(out, word);
    out.store = std::make_shared<const WorldStore>(with_release(world_, draft));
    const World own = out.store->world();
    out.node = *own.find_release(own.columns.products[world_.node(product).product].node, tag);
    return out;
  }

  std::vector<std::string> tags_of(NodeId product) const {
    std::vector<std::string> out;
    for (NodeId n : world_.releases_of(product)) out.emplace_back(world_.name(n));
    for (const NameRow& row : world_.columns.other_names)
      if (world_.product(row.node).node == product) out.emplace_back(world_.text(row.name));
    return out;
  }

  // A release by its own name or another one of its. Several of one cycle stand for the cycle.
  std::optional<Result<Subject>> by_name() const {
    std::vector<NodeId> found = named(world_, world_.columns.other_names, typed_);
    const std::string small = lower(typed_);
    if (found.empty())
      for (const NameRow& row : world_.columns.other_names)
        if (lower(world_.text(row.name)) == small) found.push_back(row.node);
    if (found.empty())
      for (NodeId n = 0; n < world_.columns.nodes.size(); ++n)
        if (!world_.is_product(n) && lower(world_.name(n)) == small) found.push_back(n);
    if (found.empty()) return std::nullopt;
    if (found.size() == 1) return subject(found[0]);
    const NodeId cycle = world_.cycle_of(found[0]);
    const bool together = cycle != no_id && std::all_of(found.begin(), found.end(), [&](NodeId n) {
                            return world_.cycle_of(n) == cycle;
                          });
    if (together)
      return subject(cycle,
                     fmt::format("{} releases go by this name; answered for their line", found.size()));
    Error error{
        ErrorCode::usage, fmt::format("`{}` is the name of {} releases", typed_, found.size()), {}, {}, {}};
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 3); ++i)
      error.suggestions.push_back(world_.label(found[i]));
    return fail(std::move(error));
  }

  Result<Subject> ranged(std::size_t at) const {
    Error error{ErrorCode::usage,
                fmt::format("`{}` names a range of versions, and an answer is for one", typed_),
                {},
                help,
                {}};
    if (const auto found = product(typed_.substr(0, typed_.find_first_of("<>~!=@", 0))); found && at > 0)
      error.help = fmt::format("name one, as {}", newest(*found));
    return fail(std::move(error));
  }

  std::string newest(NodeId product) const {
    const Product& p = world_.product(product);
    if (p.cycle_count > 0) return world_.label(p.first_cycle + p.cycle_count - 1);
    if (p.release_count > 0) return world_.label(p.first_release + p.release_count - 1);
    return world_.label(product);
  }

  Result<Subject> unknown_repository(const ImageAddress& a) const {
    const auto name = a.path.substr(a.path.rfind('/') == std::string_view::npos ? 0 : a.path.rfind('/') + 1);
    Error error{ErrorCode::usage, fmt::format("no image repository `{}` is recorded", a.path), {}, {}, {}};
    for (const auto& near : nearest(name, texts_of(world_, world_.columns.repositories)))
      error.suggestions.push_back(fmt::format("{}:{}", near, a.tag));
    if (const auto found = product(name); found && !a.tag.empty()) {
      const auto release = find_version(world_, *found, a.tag);
      if (release) error.suggestions.insert(error.suggestions.begin(), world_.label(release->node));
    }
    return fail(std::move(error));
  }

  // The nearest names; and `product version` or `product1.2` as the release that it seems to mean.
  Result<Subject> unknown(std::string_view name, std::string_view version) const {
    Error error{ErrorCode::usage, fmt::format("no product `{}` is recorded", name), {}, {}, {}};
    if (version.empty()) {
      error.message = fmt::format("nothing is recorded as `{}`", name);
      const auto digit = std::find_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
      const auto stem = trim(name.substr(0, static_cast<std::size_t>(digit - name.begin())));
      const auto bare = stem.substr(0, stem.find_last_not_of(" -_:/v") + 1);
      if (const auto found = product(bare); found && digit != name.end())
        if (const auto release = find_version(
                world_, *found, trim(name.substr(static_cast<std::size_t>(digit - name.begin())))))
          error.suggestions.push_back(world_.label(release->node));
    }
    if (error.suggestions.empty()) {
      std::vector<std::string> names = texts_of(world_, world_.columns.names);
      for (auto& repository : texts_of(world_, world_.columns.repositories))
        names.push_back(std::move(repository));
      for (const auto& near : nearest(name, names))
        error.suggestions.push_back(version.empty() ? near : fmt::format("{}@{}", near, version));
    }
    error.help = error.suggestions.empty() ? "`bestby list products` names what is recorded" : "";
    return fail(std::move(error));
  }

  const World& world_;
  std::string_view typed_;
  std::int32_t known_;
};

}  // namespace

Result<Subject> find_subject(const World& world, std::string_view typed, std::int32_t known) {
  return Finder(world, trim(typed), known).run();
}

Result<std::vector<std::string>> read_subjects(std::string_view text) {
  std::vector<std::string> out;
  int line = 0;
  for (const auto raw : split(text, '\n')) {
    ++line;
    const auto subject = trim(raw);
    if (subject.empty() || subject.starts_with('#')) continue;
    if (out.size() == most_subjects)
      return fail(ErrorCode::input, fmt::format("more than {} subjects", most_subjects),
                  {"standard input", line, 1, 1, {}});
    out.emplace_back(subject);
  }
  return out;
}

}  // namespace bestby
