#include "find/address_form.h"

#include <algorithm>

namespace bestby {

AddressForm::AddressForm(std::string_view written) {
  while (!written.empty()) {
    const bool name = written[0] == '{' && written.size() > 1 && written.find('}') != written.npos;
    const std::size_t end = name ? written.find('}') : written.find('{', 1);
    parts_.emplace_back(name ? written.substr(1, end - 1) : written.substr(0, end), name);
    written.remove_prefix(end == written.npos ? written.size() : end + (name ? 1 : 0));
  }
}

void AddressForm::append(std::string& out, std::initializer_list<Value> values) const {
  for (const auto& [part, name] : parts_) {
    const auto value =
        std::find_if(values.begin(), values.end(), [&](const Value& v) { return v.name == part; });
    if (name && value != values.end())
      out += value->text;
    else
      out += part;
  }
}

std::string AddressForm::with(std::initializer_list<Value> values) const {
  std::string out;
  append(out, values);
  return out;
}

}  // namespace bestby
