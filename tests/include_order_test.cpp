// The folders of src/ are the stages that data flows through: a file includes from its own folder
// and from those before it, never from one after. Headers stay light.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/text.h"

namespace bestby {
namespace {

constexpr std::array<std::string_view, 13> order = {"base",      "catalog", "policy", "snapshot", "find",
                                                    "observe",   "judge",   "report", "exchange", "publish",
                                                    "inventory", "serve",   "cli"};

// Libraries that cost seconds to compile or that only one folder may know.
constexpr std::array<std::string_view, 12> heavy = {"nlohmann/", "CLI/",       "boost/",  "regex>",
                                                    "yaml.h>",   "sqlite3.h>", "curl/",   "openssl/",
                                                    "gtest/",    "gmock/",     "toml++/", "pugixml"};

// The place of a path's first folder in the order; -1 for what is no folder of src/.
int stage(std::string_view path) {
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return -1;
  const auto* found = std::find(order.begin(), order.end(), path.substr(0, slash));
  return found == order.end() ? -1 : static_cast<int>(found - order.begin());
}

std::vector<std::string> faults_in(const std::string& file, std::string_view text) {
  std::vector<std::string> faults;
  int number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    line = trim(line);
    if (!line.starts_with("#include ")) continue;
    const std::string_view what = trim(line.substr(9));
    const std::string place = file + ":" + std::to_string(number) + ": ";
    if (what.starts_with('"') && stage(what.substr(1)) < 0)
      faults.push_back(place + std::string(what) + " is not written from src/ on");
    if (what.starts_with('"') && stage(what.substr(1)) > stage(file))
      faults.push_back(place + std::string(what) + " stands in a later folder");
    if (file.ends_with(".h") && what.starts_with('<'))
      for (const std::string_view name : heavy)
        if (what.substr(1).starts_with(name))
          faults.push_back(place + std::string(what) + " is too heavy for a header");
  }
  return faults;
}

TEST(IncludeOrder, FindsWhatItLooksFor) {
  const std::string later = "#pragma once\n  #include \"policy/bound.h\"\n";
  EXPECT_EQ(faults_in("catalog/x.cpp", later),
            std::vector<std::string>{"catalog/x.cpp:2: \"policy/bound.h\" stands in a later folder"});
  EXPECT_TRUE(faults_in("policy/x.cpp", later).empty());
  EXPECT_TRUE(faults_in("find/x.cpp", later).empty());
  EXPECT_EQ(faults_in("base/x.h", "#include \"text.h\"\n").size(), 1U);
  EXPECT_EQ(faults_in("base/x.h", "#include <nlohmann/json.hpp>\n#include <vector>\n").size(), 1U);
  EXPECT_TRUE(faults_in("base/x.cpp", "#include <nlohmann/json.hpp>\n").empty());
}

TEST(IncludeOrder, HoldsInTheWholeTree) {
  const std::string src = BESTBY_ROOT "/src";
  const auto files = list_tree(src);
  ASSERT_TRUE(files) << files.error().message;
  ASSERT_GT(files->size(), 10U);
  std::vector<std::string> faults;
  for (const std::string& file : *files) {
    if (stage(file) < 0) faults.push_back(file + ": its folder is not in the order");
    if (!file.ends_with(".h") && !file.ends_with(".cpp")) continue;
    const auto text = read_file(src + "/" + file);
    ASSERT_TRUE(text) << text.error().message;
    for (std::string& fault : faults_in(file, *text)) faults.push_back(std::move(fault));
  }
  EXPECT_EQ(faults, std::vector<std::string>{});
}

// The type that a line of a header begins to define, with the namespace around it; empty: none.
std::string defined_type(std::string_view space, std::string_view line) {
  for (const std::string_view word : {"struct ", "class ", "enum class "}) {
    if (!line.starts_with(word) || line.ends_with(';')) continue;
    line.remove_prefix(word.size());
    return std::string(space) + "::" + std::string(line.substr(0, line.find_first_of(" :{<")));
  }
  return {};
}

// Two types of one name in one namespace are one type to the linker, which takes the functions of either.
TEST(IncludeOrder, ATypeIsDefinedOnceInItsNamespace) {
  EXPECT_EQ(defined_type("bestby", "struct Fault {"), "bestby::Fault");
  EXPECT_EQ(defined_type("bestby", "enum class Edge : int {"), "bestby::Edge");
  EXPECT_EQ(defined_type("bestby", "struct Fault;"), "");
  const std::string src = BESTBY_ROOT "/src";
  const auto files = list_tree(src, {.suffix = ".h"});
  ASSERT_TRUE(files) << files.error().message;
  std::map<std::string, std::string> defined;  // by type
  for (const std::string& file : *files) {
    const auto text = read_file(src + "/" + file);
    ASSERT_TRUE(text) << text.error().message;
    std::string space;
    for (const std::string_view line : split(*text, '\n')) {
      if (line.starts_with("namespace ")) space = trim(line.substr(10, line.find('{') - 10));
      const std::string type = defined_type(space, line);
      if (type.empty()) continue;
      const auto [first, is_new] = defined.emplace(type, file);
      EXPECT_TRUE(is_new) << type << " stands in " << first->second << " and in " << file;
    }
  }
  EXPECT_GT(defined.size(), 100U);
}

}  // namespace
}  // namespace bestby
