#include "find/address_call.h"

#include <array>

#include "base/text.h"

namespace bestby {
namespace {

using Kind = AddressNoteKind;

constexpr std::array<AddressNoteRow, static_cast<std::size_t>(Kind::count)> notes = {{
    {Kind::version_replaced, "version-replaced", "version `{a}` was not looked at: {b} is the only one"},
    {Kind::version_chosen, "version-chosen", "no version was asked for: {a} is the newest"},
    {Kind::alias, "alias", "`{a}` is another name of {b}, and may come to be one of a later version"},
    {Kind::alias_hides_version, "alias-hides-version",
     "the SDK takes {a} for another name of {b} and refuses: this is the address of {a} itself"},
    {Kind::scope_replaced, "scope-replaced", "scope `{a}` was not looked at: the address is for {b}"},
    {Kind::container_replaced, "container-replaced",
     "container version `{a}` was not looked at: {b} is the one"},
    {Kind::python_ignored, "python-ignored", "Python `{a}` was not looked at: the address names none"},
    {Kind::tool_in_tag, "tool-in-tag", "`{a}` stands in the tag as it was given"},
    {Kind::sdk_refuses, "sdk-refuses", "the SDK refuses this, though its configuration holds it: {a}"},
    {Kind::sdk_fails, "sdk-fails", "the SDK fails here with {a}: {b}"},
    {Kind::sdk_crashes, "sdk-crashes", "the SDK does not check this: its own code fails with {a}"},
    {Kind::unknown_framework, "unknown-framework", "no addresses of `{a}` are known"},
    {Kind::would_be, "would-be",
     "the configuration holds what is asked for, as {a}: ask for it by its full versions"},
    {Kind::arm64_machine, "arm64-machine",
     "`{a}` is arm64 and the image is for x86_64: it cannot run there{b}"},
    {Kind::retired_machine, "retired-machine",
     "`{a}` is of a retired family ({b}): newer frameworks are refused on it"},
    {Kind::machine_not_checked, "machine-not-checked",
     "the SDK does not look at the instance type: `{a}` is none of those that the library runs on ({b})"},
    {Kind::version_without_image, "version-without-image",
     "it is allowed, but no training image of {a} {b} has an address"},
    {Kind::check_fails, "check-fails", "an estimator would refuse the distribution: {a}"},
    {Kind::known_later, "known-later", "the addresses are those of {a}, which had not been published by {b}"},
    {Kind::not_recorded, "not-recorded", "no image `{a}` is known to exist"},
    {Kind::not_in_region, "not-in-region", "`{a}` is recorded as not available in {b}"},
    {Kind::ended, "ended", "`{a}` has ended: it was patched through {b}"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < notes.size(); ++i)
    if (notes[i].kind != static_cast<Kind>(i)) return false;
  return true;
}
static_assert(in_order());

}  // namespace

bool AddressValue::holds() const {
  if (kind != Kind::other) return is_text() && !text.empty();
  return text != "False" && text != "[]" && text != "{}" && text.find_first_not_of("-0.eE+") != text.npos;
}

std::string_view AddressValue::type() const {
  if (kind != Kind::other) return is_text() ? "str" : "NoneType";
  if (text == "True" || text == "False") return "bool";
  if (text.starts_with('[')) return "list";
  if (text.starts_with('{')) return "dict";
  return text.find_first_of(".eE") == text.npos ? "int" : "float";
}

const AddressOption* AddressCall::option(const AddressOption* in, std::string_view name) const {
  if (in == nullptr || !in->mapping) return nullptr;
  const AddressOption* end = distribution.data() + distribution.size();
  const AddressOption* found = nullptr;  // the last of a name counts
  for (const AddressOption* at = in + 1; at != end && at->depth > in->depth; ++at)
    if (at->depth == in->depth + 1 && at->name == name) found = at;
  return found;
}

const AddressNoteRow& address_note(AddressNoteKind kind) { return notes[static_cast<std::size_t>(kind)]; }

std::string note_text(const AddressNote& note) {
  std::string out;
  std::string_view says = address_note(note.kind).says;
  for (std::size_t at = says.find('{'); at != says.npos; at = says.find('{')) {
    out += says.substr(0, at);
    out += says[at + 1] == 'a' ? note.a : note.b;
    says.remove_prefix(at + 3);
  }
  return out += says;
}

}  // namespace bestby
