// For tests: what was observed, a line each.
//
//     told(out, text)       // "2:6+20 #0 base image app:1.0 <app:1.0>"
//
// Line, column and length; the stack; what; in brackets the bytes of the file that say it, where they do.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "observe/observation.h"

namespace bestby {

struct SeenTeller {
  std::string operator()(const SeenImage& s) const {
    return "image " + s.address + (s.platform.empty() ? "" : " for " + s.platform);
  }
  std::string operator()(const SeenPackage& s) const {
    return s.type + " " + s.name + (s.version.empty() ? "" : " " + s.version) +
           (s.specifier.empty() ? "" : " (" + s.specifier + ")");
  }
  std::string operator()(const SeenPart& s) const {
    return "part " + s.product + " " + s.version + " by " + s.found;
  }
  std::string operator()(const SeenInstance& s) const { return "instance " + s.type; }
  std::string operator()(const SeenInterface& s) const { return "interface " + s.name; }
  std::string operator()(const SeenChannel& s) const { return "channel " + s.name; }
  std::string operator()(const SeenCall& s) const { return "call " + s.callee; }
  std::string operator()(const SeenLifecycle& s) const { return "lifecycle " + s.address + " " + s.ends; }
};

inline std::vector<std::string> told(const Observed& observed, std::string_view text) {
  std::vector<std::string> lines;
  for (const Observation& o : observed.seen) {
    const Place& w = o.where;
    const bool said = w.begin < w.end && w.end <= text.size();
    lines.push_back(fmt::format("{}:{}+{} #{} {}{}{}", w.line, w.column, w.length, o.stack,
                                o.base ? "base " : "", std::visit(SeenTeller{}, o.what),
                                said ? fmt::format(" <{}>", text.substr(w.begin, w.end - w.begin)) : ""));
  }
  return lines;
}

}  // namespace bestby
