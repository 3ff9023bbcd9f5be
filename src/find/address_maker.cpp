#include "find/address_maker.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/version.h"
#include "find/address_machine.h"
#include "find/address_processor.h"

namespace bestby {
namespace {

using Kind = AddressNoteKind;

bool has(const AddressWords& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<std::string_view> beside(const AddressPairs& pairs, std::string_view key) {
  const auto at =
      std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == key; });
  if (at == pairs.end()) return std::nullopt;
  return at->second;
}

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
  return !family_.empty() && has(hardware.families, family_);
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
      if (left_) return {std::move(*left_), {}};  // the configuration does not hold it either
      if (refusal->kind != "ValueError") answer_.note(Kind::sdk_fails, refusal->kind, refusal->message);
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
      if (!hardware.scope.empty() && is_family_of(hardware) && has(hardware.frameworks, call_.framework.text))
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
                                 : has(hardware.frameworks, call_.framework.text);
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
  if (!scope_.is_text() || !has(scopes, scope_.text)) return unsupported("image scope", scope_, scopes);
  in_ = serves ? &book_.scopes(config)[0] : book_.scope(config, scope_.text);
  return std::nullopt;
}

AddressMaker::Step AddressMaker::choose_version() {
  const auto versions = book_.versions(*in_);
  const bool alias = version_.is_text() && book_.value(in_->aliases, version_.text);
  if (versions.size() == 1 && !alias) {
    const std::string_view only = book_.text(versions[0].name);
    if (version_.given() && !version_.is(only)) answer_.note(Kind::version_replaced, version_.text, only);
    version_ = AddressValue::of(only);
  } else {
    if (!version_.holds())
      if (Step refusal = newest_version()) return refusal;
    if (!version_.is_text() ||
        (book_.version(*in_, version_.text) == nullptr && !book_.value(in_->aliases, version_.text))) {
      AddressWords all;
      for (const AddressVersion& v : versions) all.push_back(book_.text(v.name));
      for (const std::string_view other : keys(in_->aliases)) all.push_back(other);
      return unsupported(fmt::format("{} version", call_.framework.text), version_, all);
    }
  }
  const auto full = book_.value(in_->aliases, version_.text);
  chosen_ = book_.version(*in_, full ? *full : version_.text);
  if (chosen_ == nullptr) return key_error(AddressValue::of(full ? *full : version_.text));
  if (full && *full != version_.text) answer_.note(Kind::alias, version_.text, *full);
  return std::nullopt;
}

// The newest is the later of the first and the last one that the configuration lists; of the framework's
// own configuration and of the scope that was asked for.
AddressMaker::Step AddressMaker::newest_version() {
  version_ = {};
  const AddressConfig* config = book_.config(call_.framework.text);
  if (config == nullptr) return value_error(fmt::format("Invalid framework {}", call_.framework.text));
  const AddressScope* scope = nullptr;
  if (config->shared != 0) {
    scope = &book_.scopes(*config)[0];
  } else {
    if (call_.scope.is_text()) scope = book_.scope(*config, call_.scope.text);
    if (scope != nullptr)
      if (const auto latest = book_.value(scope->aliases, "latest")) {
        version_ = AddressValue::of(*latest);
        return std::nullopt;
      }
    for (const std::string_view name : book_.rules().latest_scopes)
      if (scope == nullptr) scope = book_.scope(*config, name);
  }
  if (scope == nullptr) return std::nullopt;
  const auto versions = book_.versions(*scope);
  const std::string_view top = book_.text(versions.front().name), bottom = book_.text(versions.back().name);
  const auto choose = [&](std::string_view version) {
    version_ = AddressValue::of(version);
    return std::nullopt;
  };
  if (config->shared != 0 && versions.size() == 1) return choose(top);
  if (config->shared != 0 && (top == "latest" || bottom == "latest")) return std::nullopt;
  if (top.ends_with(".x") || bottom.ends_with(".x")) {
    long most = 0;
    for (const std::string_view version : {top, bottom}) {
      const std::string number(version.substr(0, version.size() < 2 ? 0 : version.size() - 2));
      if (number.empty() || number.size() > 9 || number.find_first_not_of("0123456789") != number.npos)
        return value_error(fmt::format("invalid literal for int() with base 10: '{}'", number));
      most = std::max(most, std::stol(number));
    }
    chosen_text_ = fmt::format("{}.x", most);
    return choose(chosen_text_);
  }
  const VersionScheme& scheme = *find_version_scheme("pep440");
  const auto first = parse_version(scheme, top), last = parse_version(scheme, bottom);
  if (!first || !last)
    return AddressRefusal{"InvalidVersion", fmt::format("Invalid version: '{}'", first ? bottom : top)};
  return choose(first->key >= last->key ? top : bottom);
}

