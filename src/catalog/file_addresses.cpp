// What a file says of how addresses are built.
#include "catalog/address_reader.h"
#include "catalog/file_reader.h"

namespace bestby {

void FileReader::addresses() {
  const yaml::Node* all = doc_.root.find("addresses");
  const yaml::Node* rules = doc_.root.find("address-rules");
  if (all == nullptr && rules == nullptr) return;
  AddressReader reader(builder_, [&](const yaml::Node& at, Error e) { error(at, std::move(e)); });
  if (rules != nullptr) reader.rules(*rules);
  if (all == nullptr) return;
  default_source(doc_.root);
  if (source_ == no_id) return error(*all, "the addresses name no `source`", "no source, no address");
  reader.addresses(*all, builder_.title_of(source_), beside_);
}

}  // namespace bestby
