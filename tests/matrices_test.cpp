// The catalogue says what upstream's compatibility matrices say, row by row.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "cited_facts.h"

namespace bestby {
namespace {

using std::string;
using Lines = std::set<string>;

std::vector<string> rows(const string& file) {
  std::ifstream in(shared_folder() / "sources" / "upstream" / file);
  std::vector<string> out;
  for (string line; std::getline(in, line);)
    if (line.find("- {") != string::npos) out.push_back(line);
  return out;
}

// What stands after `key: `: the text in quotes, or all between brackets or braces.
string field(const string& row, const string& key) {
  std::smatch found;
  const std::regex any("[ {]" + key + R"(: *(?:"([^"]*)\"|\[([^\]]*)\]|\{([^}]*)\}|(\d+)))");
  if (!std::regex_search(row, found, any)) return {};
  return found[1].str() + found[2].str() + found[3].str() + found[4].str();
}

std::vector<string> quoted(const string& text) {
  const std::regex item(R"re("([^"]*)")re");
  std::vector<string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), item), end; at != end; ++at)
    out.push_back((*at)[1].str());
  return out;
}

TEST(Matrices, PyTorch) {
  const auto all = rows("pytorch-compatibility.yml");
  if (all.empty()) GTEST_SKIP() << "no matrix below " << shared_folder();
  EXPECT_EQ(all.size(), 13U);
  for (const string& row : all) {
    const string version = field(row, "pytorch"), cycle = "pytorch@" + version + " ";
    int first = 0, last = 0;
    ASSERT_EQ(std::sscanf(field(row, "python").c_str(), ">=3.%d,<=3.%d", &first, &last), 2) << row;
    Lines expected = {
        cycle + "requires python>=3." + std::to_string(first) + ",<3." + std::to_string(last + 1),
        cycle + "rocm rocm@" + field(row, "rocm"), cycle + "cxx_standard " + field(row, "cxx")};
    for (int minor = first; minor <= last; ++minor)
      expected.insert(cycle + "python python@3." + std::to_string(minor));
    for (const string& one : quoted(field(row, "python_experimental")))
      expected.insert(cycle + "python_experimental " + one);
    for (const string& one : quoted(field(row, "cuda")))
      expected.insert(cycle + "cuda_supported cuda@" + one);
    for (const string& one : quoted(field(row, "cuda_experimental")))
      expected.insert(cycle + "cuda_experimental cuda@" + one);
    const auto cudnn = quoted(field(row, "cudnn"));
    for (std::size_t i = 0; i + 1 < cudnn.size(); i += 2)
      expected.insert(cycle + "cudnn cudnn@" + cudnn[i + 1] +
                      (cudnn[i] == "*" ? "" : " [cuda=cuda@" + cudnn[i] + "]"));
    EXPECT_EQ(joined(cited_facts("pytorch-compatibility", "row " + version)), joined(expected));
  }
}

TEST(Matrices, Lightning) {
  const auto all = rows("lightning-compatibility.yml");
  if (all.empty()) GTEST_SKIP() << "no matrix below " << shared_folder();
  EXPECT_EQ(all.size(), 11U);
  for (const string& row : all) {
    const string version = field(row, "lightning"), cycle = "pytorch-lightning@" + version + " ";
    const Lines expected = {cycle + "requires torch>=" + field(row, "torch_min"),
                            cycle + "requires torchmetrics>=" + field(row, "torchmetrics_min"),
                            cycle + "requires python>=" + field(row, "python_min"),
                            cycle + "tested_max pytorch@" + field(row, "torch_tested_max"),
                            cycle + "tested_max python@" + field(row, "python_tested_max")};
    EXPECT_EQ(joined(cited_facts("lightning-compatibility", "row " + version)), joined(expected));
  }
}

}  // namespace
}  // namespace bestby
