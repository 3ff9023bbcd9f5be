// What the catalogue knows already, as far as reading a page needs it.
//
//     Known known(options.others, options.existing);
//     known.product("PyTorch Lightning")       // "pytorch-lightning", by name or alias
//     known.cycle("pytorch", "1.12.1")         // "1.12"
//     known.image_product("pytorch-training")  // "aws/pytorch-training"
//
// A catalogue that cannot be loaded (empty, or a part of one) knows nothing: then names of products are
// taken as they are, and a cycle is the first two numbers of a version.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/load.h"
#include "exchange/sheet.h"

namespace bestby::exchange::aws_doc {

struct KnownImage {
  std::string product, release;
};

class Known {
 public:
  Known(std::span<const CatalogFile> others, std::span<const CatalogFile> owned, std::string_view publisher);

  bool empty() const { return !store_.has_value(); }
  bool has(const std::string& product) const;
  std::string product(std::string_view name) const;  // empty when none is called so
  // Of a version without a cycle (too short, or of a product without any): empty.
  std::string cycle(const std::string& product, std::string_view version) const;
  // Empty when no product of the publisher has that repository.
  std::string image_product(const std::string& repository) const;
  // The recorded images (not builds) of a product for a framework's version (1.12 or 1.12.1); an empty
  // accelerator or platform means any.
  std::vector<KnownImage> images(const std::string& product, const std::string& framework,
                                 std::string_view version, std::string_view accelerator,
                                 std::string_view platform = {}) const;
  // Whether it says so already, from whatever source. The scope is as `scope_text` writes it.
  bool says(const std::string& product, RowKind kind, const std::string& name, const SheetFact& fact) const;

 private:
  std::optional<WorldStore> store_;
  World world_;
  std::string publisher_;
  std::map<std::string, std::string> names_;  // in lower case
};

}  // namespace bestby::exchange::aws_doc
