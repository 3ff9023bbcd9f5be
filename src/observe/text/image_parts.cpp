#include "observe/text/image_parts.h"

#include <utility>

namespace bestby {
namespace {

using yaml::Node;

const Node* version_of(const Node& node) {
  for (const std::string_view key : {"tag", "version", "imageTag"})
    if (const Node* found = field(node, key); !text_of(found).empty()) return found;
  return nullptr;
}

void append(TracedText& out, std::string_view text) {
  for (const char c : text) out.append(c, TracedText::nowhere);
}

}  // namespace

bool has_image_parts(const Node& node) {
  const std::string_view repository = text_of(field(node, "repository"));
  if (repository.empty() || repository.find("://") != repository.npos) return false;
  const std::string_view image = text_of(field(node, "image"));
  if (!image.empty()) return image.find_first_of("/:@") == image.npos;
  return field(node, "tag") != nullptr || field(node, "registry") != nullptr ||
         field(node, "digest") != nullptr;
}

void see_image_parts(YamlObserver& seen, const Node& node, std::string_view tag) {
  const Node* registry = field(node, "registry");
  const Node* image = field(node, "image");
  const Node* digest = field(node, "digest");
  const Node* version = version_of(node);
  ShellWord word = seen.word(*field(node, "repository"));
  TracedText address;
  if (!text_of(registry).empty()) {
    address.append(seen.word(*registry).value);
    append(address, "/");
  }
  address.append(word.value);
  if (!text_of(image).empty()) {
    append(address, "/");
    address.append(seen.word(*image).value);
  }
  if (version != nullptr) {
    const ShellWord said = seen.word(*version);
    append(address, said.value.text.starts_with("sha256:") ? "@" : ":");
    address.append(said.value);
    word.written = said.written;
  } else if (text_of(digest).empty() && !tag.empty()) {
    append(address, ":");
    append(address, tag);
  }
  if (!text_of(digest).empty()) {
    append(address, "@");
    address.append(seen.word(*digest).value);
  }
  word.value = std::move(address);
  seen.image(word, seen.new_stack());
}

}  // namespace bestby
