// For tests: what readers saw, a line each.
//
//     seen_lines(read_as("requirements.txt", text), text)
//     // {"1:1+13 `torch==1.12.1` pypi torch 1.12.1 #0"}
//
// Place, the bytes of the file, the thing and its stack; places without a line have the path alone.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "observe/text_readers.h"

namespace bestby {

inline std::string seen_words(const Seen& seen) {
  struct Shown {
    std::string operator()(const SeenImage& s) const {
      std::string out = "image " + s.address;
      if (!s.platform.empty()) out += " platform " + s.platform;
      return s.digest.empty() ? out : out + " digest " + s.digest;
    }
    std::string operator()(const SeenPackage& s) const {
      std::string out = s.type + " " + s.name;
      if (!s.version.empty()) out += " " + s.version;
      return s.specifier.empty() ? out : out + " [" + s.specifier + "]";
    }
    std::string operator()(const SeenPart& s) const {
      return "part " + s.product + (s.version.empty() ? "" : " " + s.version) + " (" + s.found + ")";
    }
    std::string operator()(const SeenInstance& s) const { return "instance " + s.type; }
    std::string operator()(const SeenInterface& s) const { return "interface " + s.name; }
    std::string operator()(const SeenChannel& s) const { return "channel " + s.name; }
    std::string operator()(const SeenLifecycle& s) const { return "lifecycle " + s.address + " " + s.ends; }
    std::string operator()(const SeenCall& s) const {
      std::string out = "call " + s.callee;
      for (const auto& [name, value] : s.arguments) out += " " + name + "=" + value;
      return out;
    }
  };
  return std::visit(Shown{}, seen);
}

inline std::vector<std::string> seen_lines(const Observed& seen, std::string_view text) {
  std::vector<std::string> out;
  for (const Observation& o : seen.seen) {
    std::string line = fmt::format("{}:{}+{} ", o.where.line, o.where.column, o.where.length);
    if (o.where.end > o.where.begin)
      line += fmt::format("`{}` ", text.substr(o.where.begin, o.where.end - o.where.begin));
    out.push_back(line + seen_words(o.what) + fmt::format(" #{}", o.stack));
  }
  for (const Unread& u : seen.unread) out.push_back("unread " + u.path + ": " + u.reason);
  return out;
}

inline Observed read_as(std::string_view path, std::string_view text, const TextContext& context = {}) {
  Observed out;
  read_text({path, text}, context, out);
  return out;
}

}  // namespace bestby
