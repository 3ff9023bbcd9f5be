#include "find/address_rules.h"

#include <algorithm>

namespace bestby {
namespace {

// One line: `section: {subject: {key: value}}`.
struct Line {
  std::string_view subject, key, value;
};

template <class Rows>
auto& named(Rows& rows, std::string_view name) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
  if (at != rows.end()) return *at;
  rows.push_back({name});
  return rows.back();
}

void processor(AddressRules& to, const Line& line) {
  std::string_view pattern = line.subject;
  const bool whole = !pattern.ends_with('*');
  if (!whole) pattern.remove_suffix(1);
  const bool family = pattern.starts_with("ml.");
  to.processors.push_back({family ? pattern.substr(3) : pattern, line.value, whole, family});
}

void hardware(AddressRules& to, const Line& line) {
  AddressHardware& of = named(to.hardware, line.subject);
  if (line.key == "text") of.text = line.value;
  if (line.key == "written") of.written = line.value;
  if (line.key == "scope") of.scope = line.value;
  if (line.key == "families") of.families.push_back(line.value);
  if (line.key == "frameworks") of.frameworks.push_back(line.value);
}

void accelerator(AddressRules& to, const Line& line) {
  to.accelerator_scope = line.subject;
  to.accelerators.emplace_back(line.key, line.value);
}

void arm64(AddressRules& to, const Line& line) {
  if (line.subject == "families") to.arm64_families.push_back(line.value);
  if (line.subject == "letter" && line.value.size() == 1) to.arm64_letter = line.value[0];
}

void shared_scope(AddressRules& to, const Line& line) {
  (line.subject == "latest" ? to.latest_scopes : to.shared_scopes).push_back(line.value);
}

void repository(AddressRules& to, const Line& line) {
  AddressRepository& of = to.repositories[line.subject];
  if (line.key == "sdk") of.sdk = true;
  if (line.key == "based-sdk") of.based_sdk = true;
  if (line.key == "ending") of.ending = line.value;
  if (line.key == "version")
    of.version = line.value == "full" ? AddressRepository::Version::full : AddressRepository::Version::chosen;
}

void container(AddressRules& to, const Line& line) {
  if (line.key == "frameworks") to.frameworks[line.value].any_container = true;
  if (line.key == "text") to.container_repositories.push_back(line.value);
}

void completed(AddressRules& to, const Line& line) {
  if (line.key == "families") to.completed_families.push_back(line.value);
  if (line.key == "distributions") to.completed_distributions.push_back(line.value);
}

void parallel(AddressRules& to, const Line& line) {
  AddressParallel& of = to.parallel;
  if (line.subject == "any") {
    if (line.key == "distributions") of.distributions.push_back(line.value);
    if (line.key == "strategy") of.strategy = line.value;
    if (line.key == "framework") of.framework = line.value;
  } else if (line.subject == "native") {
    if (line.key == "processors") of.processors.push_back(line.value);
    if (line.key == "for") of.native_for = line.value;
    if (line.key == "container") of.native_container = line.value;
  } else {
    AddressParallel::Container& one = named(of.containers, line.subject);
    if (line.key == "version") one.versions.push_back(line.value);
    if (line.key == "machine") one.machines.push_back(line.value);
    one.always = one.always || line.key.empty();
  }
}

void data_parallel(AddressRules& to, const Line& line) {
  AddressDataParallel& of = to.data_parallel;
  if (line.subject == "machines") of.machines.push_back(line.value);
  if (line.subject == "versions") {
    if (of.versions.empty() || of.versions.back().first != line.key) of.versions.push_back({line.key, {}});
    of.versions.back().second.push_back(line.value);
  }
  if (line.key == "distribution") of.distribution = line.value;
  if (line.key == "strategy") of.strategy = line.value;
  if (line.key == "strategies") of.strategies.push_back(line.value);
  if (line.key == "python") of.python = line.value;
}

void torch(AddressRules& to, const Line& line) {
  AddressTorchDistributed& of = to.torch;
  if (line.subject == "any") {
    if (line.key == "distribution") of.distribution = line.value;
    if (line.key == "framework") of.framework = line.value;
    if (line.key == "python") of.python = line.value;
    return;
  }
  AddressTorchDistributed::Kind& kind = named(of.kinds, line.subject);
  if (line.key == "begins") kind.begins.push_back(line.value);
  if (line.key == "machines") kind.machines.push_back(line.value);
  if (line.key == "versions") kind.versions.push_back(line.value);
}

void pythons(AddressRules& to, const Line& line) {
  if (line.key == "framework") to.pythons.framework = line.value;
  if (line.key == "version") to.pythons.version = line.value;
  if (line.key == "python") to.pythons.python = line.value;
  if (line.key == "written") to.pythons.written = AddressForm(line.value);
}

struct Section {
  std::string_view name;
  void (*read)(AddressRules& to, const Line& line);
};
constexpr Section sections[] = {
    {"calls", [](AddressRules& to, const Line& l) { to.calls.emplace_back(l.subject, l.value); }},
    {"texts",
     [](AddressRules& to, const Line& l) { to.forms.insert_or_assign(l.subject, AddressForm(l.value)); }},
    {"domains", [](AddressRules& to, const Line& l) { to.domains.emplace_back(l.subject, l.value); }},
    {"processors", processor},
    {"hardware", hardware},
    {"accelerators", accelerator},
    {"arm64", arm64},
    {"compilers", [](AddressRules& to, const Line& l) { to.frameworks[l.subject].compiler = l.value; }},
    {"tools",
     [](AddressRules& to, const Line& l) { to.frameworks[l.subject].tools.emplace_back(l.key, l.value); }},
    {"machine-tools",
     [](AddressRules& to, const Line& l) { to.machine_tools.emplace_back(l.subject, l.value); }},
    {"default-scopes",
     [](AddressRules& to, const Line& l) { to.frameworks[l.subject].default_scope = l.value; }},
    {"shared-scopes", shared_scope},
    {"bases", [](AddressRules& to, const Line& l) { to.frameworks[l.subject].bases.push_back(l.value); }},
    {"without-python",
     [](AddressRules& to, const Line& l) { to.frameworks[l.subject].without_python = true; }},
    {"retired",
     [](AddressRules& to, const Line& l) { to.frameworks[l.subject].retired.emplace_back(l.key, l.value); }},
    {"repositories", repository},
    {"containers", container},
    {"completed-for", completed},
    {"completed-tags",
     [](AddressRules& to, const Line& l) {
       to.frameworks[l.subject].completed_tags.emplace_back(l.key, l.value);
     }},
    {"arm64-tags", [](AddressRules& to,
                      const Line& l) { to.frameworks[l.subject].arm64_tags.emplace_back(l.key, l.value); }},
    {"stripped-tags",
     [](AddressRules& to, const Line& l) {
       to.frameworks[l.subject].stripped_tags.emplace_back(l.key, l.value);
     }},
    {"python-addresses", pythons},
    {"model-parallel", parallel},
    {"data-parallel", data_parallel},
    {"torch-distributed", torch},
};

}  // namespace

AddressRules read_address_rules(const World& world) {
  AddressRules out;
  for (const AddressRule& rule : world.columns.addresses.rules) {
    const std::string_view name = world.text(rule.section);
    const auto* section = std::find_if(std::begin(sections), std::end(sections),
                                       [&](const Section& s) { return s.name == name; });
    if (section != std::end(sections))
      section->read(out, {world.text(rule.subject), world.text(rule.key), world.text(rule.value)});
  }
  return out;
}

}  // namespace bestby
