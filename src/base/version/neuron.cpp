// The versions of the Neuron SDK, all in PEP 440's order.
//
// neuron-sdk: A.B.C as on the release notes: `2.20.0`, `v2.20`, `2.21.0.beta` (before 2.21.0).
//
// neuron-extension: X.Y.Z.A.B.C, where X.Y.Z is the framework's version and A.B.C the component's.
// As published, C is sometimes missing (2.9.0.2.13) and until 2022 mostly has a fourth number after
// it (1.5.1.1.0.1978.0); pre-release marks stand at the end (2.0.0.2.0.0b0) and local parts name a
// build (+e8242a9, +cxx11). Fewer numbers name a cycle (2.1) or bound a range (<2.9). Two versions
// joined by `_`, as in old conda packages, are refused.
//
// neuron-standalone: A.B.C.D, where C.D is the patch; often fewer numbers, once five. A `-` or `_`
// begins the packager's suffix, never a post release: 2.2.45.0-1, 2.15.9.0-dkms, 2.1.0.7-64eaede08,
// 2.19.7.0_530fb3064-1. It is ordered like a local part: after the plain version, by its pieces.
#include "base/version/pep440.h"

namespace bestby {
namespace {

Refusal read_sdk(std::string_view text, Pep440& out) {
  if (const Refusal why = read_pep440(text, out); !why.empty()) return why;
  if (out.numbers.size() < 2 || out.numbers.size() > 3) return "it must have two or three numbers";
  if (out.epoch != 0 || out.post || !out.local.empty())
    return "an epoch, a post release and a local part do not occur";
  return {};
}

Refusal read_extension(std::string_view text, Pep440& out) {
  const std::size_t joint = text.find('_');
  if (joint != text.npos && joint + 1 < text.size() && is_digit(text[joint + 1]))
    return "`_` joins two versions";
  if (const Refusal why = read_pep440(text, out); !why.empty()) return why;
  if (out.numbers.size() > 7)
    return "it must have at most seven numbers, the first three being the framework's";
  if (out.epoch != 0 || out.post) return "an epoch and a post release do not occur";
  return {};
}

Refusal read_standalone(std::string_view text, Pep440& out) {
  const std::size_t mark = text.find_first_of("+-_");
  const bool packaged = mark != text.npos && text[mark] != '+';
  if (const Refusal why = read_pep440(packaged ? text.substr(0, mark) : text, out); !why.empty()) return why;
  if (out.numbers.size() > 5) return "it must have at most five numbers";
  if (out.epoch != 0 || out.post) return "an epoch and a post release do not occur";
  if (!packaged) return {};
  out.local = text.substr(mark + 1);
  return !out.local.empty() && is_local(out.local)
             ? Refusal{}
             : "a suffix is letters and digits, with single `.`, `_` or `-`";
}

void neuron_prefix(std::string& key, std::uint64_t, std::span<const std::uint64_t> numbers) {
  put_number(key, 0);  // the epoch of PEP 440
  put_release(key, numbers);
}

}  // namespace

constinit const SchemeCode neuron_sdk_code = {
    .read = read_as<read_sdk>,
    .prefix = neuron_prefix,
    .bounds = bounds_as<read_sdk>,
    .least = "0.0.dev0",
};
constinit const SchemeCode neuron_extension_code = {
    .read = read_as<read_extension>,
    .prefix = neuron_prefix,
    .bounds = bounds_as<read_extension>,
    .least = "0.dev0",
};
constinit const SchemeCode neuron_standalone_code = {
    .read = read_as<read_standalone>,
    .prefix = neuron_prefix,
    .bounds = bounds_as<read_standalone>,
    .least = "0.dev0",
};

}  // namespace bestby
