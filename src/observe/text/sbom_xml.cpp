// CycloneDX in XML, of observe/text/sbom.h.
#include <fmt/format.h>

#include <cstring>
#include <pugixml.hpp>

#include "observe/text/json_pull.h"
#include "observe/text/sbom.h"
#include "observe/text/sbom_component.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

constexpr std::string_view xml_mark = "\xEF\xBB\xBF";

// Without the prefix of its namespace.
std::string_view local_name(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node child : node.children())
    if (local_name(child.name()) == name) return child;
  return {};
}

class XmlBillReader {
 public:
  XmlBillReader(std::string_view text, const TextFile& file, const TextContext& context, Observed& out)
      : places_(file.path, file.text),
        skipped_(file.text.size() - text.size()),
        most_(context.limits[Limit::depth]),
        context_(context),
        out_(out) {}

  void read(const pugi::xml_node& bill) {
    if (const auto metadata = child_of(bill, "metadata"))
      if (const auto component = child_of(metadata, "component")) this->component(component, 0);
    components(bill, 0);
  }

 private:
  void components(const pugi::xml_node& parent, std::uint64_t depth) {
    const pugi::xml_node list = child_of(parent, "components");
    if (!list) return;
    if (depth >= most_) {
      out_.skip(std::string(places_.path()), context_.limits.passed(Limit::depth));
      return;
    }
    for (const pugi::xml_node child : list.children())
      if (local_name(child.name()) == "component") component(child, depth);
  }

  void component(const pugi::xml_node& node, std::uint64_t depth) {
    SbomComponent out;
    out.kind = utf8_text(node.attribute("type").value());
    pugi::xml_node where;
    for (const pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child.name());
      std::string* field = name == "group"     ? &out.group
                           : name == "name"    ? &out.name
                           : name == "version" ? &out.version
                           : name == "purl"    ? &out.purl
                           : name == "cpe"     ? &out.cpe
                                               : nullptr;
      if (field == nullptr) continue;
      *field = utf8_text(child.text().get());
      if (name == "purl" || (name == "name" && !where)) where = child;
    }
    stack_.see(out, place(where));
    components(node, depth + 1);
  }

  // Of an element's text; its bytes only where it is written without escapes.
  Place place(const pugi::xml_node& element) const {
    const pugi::xml_node text = element.first_child();
    const std::ptrdiff_t offset = text.offset_debug();
    if (offset < 0) return {.path = std::string(places_.path()), .layer = {}};
    const std::size_t begin = skipped_ + static_cast<std::size_t>(offset);
    const std::string_view value = text.value();
    if (places_.text().substr(std::min(begin, places_.text().size()), value.size()) == value)
      return places_.at(begin, begin + value.size());
    return places_.at(begin, std::min(places_.text().find('<', begin), places_.text().size()));
  }

  TextPlaces places_;
  std::size_t skipped_;
  std::uint64_t most_;
  const TextContext& context_;
  Observed& out_;
  SbomStack stack_{out_};
};

}  // namespace

void read_cyclonedx_xml(const TextFile& file, const TextContext& context, Observed& out) {
  std::string_view text = file.text;
  if (text.starts_with(xml_mark)) text.remove_prefix(xml_mark.size());
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(
      text.data(), text.size(), pugi::parse_cdata | pugi::parse_escapes, pugi::encoding_utf8);
  XmlBillReader reader(text, file, context, out);
  for (const pugi::xml_node root : document.children())
    if (local_name(root.name()) == "bom") reader.read(root);
  if (parsed) return;
  const Place at = TextPlaces(file.path, file.text)
                       .at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0)), 0);
  out.skip(std::string(file.path),
           fmt::format("line {}, column {}: is not valid XML: {}", at.line, at.column, parsed.description()));
}

}  // namespace bestby
