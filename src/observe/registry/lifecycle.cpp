#include "observe/registry/lifecycle.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/formats/json_reader.h"
#include "base/text.h"

namespace bestby {
namespace {

std::string note(const std::vector<std::pair<std::string, std::string>>& notes, std::string_view key) {
  for (const auto& [name, value] : notes)
    if (name == key) return value;
  return {};
}

// Of an artifact whose row in the index does not say it, its manifest does.
Result<Lifecycle> read_artifact(RegistryClient& client, const RegistryReference& ref, const Descriptor& row) {
  Lifecycle out{note(row.annotations, lifecycle_end_key), note(row.annotations, created_key), row.digest};
  if (!out.ends.empty() || !is_sha256(row.digest)) return out;
  auto manifest = client.manifest(ref, row.digest);
  if (!manifest) return fail(std::move(manifest.error()));
  const auto document = read_json(row.digest, std::move(manifest->text), {.empty_keys = true});
  if (!document) return fail(document.error());
  const Descriptor whole = read_descriptor(document->root);
  out.ends = note(whole.annotations, lifecycle_end_key);
  out.created = note(whole.annotations, created_key);
  return out;
}

Result<std::optional<std::string>> index_of(RegistryClient& client, const RegistryReference& ref,
                                            const std::string& digest) {
  auto by_api = client.referrers(ref, digest, lifecycle_type);
  if (!by_api || *by_api) return by_api;
  auto by_tag = client.find_manifest(ref, referrers_tag(digest));
  if (!by_tag) return fail(std::move(by_tag.error()));
  if (!*by_tag) return std::nullopt;
  return std::move((*by_tag)->text);
}

}  // namespace

Result<std::vector<Descriptor>> lifecycle_rows(const std::string& name, const std::string& index) {
  const auto document = read_json(name, index, {.empty_keys = true});
  if (!document) return fail(document.error());
  std::vector<Descriptor> out;
  if (const yaml::Node* rows = document->root.find("manifests"))
    for (const yaml::Node& row : rows->items)
      if (Descriptor read = read_descriptor(row); read.artifact == lifecycle_type)
        out.push_back(std::move(read));
  return out;
}

Result<std::vector<Lifecycle>> read_lifecycles(RegistryClient& client, const RegistryReference& ref,
                                               const std::string& digest) {
  const auto index = index_of(client, ref, digest);
  if (!index) return fail(index.error());
  std::vector<Lifecycle> out;
  if (!*index) return out;
  const auto rows = lifecycle_rows(referrers_tag(digest), **index);
  if (!rows) return fail(rows.error());
  for (const Descriptor& row : *rows) {
    if (out.size() == most_lifecycles) break;
    auto one = read_artifact(client, ref, row);
    if (!one) return fail(std::move(one.error()));
    if (!one->ends.empty()) out.push_back(*std::move(one));
  }
  return out;
}

const Lifecycle& newest(const std::vector<Lifecycle>& lifecycles) {
  const Lifecycle* out = &lifecycles.front();
  for (const Lifecycle& one : lifecycles)
    if (one.created >= out->created) out = &one;
  return *out;
}

}  // namespace bestby
