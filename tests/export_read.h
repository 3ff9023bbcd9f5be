// What tests of exports share: files of a folder of their own, and readers that are no code of ours.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/files.h"

namespace bestby::testing {

namespace fs = std::filesystem;

class ExportRead : public ::testing::Test {
 protected:
  ExportRead() : folder_(::testing::TempDir() + "bestby-export-" + std::to_string(getpid()) + "/") {
    fs::create_directories(folder_);
  }
  ~ExportRead() override { fs::remove_all(folder_); }

  // Runs an export into a file of the folder, which is named after it.
  void export_to(const std::string& file, const std::string& words) const {
    ASSERT_EQ(std::system(("BESTBY_TODAY=2026-09-01 " BESTBY_EXECUTABLE " export " + words + " -o " +
                           folder_ + file + " 2>/dev/null")
                              .c_str()),
              0)
        << words;
  }

  int python(const std::string& script, const std::string& arguments = {},
             const std::string& interpreter = "/usr/bin/python3") const {
    EXPECT_TRUE(write_file(folder_ + "read.py", script));
    return std::system(("cd " + folder_ + " && " + interpreter + " read.py " + arguments).c_str());
  }

  // Where the standards' schemas are; empty where they are not.
  static std::string schemas() {
    const char* shared = std::getenv("BESTBY_SHARED");
    const std::string path =
        (shared != nullptr ? std::string(shared) : BESTBY_ROOT "/../shared") + "/schemas";
    return fs::is_directory(path) ? fs::canonical(path).string() : std::string();
  }

  std::string folder_;
};

}  // namespace bestby::testing
