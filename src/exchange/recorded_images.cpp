#include "exchange/recorded_images.h"

#include <algorithm>
#include <array>

#include "base/formats/yaml.h"
#include "exchange/image_tag.h"

namespace bestby::exchange {
namespace {

using yaml::Node;

constexpr std::string_view publisher = "aws/";
constexpr std::string_view of_images = "record: image";

// What the end of a tag may say that a shorter tag of the same image leaves out.
constexpr std::array<std::string_view, 4> left_out = {"python", "cuda", "os", "platform"};

bool leaves_out(std::string_view repository, std::string_view end) {
  const TagFacts read = read_image_tag(repository, end);
  return read.unread.empty() && !read.facts.empty() &&
         std::all_of(read.facts.begin(), read.facts.end(), [](const auto& fact) {
           return std::find(left_out.begin(), left_out.end(), fact.first) != left_out.end();
         });
}

void add_texts(const Node* node, std::set<std::string>& texts) {
  if (node == nullptr) return;
  if (node->is_scalar()) texts.insert(node->str());
  for (const Node& item : node->items)
    if (item.is_scalar()) texts.insert(item.str());
}

}  // namespace

RecordedImages::RecordedImages(std::span<const CatalogFile> files) {
  for (const CatalogFile& file : files)
    if (file.text.find(of_images) != file.text.npos) read(file);
}

void RecordedImages::read(const CatalogFile& file) {
  const auto document = yaml::read(file.path, file.text);
  if (!document) return;
  const Node* product = document->root.find("extends");
  const Node* releases = document->root.find("releases");
  if (product == nullptr || releases == nullptr || !product->text.starts_with(publisher)) return;
  const Node* defaults = document->root.find("defaults");
  Images& images = repositories_[std::string(product->text.substr(publisher.size()))];
  for (const Node& row : releases->items) {
    const Node* name = row.find("release");
    if (name == nullptr) continue;
    std::set<std::string>& platforms = images.platforms[name->str()];
    const Node* own = row.find("platform");
    add_texts(own == nullptr && defaults != nullptr ? defaults->find("platform") : own, platforms);
    const Node* also = row.find("also");
    for (const Node& other : also == nullptr ? yaml::List<Node>{} : also->items)
      images.names.insert(other.str());
  }
}

bool RecordedImages::has(std::string_view repository, std::string_view tag) const {
  const auto at = repositories_.find(repository);
  return at != repositories_.end() &&
         (at->second.platforms.count(std::string(tag)) > 0 || at->second.names.count(tag) > 0);
}

std::vector<std::string> RecordedImages::whole_tags(std::string_view repository, std::string_view tag,
                                                    std::string_view platform) const {
  std::vector<std::string> out;
  const auto at = repositories_.find(repository);
  if (at == repositories_.end()) return out;
  const std::string beginning = std::string(tag) + "-";
  const auto& images = at->second.platforms;
  for (auto image = images.lower_bound(beginning); image != images.end(); ++image) {
    if (!image->first.starts_with(beginning)) break;
    if (image->second.count(std::string(platform)) > 0 &&
        leaves_out(repository, std::string_view(image->first).substr(beginning.size())))
      out.push_back(image->first);
  }
  return out;
}

}  // namespace bestby::exchange
