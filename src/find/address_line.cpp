#include "find/address_line.h"

#include <array>

#include <fmt/format.h>

#include "base/formats/json_line.h"

namespace bestby {
namespace {

using Kind = JsonEvent::Kind;

constexpr std::array fields = {
    AddressField{"call", "--call", &AddressCall::call},
    AddressField{"framework", "--framework", &AddressCall::framework},
    AddressField{"version", "--version", &AddressCall::version},
    AddressField{"region", "--region", &AddressCall::region},
    AddressField{"image_scope", "--scope", &AddressCall::scope},
    AddressField{"py_version", "--py", &AddressCall::python},
    AddressField{"instance_type", "--instance-type", &AddressCall::machine},
    AddressField{"base_framework_version", "--base-framework-version", &AddressCall::base},
    AddressField{"container_version", "--container-version", &AddressCall::container},
    AddressField{"accelerator_type", "--accelerator-type", &AddressCall::accelerator},
    AddressField{"sdk_version", "--sdk-version", &AddressCall::sdk},
    AddressField{"inference_tool", "--inference-tool", &AddressCall::tool},
};
constexpr std::string_view distribution_field = "distribution", compiler_field = "training_compiler";

AddressValue value_of(const JsonEvent& event) {
  switch (event.kind) {
    case Kind::text: return AddressValue::of(event.text);
    case Kind::number: return {AddressValue::Kind::other, event.text};
    case Kind::truth: return {AddressValue::Kind::other, event.text == "true" ? "True" : "False"};
    case Kind::object: return {AddressValue::Kind::other, "{}"};
    case Kind::array: return {AddressValue::Kind::other, "[]"};
    default: return {};
  }
}

class CallReader {
 public:
  CallReader(std::string& line, AddressCall& call) : json_(line), call_(call) {}

  Result<void> call() {
    JsonEvent event;
    if (json_.next(event) && event.kind != Kind::object) return refuse("a call must be an object");
    while (json_.next(event) && event.depth == 1)
      if (event.kind != Kind::end) field(event);
    while (json_.next(event)) continue;
    return done();
  }

  Result<void> distribution() {
    JsonEvent event;
    if (json_.next(event)) options(event);
    while (json_.next(event)) continue;
    return done();
  }

 private:
  void field(const JsonEvent& event) {
    if (event.key == distribution_field) return options(event);
    if (event.key == compiler_field) {
      call_.compiler = value_of(event).holds() || event.kind == Kind::object;
    } else {
      // Fields mostly stand in one order: the next one is likely the one behind the last.
      for (std::size_t i = 0; i < fields.size(); ++i) {
        const AddressField& known = fields[(next_ + i) % fields.size()];
        if (known.name != event.key) continue;
        call_.*known.value = value_of(event);
        next_ = (next_ + i + 1) % fields.size();
        break;
      }
    }
    if (event.kind == Kind::object || event.kind == Kind::array) pass(event.depth);
  }

  // What is nested in the value that begins at a depth, up to its end.
  void pass(int depth) {
    JsonEvent event;
    while (json_.next(event) && (event.kind != Kind::end || event.depth != depth)) continue;
  }

  void options(const JsonEvent& first) {
    call_.distribution.clear();
    if (first.kind == Kind::null_) return;
    call_.distribution.push_back({{}, 0, first.kind == Kind::object, value_of(first)});
    if (first.kind == Kind::array) return pass(first.depth);
    if (first.kind != Kind::object) return;
    JsonEvent event;
    while (json_.next(event) && (event.kind != Kind::end || event.depth != first.depth)) {
      if (event.kind == Kind::end) continue;
      call_.distribution.push_back(
          {event.key, event.depth - first.depth, event.kind == Kind::object, value_of(event)});
      if (event.kind == Kind::array) pass(event.depth);
    }
  }

  Result<void> refuse(std::string_view what) {
    return fail(ErrorCode::input, fmt::format("{} (byte {})", what, json_.at() + 1), {},
                "a line is one JSON object, a call");
  }
  Result<void> done() { return json_.fault() != nullptr ? refuse(json_.fault()) : Result<void>(); }

  JsonLine json_;
  AddressCall& call_;
  std::size_t next_ = 0;
};

}  // namespace

std::span<const AddressField> address_fields() { return fields; }

Result<void> read_address_call(std::string& line, AddressCall& call) {
  for (const AddressField& field : fields) call.*field.value = {};
  call.compiler = false;
  call.distribution.clear();
  return CallReader(line, call).call();
}

Result<void> read_distribution(std::string& text, AddressCall& call) {
  if (text.starts_with('{')) return CallReader(text, call).distribution();
  call.distribution = {{{}, 0, true, {}}};
  int depth = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('.', at), text.size());
    call.distribution.push_back({std::string_view(text).substr(at, end - at), ++depth, true, {}});
    at = end + 1;
  }
  call.distribution.push_back({"enabled", depth + 1, false, {AddressValue::Kind::other, "True"}});
  return {};
}

}  // namespace bestby
