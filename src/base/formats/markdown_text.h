// The text of a piece of Markdown, as a reader sees it.
//
//     markdown::Text cell = markdown::text_of(R"(**1\.12\.0**\*)", {.cell = true});
//     // cell.text == "1.12.0", cell.mark == "*"
//
// Resolved: backslash escapes, character entities, emphasis, code spans, links (their text stays and
// the address goes to `links`), images (their description), autolinks, anchors and the usual inline
// HTML. A tag that HTML does not know (`<region>`) is text. What is opened and never closed is text.
// Line breaks (`<br>`, a backslash or two spaces before a line's end) are '\n', and so are list items
// and paragraphs in HTML; other runs of blanks are one space. Invisible characters go.
//
// Not all of CommonMark: no reference links, and emphasis may cross. Time and memory are linear in
// the text but for a logarithm in the number of code spans.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bestby::markdown {

struct Link {
  std::string text;
  std::string url;
  bool operator==(const Link&) const = default;
};

struct Text {
  std::string text;
  std::string
      mark;  // the marks of footnotes behind it: `*`, `**`, `†`, `1` of `<sup>1</sup>`; `*` for a `$1`
  std::vector<Link> links;

  bool empty() const { return text.empty() && mark.empty(); }
  bool operator==(const Text&) const = default;
};

struct TextOptions {
  // Of a table. Two blanks or more in the middle are a line break: converters write paragraphs and
  // list items of a cell so.
  bool cell = false;
};
Text text_of(std::string_view raw, const TextOptions& options = {});

}  // namespace bestby::markdown
