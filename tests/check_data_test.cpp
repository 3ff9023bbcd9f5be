// Files that real tools wrote, and what is seen in them: tests/data/check/**/NAME beside NAME.seen.
// Which tool and version wrote each is in its README.md. BESTBY_ACCEPT=1 writes the .seen files anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "base/text.h"
#include "observe/text/text_testing.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

const std::string folder = std::string(BESTBY_ROOT) + "/tests/data/check";

std::vector<fs::path> data_files() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() != ".seen" &&
        entry.path().filename() != "README.md")
      out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

TEST(CheckData, IsSeenAsItStands) {
  TextContext context;
  context.open = [](std::string_view path) -> std::optional<std::string> {
    auto text = read_file(fmt::format("{}/{}", folder, path));
    return text ? std::optional(std::move(*text)) : std::nullopt;
  };
  for (const fs::path& path : data_files()) {
    const std::string text = read_file(path.string()).value_or("");
    const std::string name = fs::relative(path, folder).generic_string();
    std::string actual;
    for (const std::string& line : seen_lines(read_as(name, text, context), text)) actual += line + "\n";
    const std::string expected_path = path.string() + ".seen";
    if (std::getenv("BESTBY_ACCEPT") != nullptr) {
      std::ofstream(expected_path, std::ios::binary) << actual;
      continue;
    }
    EXPECT_EQ(read_file(expected_path).value_or(""), actual)
        << "in " << name << "; BESTBY_ACCEPT=1 accepts what is seen now";
  }
}

// Each file is written by a tool that is named, and something is seen in it.
TEST(CheckData, IsDescribed) {
  const std::string readme = read_file(folder + "/README.md").value_or("");
  for (const fs::path& path : data_files()) {
    const std::string name = fs::relative(path, folder).generic_string();
    EXPECT_NE(readme.find("`" + name + "`"), std::string::npos) << name << " is not in README.md";
    EXPECT_FALSE(read_file(path.string() + ".seen").value_or("").empty()) << name;
  }
}

}  // namespace
}  // namespace bestby
