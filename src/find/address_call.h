// A call for an image's address, and what is answered: the data of find/addresses.h.
//
// Values are what a dynamic language would be given: nothing, a text, or what is no text (`other`,
// whose `text` is how that language writes it: `True`, `1.5`). Texts are views of the caller's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bestby {

struct AddressValue {
  enum class Kind : std::uint8_t { none, text, other };
  Kind kind = Kind::none;
  std::string_view text = "None";

  static AddressValue of(std::string_view text) { return {Kind::text, text}; }
  bool given() const { return kind != Kind::none; }
  bool is_text() const { return kind == Kind::text; }
  bool is(std::string_view word) const { return is_text() && text == word; }
  // Whether a condition takes it for true.
  bool holds() const;
  // The name of its type there: `NoneType`, `str`, `bool`, `int`, `float`, `list`, `dict`.
  std::string_view type() const;
};

// A mapping of mappings, in the order written: each entry stands behind its parent.
struct AddressOption {
  std::string_view name;
  int depth = 0;  // 0: of the option as a whole, which has no name
  bool mapping = false;
  AddressValue value;  // of what is no mapping
};

struct AddressCall {
  AddressValue call, framework, version, region, scope, python, machine, base, container, accelerator, sdk,
      tool;
  bool compiler = false;
  std::vector<AddressOption> distribution;  // empty: none

  // The entry of a mapping with this name; nullptr where there is none. `in`: one of `distribution`.
  const AddressOption* option(const AddressOption* in, std::string_view name) const;
  const AddressOption* whole() const { return distribution.empty() ? nullptr : distribution.data(); }
};

// What a program that catches errors sees: the kind is the class of the error.
struct AddressRefusal {
  std::string_view kind;  // "ValueError"
  std::string message;
  bool operator==(const AddressRefusal&) const = default;
};

struct Address {
  std::string uri;
  std::size_t repository_at = 0, tag_at = 0;  // where they begin; tag_at the end where there is none
  std::string_view region;
  std::int32_t edition = 0;  // of the configuration: the day on which it stood so

  std::string_view repository() const {
    const std::size_t end = tag_at == uri.size() ? tag_at : tag_at - 1;
    return std::string_view(uri).substr(repository_at, end - repository_at);
  }
  std::string_view tag() const { return std::string_view(uri).substr(tag_at); }
};

struct AddressPassed {};  // a check that holds

// What is to be known beside an answer; `a` and `b` are what `address_notes` says of each.
enum class AddressNoteKind : std::uint8_t {
  version_replaced,
  version_chosen,
  alias,
  alias_hides_version,
  scope_replaced,
  container_replaced,
  python_ignored,
  tool_in_tag,
  sdk_refuses,
  sdk_fails,
  sdk_crashes,
  unknown_framework,
  would_be,
  arm64_machine,
  retired_machine,
  machine_not_checked,
  version_without_image,
  check_fails,
  known_later,
  not_recorded,
  not_in_region,
  ended,
  count
};

struct AddressNote {
  AddressNoteKind kind;
  std::string a = {}, b = {};
};

struct AddressNoteRow {
  AddressNoteKind kind;
  std::string_view name;
  std::string_view says;  // with {a} and {b}
};
const AddressNoteRow& address_note(AddressNoteKind kind);
std::string note_text(const AddressNote& note);

struct AddressAnswer {
  std::variant<Address, AddressRefusal, AddressPassed> is;
  std::vector<AddressNote> notes;

  void note(AddressNoteKind kind, std::string_view a = {}, std::string_view b = {}) {
    notes.push_back({kind, std::string(a), std::string(b)});
  }
};

}  // namespace bestby
