// A text with names in braces, to be filled in.
//
//     AddressForm("no {what}: {value}").with({{"what", "region"}, {"value", "x"}})     // "no region: x"
//
// A name that no value is given for stands as itself.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bestby {

class AddressForm {
 public:
  AddressForm() = default;
  explicit AddressForm(std::string_view written);
  struct Value {
    std::string_view name, text;
  };
  void append(std::string& out, std::initializer_list<Value> values) const;
  std::string with(std::initializer_list<Value> values) const;

 private:
  std::vector<std::pair<std::string_view, bool>> parts_;  // and whether it is a name
};

}  // namespace bestby
