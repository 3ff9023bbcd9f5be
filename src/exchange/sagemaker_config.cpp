#include "exchange/sagemaker_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/formats/json_reader.h"
#include "base/text.h"

namespace bestby::exchange::sagemaker {
namespace {

using yaml::Node;
using Texts = std::vector<std::string>;

constexpr std::array<std::string_view, 2> bases = {"pytorch", "tensorflow"};

// The largest file that is known has some sixty versions, of which a thousand addresses are built.
constexpr std::size_t most_versions = 10'000, most_images = 100'000;

bool is_account(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == text.npos;
}

bool is_name(std::string_view text) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
  return !text.empty() && text.size() <= 256 && text.find_first_not_of(allowed) == text.npos;
}

// Of a version, a processor and the like: what may stand in a tag.
bool is_tag_part(std::string_view text) {
  return text.size() <= 128 && text.find_first_of(" \t\n@:/,{}\"'") == text.npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

class ConfigReader {
 public:
  ConfigReader(const InputFile& file, ImportReport& report) : file_(file), report_(report) {}

  std::vector<Offer> read() {
    const auto document = read_json(file_.path, file_.text, {.empty_keys = true});
    if (!document) {
      report_.damage(file_, document.error().span.line, document.error().message);
      return {};
    }
    const Node& root = document->root;
    std::string_view name = file_.path;
    name = name.substr(name.rfind('/') + 1);
    start_.config = name.substr(0, name.rfind('.'));
    if (root.find("versions") != nullptr)
      versions(root, "");
    else if (root.is_mapping() && !root.fields.empty())
      scopes(root);
    else
      report_.skip(file_, 1, "holds no `versions`: this is no configuration of images");
    return std::move(offers_);
  }

 private:
  void skip(const Node& at, std::string reason) { report_.skip(file_, at.line, std::move(reason)); }

  // Keyed by scope. A file none of whose values has versions is about something else.
  void scopes(const Node& root) {
    const bool any = std::any_of(root.fields.begin(), root.fields.end(), [](const yaml::Field& field) {
      return field.second.find("versions") != nullptr;
    });
    if (!any) return report_.note(file_, 1, "holds no images: it is left out");
    for (const auto& [key, value] : root.fields)
      if (value.find("versions") != nullptr)
        versions(value, key.str());
      else
        skip(key, fmt::format("`{}` holds no `versions`", key.text));
  }

  void versions(const Node& config, const std::string& scope) {
    ++report_.tables;
    Offer offer = start_;
    offer.scope = scope;
    const Node* aliases = nullptr;
    for (const auto& [key, value] : config.fields) {
      if (key.text == "scope")
        offer.scopes = texts(key, value);
      else if (key.text == "processors")
        offer.processors = texts(key, value);
      else if (key.text == "version_aliases")
        aliases = &value;
      else if (key.text != "versions")
        skip(key, fmt::format("`{}` is no known field", key.text));
    }
    for (const Node* list : {config.find("versions"), aliases})
      if (list != nullptr && list->fields.size() > most_versions)
        return skip(*list, fmt::format("holds more than {} versions", most_versions));
    for (const auto& [key, value] : config.find("versions")->fields) {
      if (!is_tag_part(key.text)) {
        ++report_.rows;
        skip(key, fmt::format("`{}` is no version", key.text));
        continue;
      }
      offer.versions = with_aliases(key.str(), aliases);
      version(offer, key, value);
    }
    if (aliases != nullptr) check_aliases(*aliases, *config.find("versions"));
  }

  // A version is an offer, or holds one for each Python or base framework.
  void version(const Offer& of, const Node& key, const Node& value) {
    if (!value.is_mapping()) {
      ++report_.rows;
      return skip(key, fmt::format("`{}` holds nothing", key.text));
    }
    if (value.find("registries") != nullptr || value.find("repository") != nullptr)
      return offer(of, key, value);
    const Node* aliases = value.find("version_aliases");
    for (const auto& [inner, fields] : value.fields) {
      if (inner.text == "version_aliases") continue;
      Offer own = of;
      if (inner.text.starts_with("py") && inner.text.find_first_not_of("0123456789", 2) == inner.text.npos) {
        own.pythons = {inner.str()};
      } else if (!based(own, inner.text, aliases)) {
        ++report_.rows;
        skip(inner, fmt::format("`{}` is neither a Python nor a base framework", inner.text));
        continue;
      }
      offer(own, inner, fields);
    }
    if (aliases != nullptr) check_aliases(*aliases, value);
  }

  static bool based(Offer& offer, std::string_view name, const Node* aliases) {
    for (const std::string_view base : bases) {
      if (!name.starts_with(base) || !is_tag_part(name)) continue;
      offer.base = base;
      for (const std::string& known : with_aliases(std::string(name), aliases))
        if (known.starts_with(base)) offer.bases.push_back(known.substr(base.size()));
      return true;
    }
    return false;
  }

  void offer(const Offer& of, const Node& key, const Node& value) {
    ++report_.rows;
    Offer offer = of;
    offer.line = key.line;
    for (const auto& [field, content] : value.fields) this->field(offer, field, content);
    if (!is_name(offer.repository)) return skip(key, fmt::format("`{}` names no repository", key.text));
    if (offer.registries.empty()) return skip(key, fmt::format("`{}` names no registry", key.text));
    images_ += images_of(offer);
    if (images_ > most_images)
      return skip(key, fmt::format("`{}` is left out: the file describes more than {} images", key.text,
                                   most_images));
    offers_.push_back(std::move(offer));
  }

  // How many addresses can be built of it, at most.
  static std::size_t images_of(const Offer& offer) {
    std::size_t count = 1;
    for (const auto* list : {&offer.processors, &offer.pythons, &offer.sdks, &offer.bases, &offer.versions})
      count = std::min(count, most_images + 1) * std::max<std::size_t>(list->size(), 1);
    return count;
  }

  void field(Offer& offer, const Node& key, const Node& value) {
    if (key.text == "repository" && value.is_scalar())
      offer.repository = value.text;
    else if (key.text == "tag_prefix" && value.is_scalar() && is_tag_part(value.text))
      offer.tag_prefix = value.text, offer.prefixed = true;
    else if (key.text == "py_versions")
      offer.pythons = texts(key, value);
    else if (key.text == "processors")
      offer.processors = offer.processors.empty() ? texts(key, value) : offer.processors;
    else if (key.text == "sdk_versions")
      offer.sdks = texts(key, value);
    else if (key.text == "container_version")
      offer.container_versions = pairs(key, value, is_tag_part);
    else if (key.text == "registries")
      offer.registries = pairs(key, value, is_account);
    else
      skip(key, fmt::format("`{}` is no known field", key.text));
  }

  Texts texts(const Node& key, const Node& value) {
    Texts out;
    for (const Node& item : value.items) {
      if (item.is_scalar() && is_tag_part(item.text))
        out.push_back(item.str());
      else
        skip(item, fmt::format("`{}` holds what is no word", key.text));
    }
    if (!value.is_sequence()) skip(key, fmt::format("`{}` is no list", key.text));
    return out;
  }

  std::map<std::string, std::string> pairs(const Node& key, const Node& value,
                                           bool (*good)(std::string_view)) {
    std::map<std::string, std::string> out;
    for (const auto& [name, text] : value.fields)
      if (text.is_scalar() && is_name(name.text) && good(text.text))
        out.emplace(name.str(), text.str());
      else
        skip(name, fmt::format("`{}: {}` in `{}` is not understood", name.text, text.text, key.text));
    if (!value.is_mapping()) skip(key, fmt::format("`{}` is no mapping", key.text));
    return out;
  }

  static Texts with_aliases(const std::string& version, const Node* aliases) {
    Texts out = {version};
    if (aliases == nullptr) return out;
    for (const auto& [alias, target] : aliases->fields)
      if (target.text == version && alias.text != version && is_tag_part(alias.text))
        out.push_back(alias.str());
    return out;
  }

  void check_aliases(const Node& aliases, const Node& versions) {
    for (const auto& [alias, target] : aliases.fields)
      if (!target.is_scalar() || versions.find(target.text) == nullptr)
        skip(alias, fmt::format("the alias `{}` leads to no version", alias.text));
  }

  const InputFile& file_;
  ImportReport& report_;
  Offer start_;
  std::vector<Offer> offers_;
  std::size_t images_ = 0;  // that can be built of the file, its aliases counted too
};

}  // namespace

std::vector<Offer> read_offers(const InputFile& file, ImportReport& report) {
  return ConfigReader(file, report).read();
}

}  // namespace bestby::exchange::sagemaker
