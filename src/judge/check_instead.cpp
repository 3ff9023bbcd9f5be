#include "judge/check_instead.h"

#include <fmt/format.h>

#include "base/text.h"
#include "find/image_address.h"

namespace bestby {
namespace {

class Rewriter {
 public:
  Rewriter(const World& world, NodeId from, NodeId to) : world_(world), from_(from), to_(to) {}

  Instead operator()(const SeenImage& image) const {
    const auto address = read_image_address(image.address);
    if (!address || address->tag.empty() || is_dated_build(world_, to_)) return named();
    const std::string_view repository = world_.text(world_.product(to_).repository);
    if (repository.empty()) return of_product(image.address, *address);
    const bool same = world_.product(from_).node == world_.product(to_).node;
    // What stands before the repository's last part stays: it may be a mirror.
    const std::string_view last = last_part(address->path);
    Instead out;
    out.from = same ? std::string(address->tag) : fmt::format("{}:{}", last, address->tag);
    if (!address->digest.empty()) out.from += fmt::format("@{}", address->digest);  // it is of the old image
    out.to = same ? std::string(world_.name(to_)) : fmt::format("{}:{}", repository, world_.name(to_));
    out.text = replaced(image.address, out);
    return out;
  }

  Instead operator()(const SeenPackage& package) const {
    Instead out;
    const bool cycle = world_.is_cycle(to_);
    const std::string version = std::string(world_.name(to_)) + (cycle ? ".*" : "");
    out.text = fmt::format("{}=={}", package.name, version);
    if (!package.version.empty()) {
      out.from = package.version;
      out.to = version;
    }
    return out;
  }

  template <class T>
  Instead operator()(const T&) const {
    return named();
  }

 private:
  static std::string_view last_part(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
  }

  // An address ends in what changes.
  static std::string replaced(std::string_view address, const Instead& change) {
    return std::string(address.substr(0, address.size() - change.from.size())) + change.to;
  }

  Instead named() const {
    Instead out;
    const std::string_view repository = world_.text(world_.product(to_).repository);
    out.text = repository.empty() || is_dated_build(world_, to_)
                   ? world_.label(to_)
                   : fmt::format("{}:{}", repository, world_.name(to_));
    return out;
  }

  // `python:3.8-slim`: what follows the version stays where it is one word without a number.
  Instead of_product(std::string_view written, const ImageAddress& address) const {
    const std::string_view rest = address.tag.substr(std::min(address.tag.find('-'), address.tag.size()));
    const bool plain = rest.find('-', 1) == std::string_view::npos &&
                       rest.find_first_of("0123456789") == std::string_view::npos;
    const bool numbered = is_digit(address.tag[0]);
    if (!plain || !numbered || !address.digest.empty()) return named();
    Instead out;
    out.from = address.tag;
    out.to = std::string(world_.name(to_)) + std::string(rest);
    out.text = replaced(written, out);
    return out;
  }

  const World& world_;
  NodeId from_, to_;
};

}  // namespace

Instead instead_of(const World& world, const Seen& seen, NodeId node, const Move& move) {
  Instead out = std::visit(Rewriter(world, node, move.node), seen);
  out.smallest = move.smallest;
  out.longest = move.longest;
  out.patched = move.patched;
  return out;
}

}  // namespace bestby