AddressMaker::Step AddressMaker::choose_row() {
  if (!framework_.bases.empty()) {
    if (Step refusal = choose_based_row(*chosen_)) return refusal;
  }
  return choose_python(*chosen_);
}

AddressMaker::Step AddressMaker::choose_based_row(const AddressVersion& version) {
  if (version.nested == 0 || version.aliases.count == 0)
    return AddressRefusal{"UnboundLocalError", book_.form("no-bases").with({})};
  const auto full = call_.base.is_text() ? book_.value(version.aliases, call_.base.text) : std::nullopt;
  const AddressValue base = full ? AddressValue::of(*full) : call_.base;
  for (const AddressRow& row : book_.rows(version))
    if (base.is(book_.text(row.key))) row_ = &row;
  if (row_ == nullptr) {
    if (base.is("version_aliases")) return key_error(AddressValue::of("registries"));
    return unsupported("base framework", base, keys(version));
  }
  if (full && *full != call_.base.text) answer_.note(Kind::alias, call_.base.text, *full);
  return std::nullopt;
}

AddressMaker::Step AddressMaker::choose_python(const AddressVersion& version) {
  if (row_ == nullptr && version.nested == 0) row_ = &book_.rows(version)[0];
  python_ = call_.python;
  const AddressWords pythons = row_ != nullptr ? names(row_->pythons) : keys(version);
  if (pythons.empty()) {
    if (python_.holds()) answer_.note(Kind::python_ignored, python_.text);
    python_ = {};
    return std::nullopt;
  }
  if (!python_.given() && framework_.without_python) return std::nullopt;
  if (!python_.given() && pythons.size() == 1) {
    python_ = AddressValue::of(pythons[0]);
  } else if (!python_.is_text() || !has(pythons, python_.text)) {
    // A version that an alias hides may have what its namesake lacks.
    const AddressRow* own = version.nested == 0 ? row_named_exactly() : nullptr;
    const AddressRefusal refusal = unsupported("Python version", python_, pythons);
    if (own == nullptr || own == row_ || !python_.is_text() || !book_.has_word(own->pythons, python_.text))
      return refusal;
    answer_.notes.clear();
    answer_.note(Kind::alias_hides_version, version_.text, book_.text(version.name));
    leave(refusal);
    row_ = own;
    chosen_ = book_.version(*in_, version_.text);
    return std::nullopt;
  }
  if (row_ != nullptr) return std::nullopt;
  for (const AddressRow& row : book_.rows(version))
    if (python_.is(book_.text(row.key))) row_ = &row;
  return row_ == nullptr ? Step(key_error(AddressValue::of("registries"))) : std::nullopt;
}

// The row of exactly the versions that are asked for, none of them an alias.
const AddressRow* AddressMaker::row_named_exactly() const {
  const AddressVersion* version =
      in_ != nullptr && version_.is_text() ? book_.version(*in_, version_.text) : nullptr;
  if (version == nullptr) return nullptr;
  if (version->nested == 0) return &book_.rows(*version)[0];
  for (const AddressRow& row : book_.rows(*version))
    if (call_.base.is(book_.text(row.key))) return &row;
  return nullptr;
}

AddressMaker::Step AddressMaker::choose_registry() {
  const auto account =
      call_.region.is_text() ? book_.value(row_->registries, call_.region.text) : std::nullopt;
  if (!account) return unsupported("region", call_.region, keys(row_->registries));
  account_ = *account;
  const auto domain = book_.domain(call_.region.text);
  if (!domain) return AddressRefusal{"TypeError", "'NoneType' object is not subscriptable"};
  domain_ = *domain;
  repository_ = book_.text(row_->repository);
  return std::nullopt;
}

