// Calls of an SDK that choose an image or a machine, as data: which there are, and what their arguments mean.
//
//     const SdkCall* call = sdk_call("sagemaker.pytorch.PyTorch");   // by the last of its names
//     call->framework, call->scope;                                  // "pytorch", "training"
//     sdk_argument("framework_version")->as;                         // "version", as `bestby uri` takes it
//
// Another SDK is further rows.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace bestby {

struct SdkCall {
  std::string_view name;       // the last names, with dots where one is not enough: "image_uris.retrieve"
  std::string_view call;       // what `bestby uri --call` is to answer
  std::string_view framework;  // empty: an argument says it, or nothing does
  std::string_view scope;      // "training", "inference"; empty: an argument says it
  std::array<std::string_view, 3> positional = {};  // names of arguments that may stand without
};

struct SdkArgument {
  enum class Means : std::uint8_t { text, mapping, machine, image, given };
  std::string_view name, as;     // in code, and for `bestby uri`; empty: for nothing there
  std::string_view before = {};  // what stands before the value: "pytorch" of `pytorch_version`
  Means means = Means::text;
};

// nullptr where there is none.
const SdkCall* sdk_call(std::string_view dotted);
const SdkArgument* sdk_argument(std::string_view name);
// Keys of mappings that clients of the API are given ("InstanceType").
const SdkArgument* sdk_key(std::string_view name);
// One of these stands in every file in which there is something to see.
std::span<const std::string_view> sdk_words();
// Whether a module is the SDK's: names that are imported from others are not its calls.
bool is_sdk_module(std::string_view dotted);
// What a configuration of images is called, where an argument names it otherwise.
std::string_view sdk_framework(std::string_view call, std::string_view said);

}  // namespace bestby
