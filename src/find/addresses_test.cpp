#include "find/addresses.h"

#include <gtest/gtest.h>

#include "find/address_line.h"
#include "find/address_testing.h"

namespace bestby {
namespace {

// The answer to a line: the address, or the error as `KIND: message`; then the notes' names.
std::string answer_to(std::string line) {
  static const WorldStore store = testing::small_address_world();
  static const AddressBook book(store.world());
  AddressCall call;
  if (auto read = read_address_call(line, call); !read) return read.error().message;
  const auto answer = answer_call(book, call);
  if (!answer) return answer.error().message;
  std::string out = "ok";
  if (const auto* address = std::get_if<Address>(&answer->is)) out = address->uri;
  if (const auto* refusal = std::get_if<AddressRefusal>(&answer->is))
    out = std::string(refusal->kind) + ": " + refusal->message;
  for (const AddressNote& note : answer->notes) out += " " + std::string(address_note(note.kind).name);
  return out;
}

struct Case {
  const char *line, *answer;
};

void expect(std::initializer_list<Case> cases) {
  for (const Case& one : cases) EXPECT_EQ(answer_to(one.line), one.answer) << one.line;
}

TEST(Addresses, VersionsAndAliases) {
  expect({
      {R"({"framework": "torch", "version": "1.0", "region": "us-east-1", "py_version": "py3", "instance_type": "ml.m5.x"})",
       "1.us-east-1.d/t:1.0-cpu-py3"},
      // An alias stays in the tag; a family with images of its own takes the processor's place.
      {R"({"framework": "torch", "version": "1", "region": "us-east-1", "instance_type": "ml.c5.x"})",
       "1.us-east-1.d/t:1-c5-py3 alias"},
      // `1.1` is a version and another name of 1.2, which has no py2.
      {R"({"framework": "torch", "version": "1.1", "region": "us-east-1", "py_version": "py2", "instance_type": "local"})",
       "1.us-east-1.d/t:1.1-cpu-py2 alias-hides-version sdk-refuses"},
      {R"({"framework": "torch", "version": "1.1", "region": "moon", "py_version": "py2", "instance_type": "local"})",
       "ValueError: no Python version py2: py3"},
      {R"({"framework": "torch", "version": "7", "region": "us-east-1"})",
       "ValueError: no torch version 7: 1.0, 1.1, 1.2, 1, 1.1"},
      {R"({"framework": "torch", "version": 7, "region": "us-east-1"})",
       "ValueError: no torch version 7: 1.0, 1.1, 1.2, 1, 1.1"},
      // The newest is the later of the first and the last; what ends the tag goes letter by letter.
      {R"({"framework": "torch", "region": "us-east-1", "image_scope": "training", "instance_type": "local_gpu"})",
       "1.us-east-1.d/ts:x-gpu-py3-s2 version-chosen"},
      {R"({"framework": "flat", "version": "3", "region": "us-east-1", "image_scope": "training"})",
       "1.us-east-1.d/f version-replaced"},
      {R"({"framework": "nothing", "region": "us-east-1"})",
       "FileNotFoundError: no file nothing unknown-framework"},
      {R"({"framework": "torch", "version": "1.0", "region": "moon", "py_version": "py3"})",
       "ValueError: no region moon: us-east-1, zz"},
      {R"({"framework": "torch", "version": "1.0", "region": "zz", "py_version": "py3"})",
       "TypeError: 'NoneType' object is not subscriptable sdk-crashes"},
      {R"({"framework": "bare", "region": "us-east-1"})", "KeyError: 'versions' sdk-crashes"},
  });
}

TEST(Addresses, MachinesAndProcessors) {
  const char* ask =
      R"({"framework": "torch", "version": "1.0", "region": "us-east-1", "py_version": "py3", "instance_type": MACHINE})";
  const auto of = [&](const char* machine) {
    std::string line = ask;
    return answer_to(line.replace(line.find("MACHINE"), 7, machine));
  };
  EXPECT_EQ(of("null"), "ValueError: which machine");
  EXPECT_EQ(of("\"\""), "ValueError: which machine");
  EXPECT_EQ(of("\"m5\""), "ValueError: odd machine m5");
  EXPECT_EQ(of("5"), "TypeError: argument of type 'int' is not iterable sdk-crashes");
  EXPECT_EQ(of("\"ml.g5.x\""), "1.us-east-1.d/t:1.0-gpu-py3");
  EXPECT_EQ(of("\"local_gpu\""), "1.us-east-1.d/t:1.0-gpu-py3");
  EXPECT_EQ(of("\"ml.m7g.x\""), "1.us-east-1.d/t:1.0-cpu-py3 arm64-machine");
  EXPECT_EQ(of("\"ml.p2.x\""), "1.us-east-1.d/t:1.0-cpu-py3 retired-machine");
  EXPECT_EQ(of("\"ml.trn1.x\""), "1.us-east-1.d/t:1.0-trn-py3");
  EXPECT_EQ(
      answer_to(
          R"({"framework": "torch", "version": "1.2", "region": "us-east-1", "instance_type": "ml.p2.x"})"),
      "KeyError: 'cpu' sdk-crashes");
}

TEST(Addresses, BasesToolsAndCompilers) {
  expect({
      {R"({"framework": "hug", "version": "4.0", "base_framework_version": "b1", "region": "us-east-1"})",
       "1.us-east-1.d/h:1-t4.0-py3 alias"},
      {R"({"framework": "hug", "version": "4.0", "base_framework_version": "b7", "region": "us-east-1"})",
       "ValueError: no base framework b7: version_aliases, b1.0"},
      // With a tool another configuration answers; its one container stands for the processor.
      {R"({"framework": "hug", "version": "4.0", "base_framework_version": "b1.0", "region": "us-east-1", "inference_tool": "neuron", "image_scope": "training"})",
       "1.us-east-1.d/hs:1.0-t4.0-neuron-s1-u sdk-fails"},
      {R"({"framework": "hug", "version": "4.0", "base_framework_version": "b1.0", "region": "us-east-1", "inference_tool": "neuron", "image_scope": "training", "instance_type": "ml.trn1.x"})",
       "1.us-east-1.d/hs:1.0-t4.0-neuron-s1-u sdk-refuses"},
      {R"({"framework": "hug", "version": "4", "base_framework_version": "b1.0", "region": "us-east-1", "inference_tool": "neuron", "image_scope": "training", "instance_type": "ml.trn1.x"})",
       "ValueError: hug not on T: torch would-be"},
  });
}

TEST(Addresses, OtherCalls) {
  expect({
      {R"({"call": "python", "region": "us-east-1", "py_version": "38"})", "1.us-east-1.d/b-38:1.0"},
      {R"({"call": "python"})", "NoRegionError: where"},
      {R"({"call": "python", "region": "moon"})", "TypeError: 'NoneType' object is not subscriptable"},
      {R"({"call": "train", "framework": "torch", "version": "1.0", "region": "us-east-1", "py_version": "py3", "instance_type": "ml.g5.x"})",
       "1.us-east-1.d/t:1.0-gpu-py3"},
      {R"({"call": "check", "framework": "torch", "version": "1.0", "py_version": "py3", "instance_type": "ml.p3", "distribution": {"smd": {"dp": {"enabled": true}}}})",
       "ok"},
      {R"({"call": "check", "framework": "torch", "version": "1.0", "py_version": "py3", "instance_type": "ml.m5", "distribution": {"smd": {"dp": {"enabled": true}}}})",
       "ok machine-not-checked"},
      {R"({"call": "check", "framework": "hug", "version": "1.0", "py_version": "py3", "distribution": {"smd": {"dp": {"enabled": true}}}})",
       "KeyError: 'hug'"},
      {R"({"call": "torch", "version": "1.0", "py_version": "py3", "instance_type": "ml.m5.x", "distribution": {"td": {"enabled": true}}})",
       "ValueError: not there"},
      {R"({"call": "torch", "version": "9", "py_version": null, "distribution": {"td": {"enabled": true}}})",
       "TypeError: argument of type 'NoneType' is not iterable"},
      {R"({"call": "torch", "version": "9", "distribution": {"td": {"enabled": false}}})", "ok"},
      {R"({"call": "order"})", "there is no call `order`"},
  });
}

}  // namespace
}  // namespace bestby
