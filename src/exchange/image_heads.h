// The heads of image products, which several importers need: catalog/aws/dlc/products/.
//
//     ImageHeads heads(options);                       // those that are there stay as they are
//     heads.add("xgboost", "Amazon SageMaker, XGBoost", url);
//     heads.write(imported.files);
//
// A product that somebody defines elsewhere in the catalogue gets none.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/import.h"

namespace bestby::exchange {

inline constexpr std::string_view heads_folder = "aws/dlc/products/";
inline constexpr std::string_view regions_product = "aws/region";

class ImageHeads {
 public:
  explicit ImageHeads(const ImportOptions& options);

  void add(const std::string& repository, const std::string& name, const std::string& url);
  void add_regions();                                 // the product whose releases are the regions
  void write(std::vector<CatalogFile>& files) const;  // and sorts all of them by path

 private:
  std::map<std::string, std::string> heads_;  // by path
  KnownProducts elsewhere_;
};

}  // namespace bestby::exchange
