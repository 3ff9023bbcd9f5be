#include "observe/text/requirement.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

namespace bestby {
namespace {

struct RequirementCase {
  std::string_view text, name, version, specifier, whole;
};

// Forms of PEP 440, 503 and 508, and of what people write.
constexpr RequirementCase cases[] = {
    {"torch", "torch", "", "", "torch"},
    {"torch==1.12.1", "torch", "1.12.1", "", "torch==1.12.1"},
    {"  Torch == 1.12.1 ", "torch", "1.12.1", "", "Torch == 1.12.1"},
    {"torch==1.12.1+cu113", "torch", "1.12.1+cu113", "", "torch==1.12.1+cu113"},
    {"torch===1.12.1", "torch", "1.12.1", "", "torch===1.12.1"},
    {"torch==1.12.*", "torch", "", "==1.12.*", "torch==1.12.*"},
    {"torch>=1.12,<2", "torch", "", ">=1.12,<2", "torch>=1.12,<2"},
    {"torch >= 1.12 , < 2", "torch", "", ">=1.12,<2", "torch >= 1.12 , < 2"},
    {"torch (>=1.12,<2)", "torch", "", ">=1.12,<2", "torch (>=1.12,<2)"},
    {"torch>=1.12,", "torch", "", ">=1.12", "torch>=1.12"},
    {"torch~=1.12", "torch", "", "~=1.12", "torch~=1.12"},
    {"torch!=1.12,==1.11.0", "torch", "1.11.0", "!=1.12,==1.11.0", "torch!=1.12,==1.11.0"},
    {"Zope.Interface_Ext-x", "zope-interface-ext-x", "", "", "Zope.Interface_Ext-x"},
    {"ray[default, tune]>=2", "ray", "", ">=2", "ray[default, tune]>=2"},
    {"ray[default]", "ray", "", "", "ray[default]"},
    {"torch==1.12.1; python_version < '3.11'", "torch", "1.12.1", "", "torch==1.12.1"},
    {"torch ; sys_platform == 'linux'", "torch", "", "", "torch"},
    {"pkg==1!2.0.post1", "pkg", "1!2.0.post1", "", "pkg==1!2.0.post1"},
    {"torch @ https://x.org/whl/cu118/torch-2.1.0%2Bcu118-cp310-cp310-linux_x86_64.whl", "torch",
     "2.1.0+cu118", "", "torch @ https://x.org/whl/cu118/torch-2.1.0%2Bcu118-cp310-cp310-linux_x86_64.whl"},
    {"transformers @ git+https://g.com/h/transformers@v4.30.0 ; python_version>'3'", "transformers", "4.30.0",
     "", "transformers @ git+https://g.com/h/transformers@v4.30.0"},
    {"transformers@git+ssh://git@g.com/h/transformers", "transformers", "", "",
     "transformers@git+ssh://git@g.com/h/transformers"},
    {"numpy @ file:///croot/numpy_123/work", "numpy", "", "", "numpy @ file:///croot/numpy_123/work"},
    {"https://x.org/torch-1.4.0-cp36-cp36m-linux_x86_64.whl#sha256=12", "torch", "1.4.0", "",
     "https://x.org/torch-1.4.0-cp36-cp36m-linux_x86_64.whl#sha256=12"},
    {"./dist/My_Pkg-0.1-py3-none-any.whl", "my-pkg", "0.1", "", "./dist/My_Pkg-0.1-py3-none-any.whl"},
    {"git+https://g.com/a/b.git@0a1b2c3#egg=b_pkg[x]", "b-pkg", "", "",
     "git+https://g.com/a/b.git@0a1b2c3#egg=b_pkg[x]"},
    {"torch-2.1.0-cp310-cp310-linux_x86_64.whl", "torch", "2.1.0", "",
     "torch-2.1.0-cp310-cp310-linux_x86_64.whl"},
};

TEST(Requirement, Reads) {
  for (const RequirementCase& c : cases) {
    const auto read = read_requirement(c.text);
    ASSERT_TRUE(read) << c.text;
    const SeenPackage expected{"pypi", std::string(c.name), std::string(c.version), std::string(c.specifier)};
    EXPECT_EQ(read->package, expected) << c.text;
    EXPECT_EQ(c.text.substr(read->whole.begin, read->whole.end - read->whole.begin), c.whole) << c.text;
  }
}

TEST(Requirement, RefusesWhatPipRefuses) {
  for (const char* text : {"", "include README.md", "torch 1.12", "torch=1.12", "torch==", "torch==*",
                           "-torch", "{{ name }}", "torch[", "torch (>=1", "torch @", "torch==1 2", ".",
                           "==1.0", "https://x.org/archive.zip", "git+https://g.com/a/b.git"})
    EXPECT_FALSE(read_requirement(text)) << text;
}

TEST(Requirement, KnowsNameAndSpecifier) {
  const auto read = read_requirement("Torch[cuda] == 1.12.1+cu113 ; python_version < '3.11'");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, (ByteSpan{0, 5}));
  EXPECT_EQ(read->specifier, (ByteSpan{12, 27}));
  EXPECT_EQ(read->whole, (ByteSpan{0, 27}));
}

TEST(Requirement, ReadsSourceArchives) {
  EXPECT_EQ(package_of_archive("https://x.org/sagemaker-2.100.0.tar.gz"),
            (SeenPackage{"pypi", "sagemaker", "2.100.0", ""}));
  EXPECT_EQ(package_of_archive("a/b/notes.tar.gz"), std::nullopt);
  EXPECT_EQ(package_of_archive("x-y.whl"), std::nullopt);
}

TEST(Requirement, ReadsThePipInstallLine) {
  const std::vector<std::string_view> words = {"--no-cache-dir",
                                               "-U",
                                               "-r",
                                               "a/requirements.txt",
                                               "torch==1.12.1",
                                               "-f",
                                               "https://x.org",
                                               "--extra-index-url=https://y.org",
                                               "-cc.txt",
                                               "-e",
                                               "git+https://g.com/a.git@v1.2#egg=a",
                                               "--target",
                                               "/opt/x",
                                               "numpy<2"};
  const PipArguments read = read_pip_arguments(words);
  ASSERT_EQ(read.requirements.size(), 3U);
  EXPECT_EQ(read.requirements[0].is.package, (SeenPackage{"pypi", "torch", "1.12.1", ""}));
  EXPECT_EQ(read.requirements[0].word, 4U);
  EXPECT_EQ(read.requirements[1].is.package, (SeenPackage{"pypi", "a", "1.2", ""}));
  EXPECT_EQ(read.requirements[2].is.package, (SeenPackage{"pypi", "numpy", "", "<2"}));
  ASSERT_EQ(read.files.size(), 1U);
  EXPECT_EQ(read.files[0].text, "a/requirements.txt");
  ASSERT_EQ(read.constraints.size(), 1U);
  EXPECT_EQ(read.constraints[0].text, "c.txt");
  ASSERT_EQ(read.indexes.size(), 2U);
  EXPECT_EQ(read.indexes[1].text, "https://y.org");
  EXPECT_TRUE(read.unread.empty());
}

TEST(Requirement, AnyTextIsReadOrRefused) {
  rc::check("places stand in the text", [](const std::string& tail) {
    const std::string text = "torch" + tail;
    const auto read = read_requirement(text);
    if (!read) return;
    RC_ASSERT(read->whole.begin < read->whole.end && read->whole.end <= text.size());
    RC_ASSERT(read->specifier.end <= text.size());
    RC_ASSERT(!read->package.name.empty());
  });
}

}  // namespace
}  // namespace bestby
