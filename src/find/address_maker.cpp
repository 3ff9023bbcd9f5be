#include "find/address_maker.h"

#include <algorithm>

#include <fmt/format.h>

#include "find/address_machine.h"

namespace bestby {
namespace {

using Kind = AddressNoteKind;

std::string listed(const AddressWords& words) { return fmt::format("{}", fmt::join(words, ", ")); }

}  // namespace

AddressWords AddressMaker::names(AddressRun words) const {
  AddressWords out;
  for (const TextId id : book_.words(words)) out.push_back(book_.text(id));
  return out;
}

AddressWords AddressMaker::keys(AddressRun pairs) const {
  AddressWords out;
  for (const AddressPair& pair : book_.pairs(pairs)) out.push_back(book_.text(pair.key));
  return out;
}

// A version that is nested lists its aliases as one of its keys.
AddressWords AddressMaker::keys(const AddressVersion& version) const {
  AddressWords out;
  if (version.aliased != 0) out.emplace_back("version_aliases");
  for (const AddressRow& row : book_.rows(version)) out.push_back(book_.text(row.key));
  return out;
}

AddressRefusal AddressMaker::unsupported(std::string_view what, const AddressValue& value,
                                         const AddressWords& options) const {
  return value_error(
      book_.form("unsupported").with({{"what", what}, {"value", value.text}, {"options", listed(options)}}));
}

bool AddressMaker::is_family_of(const AddressHardware& hardware) const {
  return !family_.empty() && contains(hardware.families, family_);
}

// From here on the answer is the configuration's, and not the SDK's.
void AddressMaker::leave(const AddressRefusal& refusal) {
  if (left_) return;
  if (refusal.kind == "ValueError")
    answer_.note(Kind::sdk_refuses, refusal.message);
  else
    answer_.note(Kind::sdk_fails, refusal.kind, refusal.message);
  left_ = refusal;
}

AddressAnswer AddressMaker::run() {
  constexpr Step (AddressMaker::* steps[])() = {
      &AddressMaker::choose_config,   &AddressMaker::choose_version,   &AddressMaker::choose_row,
      &AddressMaker::choose_registry, &AddressMaker::choose_processor, &AddressMaker::choose_container,
      &AddressMaker::make_prefix,     &AddressMaker::check_retired,    &AddressMaker::check_container,
      &AddressMaker::make_tag};
  tool_ = call_.tool;
  scope_ = call_.scope;
  version_ = call_.version;
  if (call_.machine.is_text()) family_ = machine_family(call_.machine.text);
  for (const auto step : steps)
    if (Step refusal = (this->*step)()) {
      if (left_) {  // the configuration does not hold it either
        refusal = std::move(left_);
        answer_.notes.clear();
      }
      if (in_ == nullptr && edition_ == 0 && refusal->kind != "ValueError")
        answer_.note(Kind::unknown_framework, call_.framework.text);
      else if (refusal->kind != "ValueError")
        answer_.note(Kind::sdk_crashes, refusal->kind);
      answer_.is = std::move(*refusal);
      return std::move(answer_);
    }
  Address address;
  book_.form("registry")
      .append(address.uri, {{"account", account_}, {"region", call_.region.text}, {"domain", domain_}});
  address.repository_at = address.uri.size();
  address.uri += repository_;
  if (!tag_.empty()) address.uri += ':';
  address.tag_at = address.uri.size();
  address.uri += tag_;
  address.region = call_.region.text;
  address.edition = edition_;
  answer_.is = std::move(address);
  note_beside();
  return std::move(answer_);
}

AddressMaker::Step AddressMaker::choose_config() {
  std::string_view name = call_.framework.text;
  const bool compiled = call_.compiler && !framework_.compiler.empty();
  if (compiled) {
    name = framework_.compiler;
  } else {
    if (!call_.framework.is_text())
      return AddressRefusal{"TypeError", fmt::format("'in <string>' requires string as left operand, not {}",
                                                     call_.framework.type())};
    if (!framework_.tools.empty()) {
      for (const auto& [begins, tool] : book_.rules().machine_tools)
        if (!tool_.holds() && !family_.empty() && family_.starts_with(begins)) tool_ = AddressValue::of(tool);
      if (const auto other = beside(framework_.tools, tool_.text); other && tool_.is_text()) name = *other;
    }
    for (const AddressHardware& hardware : book_.rules().hardware)
      if (!hardware.scope.empty() && is_family_of(hardware) &&
          contains(hardware.frameworks, call_.framework.text))
        scope_ = AddressValue::of(hardware.scope);
    if (!scope_.given() && !framework_.default_scope.empty())
      scope_ = AddressValue::of(framework_.default_scope);
  }
  const AddressConfig* config = book_.config(name);
  if (!compiled)
    if (Step refusal = check_hardware()) {
      if (config == nullptr || choose_scope(*config) || !is_made_for_machine()) return refusal;
      leave(*refusal);
      return std::nullopt;
    }
  if (config == nullptr)
    return AddressRefusal{"FileNotFoundError", book_.form("configuration").with({{"name", name}})};
  return choose_scope(*config);
}

// Whether the configuration holds an image for the very hardware that the framework's name is refused
// for. It is the answer where it is named exactly; else a note says how to.
bool AddressMaker::is_made_for_machine() {
  const auto& all = book_.rules().hardware;
  const bool made = std::any_of(all.begin(), all.end(), [&](const AddressHardware& hardware) {
    return !hardware.text.empty() && call_.machine.text.find(hardware.text) != std::string_view::npos &&
           book_.has_word(processors(), hardware.text);
  });
  if (made && row_named_exactly() != nullptr) return true;
  const auto full = made && version_.is_text() ? book_.value(in_->aliases, version_.text) : std::nullopt;
  if (made && (full || (version_.is_text() && book_.version(*in_, version_.text) != nullptr)))
    answer_.note(Kind::would_be, fmt::format("version {}", full ? *full : version_.text));
  return false;
}

AddressMaker::Step AddressMaker::check_hardware() {
  for (const AddressHardware& hardware : book_.rules().hardware) {
    if (!hardware.text.empty() && call_.machine.kind == AddressValue::Kind::other)
      return not_iterable(call_.machine);
    const bool by_text = !hardware.text.empty() && call_.machine.is_text() &&
                         call_.machine.text.find(hardware.text) != std::string_view::npos;
    // By text, parts of the framework's name pass too.
    const bool allowed = by_text ? hardware.written.find(call_.framework.text) != std::string_view::npos
                                 : contains(hardware.frameworks, call_.framework.text);
    if ((by_text || is_family_of(hardware)) && !allowed)
      return value_error(book_.form("unsupported-hardware")
                             .with({{"value", call_.framework.text},
                                    {"hardware", hardware.name},
                                    {"options", hardware.written}}));
  }
  return std::nullopt;
}

AddressMaker::Step AddressMaker::choose_scope(const AddressConfig& config) {
  edition_ = config.edition;
  const AddressRules& rules = book_.rules();
  if (call_.accelerator.holds()) {
    const bool known =
        std::any_of(rules.accelerators.begin(), rules.accelerators.end(), [&](const auto& row) {
          return row.first == "begins" ? call_.accelerator.text.starts_with(row.second)
                                       : call_.accelerator.is(row.second);
        });
    if (!known) return value_error(book_.form("accelerator").with({{"value", call_.accelerator.text}}));
    scope_ = AddressValue::of(rules.accelerator_scope);
  }
  AddressWords scopes = names(config.serves);
  const bool serves = !scopes.empty();
  if (!serves && config.shared != 0) {  // the source's own keys are taken for scopes
    scopes.emplace_back("versions");
    if (scope_.given() && !scope_.is(scopes[0])) answer_.note(Kind::scope_replaced, scope_.text, scopes[0]);
    return key_error(AddressValue::of("versions"));
  }
  if (!serves)
    for (const AddressScope& scope : book_.scopes(config)) scopes.push_back(book_.text(scope.name));
  if (scopes.size() == 1) {
    if (scope_.holds() && !scope_.is(scopes[0])) answer_.note(Kind::scope_replaced, scope_.text, scopes[0]);
    scope_ = AddressValue::of(scopes[0]);
  }
  if (!scope_.holds() && serves && scopes.size() == rules.shared_scopes.size() &&
      std::is_permutation(scopes.begin(), scopes.end(), rules.shared_scopes.begin()))
    scope_ = AddressValue::of(scopes[0]);
  if (!scope_.is_text() || !contains(scopes, scope_.text)) return unsupported("image scope", scope_, scopes);
  in_ = serves ? &book_.scopes(config)[0] : book_.scope(config, scope_.text);
  return std::nullopt;
}

}  // namespace bestby
