// What an SDK checks of a distribution before it asks for an address.
#include <algorithm>

#include "find/address_machine.h"
#include "find/addresses.h"

namespace bestby {
namespace {

AddressAnswer refused(AddressRefusal refusal) { return {std::move(refusal), {}}; }

bool is_on(const AddressCall& call, const AddressOption* option, const char* key) {
  const AddressOption* enabled = call.option(option, key);
  return enabled != nullptr && (enabled->mapping || enabled->value.holds());
}

// Whether some training image of the framework has this version, by whatever name.
bool has_image(const AddressBook& book, std::string_view framework, const AddressValue& version) {
  const AddressConfig* config = book.config(framework);
  const AddressScope* scope = config == nullptr ? nullptr : book.scope(*config, "training");
  return scope != nullptr && version.is_text() &&
         (book.version(*scope, version.text) != nullptr || book.value(scope->aliases, version.text));
}

void note_image(const AddressBook& book, std::string_view framework, const AddressCall& call,
                AddressAnswer& answer) {
  if (!has_image(book, framework, call.version))
    answer.note(AddressNoteKind::version_without_image, framework, call.version.text);
}

// The options of a distribution that is asked for; nothing where it is not.
struct Asked {
  const AddressOption* options = nullptr;
  std::optional<AddressRefusal> refusal;
};

Asked asked_for(const AddressCall& call, std::string_view distribution) {
  const AddressOption* whole = call.whole();
  if (whole == nullptr) return {nullptr, not_iterable({})};
  if (!whole->mapping) return {nullptr, not_iterable(whole->value)};
  return {call.option(whole, distribution), {}};
}

// Of several strategies, of an unknown one, or of none at all.
std::optional<AddressRefusal> strategy_fault(const AddressBook& book, const AddressCall& call,
                                             const AddressOption& options) {
  const AddressWords& known = book.rules().data_parallel.strategies;
  if (!options.mapping) return value_error(book.form("strategy-mapping").with({}));
  AddressWords named;
  const AddressOption* end = call.distribution.data() + call.distribution.size();
  for (const AddressOption* at = &options + 1; at != end && at->depth > options.depth; ++at)
    if (at->depth == options.depth + 1 && !contains(named, at->name)) named.push_back(at->name);
  const std::string list = printed_list(known);
  if (named.size() > 1) return value_error(book.form("strategy-many").with({{"options", list}}));
  if (!named.empty() && !contains(known, named[0]))
    return value_error(book.form("strategy-unknown").with({{"value", named[0]}, {"options", list}}));
  return std::nullopt;
}

}  // namespace

AddressAnswer check_data_parallel(const AddressBook& book, const AddressCall& call) {
  const AddressDataParallel& rules = book.rules().data_parallel;
  const Asked asked = asked_for(call, rules.distribution);
  if (asked.refusal) return refused(*asked.refusal);
  if (asked.options == nullptr) return {AddressPassed{}, {}};
  if (auto fault = strategy_fault(book, call, *asked.options)) return refused(std::move(*fault));
  const AddressOption* strategy = call.option(asked.options, rules.strategy);
  if (strategy == nullptr) return {AddressPassed{}, {}};
  if (!strategy->mapping) return refused(no_attribute(strategy->value, "get"));
  if (!is_on(call, strategy, "enabled")) return {AddressPassed{}, {}};
  std::string message;
  if (!call.machine.holds()) book.form("parallel-machine").append(message, {});
  const auto versions = std::find_if(rules.versions.begin(), rules.versions.end(),
                                     [&](const auto& row) { return call.framework.is(row.first); });
  if (versions == rules.versions.end()) return refused(key_error(call.framework));
  if (!call.version.is_text() || !contains(versions->second, call.version.text))
    book.form("parallel-version")
        .append(message, {{"value", call.version.text}, {"options", printed_list(versions->second)}});
  if (!call.python.is_text()) return refused(not_iterable(call.python));
  if (call.python.text.find(rules.python) == call.python.text.npos)
    book.form("parallel-python").append(message, {{"value", call.python.text}});
  if (!message.empty()) return refused(value_error(std::move(message)));
  AddressAnswer answer{AddressPassed{}, {}};
  if (!contains(rules.machines, call.machine.text)) {
    std::string listed;
    for (const std::string_view machine : rules.machines)
      listed += (listed.empty() ? "" : ", ") + std::string(machine);
    answer.note(AddressNoteKind::machine_not_checked, call.machine.text, listed);
  }
  note_image(book, versions->first, call, answer);
  return answer;
}

AddressAnswer check_torch_distributed(const AddressBook& book, const AddressCall& call) {
  const AddressTorchDistributed& rules = book.rules().torch;
  const Asked asked = asked_for(call, rules.distribution);
  if (asked.refusal) return refused(*asked.refusal);
  if (asked.options == nullptr) return {AddressPassed{}, {}};
  if (!asked.options->mapping) return refused(no_attribute(asked.options->value, "get"));
  if (!is_on(call, asked.options, "enabled")) return {AddressPassed{}, {}};
  std::string message;
  if (!call.python.is_text()) return refused(not_iterable(call.python));
  if (call.python.text.find(rules.python) == call.python.text.npos)
    book.form("torch-python").append(message, {{"value", call.python.text}});
  const std::string_view machine = call.machine.is_text() ? call.machine.text : std::string_view();
  const std::string_view family = machine_family(machine);
  const auto kind = std::find_if(rules.kinds.begin(), rules.kinds.end(), [&](const auto& k) {
    return contains(k.machines, machine) ||
           (!family.empty() &&
            std::any_of(k.begins.begin(), k.begins.end(), [&](auto b) { return family.starts_with(b); }));
  });
  if (kind == rules.kinds.end())
    book.form("torch-machine").append(message, {});
  else if (!call.version.is_text() || !contains(kind->versions, call.version.text))
    book.form("torch-version")
        .append(message, {{"value", call.version.text},
                          {"machine", call.machine.text},
                          {"options", printed_list(kind->versions)}});
  if (!message.empty()) return refused(value_error(std::move(message)));
  AddressAnswer answer{AddressPassed{}, {}};
  note_image(book, rules.framework, call, answer);
  return answer;
}

}  // namespace bestby
