// What the row and the machine make of the address: registry, container, tag; and what is to be noted.
#include "find/address_maker.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/version.h"
#include "find/address_processor.h"

namespace bestby {
namespace {

using Kind = AddressNoteKind;

}  // namespace

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
         ((!family_.empty() && contains(rules.completed_families, family_)) ||
          std::any_of(rules.completed_distributions.begin(), rules.completed_distributions.end(),
                      [&](std::string_view name) { return call_.option(call_.whole(), name) != nullptr; }));
}

AddressMaker::Step AddressMaker::arm64_tag() {
  for (const AddressHardware& hardware : book_.rules().hardware) {
    if (hardware.scope.empty() || !contains(hardware.frameworks, call_.framework.text)) continue;
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
