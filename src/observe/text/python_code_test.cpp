#include "observe/text/python_code.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include "observe/text/text_testing.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

Lines seen(std::string_view text, std::string_view path = "train.py") {
  return seen_lines(read_as(path, text), text);
}

TEST(PythonCode, ReadsImportsAndTheirUse) {
  EXPECT_EQ(seen("import a.b.c as d, e.f  # g\nfrom h.i import (\n  j as k,\n  l)\nfrom . import m\nfrom n "
                 "import *\n"
                 "d.x.Y(); e.f.g(k.z)\nx.y.z()\nimport a.b.c\n"),
            (Lines{"1:8+5 `a.b.c` interface a.b.c #0", "1:20+3 `e.f` interface e.f #0",
                   "3:3+1 `j` interface h.i.j #0", "4:3+1 `l` interface h.i.l #0", "6:6+1 `n` interface n #0",
                   "7:1+5 `d.x.Y` interface a.b.c.x.Y #0", "7:10+5 `e.f.g` interface e.f.g #0",
                   "7:16+3 `k.z` interface h.i.j.z #0"}));
}

TEST(PythonCode, ReportsTheInterfacesThatAreAskedFor) {
  TextContext context;
  context.interfaces = {"a.b", "q.Class"};
  const std::string text = "import a.b, a.bc, a.b.c as d\nd.e()\nimport q\nq.Class.of()\nq.other()\n";
  EXPECT_EQ(seen_lines(read_as("x.py", text, context), text),
            (Lines{"1:8+3 `a.b` interface a.b #0", "1:19+5 `a.b.c` interface a.b.c #0",
                   "2:1+3 `d.e` interface a.b.c.e #0", "4:1+10 `q.Class.of` interface q.Class.of #0"}));
  EXPECT_TRUE(may_say_something("import q", context.interfaces));
  EXPECT_TRUE(may_say_something("f(instance_type=1)", context.interfaces));
  EXPECT_FALSE(may_say_something("import os", {"torch.x"}));
}

TEST(PythonCode, ReadsCallsWithLiterals) {
  EXPECT_EQ(seen("from sagemaker.pytorch import PyTorch\nV = '1.12.1'\ne = PyTorch(entry_point='x', "
                 "framework_version=V,\n"
                 "  py_version='py' '38', instance_type=(\n    'ml.p4d.24xlarge'),\n"
                 "  distribution={'smdistributed': {'dataparallel': {'enabled': True}}})\n"),
            (Lines{"1:31+7 `PyTorch` interface sagemaker.pytorch.PyTorch #0",
                   "5:6+15 `ml.p4d.24xlarge` instance ml.p4d.24xlarge #1",
                   "2:6+6 `1.12.1` call PyTorch call=get_training_image_uri framework=pytorch version=1.12.1 "
                   "py_version=py38 instance_type=ml.p4d.24xlarge distribution={\"smdistributed\": "
                   "{\"dataparallel\": {\"enabled\": true}}} image_scope=training #1"}));
}

TEST(PythonCode, ReadsRetrieveByPosition) {
  EXPECT_EQ(
      seen("from sagemaker import image_uris as u\nu.retrieve('huggingface', r, '4.17.0', "
           "base_framework_version='pytorch1.10.2', image_scope='training')\nmodels.retrieve('x', 'y', 'z')\n"
           "from other import PyTorch\nPyTorch(framework_version='1')\nopenai.image_uris.retrieve\n"),
      (Lines{"1:23+10 `image_uris` interface sagemaker.image_uris #0",
             "4:19+7 `PyTorch` interface other.PyTorch #0",
             "2:1+10 `u.retrieve` interface sagemaker.image_uris.retrieve #0",
             "2:31+6 `4.17.0` call retrieve call=retrieve framework=huggingface version=4.17.0 "
             "base_framework_version=pytorch1.10.2 image_scope=training #1"}));
}

TEST(PythonCode, TakesNothingForFixedThatMayChange) {
  for (const char* text :
       {"T = 'ml.p3.2xlarge'\nT = 'ml.m5.large'\nf(instance_type=T)",
        "def f(t='ml.m5.large'):\n  g(instance_type=t)",
        "for t in x:\n  f(instance_type=t)\nt = 'ml.m5.large'",
        "t = 'ml.m5.large'\nt += 'x'\nf(instance_type=t)", "f(instance_type=f'ml.{x}.large')",
        "f(instance_type='ml.m5' + x)", "f(instance_type='ml.' 'm5.large' if x else y)",
        "f(instance_type=b'ml.m5.large')", "f(instance_type='ml.m5.large", "# f(instance_type='ml.m5.large')",
        "'''f(instance_type=\"ml.m5.large\")'''", "f(instance_type=a.t)\nt = 'ml.m5.large'"})
    EXPECT_EQ(seen(text), Lines()) << text;
}

