#include "observe/image/utf8_texts.h"

#include <string>
#include <string_view>

#include "base/utf8.h"
#include "observe/text/json_pull.h"

namespace bestby {
namespace {

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = decode_utf8(text, at);
    if (!c.valid) return false;
    at += c.length;
  }
  return true;
}

void make(std::string& text) {
  if (!is_utf8(text)) text = utf8_text(text);
}

struct MakeFields {
  void operator()(SeenImage& s) const {
    for (std::string* text : {&s.address, &s.platform, &s.digest, &s.created}) make(*text);
    for (std::string& layer : s.layers) make(layer);
  }
  void operator()(SeenPackage& s) const {
    for (std::string* text : {&s.type, &s.name, &s.version, &s.specifier}) make(*text);
  }
  void operator()(SeenPart& s) const {
    for (std::string* text : {&s.product, &s.version, &s.found}) make(*text);
  }
  void operator()(SeenInstance& s) const { make(s.type); }
  void operator()(SeenChannel& s) const { make(s.name); }
  void operator()(SeenLifecycle& s) const { make(s.ends); }
  void operator()(auto&) const {}  // what no reader of images and machines sees
};

}  // namespace

void make_utf8(Observed& observed) {
  for (Observation& o : observed.seen) {
    std::visit(MakeFields{}, o.what);
    make(o.where.path);
    make(o.where.layer);
  }
  for (Unread& u : observed.unread) {
    make(u.path);
    make(u.reason);
  }
}

}  // namespace bestby
