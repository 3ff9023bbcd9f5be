// Addresses of images: the published calls with the SDK's answers, and what must hold for every row of
// the catalogue's configurations.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

#include "find/address_line.h"
#include "find/addresses.h"
#include "judge/address_records.h"
#include "snapshot/embedded.h"

namespace bestby {
namespace {

using nlohmann::json;

class PublishedAddresses : public ::testing::Test {
 protected:
  const Snapshot snapshot = embedded_catalog();
  const AddressBook book{snapshot.world};

  AddressAnswer ask(std::string line) const {
    AddressCall call;
    const auto read = read_address_call(line, call);
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return *answer_call(book, call);
  }
  AddressAnswer ask(const json& line) const { return ask(line.dump()); }
};

std::string uri(const AddressAnswer& answer) {
  const auto* address = std::get_if<Address>(&answer.is);
  return address == nullptr ? "" : address->uri;
}

bool has_note(const AddressAnswer& answer, AddressNoteKind kind) {
  for (const AddressNote& note : answer.notes)
    if (note.kind == kind) return true;
  return false;
}

// What makes an answer better than the SDK's, by the name that the cases give to its oddities.
struct Oddity {
  std::string_view name;
  AddressNoteKind note;
};
constexpr Oddity oddities[] = {
    {"arm64_instance_gets_x86_image", AddressNoteKind::arm64_machine},
    {"p2_instance_accepted", AddressNoteKind::retired_machine},
    {"smddp_instance_not_checked", AddressNoteKind::machine_not_checked},
    {"allowed_but_no_image", AddressNoteKind::version_without_image},
    {"row_unreachable", AddressNoteKind::sdk_refuses},
    {"crash_KeyError", AddressNoteKind::sdk_fails},
};

std::string given(const AddressAnswer& answer) {
  if (const auto* refusal = std::get_if<AddressRefusal>(&answer.is)) return std::string(refusal->kind);
  return uri(answer).empty() ? "ok" : uri(answer);
}

std::string expected(const json& test) {
  if (test.contains("expected_uri")) return test["expected_uri"];
  return test.contains("expected_error") ? test["expected_error"].get<std::string>() : "ok";
}

TEST_F(PublishedAddresses, AgreeWithThePublishedCalls) {
  const char* shared = std::getenv("BESTBY_SHARED");
  std::ifstream cases((shared != nullptr ? std::string(shared) : std::string(BESTBY_ROOT "/../shared")) +
                      "/sources/sagemaker-image-uris/cases.jsonl");
  if (!cases) GTEST_SKIP() << "the shared sources are not here";
  std::size_t agreed = 0;
  for (std::string line; std::getline(cases, line);) {
    const json test = json::parse(line);
    const AddressAnswer answer = ask(line);
    const std::string quirk = test.value("quirk", "");
    for (const Oddity& oddity : oddities)
      if (oddity.name == quirk) { EXPECT_TRUE(has_note(answer, oddity.note)) << line; }
    if (quirk == "row_unreachable" || quirk == "crash_KeyError") {
      EXPECT_NE(uri(answer), "") << line;
      continue;
    }
    EXPECT_EQ(given(answer), expected(test)) << line;
    const auto* refusal = std::get_if<AddressRefusal>(&answer.is);
    const std::string said = refusal == nullptr ? "" : refusal->message;
    EXPECT_NE(said.find(test.value("error_contains", "")), std::string::npos) << line;
    ++agreed;
  }
  EXPECT_GT(agreed, 2000U);
}

// Worked out by hand from the configurations.
TEST_F(PublishedAddresses, KnownAnswers) {
  const auto of = [&](const char* framework, const char* version, const char* scope, const char* py,
                      const char* machine) {
    return ask(json{{"framework", framework},
                    {"version", version},
                    {"image_scope", scope},
                    {"py_version", py},
                    {"instance_type", machine},
                    {"region", "eu-west-1"}});
  };
  EXPECT_EQ(uri(of("pytorch", "2.3", "training", "py311", "ml.g5.xlarge")),
            "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:2.3-gpu-py311");
  EXPECT_EQ(uri(of("pytorch", "1.6.0", "training", "py36", "ml.p4d.24xlarge")),
            "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:1.6.0-gpu-py36-cu110-ubuntu18.04");
  EXPECT_EQ(given(of("pytorch", "2.3.0", "training", "py311", "ml.p2.xlarge")), "ValueError");
  const AddressAnswer graviton = of("xgboost", "1.5-1", "inference", "py3", "ml.c7g.xlarge");
  EXPECT_TRUE(uri(graviton).ends_with("/sagemaker-xgboost:1.5-1-arm64")) << uri(graviton);
  EXPECT_FALSE(has_note(graviton, AddressNoteKind::arm64_machine));
}

// Every row of every configuration, by its full names: an address in each of its regions that differs in
// the registry alone, or a refusal that does not depend on the region.
TEST_F(PublishedAddresses, EveryRowIsReachedByItsFullNames) {
  std::size_t addresses = 0, refused = 0;
  const auto text = [&](TextId id) { return std::string(book.text(id)); };
  for (const AddressConfig& config : snapshot.world.columns.addresses.configs)
    for (const AddressScope& scope : book.scopes(config))
      for (const AddressVersion& version : book.versions(scope))
        for (const AddressRow& row : book.rows(version)) {
          json call = {{"framework", text(config.name)}, {"version", text(version.name)}};
          call["image_scope"] = scope.name == no_id
                                    ? (config.serves.count > 0 ? text(book.words(config.serves)[0]) : "any")
                                    : text(scope.name);
          if (row.pythons.count > 0) call["py_version"] = text(book.words(row.pythons)[0]);
          if (version.nested != 0)
            call[text(row.key).starts_with("py3") || text(row.key) == "py2" ? "py_version"
                                                                            : "base_framework_version"] =
                text(row.key);
          std::set<std::string> behind;
          for (const AddressPair& registry : book.pairs(row.registries)) {
            call["region"] = text(registry.key);
            const AddressAnswer answer = ask(call);
            const auto* address = std::get_if<Address>(&answer.is);
            if (address != nullptr) {
              EXPECT_TRUE(address->uri.starts_with(text(registry.value) + ".dkr.ecr." + text(registry.key)))
                  << call;
              behind.insert(address->uri.substr(address->repository_at));
            } else {
              behind.insert(std::get<AddressRefusal>(answer.is).message);
            }
            address != nullptr ? ++addresses : ++refused;
          }
          EXPECT_EQ(behind.size(), 1U) << call;
        }
  EXPECT_GT(addresses, 4000U);
  EXPECT_GT(refused, 4000U);  // without a machine most cannot choose
}

// A field that the answer does not look at changes nothing.
TEST_F(PublishedAddresses, OtherFieldsChangeNothing) {
  const json call = {
      {"framework", "kmeans"}, {"version", "1"}, {"region", "us-west-2"}, {"image_scope", "training"}};
  const std::string plain = uri(ask(call));
  EXPECT_EQ(plain, "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1");
  for (const char* field :
       {"py_version", "instance_type", "base_framework_version", "kind", "expected_uri"}) {
    json more = call;
    more[field] = "anything";
    EXPECT_EQ(uri(ask(more)), plain) << field;
  }
}

TEST_F(PublishedAddresses, RecordsOfTheCatalogueAreNoted) {
  Evaluator evaluator(snapshot.world, snapshot.policies);
  AddressRecords records(evaluator, *Date::parse("2026-09-01"));
  AddressAnswer old = ask(json{{"framework", "pytorch"},
                               {"version", "1.13.1"},
                               {"image_scope", "training"},
                               {"py_version", "py39"},
                               {"instance_type", "ml.g5.xlarge"},
                               {"region", "us-west-2"}});
  records.add_notes(std::get<Address>(old.is), old);
  EXPECT_FALSE(has_note(old, AddressNoteKind::not_recorded));
  AddressAnswer odd = ask(json{{"framework", "kmeans"},
                               {"inference_tool", "odd"},
                               {"region", "us-west-2"},
                               {"image_scope", "training"}});
  records.add_notes(std::get<Address>(odd.is), odd);
  EXPECT_TRUE(has_note(odd, AddressNoteKind::not_recorded));
  EXPECT_TRUE(has_note(odd, AddressNoteKind::tool_in_tag));
}

}  // namespace
}  // namespace bestby
