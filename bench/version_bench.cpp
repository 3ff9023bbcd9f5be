// What keys save: comparing two versions by key, against parsing both and comparing then.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/version.h"

namespace bestby {
namespace {

const VersionScheme& scheme(std::string_view name) { return *find_version_scheme(name); }

std::vector<std::string> some_texts() {
  std::vector<std::string> texts;
  for (int minor = 0; minor < 32; ++minor)
    for (const char* tail : {"", ".1", "rc1", ".post1", ".dev20260817", "+cu124", "a2", ".10"})
      texts.push_back("2." + std::to_string(minor * 7 % 32) + tail);
  return texts;
}

void parse_one(benchmark::State& state, std::string_view name, std::string_view text) {
  const VersionScheme& s = scheme(name);
  for (auto _ : state) benchmark::DoNotOptimize(parse_version(s, text));
}
BENCHMARK_CAPTURE(parse_one, pep440_short, "pep440", "1.12.1");
BENCHMARK_CAPTURE(parse_one, pep440_long, "pep440", "1!2.9.0rc1.post2.dev3+cu126.e8242a9");
BENCHMARK_CAPTURE(parse_one, semver, "semver", "1.30.2-rc.1");
BENCHMARK_CAPTURE(parse_one, debian, "debian", "1:2.36-9+deb12u4");
BENCHMARK_CAPTURE(parse_one, rpm, "rpm", "2.34-60.amzn2023");
BENCHMARK_CAPTURE(parse_one, image_tag, "image-tag", "2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker");

void compare_keys(benchmark::State& state) {
  std::vector<Version> versions;
  for (const auto& text : some_texts()) versions.push_back(*parse_version(scheme("pep440"), text));
  std::size_t i = 0;
  for (auto _ : state) {
    const std::size_t next = (i + 1) % versions.size();
    benchmark::DoNotOptimize(versions[i].key < versions[next].key);
    i = next;
  }
}
BENCHMARK(compare_keys);

void parse_and_compare(benchmark::State& state) {
  const auto texts = some_texts();
  const VersionScheme& s = scheme("pep440");
  std::size_t i = 0;
  for (auto _ : state) {
    const std::size_t next = (i + 1) % texts.size();
    benchmark::DoNotOptimize(parse_version(s, texts[i])->key < parse_version(s, texts[next])->key);
    i = next;
  }
}
BENCHMARK(parse_and_compare);

void range_contains(benchmark::State& state, const char* text) {
  const auto range = *VersionRange::parse(scheme("pep440"), text);
  std::vector<Version> versions;
  for (const auto& one : some_texts()) versions.push_back(*parse_version(scheme("pep440"), one));
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(range.contains(versions[i]));
    i = (i + 1) % versions.size();
  }
}
BENCHMARK_CAPTURE(range_contains, one_interval, ">=2.10,<2.20");
BENCHMARK_CAPTURE(range_contains, many_holes, ">=2.1,!=2.3.*,!=2.5,!=2.7,!=2.9.*,!=2.11,!=2.13,<3");

void parse_range(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(VersionRange::parse(scheme("pep440"), ">=1.22.2,!=1.24.*,<2"));
}
BENCHMARK(parse_range);

}  // namespace
}  // namespace bestby
