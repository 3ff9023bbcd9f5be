// A tree of 20,000 files, all looked at, beside ripgrep that looks for FROM in the same tree, in the same
// run, from a warm cache. The files are copied from the folder BESTBY_BENCH_SOURCES (unpacked source
// packages: `apt-get source ansible numpy docker.io`) as far as it goes; the rest is generated: code, prose,
// Dockerfiles, YAML, requirements.
//
//     BESTBY_BENCH_SOURCES=/tmp/sources build/release/bestby_bench --benchmark_filter=Tree
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "observe/target.h"
#include "process.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t wanted = 20'000;

std::string generated(std::size_t i) {
  const std::string many =
      fmt::format("the quick brown function_{} (value, other) returns nothing of note;\n", i);
  std::string text;
  for (std::size_t n = 0; n < 40 + i * 37 % 400; ++n) text += many;
  switch (i % 50) {
    case 0: return fmt::format("FROM python:3.{}\nRUN pip install torch==1.{}\n", i % 12, i % 13);
    case 1:
      return fmt::format("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: nvcr.io/a/b:{}\n", i);
    case 2: return fmt::format("torch==1.{}\nnumpy\n", i % 13);
    default: return text;
  }
}

std::string name_of(std::size_t i) {
  switch (i % 50) {
    case 0: return "Dockerfile." + std::to_string(i);
    case 1: return fmt::format("pod{}.yaml", i);
    case 2: return fmt::format("requirements{}.txt", i);
    default: return fmt::format("code{}.{}", i, i % 3 == 0 ? "c" : "md");
  }
}

class BenchTree {
 public:
  BenchTree() {
    std::string name = (fs::temp_directory_path() / "bestby-bench-XXXXXX").string();
    root_ = mkdtemp(name.data());
    std::size_t count = 0;
    if (const char* sources = std::getenv("BESTBY_BENCH_SOURCES"))
      for (const auto& entry : fs::recursive_directory_iterator(sources)) {
        if (!entry.is_regular_file() || entry.is_symlink() || count >= wanted * 4 / 5) continue;
        const fs::path to = root_ / fs::relative(entry.path(), sources);
        fs::create_directories(to.parent_path());
        fs::copy_file(entry.path(), to);
        ++count;
      }
    real_ = count;
    for (; count < wanted; ++count) {
      const fs::path to = root_ / fmt::format("generated/{}", count % 200) / name_of(count);
      fs::create_directories(to.parent_path());
      std::ofstream(to) << generated(count);
    }
  }
  BenchTree(const BenchTree&) = delete;
  BenchTree& operator=(const BenchTree&) = delete;
  ~BenchTree() { fs::remove_all(root_); }
  const fs::path& root() const { return root_; }
  std::size_t real() const { return real_; }

 private:
  fs::path root_;
  std::size_t real_ = 0;
};

const BenchTree& tree() {
  static const BenchTree made;
  return made;
}

void BM_TreeObserved(benchmark::State& state) {
  ObserveOptions options;
  options.hosts = {"nvcr.io", "public.ecr.aws", "docker.io", "ghcr.io",
                   "quay.io", "gcr.io",         ".dkr.ecr.", ".pkg.dev"};
  std::uint64_t bytes = 0, files = 0, seen = 0;
  for (auto _ : state) {
    const auto out = observe_tree(tree().root().string(), options);
    if (!out) return state.SkipWithError(out.error().message.c_str());
    bytes = out->bytes;
    files = out->files;
    seen = out->seen.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
  state.counters["files"] = static_cast<double>(files);
  state.counters["real"] = static_cast<double>(tree().real());
  state.counters["seen"] = static_cast<double>(seen);
}
BENCHMARK(BM_TreeObserved)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(3);

void BM_TreeRipgrep(benchmark::State& state) {
  for (auto _ : state)
    run({"/usr/bin/rg", "--hidden", "--no-require-git", "-c", "FROM", tree().root().string()}, {0, 1});
}
BENCHMARK(BM_TreeRipgrep)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(3);

}  // namespace
}  // namespace bestby
