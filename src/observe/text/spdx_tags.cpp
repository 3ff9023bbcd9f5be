// SPDX 2 as tags and values, of observe/text/sbom.h.
#include "base/text.h"
#include "observe/text/json_pull.h"
#include "observe/text/sbom.h"
#include "observe/text/sbom_component.h"
#include "observe/text/text_lines.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

class SpdxTagReader {
 public:
  SpdxTagReader(const TextFile& file, Observed& out) : places_(file.path, file.text), out_(out) {}

  void read() {
    for_each_line(places_.text(), [&](std::string_view line) { this->line(line); });
    flush();
  }

 private:
  // Texts over several lines stand in <text>...</text>; nothing in them is a tag.
  void line(std::string_view line) {
    if (in_text_) {
      in_text_ = line.find("</text>") == std::string_view::npos;
      return;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || line.front() == '#') return;
    const std::string_view tag = line.substr(0, colon), value = trim(line.substr(colon + 1));
    const auto open = value.find("<text>");
    in_text_ = open != std::string_view::npos && value.find("</text>", open) == std::string_view::npos;
    if (tag == "PackageName") {
      flush();
      component_.name = utf8_text(value);
      where_ = value;
    } else if (tag == "FileName" || tag == "SnippetSPDXID") {
      flush();
    } else if (tag == "PackageVersion") {
      component_.version = utf8_text(value);
    } else if (tag == "PrimaryPackagePurpose") {
      component_.kind = utf8_text(value);
    } else if (tag == "ExternalRef") {
      reference(value);
    }
  }

  // "PACKAGE-MANAGER purl pkg:pypi/torch@1.12.1"
  void reference(std::string_view value) {
    const auto words = words_of_line(value, 3);
    if (words.size() < 3) return;
    if (words[1] == "purl") {
      component_.purl = utf8_text(words[2]);
      where_ = words[2];
    } else if (words[1].starts_with("cpe") && component_.cpe.empty()) {
      component_.cpe = utf8_text(words[2]);
    }
  }

  void flush() {
    if (!component_.name.empty()) stack_.see(component_, places_.of(where_));
    component_ = {};
  }

  TextPlaces places_;
  Observed& out_;
  SbomStack stack_{out_};
  SbomComponent component_;
  std::string_view where_;
  bool in_text_ = false;
};

}  // namespace

void read_spdx_tags(const TextFile& file, const TextContext&, Observed& out) {
  SpdxTagReader(file, out).read();
}

}  // namespace bestby
