#include "observe/text/python_project.h"

#include <gtest/gtest.h>

#include "observe/text/poetry_constraint.h"
#include "observe/text/text_testing.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

TEST(PythonProject, ReadsPep621AndGroups) {
  const std::string text = R"([project]
name = "x"
requires-python = ">=3.9"
dependencies = ["torch[a]==2.1.0 ; sys_platform == 'linux'", 'numpy<2']
[project.optional-dependencies]
gpu = ["nvidia-cudnn-cu12"]
[dependency-groups]
dev = ["pytest", {include-group = "more"}]
[tool.uv.sources]
vllm = { url = "https://x.org/vllm-0.4.0-cp38-abi3-linux_x86_64.whl" }
[[tool.uv.index]]
url = "https://download.pytorch.org/whl/cu118"
[tool.uv]
dev-dependencies = ["vllm"]
)";
  EXPECT_EQ(
      seen_lines(read_as("a/pyproject.toml", text), text),
      (Lines{"3:20+5 `>=3.9` generic python [>=3.9] #0", "4:18+15 `torch[a]==2.1.0` pypi torch 2.1.0 #0",
             "4:63+7 `numpy<2` pypi numpy [<2] #0", "6:9+17 `nvidia-cudnn-cu12` pypi nvidia-cudnn-cu12 #0",
             "8:9+6 `pytest` pypi pytest #0", "14:22+4 `vllm` pypi vllm 0.4.0 #0",
             "12:8+38 `https://download.pytorch.org/whl/cu118` channel "
             "https://download.pytorch.org/whl/cu118 #0"}));
}

TEST(PythonProject, SaysWhatItCannotRead) {
  EXPECT_EQ(
      seen_lines(read_as("pyproject.toml", "[project\n"), ""),
      (Lines{"unread pyproject.toml: line 1, column 9: is not valid TOML: Error while parsing table header: "
             "expected ']', saw '\\n'"}));
}

TEST(PoetryConstraint, IsWrittenAsASpecifier) {
  struct {
    std::string_view given, expected;
  } const cases[] = {
      {"*", ""},
      {"", ""},
      {"^1.12.1", ">=1.12.1,<2.0.0"},
      {"^1.2", ">=1.2,<2.0"},
      {"^1", ">=1,<2"},
      {"^0.2.3", ">=0.2.3,<0.3.0"},
      {"^0.0.3", ">=0.0.3,<0.0.4"},
      {"^0.0", ">=0.0,<0.1"},
      {"^0", ">=0,<1"},
      {"~1.2.3", ">=1.2.3,<1.3.0"},
      {"~1.2", ">=1.2,<1.3"},
      {"~1", ">=1,<2"},
      {"~=1.2", "~=1.2"},
      {"1.2.3", "==1.2.3"},
      {"=1.2.3", "==1.2.3"},
      {"1.2.*", "==1.2.*"},
      {">=1.0 <2.0", ">=1.0,<2.0"},
      {">= 1.0, < 2.0, != 1.5", ">=1.0,<2.0,!=1.5"},
      {"^3.8,<3.12", ">=3.8,<4.0,<3.12"},
  };
  for (const auto& c : cases) EXPECT_EQ(pep440_of_poetry(c.given), c.expected) << c.given;
  for (const std::string_view none : {"^1 || ^3", "latest", "^", "~x", "^99999999999999999999"})
    EXPECT_FALSE(pep440_of_poetry(none)) << none;
}

}  // namespace
}  // namespace bestby