AddressRun AddressMaker::processors() const {
  return in_->processors.count > 0 || row_ == nullptr ? in_->processors : row_->processors;
}

AddressMaker::Step AddressMaker::choose_processor() {
  if (processors().count == 0) return std::nullopt;
  ProcessorChoice choice = processor_of(book_, call_.machine, names(processors()));
  if (auto* refusal = std::get_if<AddressRefusal>(&choice)) return std::move(*refusal);
  processor_ = AddressValue::of(std::get<std::string_view>(choice));
  return std::nullopt;
}

AddressMaker::Step AddressMaker::choose_container() {
  container_ = call_.container;
  if (row_->containers.count > 0) {
    auto own = processor_.is_text() ? book_.value(row_->containers, processor_.text) : std::nullopt;
    if (!own) {
      // With one container alone there is no doubt which one it is.
      const AddressRefusal refusal = key_error(processor_);
      if (row_->containers.count != 1) return refusal;
      leave(refusal);
      own = book_.text(book_.pairs(row_->containers)[0].value);
    }
    if (container_.holds() && !container_.is(*own))
      answer_.note(Kind::container_replaced, container_.text, *own);
    container_ = AddressValue::of(*own);
  }
  return add_sdk(book_.repository(repository_).sdk);
}

AddressMaker::Step AddressMaker::add_sdk(bool asked) {
  if (!asked) return std::nullopt;
  std::string_view sdk = call_.sdk.holds() ? call_.sdk.text : std::string_view();
  if (sdk.empty() && row_->sdks.count == 0) return key_error(AddressValue::of("sdk_versions"));
  if (sdk.empty()) sdk = std::ranges::max(names(row_->sdks));
  if (call_.sdk.holds() && !call_.sdk.is_text())
    return AddressRefusal{"TypeError",
                          fmt::format("unsupported operand type(s) for +: '{}' and 'str'", call_.sdk.type())};
  if (!container_.is_text())
    return AddressRefusal{"TypeError",
                          fmt::format("can only concatenate str (not \"{}\") to str", container_.type())};
  container_text_ = fmt::format("{}-{}", sdk, container_.text);
  container_ = AddressValue::of(container_text_);
  return std::nullopt;
}

AddressMaker::Step AddressMaker::make_prefix() {
  const AddressRepository& repository = book_.repository(repository_);
  if (framework_.bases.empty()) {
    prefix_ = row_->tag == no_id ? version_.text : book_.text(row_->tag);
  } else {
    AddressValue version = call_.version;
    std::string_view base = call_.base.text;
    if (repository.version == AddressRepository::Version::chosen) version = version_;
    if (Step refusal = add_sdk(repository.based_sdk || (left_.has_value() && row_->sdks.count > 0)))
      return refusal;
    if (left_ || repository.version == AddressRepository::Version::full) {
      if (const auto full = book_.value(in_->aliases, version.text); full && version.is_text())
        version = AddressValue::of(*full);
      const AddressVersion* of = version.is_text() ? book_.version(*in_, version.text) : nullptr;
      if (const auto full = of == nullptr ? std::nullopt : book_.value(of->aliases, base)) base = *full;
    }
    for (const std::string_view name : framework_.bases)
      if (base.starts_with(name)) {
        base.remove_prefix(name.size());
        break;
      }
    prefix_ = book_.form("based").with({{"base", base}, {"version", version.text}});
  }
  if (repository.ending.empty()) return std::nullopt;
  container_text_ = fmt::format("{}-{}", container_.text, repository.ending);
  container_ = AddressValue::of(container_text_);
  return std::nullopt;
}

AddressMaker::Step AddressMaker::check_retired() {
  const VersionScheme& scheme = *find_version_scheme("pep440");
  for (const auto& [family, from] : framework_.retired) {
    if (family != family_) continue;
    const auto asked = parse_version(scheme, version_.text), first = parse_version(scheme, from);
    if (!asked) return AddressRefusal{"InvalidVersion", fmt::format("Invalid version: '{}'", version_.text)};
    if (first && asked->key >= first->key) return value_error(book_.form("retired").with({}));
  }
  return std::nullopt;
}

