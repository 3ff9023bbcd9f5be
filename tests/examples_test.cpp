// The examples in the headers that others start from, compiled and run. A test holds each line of them
// against this file, so that neither changes alone.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/files.h"
#include "base/formats/json_reader.h"
#include "base/formats/yaml.h"
#include "base/version.h"
#include "book.h"
#include "catalog/load.h"
#include "find/image_address.h"
#include "find/purl.h"
#include "find/subject.h"
#include "judge/status.h"
#include "policy/bound.h"
#include "policy/evaluator.h"
#include "policy/load_policies.h"
#include "report/json_writer.h"
#include "snapshot/compile.h"
#include "snapshot/embedded.h"
#include "snapshot/snapshot.h"

namespace bestby {
namespace {

template <class... T>
void use(const T&...) {}
void print(const Error& error) { ADD_FAILURE() << error.message; }

TEST(Examples, Dates) {
  Date ga = *Date::parse("2023-03-15");
  EXPECT_EQ((ga + Days{365}).str(), "2024-03-14");
  EXPECT_EQ((ga + Months{12}).str(), "2024-03-15");
  EXPECT_EQ((*Date::parse("2025-01-31") + Months{1}).str(), "2025-02-28");
}

TEST(Examples, Versions) {
  const VersionScheme& pep440 = *find_version_scheme("pep440");
  Version a = *parse_version(pep440, "1.10.2");
  EXPECT_TRUE(a.key < parse_version(pep440, "1.12")->key);
  EXPECT_EQ(cycle_name(a, 2), "1.10");
  auto range = *VersionRange::parse(pep440, ">=1.10,<2");
  EXPECT_TRUE(range.contains(a));
}

Result<std::string> product_of(std::string text) {
  auto document = yaml::read("catalog/pytorch.yml", std::move(text));
  if (!document) return fail(document.error());
  const yaml::Node* product = document->root.find("product");
  if (!product) return fail(ErrorCode::catalog, "`product` is missing", document->span(document->root));
  return product->str();
}

TEST(Examples, Trees) {
  EXPECT_EQ(*product_of("product: pytorch\n"), "pytorch");
  EXPECT_FALSE(product_of("releases: []\n"));
  EXPECT_EQ(yaml::quote("PyTorch 2.7"), "PyTorch 2.7");
  EXPECT_EQ(yaml::quote("1.10"), "\"1.10\"");
  EXPECT_EQ(yaml::quote("2026-08-21", yaml::As::number_or_date), "2026-08-21");
  std::string text = R"({"releases": [{"date": "2022-07-01"}]})";
  auto document = read_json("releases.json", std::move(text));
  EXPECT_EQ(document->root.find("releases")->items[0].find("date")->text, "2022-07-01");
}

TEST(Examples, TheWorld) {
  const auto files = testing::files_of("catalog");
  auto store = load_catalog(files);
  if (!store)
    for (const Error& e : store.error()) print(e);
  const World world = store->world();
  NodeId torch = *world.find_product("pytorch");
  for (NodeId r : world.releases_of(torch)) use(world.name(r));
  const NodeId cycle = *world.find_cycle(torch, "1.12");
  const std::int32_t known = day_max - 1;
  const FactRow* f = world.fact(cycle, *world.find_predicate("released"), known, cycle);
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(Date::from_days(f->low).str(), "2022-07-01");
  const auto policy_files = testing::files_of("policies");
  auto policies = load_policies(policy_files, world);
  if (!policies)
    for (const Error& e : policies.error()) print(e);
}

TEST(Examples, Bounds) {
  const auto exactly = [](const char* day) { return Bound::exactly(*Date::parse(day)); };
  const Bound not_recorded = Bound::not_recorded(), not_yet = Bound::not_yet();
  EXPECT_EQ(to_text(earliest({exactly("2024-03-14"), exactly("2024-10-07")})), "2024-03-14");
  EXPECT_EQ(to_text(earliest({exactly("2024-03-14"), not_recorded})), "at most 2024-03-14");
  EXPECT_EQ(to_text(latest({exactly("2024-03-14"), not_yet})), "at least 2024-03-14");
}

NodeId asked(const World& world, std::int32_t known) {
  Result<Subject> s = find_subject(world, "pytorch@1.12.1", known);
  if (!s) print(s.error());
  use(s->in(world), s->node, s->note);
  return s->node;
}

TEST(Examples, Questions) {
  const Snapshot snapshot = embedded_catalog();
  const World& world = snapshot.world;
  const Policies& policies = snapshot.policies;
  const auto known = std::optional(*Date::parse("2025-01-31"));
  const Date on = *Date::parse("2025-01-31");

  const NodeId node = asked(world, known->days());

  Evaluator evaluator(world, policies, known);
  for (const Verdict& v : evaluator.verdicts(node)) {
    use(v.timeline.at(on.days()), v.decides);
    Explanation why = evaluator.explain(v.timeline.policy, v.timeline.node);
    EXPECT_FALSE(why.clauses.empty());
  }
  const Status s = judge(evaluator, node, on);
  if (!s.policies.empty() && s.policies[0].patched_on == Truth::no) use(s.move_to);
  EXPECT_EQ(s.policies[0].patched_on, Truth::no);
}

Result<std::string> written_and_read(const World& world, const Policies& policies, const std::string& path) {
  std::string bytes = *write_snapshot(world, policies);
  write_file(path, bytes);
  auto snapshot = read_snapshot(path);
  if (!snapshot) return fail(snapshot.error());
  Evaluator evaluator(snapshot->world, snapshot->policies);
  return write_snapshot(snapshot->world, snapshot->policies);
}

TEST(Examples, Snapshots) {
  const std::string folder = BESTBY_ROOT, path = ::testing::TempDir() + "catalog.snapshot";
  auto compiled = compile_catalog(folder);
  if (!compiled)
    for (const Error& e : compiled.error()) print(e);
  write_file(path, *compiled->bytes);
  Evaluator evaluator(compiled->snapshot.world, compiled->snapshot.policies);
  EXPECT_EQ(*read_file(path), *compiled->bytes);
  EXPECT_EQ(*written_and_read(compiled->snapshot.world, compiled->snapshot.policies, path), *compiled->bytes);
}

TEST(Examples, Names) {
  Purl p = *read_purl("pkg:pypi/Torch@1.12.1?arch=x86#sub");
  EXPECT_TRUE(p.identifier() == "pkg:pypi/torch" && p.version == "1.12.1" && p.qualifier("arch") == "x86");
  ImageAddress a = *read_image_address("registry.example/team/app:1.2-gpu@sha256:0123");
  EXPECT_EQ(a.host, "registry.example");
  EXPECT_EQ(a.path, "team/app");
  EXPECT_EQ(a.tag, "1.2-gpu");
  EXPECT_EQ(a.digest, "sha256:0123");
  ImageAddress b = *read_image_address("registry.<region>.example/app:1.2");
  EXPECT_TRUE(hosts_agree(b.host, "registry.eu-west-1.example"));
}

TEST(Examples, Json) {
  JsonWriter json;
  json.begin_object();
  json.field("schema", "bestby/status/1");
  json.begin_array("subjects");
  json.item("a");
  json.end();
  json.end();
  std::string text = json.take();
  EXPECT_EQ(text.back(), '\n');
}

// ---- the headers' lines ----

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\n') out += c;
  return out;
}

// Of an example's line: the code before its remark, or nothing where the line is no statement.
std::string_view statement(std::string_view line) {
  line = line.substr(0, line.find(" //"));
  while (line.ends_with(' ')) line.remove_suffix(1);
  return line.ends_with(';') || line.ends_with('{') ? line : std::string_view();
}

TEST(Examples, AreThoseOfTheHeaders) {
  const std::string here = without_blanks(read_file(BESTBY_ROOT "/tests/examples_test.cpp").value());
  int lines = 0;
  for (const char* header :
       {"base/date.h", "base/version.h", "base/formats/yaml.h", "base/formats/json_reader.h",
        "catalog/load.h", "catalog/world.h", "policy/evaluator.h", "policy/load_policies.h",
        "snapshot/compile.h", "snapshot/embedded.h", "snapshot/snapshot.h", "find/subject.h", "find/purl.h",
        "find/image_address.h", "judge/status.h", "report/json_writer.h"}) {
    const std::string text = read_file(std::string(BESTBY_ROOT "/src/") + header).value();
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!line.starts_with("//     ")) continue;
      const auto code = statement(line.substr(7));
      if (code.empty()) continue;
      ++lines;
      EXPECT_NE(here.find(without_blanks(code)), std::string::npos) << header << ": " << code;
    }
  }
  EXPECT_GT(lines, 30);
}

}  // namespace
}  // namespace bestby
