#include "judge/checked_call.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "base/text.h"
#include "find/address_line.h"
#include "find/addresses.h"

namespace bestby {
namespace {

constexpr std::string_view told_refusal = "ValueError";  // others come from arguments that are missing
constexpr std::string_view no_machine;
constexpr std::size_t most_regions = 8;  // that are tried where the code names none

// Notes beside an address that mean that the job will not run.
constexpr std::array misfit_notes = {AddressNoteKind::arm64_machine, AddressNoteKind::check_fails,
                                     AddressNoteKind::not_in_region, AddressNoteKind::machine_not_checked,
                                     AddressNoteKind::version_without_image};

// Arguments that say how the call came to be, and not what it asks for.
bool is_shown(std::string_view name) {
  return name != "call" && name != "framework" && name != "image_scope";
}

// The value as JSON: a mapping and a truth value as they are, anything else as a text.
std::string json_value(std::string_view name, const std::string& value) {
  const bool mapping = name == "distribution" && value.starts_with('{');
  if (mapping || value == "true" || value == "false") return value;
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + '"';
}

std::string written(const SeenCall& call) {
  std::string out = call.callee + "(";
  for (const auto& [name, value] : call.arguments)
    if (is_shown(name))
      out += fmt::format("{}{}={}", out.ends_with('(') ? "" : ", ", name, json_value(name, value));
  return out + ")";
}

bool gives(const SeenCall& call, std::string_view name) {
  return std::any_of(call.arguments.begin(), call.arguments.end(),
                     [&](const auto& argument) { return argument.first == name; });
}

// The call as a line of a batch, with what stands for arguments that the code does not give as literals.
std::string line_of(const SeenCall& call, std::string_view region, std::string_view machine) {
  std::string out = "{";
  for (const auto& [name, value] : call.arguments)
    out += fmt::format("{}\"{}\": {}", out == "{" ? "" : ", ", name, json_value(name, value));
  if (!region.empty()) out += fmt::format(", \"region\": \"{}\"", region);
  if (!machine.empty()) out += fmt::format(", \"instance_type\": \"{}\"", machine);
  return out + "}";
}

// Machines of which one stands for any, where the code does not say which it is: with and without a GPU.
constexpr std::array<std::string_view, 2> any_machine = {"local_gpu", "local_cpu"};

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : trim(text)) out += c == '\n' || c == '\r' ? ' ' : c;
  return out;
}

void take_notes(const AddressAnswer& answer, CheckedCall& out) {
  const auto add = [&](std::string says) {
    if (std::find(out.misfits.begin(), out.misfits.end(), says) == out.misfits.end())
      out.misfits.push_back(std::move(says));
  };
  if (const auto* refusal = std::get_if<AddressRefusal>(&answer.is))
    add(fmt::format("{}: {}", refusal->kind, one_line(refusal->message)));
  for (const AddressNote& note : answer.notes)
    if (std::find(misfit_notes.begin(), misfit_notes.end(), note.kind) != misfit_notes.end())
      add(note_text(note));
}

}  // namespace

CheckedCalls::CheckedCalls(Evaluator& evaluator, Date on)
    : book_(evaluator.world()), records_(evaluator, on) {
  const World& world = evaluator.world();
  for (const Product& product : world.columns.products)
    if (world.text(product.kind) == "region")
      for (NodeId n : world.releases_of(product.node))
        if (book_.domain(world.name(n))) regions_.emplace_back(world.name(n));
}

CheckedCall CheckedCalls::check(const SeenCall& call) {
  CheckedCall out{.written = written(call)};
  if (!gives(call, "version")) return out;  // the newest is taken, or what a variable says
  const bool machine = gives(call, "instance_type");
  // Where an argument is no literal, a refusal is about what we put in its place.
  const bool complete = machine && gives(call, "py_version");
  const std::span<const std::string_view> machines =
      machine ? std::span(&no_machine, 1) : std::span<const std::string_view>(any_machine);
  const bool placed = gives(call, "region");
  const std::size_t regions = placed ? 1 : std::min(most_regions, regions_.size());
  std::string refused;
  for (const std::string_view stand_in : machines)
    for (std::size_t i = 0; i < regions; ++i)
      if (answered(call, placed ? std::string_view() : regions_[i], stand_in, out, refused)) {
        if (!complete) out.misfits.clear();
        return out;
      }
  if (complete && !refused.empty()) out.misfits.push_back(std::move(refused));
  return out;
}

// Whether the call gives an address, which is in `out` then; or why the first one that did not was refused.
bool CheckedCalls::answered(const SeenCall& call, std::string_view region, std::string_view machine,
                            CheckedCall& out, std::string& refused) {
  std::string line = line_of(call, region, machine);
  AddressCall asked;
  if (!read_address_call(line, asked)) return false;
  auto answer = answer_call(book_, asked);
  if (!answer) return false;
  if (const auto* refusal = std::get_if<AddressRefusal>(&answer->is)) {
    const bool told = refusal->kind == told_refusal && refusal->message.find("None") == std::string::npos;
    if (refused.empty() && told) refused = fmt::format("{}: {}", refusal->kind, one_line(refusal->message));
    return false;
  }
  const auto* address = std::get_if<Address>(&answer->is);
  if (address == nullptr) return false;
  records_.add_notes(*address, *answer);
  out.uri = address->uri;
  take_notes(*answer, out);
  // What an estimator checks of a distribution before it asks for the address.
  for (const auto& check : {check_data_parallel, check_torch_distributed})
    if (!asked.distribution.empty()) take_notes(check(book_, asked), out);
  return true;
}

}  // namespace bestby