AddressMaker::Step AddressMaker::check_container() {
  const AddressWords& allowed = book_.rules().container_repositories;
  const bool fits = !call_.container.given() || row_->containers.count > 0 || framework_.any_container ||
                    !book_.repository(repository_).ending.empty() ||
                    std::any_of(allowed.begin(), allowed.end(), [&](std::string_view text) {
                      return repository_.find(text) != repository_.npos;
                    });
  if (fits) return std::nullopt;
  return value_error(book_.form("container")
                         .with({{"value", call_.container.text},
                                {"framework", call_.framework.text},
                                {"version", version_.text}}));
}

std::string AddressMaker::plain_tag() const {
  std::string out;
  for (const AddressValue& part :
       {AddressValue::of(prefix_), tool_.holds() ? tool_ : processor_, python_, container_}) {
    if (!part.holds()) continue;
    if (!out.empty()) out += '-';
    out += part.text;
  }
  return out;
}

bool AddressMaker::completes() const {
  const AddressRules& rules = book_.rules();
  return call_.machine.given() &&
         ((!family_.empty() && has(rules.completed_families, family_)) ||
          std::any_of(rules.completed_distributions.begin(), rules.completed_distributions.end(),
                      [&](std::string_view name) { return call_.option(call_.whole(), name) != nullptr; }));
}

AddressMaker::Step AddressMaker::arm64_tag() {
  for (const AddressHardware& hardware : book_.rules().hardware) {
    if (hardware.scope.empty() || !has(hardware.frameworks, call_.framework.text)) continue;
    const bool in_scope = scope_.is(hardware.scope), family = is_family_of(hardware);
    if (!family_.empty() && in_scope && !family)
      return unsupported("instance type", AddressValue::of(family_), hardware.families);
    if (!family && !in_scope) continue;
    const auto tag = beside(framework_.arm64_tags, version_.text);
    if (!tag) return key_error(version_);
    tag_ = *tag;
  }
  return std::nullopt;
}

AddressMaker::Step AddressMaker::make_tag() {
  if (!framework_.arm64_tags.empty()) {
    if (Step refusal = arm64_tag()) return refusal;
    if (tag_.empty()) tag_ = plain_tag();
    return std::nullopt;
  }
  tag_ = plain_tag();
  if (!framework_.completed_tags.empty() && completes())
    if (const auto ending = beside(framework_.completed_tags, tag_)) tag_ += fmt::format("-{}", *ending);
  if (const auto stripped = beside(framework_.stripped_tags, processor_.text))
    tag_.erase(tag_.find_last_not_of(*stripped) + 1);
  return std::nullopt;
}

// An image is for x86_64 unless it is of the scope that is for such machines.
void AddressMaker::note_arm64() {
  if (!call_.machine.is_text() || !book_.is_arm64(call_.machine.text)) return;
  std::string other;
  const AddressConfig* config = book_.config(call_.framework.text);
  for (const AddressHardware& hardware : book_.rules().hardware) {
    if (hardware.scope.empty()) continue;
    if (scope_.is(hardware.scope)) return;
    const AddressScope* scope = config == nullptr ? nullptr : book_.scope(*config, hardware.scope);
    const AddressVersion* made =
        scope == nullptr ? nullptr : book_.version(*scope, book_.text(chosen_->name));
    if (made != nullptr && made->nested == 0)
      other = fmt::format("; `{}` is for it", book_.text(book_.rows(*made)[0].repository));
  }
  answer_.note(Kind::arm64_machine, call_.machine.text, other);
}

// What does not change the address.
void AddressMaker::note_beside() {
  if (!call_.version.holds() && book_.versions(*in_).size() > 1)
    answer_.note(Kind::version_chosen, version_.text);
  if (call_.tool.holds() && framework_.tools.empty()) answer_.note(Kind::tool_in_tag, call_.tool.text);
  note_arm64();
  for (const auto& [name, framework] : book_.rules().frameworks)
    for (const auto& [family, from] : framework.retired)
      if (family == family_) {
        answer_.note(Kind::retired_machine, call_.machine.text, family);
        return;
      }
}

}  // namespace bestby
