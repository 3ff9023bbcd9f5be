// What the commands answer in JSON is what the published schemas say, for subjects of every kind.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace bestby {
namespace {

using nlohmann::json;

struct Asked {
  const char* schema;
  const char* words;
};

constexpr Asked asked[] = {
    {"status",
     "status pytorch@1.12.1 python@3.8 nothing@1 neuron-sdk numpy nvidia-driver "
     "pytorch-training:1.12.1-gpu-py38-cu113-ubuntu20.04-ec2 --on 2023-07-02"},
    {"status", "status tensorflow kubernetes ubuntu python --on 2024-01-01 --known 2023-01-01"},
    {"status", "status flux@1.1.1 flux-training:2.1.0-gpu-se32 serpent --on 2020-01-01 --catalog " BESTBY_ROOT
               "/tests/golden/example"},
    {"why", "why pytorch@1.12.1 --on 2023-07-02"},
    {"why", "why tensorflow@1.15 --on 2021-01-01"},
    {"why", "why torch-neuronx==2.1.2.2.4.0"},
    {"why", "why flux@1.1.1 --on 2025-02-01 --catalog " BESTBY_ROOT "/tests/golden/example"},
    {"find", "find 'pytorch>=2.6' python=3.12 gpu training sagemaker us-west-2 --on 2026-08-22"},
    {"find", "find smdmp pytorch==1.13 training --on 2026-08-22"},
    {"find", "find pytorch=2.6 python=3.8 ec2 sagemaker firm:supported --on 2026-08-22"},
    {"find", "find firm:arm64 firm:training firm:pytorch cu113 --on 2026-08-22"},
    {"facets", "find --facets tensorflow --on 2026-08-22"},
    {"upgrade",
     "upgrade pytorch@1.12.1 nothing@1 pytorch-training:1.12.1-gpu-py38-cu113-ubuntu20.04-ec2 "
     "--on 2026-08-22"},
    {"preflight", "preflight pytorch=2.9 gpu training ml.p4d.24xlarge --for 90d --on 2026-08-22"},
    {"preflight", "preflight smddp pytorch=2.9 --on 2026-08-22"},
    {"list", "list products"},
    {"list", "list policies"},
    {"list", "list predicates"},
    {"list", "list schemes"},
    {"list", "list sources"},
    {"list", "list problems"},
    {"show", "show pytorch"},
    {"show", "show pytorch@1.10"},
    {"show", "show python@3.8"},
    {"show", "show flux-training:2.0-gpu --catalog " BESTBY_ROOT "/tests/golden/example"},
    {"show", "show torch-neuronx==2.1.2.2.4.0"},
    {"policy-show", "policy show aws-neuron --known 2025-01-01"},
    {"policy-show", "policy show aws-deep-learning-images"},
    {"policy-show", "policy show spec-0"},
    {"policy-check", "policy check " BESTBY_ROOT "/policies/python.yml " BESTBY_ROOT "/policies/ubuntu.yml"},
    {"policy-check", "policy check " BESTBY_ROOT "/tests/golden/example/catalog/flux.yml"},
    {"policy-show", "policy show acme-images --catalog " BESTBY_ROOT "/tests/golden/example"},
    {"status", "status numpy@2.0 python@3.12"},
    {"calendar", "calendar --from 2023-01-01 --to 2027-12-31"},
    {"verify", "verify aws-neuron"},
    {"verify", "verify --catalog " BESTBY_ROOT "/tests/golden/example"},
    {"diff", "diff 2024-06-30 2024-12-31"},
    {"timeline", "timeline python"},
    {"timeline", "timeline neuron-sdk"},
    {"diagnose", "diagnose " BESTBY_ROOT "/examples/logs/training.log --all"},
    {"diagnose", "diagnose " BESTBY_ROOT "/README.md"},
    {"check",
     "check " BESTBY_ROOT "/examples/check/Dockerfile " BESTBY_ROOT "/examples/check/requirements.txt --all"},
    {"check", "check " BESTBY_ROOT "/examples/check/requirements.txt --summary"},
    {"lint", "lint"},
    {"lint", "lint --rule end-before-start --on 2020-01-01 --catalog " BESTBY_ROOT "/tests/golden/example"},
    {"version", "version"},
    {"uri",
     "uri --framework pytorch --version 2.3.0 --region us-west-2 --scope training --py py311 "
     "--instance-type ml.p4d.24xlarge"},
    {"uri", "uri --framework pytorch --version 99 --region us-west-2 --known 2020-01-01"},
    {"uri",
     "uri --call validate_smdistributed --framework pytorch --version 2.0.1 --py py310 "
     "--instance-type ml.m5.xlarge --distribution smdistributed.dataparallel"},
    {"help", "help"},
    {"help", "help status"},
    {"completion", "completion bash"},
    {"compile", "compile " BESTBY_ROOT "/tests/golden/example"},
};

std::string output_of(const std::string& words) {
  const std::string command =
      std::string("BESTBY_TODAY=2026-09-01 " BESTBY_EXECUTABLE " ") + words + " --format json 2>/dev/null";
  FILE* pipe = popen(command.c_str(), "r");
  std::string out;
  char part[4096];
  while (const std::size_t n = std::fread(part, 1, sizeof part, pipe)) out.append(part, n);
  pclose(pipe);
  return out;
}

json schema_named(const std::string& name) {
  std::ifstream in(BESTBY_ROOT "/schemas/" + name + ".schema.json");
  return json::parse(in);
}

std::string first_error(const json& schema_text, const json& answer) {
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_text), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(answer), &results)) return {};
  std::string out;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const auto& part : error.context) out += part;
    out += ": " + error.description + "\n";
  }
  return out;
}

class AnswerSchema : public testing::TestWithParam<Asked> {};

TEST_P(AnswerSchema, Holds) {
  const std::string text = output_of(GetParam().words);
  const json answer = json::parse(text, nullptr, false);
  ASSERT_FALSE(answer.is_discarded()) << text.substr(0, 500);
  EXPECT_EQ(answer["schema"], std::string("bestby/") + GetParam().schema + "/1");
  EXPECT_EQ(first_error(schema_named(GetParam().schema), answer), "");
}

INSTANTIATE_TEST_SUITE_P(Commands, AnswerSchema, testing::ValuesIn(asked));

// A schema that takes everything would pass the above too.
TEST(AnswerSchema, RefusesWhatIsNoAnswer) {
  json answer = json::parse(output_of("status python@3.8 --on 2023-07-02"));
  const json schema = schema_named("status");
  ASSERT_EQ(first_error(schema, answer), "");
  for (const char* key : {"schema", "on", "known", "catalog", "subjects"}) {
    json less = answer;
    less.erase(key);
    EXPECT_NE(first_error(schema, less), "") << key;
  }
  json more = answer;
  more["subjects"][0]["verdicts"][0]["bound"] = "roughly";
  EXPECT_NE(first_error(schema, more), "");
  more = answer;
  more["subjects"][0]["verdicts"][0]["surprise"] = 1;
  EXPECT_NE(first_error(schema, more), "");
}

}  // namespace
}  // namespace bestby
