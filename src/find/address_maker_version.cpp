// Which version, base framework and Python are meant, and the row that they name.
#include "find/address_maker.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/version.h"

namespace bestby {
namespace {

using Kind = AddressNoteKind;

}  // namespace

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
  if (pythons.empty() && row_ == nullptr) return key_error(AddressValue::of("registries"));
  if (pythons.empty()) {
    if (python_.holds()) answer_.note(Kind::python_ignored, python_.text);
    python_ = {};
    return std::nullopt;
  }
  if (!python_.given() && framework_.without_python) return std::nullopt;
  if (!python_.given() && pythons.size() == 1) {
    python_ = AddressValue::of(pythons[0]);
  } else if (!python_.is_text() || !contains(pythons, python_.text)) {
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

}  // namespace bestby
