#include "find/image_text.h"

#include <fmt/format.h>

#include "base/text.h"
#include "find/named.h"
#include "find/registry.h"
#include "find/release_text.h"
#include "find/unrecorded.h"

namespace bestby {
namespace {

std::string repository_of(const World& world, NodeId product) {
  return std::string(world.text(world.product(product).repository));
}

std::vector<std::string> tags_of(const World& world, NodeId product) {
  std::vector<std::string> out;
  for (NodeId n : world.releases_of(product)) out.emplace_back(world.name(n));
  for (const NameRow& row : world.columns.other_names)
    if (world.product(row.node).node == product) out.emplace_back(world.text(row.name));
  return out;
}

Error unknown_tag(const World& world, NodeId product, std::string_view tag, const WordsRead& reading) {
  const auto repository = repository_of(world, product);
  Error error{ErrorCode::usage, fmt::format("no image `{}:{}` is recorded", repository, tag), {}, {}, {}};
  if (!reading.unread.empty() && tag.find('-') != std::string_view::npos)
    error.message +=
        fmt::format(", and its tag cannot be read: `{}` says nothing known", reading.unread.front());
  for (const auto& name : nearest(tag, tags_of(world, product)))
    error.suggestions.push_back(fmt::format("{}:{}", repository, name));
  error.help = fmt::format("`bestby show {}` lists its images", world.text(world.product(product).id));
  return error;
}

class ImageFinder {
 public:
  ImageFinder(const World& world, std::string_view typed, const ImageAddress& address, std::int32_t known)
      : world_(world), typed_(typed), a_(address), known_(known) {}

  Result<Subject> run() const {
    if (const auto found = nodes_named(world_, world_.columns.other_names, a_.digest);
        !a_.digest.empty() && !found.empty())
      return subject(found.front());
    std::optional<Result<Subject>> best;
    std::optional<NodeId> namesake;
    for (NodeId product : repositories_of(world_, a_.path)) {
      const Origin origin = origin_of(world_, product, a_);
      if (origin.kind == Origin::other)
        namesake = product;
      else if (!best || !*best)
        best = in_repository(product, origin);
    }
    if (best) return std::move(*best);
    if (const auto product = product_of_address(world_, a_)) return of_product(*product);
    return fail(namesake ? another_publishers(*namesake) : unknown_repository());
  }

 private:
  Subject subject(NodeId node, std::string note = {}) const {
    return {std::string(typed_), node, std::move(note), nullptr, {}};
  }

  Result<Subject> in_repository(NodeId product, const Origin& origin) const {
    if (a_.tag.empty() && a_.digest.empty()) return with_origin(subject(product), origin);
    if (a_.tag.empty())
      return fail(ErrorCode::usage,
                  fmt::format("no image of {} is recorded with the digest `{}`", a_.path, a_.digest), {},
                  "give the tag too: repository:tag@digest");
    auto found = find_tag(world_, typed_, product, a_.tag, known_);
    if (!found) return found;
    Subject out = with_origin(std::move(*found), origin);
    if (!a_.digest.empty()) out.add_note("the digest is not recorded; answered by the tag");
    return out;
  }

  static Subject with_origin(Subject out, const Origin& origin) {
    if (origin.kind == Origin::copy)
      out.add_note(origin.recorded.empty()
                       ? fmt::format("no registry of it is recorded; {} is taken for a copy", origin.place)
                       : fmt::format("{} is not among its recorded registries, as {}; taken for a copy",
                                     origin.place, origin.recorded));
    return out;
  }

  // `ubuntu:22.04`, `python:3.11-slim`: what follows the version says how the image is made.
  Result<Subject> of_product(const AddressedProduct& named) const {
    const NodeId product = named.product;
    if (a_.tag.empty()) return subject(product);
    auto found = find_version(world_, product, a_.tag);
    const auto hyphen = a_.tag.find('-');
    if (!found && hyphen != std::string_view::npos)
      found = find_version(world_, product, a_.tag.substr(0, hyphen));
    if (!found) return fail(std::move(found.error()));
    Subject out = subject(found->node, std::move(found->note));
    out.add_note(fmt::format("an image of it; answered for {} itself", world_.label(out.node)));
    if (named.copy) out.add_note(fmt::format("{} is taken for a copy", a_.host));
    return out;
  }

  // An image of a name that is known, from where its namespaces are other people's.
  Error another_publishers(NodeId namesake) const {
    const Origin origin = origin_of(world_, namesake, a_);
    const auto repository = repository_of(world_, namesake);
    return {ErrorCode::usage,
            fmt::format("no image of {}/{} is recorded", origin.place, repository),
            {},
            fmt::format("it is another publisher's than {}{}; if it is a copy of that, ask for {}:{}",
                        world_.text(world_.product(namesake).id),
                        origin.recorded.empty() ? "" : fmt::format(" in {}", origin.recorded), repository,
                        a_.tag.empty() ? "TAG" : a_.tag),
            {}};
  }

  Error unknown_repository() const {
    const auto slash = a_.path.rfind('/');
    const auto name = a_.path.substr(slash == std::string_view::npos ? 0 : slash + 1);
    Error error{ErrorCode::usage, fmt::format("no image repository `{}` is recorded", a_.path), {}, {}, {}};
    std::vector<std::string> names;
    for (const NameRow& row : world_.columns.repositories) names.emplace_back(world_.text(row.name));
    for (const auto& near : nearest(name, names))
      error.suggestions.push_back(fmt::format("{}:{}", near, a_.tag));
    if (const auto found = product_named(world_, name); found && !a_.tag.empty())
      if (const auto release = find_version(world_, *found, a_.tag)) {
        const auto repository = repository_of(world_, *found);
        error.suggestions.insert(error.suggestions.begin(),
                                 repository.empty()
                                     ? world_.label(release->node)
                                     : fmt::format("{}:{}", repository, world_.name(release->node)));
      }
    return error;
  }

  const World& world_;
  std::string_view typed_;
  const ImageAddress& a_;
  std::int32_t known_;
};

}  // namespace

Result<Subject> find_tag(const World& world, std::string_view typed, NodeId product, std::string_view tag,
                         std::int32_t known) {
  if (auto found = find_version(world, product, tag, Prefer::release))
    return Subject{std::string(typed), found->node, std::move(found->note), nullptr, {}};
  const WordsRead reading = read_tag(world, product, tag, known);
  if (!reading.whole() || tag.find('-') == std::string_view::npos)
    return fail(unknown_tag(world, product, tag, reading));
  return unrecorded(world, typed, tag, reading, "read from its tag");
}

Result<Subject> find_image(const World& world, std::string_view typed, const ImageAddress& address,
                           std::int32_t known) {
  auto found = ImageFinder(world, typed, address, known).run();
  const std::string host = lower(address.host), path = lower(address.path);
  if (found || (host == address.host && path == address.path)) return found;
  // Repositories are written in small letters.
  ImageAddress small = address;
  small.host = host;
  small.path = path;
  return ImageFinder(world, typed, small, known).run();
}

}  // namespace bestby