TEST(PythonCode, ReadsImagesAndInstancesOfAnyCall) {
  EXPECT_EQ(
      seen("m = Model(image_uri='1.dkr.ecr.us-east-1.amazonaws.com/a:b').deploy(1, "
           "instance_type=u\"ml.g4dn.xlarge\")\n"
           "c.create(A={'TrainingImage': 'x.io/a:b', \"Image\": 'name'}, R={'InstanceType': "
           "'ml.m5.xlarge'})\n"),
      (Lines{"1:22+37 `1.dkr.ecr.us-east-1.amazonaws.com/a:b` image 1.dkr.ecr.us-east-1.amazonaws.com/a:b #0",
             "1:88+14 `ml.g4dn.xlarge` instance ml.g4dn.xlarge #1", "2:31+8 `x.io/a:b` image x.io/a:b #2",
             "2:80+12 `ml.m5.xlarge` instance ml.m5.xlarge #3"}));
}

TEST(PythonCode, ReadsSetupFiles) {
  const std::string text =
      "from setuptools import setup\nR = ['torch==1.12.1', \"numpy<2\"]\nsetup(install_requires=R,\n"
      "  extras_require={'a': ['x>1', d['y']]}, python_requires='>=3.8')\n";
  EXPECT_EQ(seen_lines(read_as("a/setup.py", text), text),
            (Lines{"2:7+13 `torch==1.12.1` pypi torch 1.12.1 #0", "2:24+7 `numpy<2` pypi numpy [<2] #0",
                   "4:26+3 `x>1` pypi x [>1] #0", "4:59+5 `>=3.8` generic python [>=3.8] #0",
                   "1:24+5 `setup` interface setuptools.setup #1"}));
  const std::string config =
      "[metadata]\nname = x\n[options]\npython_requires = >=3.8\ninstall_requires =\n    torch==1.12.1  # w\n"
      "\n    numpy<2; python_version < '3'\nzip_safe = no\n[options.extras_require]\na =\n  x>1\n";
  EXPECT_EQ(seen_lines(read_as("setup.cfg", config), config),
            (Lines{"4:19+5 `>=3.8` generic python [>=3.8] #0", "6:5+13 `torch==1.12.1` pypi torch 1.12.1 #0",
                   "8:5+7 `numpy<2` pypi numpy [<2] #0", "12:3+3 `x>1` pypi x [>1] #0"}));
}

TEST(PythonCode, ReadsNotebooks) {
  const std::string text = R"j({"cells": [
 {"cell_type": "markdown", "source": ["import no"]},
 {"cell_type": "code", "source": [
   "%pip install -q \"torch==1.12.1\" numpy\n",
   "é = 1; import a.b as c\n"]},
 {"cell_type": "code", "source": "%%html\nimport d"},
 {"cell_type": "code", "source": "c.run(instance_type=\"ml.p3.2xlarge\")"}],
 "metadata": {"language_info": {"name": "python"}}})j";
  EXPECT_EQ(seen(text, "x.ipynb"),
            (Lines{"4:23+13 `torch==1.12.1` pypi torch 1.12.1 #0", "4:39+5 `numpy` pypi numpy #0",
                   "5:19+3 `a.b` interface a.b #1", "7:35+5 `c.run` interface a.b.run #1",
                   "7:57+13 `ml.p3.2xlarge` instance ml.p3.2xlarge #2"}));
  EXPECT_TRUE(
      seen(
          R"({"cells":[{"cell_type":"code","source":"import a"}],"metadata":{"kernelspec":{"language":"R"}}})",
          "x.ipynb")
          .empty());
}

TEST(PythonCode, ReadsNotebooksThatAreCutOff) {
  for (const char* tail :
       {"\\u", "\\u12", "\\ud83d", "\\ud83d\\u", "\\ud83d\\ude0", "\\", "%%bash\\n\\n!\\n%"}) {
    const std::string text = std::string("{\"cells\":[{\"cell_type\":\"code\",\"source\":\"") + tail;
    for (const char* end : {"\"}]}", "\"", ""})
      EXPECT_TRUE(read_as("x.ipynb", text + end).seen.empty()) << tail << end;
  }
}

TEST(PythonCode, WalksHostileTextsOnce) {
  std::string calls, brackets(3'000'000, '(');
  for (int i = 0; i < 500'000; ++i) calls += "PyTorch(instance_type=";
  EXPECT_TRUE(read_as("x.py", calls).seen.empty());
  EXPECT_TRUE(read_as("x.py", brackets).seen.empty());
  EXPECT_TRUE(read_as("x.py", "import " + std::string(2'000'000, '.')).seen.empty());
}

TEST(PythonCode, AnyTextIsRead) {
  rc::check("places stand in the text", [](const std::string& tail) {
    const std::string text = "import a\nf(instance_type='ml.x', b=" + tail;
    for (const Observation& o : read_as("x.py", text).seen) RC_ASSERT(o.where.end <= text.size());
    for (const Observation& o : read_as("x.ipynb", "{\"cells\":[{\"source\":\"" + text).seen)
      RC_ASSERT(o.where.line == 1U || o.where.line == 2U);
  });
}

}  // namespace
}  // namespace bestby
