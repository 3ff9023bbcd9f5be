// A catalogue file, or a policy file if it says `policy:` first, beside a small good catalogue.
// Whatever is accepted must make a snapshot that a stranger would be allowed, and answer.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "policy/load_policies.h"
#include "snapshot/testing.h"
#include "snapshot/verify.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bestby;
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<CatalogFile> files = {{"vocabulary.yml", std::string(testing::snapshot_vocabulary)}}, policies;
  for (const auto product : testing::snapshot_products)
    files.push_back({std::to_string(files.size()) + ".yml", std::string(product)});
  (text.starts_with("policy:") ? policies : files).push_back({"input.yml", text});
  const auto store = load_catalog(std::move(files), policies);
  if (!store) return 0;
  const World world = store->world();
  const auto rules = load_policies(std::move(policies), world);
  if (!rules) return 0;
  if (!verify(world, rules->view())) std::abort();
  testing::ask_everything(world, rules->view(), 24);
  return 0;
}
