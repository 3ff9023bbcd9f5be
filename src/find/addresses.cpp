#include "find/addresses.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "find/address_maker.h"
#include "find/address_processor.h"

namespace bestby {
namespace {

AddressAnswer refused(AddressRefusal refusal) { return {std::move(refusal), {}}; }

AddressAnswer address(const AddressBook& book, const AddressCall& call) {
  AddressAnswer answer = AddressMaker(book, call).run();
  if (call.distribution.empty() || !std::holds_alternative<Address>(answer.is)) return answer;
  for (const auto check : {check_data_parallel, check_torch_distributed}) {
    const AddressAnswer checked = check(book, call);
    if (const auto* refusal = std::get_if<AddressRefusal>(&checked.is))
      answer.note(AddressNoteKind::check_fails, refusal->message);
  }
  return answer;
}

// `word in value`: nothing where the value is no text.
bool contains_any(const AddressWords& words, const AddressValue& value,
                  std::optional<AddressRefusal>& fault) {
  if (words.empty() || fault) return false;
  if (!value.is_text()) {
    fault = not_iterable(value);
    return false;
  }
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return value.text.find(word) != value.text.npos; });
}

// The options of the strategy that asks for a framework of its own, where it is on.
bool is_parallel(const AddressParallel& rules, const AddressCall& call,
                 std::optional<AddressRefusal>& fault) {
  const AddressOption* whole = call.whole();
  for (const std::string_view name : rules.distributions)
    if (call.option(whole, name) == nullptr) return false;
  if (rules.distributions.empty()) return false;
  const AddressOption* options = call.option(whole, rules.distributions.back());
  if (!options->mapping) {
    if (!options->value.is_text()) fault = not_iterable(options->value);
    return false;
  }
  const AddressOption* strategy = call.option(options, rules.strategy);
  if (strategy == nullptr) return false;
  if (!strategy->mapping) {
    fault = no_attribute(strategy->value, "get");
    return false;
  }
  const AddressOption* enabled = call.option(strategy, "enabled");
  return enabled == nullptr || enabled->mapping || enabled->value.holds();
}

// The container of a base framework that is trained without a compiler.
ProcessorChoice native_processor(const AddressBook& book, const AddressCall& call) {
  const auto& bases = book.framework(call.framework.text).bases;
  const bool based = call.base.is_text() &&
                     std::any_of(bases.begin(), bases.end(),
                                 [&](std::string_view base) { return call.base.text.starts_with(base); });
  return based ? processor_of(book, call.machine, book.rules().parallel.processors) : std::string_view();
}

AddressAnswer training_address(const AddressBook& book, const AddressCall& call) {
  const AddressParallel& rules = book.rules().parallel;
  AddressCall inner = call;
  inner.call = inner.accelerator = inner.sdk = inner.tool = inner.container = {};
  inner.scope = AddressValue::of("training");
  const ProcessorChoice native = native_processor(book, call);
  if (const auto* refusal = std::get_if<AddressRefusal>(&native)) return refused(*refusal);
  if (const auto processor = std::get<std::string_view>(native);
      !processor.empty() && processor == rules.native_for && !call.compiler)
    inner.container = AddressValue::of(rules.native_container);
  std::optional<AddressRefusal> fault;
  if (is_parallel(rules, call, fault)) {
    inner.framework = AddressValue::of(rules.framework);
    for (const auto& [name, versions, machines, always] : rules.containers) {
      if (!contains_any(machines, call.machine, fault) && !contains_any(versions, call.version, fault) &&
          !always)
        continue;
      inner.container = AddressValue::of(name);
      break;
    }
  }
  if (fault) return refused(std::move(*fault));
  return AddressMaker(book, inner).run();
}

AddressAnswer python_address(const AddressBook& book, const AddressCall& call) {
  const AddressPythons& rules = book.rules().pythons;
  if (!call.region.given()) return refused({"NoRegionError", book.form("no-region").with({})});
  const auto domain = call.region.is_text() ? book.domain(call.region.text) : std::nullopt;
  if (!domain) return refused({"TypeError", "'NoneType' object is not subscriptable"});
  const AddressConfig* config = book.config(rules.framework);
  const AddressScope* scope = config == nullptr ? nullptr : &book.scopes(*config)[0];
  const AddressVersion* version = scope == nullptr ? nullptr : book.version(*scope, rules.version);
  if (version == nullptr || version->nested != 0) return refused(key_error(AddressValue::of(rules.version)));
  const AddressRow& row = book.rows(*version)[0];
  const auto account = book.value(row.registries, call.region.text);
  if (!account) {
    std::string regions;
    for (const AddressPair& pair : book.pairs(row.registries))
      regions += fmt::format("{}{}", regions.empty() ? "" : ", ", book.text(pair.key));
    return refused(
        value_error(book.form("unsupported")
                        .with({{"what", "region"}, {"value", call.region.text}, {"options", regions}})));
  }
  if (call.python.kind == AddressValue::Kind::other)
    return refused(
        {"TypeError", fmt::format("can only concatenate str (not \"{}\") to str", call.python.type())});
  Address address;
  book.form("registry")
      .append(address.uri, {{"account", *account}, {"region", call.region.text}, {"domain", *domain}});
  address.repository_at = address.uri.size();
  rules.written.append(address.uri, {{"repository", book.text(row.repository)},
                                     {"python", call.python.given() ? call.python.text : rules.python},
                                     {"version", rules.version}});
  const std::size_t colon = address.uri.rfind(':');
  address.tag_at = colon == address.uri.npos ? address.uri.size() : colon + 1;
  address.region = call.region.text;
  address.edition = config->edition;
  return {std::move(address), {}};
}

struct Call {
  std::string_view name;
  AddressAnswer (*answer)(const AddressBook& book, const AddressCall& call);
};
constexpr Call calls[] = {{"address", address},
                          {"training-address", training_address},
                          {"python-address", python_address},
                          {"data-parallel-check", check_data_parallel},
                          {"torch-distributed-check", check_torch_distributed}};

}  // namespace

Result<AddressAnswer> answer_call(const AddressBook& book, const AddressCall& call) {
  for (const auto& [name, works_out] : book.rules().calls) {
    if (call.call.given() && !call.call.is(name)) continue;
    for (const Call& known : calls)
      if (known.name == works_out) return known.answer(book, call);
  }
  std::vector<std::string> names;
  for (const auto& [name, works_out] : book.rules().calls) names.emplace_back(name);
  return fail(Error{ErrorCode::input,
                    fmt::format("there is no call `{}`", call.call.text),
                    {},
                    fmt::format("one of: {}", fmt::join(names, ", ")),
                    nearest(call.call.text, names)});
}

}  // namespace bestby
