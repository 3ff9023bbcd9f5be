#include "observe/text/requirements_file.h"

#include <gtest/gtest.h>

#include <map>

#include "observe/text/text_places.h"

namespace bestby {
namespace {

using Files = std::map<std::string, std::string, std::less<>>;

Observed read(const Files& files, const std::string& path) {
  TextContext context;
  context.open = [&](std::string_view p) -> std::optional<std::string> {
    const auto found = files.find(p);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  Observed out;
  const std::string text = files.at(path);
  EXPECT_TRUE(read_text({path, text}, context, out));
  return out;
}

// "path:line:column+length type/name version specifier #stack"
std::vector<std::string> shown(const Observed& seen) {
  std::vector<std::string> out;
  for (const Observation& o : seen.seen) {
    std::string line = o.where.path + ":" + std::to_string(o.where.line) + ":" +
                       std::to_string(o.where.column) + "+" + std::to_string(o.where.length) + " ";
    if (const auto* p = std::get_if<SeenPackage>(&o.what))
      line += p->type + "/" + p->name + " " + p->version + " " + p->specifier;
    if (const auto* c = std::get_if<SeenChannel>(&o.what)) line += "channel " + c->name;
    out.push_back(line + " #" + std::to_string(o.stack));
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(RequirementsFile, FollowsIncludesAndConstraints) {
  const Files files = {{"app/requirements.txt",
                        "# all\n-r base.txt\n--requirement=../shared/x.txt\n-c constraints.txt\ntorch\n"},
                       {"app/base.txt", "numpy >= 1.20 ; python_version > '3'  # why\n-r requirements.txt\n"},
                       {"shared/x.txt", "-i https://x.org/simple\n-r /etc/passwd\n-r ../../out.txt\n"},
                       {"app/constraints.txt", "torch==1.12.1\nunused==1\n"}};
  const Observed seen = read(files, "app/requirements.txt");
  EXPECT_EQ(shown(seen), (Lines{"app/base.txt:1:1+13 pypi/numpy  >=1.20 #0",
                                "shared/x.txt:1:4+20 channel https://x.org/simple #0",
                                "app/requirements.txt:5:1+5 pypi/torch   #0",
                                "app/constraints.txt:1:1+13 pypi/torch 1.12.1  #0"}));
  EXPECT_TRUE(seen.unread.empty());
}

TEST(RequirementsFile, PutsContinuedLinesTogether) {
  const Files files = {
      {"requirements.txt",
       "é==1\r\n  torch==1.12.1 \\\r\n    --hash=sha256:aa \\\r\n    --hash=sha256:bb\r\nnum\\\npy<2"}};
  const Observed seen = read(files, "requirements.txt");
  EXPECT_EQ(shown(seen), (Lines{"requirements.txt:2:3+13 pypi/torch 1.12.1  #0",
                                "requirements.txt:5:1+4 pypi/numpy  <2 #0"}));
  EXPECT_EQ(seen.seen[0].where.begin, 9U);
  EXPECT_EQ(seen.seen[0].where.end, 22U);
  ASSERT_EQ(seen.unread.size(), 1U);
  EXPECT_EQ(seen.unread[0], (Unread{"requirements.txt", "line 1 is no requirement: `é==1`"}));
}

TEST(RequirementsFile, ReadsWhatFreezeWrites) {
  const Files files = {{"freeze.txt",
                        "-e git+https://g.com/a/b.git@0a1b2c3d#egg=b\n"
                        "# Editable install with no version control (mine==0.3)\n-e /home/me/mine\n"
                        "numpy @ file:///croot/numpy_1/work\n"}};
  EXPECT_EQ(shown(read(files, "freeze.txt")),
            (Lines{"freeze.txt:1:4+40 pypi/b   #0", "freeze.txt:2:45+9 pypi/mine 0.3  #0",
                   "freeze.txt:4:1+34 pypi/numpy   #0"}));
}

TEST(RequirementsFile, ReadsUtf16) {
  std::string wide = "\xFF\xFE";
  for (const char c : std::string_view("torch==1.12.1\r\n")) wide += {c, '\0'};
  const Observed seen = read({{"requirements.txt", wide}}, "requirements.txt");
  EXPECT_EQ(shown(seen), Lines{"requirements.txt:1:1+13 pypi/torch 1.12.1  #0"});
  EXPECT_EQ(seen.seen[0].where.end, 0U);
}

TEST(RequirementsFile, TakesProseForNoRequirements) {
  EXPECT_TRUE(shown(read({{"requirements/notes.txt", "this is prose\nand more of it\nend\n"}},
                         "requirements/notes.txt"))
                  .empty());
  EXPECT_EQ(shown(read({{"requirements/dev.txt", "torch\n"}}, "requirements/dev.txt")).size(), 1U);
}

// As where a folder is a link to itself.
TEST(RequirementsFile, EndsWhereEachFileIncludesNewOnes) {
  TextContext context;
  context.open = [](std::string_view) {
    return std::optional<std::string>("-r a/x.txt\n-r b/x.txt\ntorch\n");
  };
  Observed out;
  read_requirements({"x.txt", "-r a/x.txt\n"}, context, out);
  EXPECT_GT(out.seen.size(), 100U);
  EXPECT_LE(out.seen.size(), 200U);
  ASSERT_FALSE(out.unread.empty());
  EXPECT_LE(out.unread.size(), 200U);
}

TEST(RequirementsFile, SaysWhatItCannotRead) {
  const Observed seen = read({{"requirements.txt", "-r gone.txt\n{{ x }}\na b\n"}}, "requirements.txt");
  ASSERT_EQ(seen.unread.size(), 2U);
  EXPECT_EQ(seen.unread[0], (Unread{"gone.txt", "is included by `requirements.txt` and cannot be read"}));
  EXPECT_EQ(seen.unread[1], (Unread{"requirements.txt", "line 2 is no requirement: `{{ x }}` (and 1 more)"}));
}

TEST(TextPlaces, AgreesWithCounting) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += i % 37 == 0 ? "\n" : i % 5 == 0 ? "é" : "x";
  const TextPlaces places("f", text);
  for (std::size_t at = 0; at < text.size(); at += 7) {
    std::uint32_t line = 1, column = 1;
    for (std::size_t i = 0; i < at; ++i) {
      if (text[i] == '\n') {
        ++line;
        column = 1;
      } else if (static_cast<signed char>(text[i]) >= -64) {
        ++column;
      }
    }
    const Place place = places.at(at, at);
    EXPECT_EQ(place.line, line);
    EXPECT_EQ(place.column, column);
  }
}

}  // namespace
}  // namespace bestby
