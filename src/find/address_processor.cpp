#include "find/address_processor.h"

#include <algorithm>

#include <fmt/format.h>

#include "find/address_machine.h"

namespace bestby {
namespace {

std::optional<std::string_view> kind_of(const AddressBook& book, std::string_view machine,
                                        const AddressWords& there_are) {
  const std::string_view family = machine_family(machine);
  const auto fits = [&](const AddressProcessor& row) {
    const std::string_view name = row.of_family ? family : machine;
    return !(row.of_family && family.empty()) &&
           (row.whole ? name == row.begins : name.starts_with(row.begins));
  };
  const bool itself =
      !family.empty() && std::find(there_are.begin(), there_are.end(), family) != there_are.end();
  for (const AddressProcessor& row : book.rules().processors)
    if (fits(row)) return itself && row.of_family ? family : row.is;
  return std::nullopt;
}

}  // namespace

ProcessorChoice processor_of(const AddressBook& book, const AddressValue& machine,
                             const AddressWords& there_are) {
  if (there_are.size() == 1 && !machine.holds()) return there_are[0];
  if (!machine.holds()) return value_error(book.form("no-machine").with({}));
  if (!machine.is_text()) return no_attribute(machine, "startswith");
  const auto kind = kind_of(book, machine.text, there_are);
  if (!kind) return value_error(book.form("bad-machine").with({{"value", machine.text}}));
  if (std::find(there_are.begin(), there_are.end(), *kind) == there_are.end())
    return value_error(book.form("unsupported")
                           .with({{"what", "processor"},
                                  {"value", *kind},
                                  {"options", fmt::format("{}", fmt::join(there_are, ", "))}}));
  return *kind;
}

}  // namespace bestby
