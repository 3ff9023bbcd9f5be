// One call for an address, step by step as the SDK takes them: which configuration, scope, version,
// base, Python, registry, processor and container, and from these the tag. The order matters, since the
// first step that fails is what the SDK says.
//
// This is tricky: values keep the form in which they were asked for (an alias stays an alias in the
// tag), while rows are found by the full one; and what is looked at early by one framework's name is
// looked at late by another's.
#pragma once

#include "find/addresses.h"

namespace bestby {

class AddressMaker {
 public:
  AddressMaker(const AddressBook& book, const AddressCall& call)
      : book_(book), call_(call), framework_(book.framework(call.framework.text)) {}

  AddressAnswer run();

 private:
  using Step = std::optional<AddressRefusal>;  // nothing: go on

  Step choose_config();
  Step choose_scope(const AddressConfig& config);
  Step check_hardware();
  Step choose_version();
  Step newest_version();
  Step choose_row();
  Step choose_based_row(const AddressVersion& version);
  Step choose_python(const AddressVersion& version);
  Step choose_registry();
  Step choose_processor();
  Step choose_container();
  Step add_sdk(bool asked);
  Step make_prefix();
  Step check_retired();
  Step check_container();
  Step make_tag();
  Step arm64_tag();

  const AddressRow* row_named_exactly() const;
  AddressRun processors() const;
  bool is_made_for_machine();
  void note_beside();
  void note_arm64();
  std::string plain_tag() const;
  bool is_family_of(const AddressHardware& hardware) const;
  bool completes() const;
  AddressRefusal unsupported(std::string_view what, const AddressValue& value,
                             const AddressWords& options) const;
  AddressWords names(AddressRun words) const;
  AddressWords keys(AddressRun pairs) const;
  AddressWords keys(const AddressVersion& version) const;
  void leave(const AddressRefusal& refusal);

  const AddressBook& book_;
  const AddressCall& call_;
  const AddressFramework& framework_;
  AddressAnswer answer_;

  std::string_view family_;  // of the machine
  AddressValue tool_, scope_, version_, python_, processor_, container_;
  const AddressScope* in_ = nullptr;
  const AddressVersion* chosen_ = nullptr;  // aliases resolved
  const AddressRow* row_ = nullptr;
  std::string_view account_, domain_, repository_;
  std::string container_text_, prefix_, tag_;
  std::optional<AddressRefusal> left_;  // what the SDK says, where the answer is not its own
  std::int32_t edition_ = 0;
  std::string chosen_text_;  // what version_ is a view of, where nobody asked for it
};

}  // namespace bestby
