#include "observe/image/image_store.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "base/files.h"
#include "observe/image/hashed_flow.h"
#include "observe/image/inflate.h"
#include "observe/image/tar_fields.h"
#include "observe/image/tar_reader.h"

namespace bestby {
namespace {

constexpr std::uint64_t document_bytes = std::uint64_t{4} << 20U;
constexpr int most_links = 8;

std::unique_ptr<ByteFlow> of_file(const std::string& path) {
  auto file = SharedFile::open(path);
  if (!file) return nullptr;
  const std::uint64_t size = (*file)->size();
  return std::make_unique<FileFlow>(*std::move(file), 0, size);
}

// docker save writes a layer that it has written before as a link `../ID/layer.tar`.
std::string link_target(const std::string& path, const TarEntry& entry) {
  if (entry.kind == TarKind::hard_link) return entry_path(entry.link).value_or("");
  std::string from = path.substr(0, path.rfind('/') + 1);
  std::string_view link = entry.link;
  while (link.starts_with("../") && !from.empty()) {
    link.remove_prefix(3);
    from.pop_back();
    from.resize(from.rfind('/') + 1);
  }
  return entry_path(from + std::string(link)).value_or("");
}

std::optional<std::string> text_of(ByteFlow& flow) {
  std::string out;
  for (auto part = flow.look(); !part.empty(); part = flow.look()) {
    out += part;
    flow.pass(part.size());
    if (out.size() > document_bytes) return std::nullopt;
  }
  if (!flow.fault().empty()) return std::nullopt;
  return out;
}

class FolderStore : public ImageStore {
 public:
  FolderStore(std::string root, bool verify) : ImageStore(verify), root_(std::move(root)) {}

  std::optional<std::string> document(std::string_view name) override {
    const auto flow = blob(name);
    return flow == nullptr ? std::nullopt : text_of(*flow);
  }
  std::unique_ptr<ByteFlow> blob(std::string_view name) override {
    const auto path = inside(name);
    return path ? of_file(*path) : nullptr;
  }
  std::uint64_t size(std::string_view name) override {
    const auto path = inside(name);
    struct stat status{};
    return path && ::stat(path->c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
  }

 private:
  // The file behind all links, if it is in the folder.
  std::optional<std::string> inside(std::string_view name) const {
    const auto real = [](const std::string& path) {
      char* const found = ::realpath(path.c_str(), nullptr);
      std::string out = found == nullptr ? "" : found;
      std::free(found);
      return out;
    };
    const std::string root = real(root_);
    std::string path = real(root_ + "/" + std::string(name));
    if (root.empty() || !path.starts_with(root == "/" ? root : root + "/")) return std::nullopt;
    return path;
  }
  std::string root_;
};

// Knows where each file of the archive lies after one look at its headers.
class TarStore : public ImageStore {
 public:
  TarStore(std::shared_ptr<const SharedFile> file, const ReadLimits& limits, bool verify)
      : ImageStore(verify), file_(std::move(file)) {
    FileFlow flow(file_, 0, file_->size());
    TarReader tar(flow, limits);
    TarEntry entry;
    while (slots_.size() < limits[Limit::entries] && tar.next(entry)) {
      const auto path = entry_path(entry.path);
      if (!path || path->empty() || entry.sparse) continue;
      if (entry.kind == TarKind::file)
        slots_[*path] = {entry.body, entry.size, {}};
      else if (entry.kind == TarKind::symbolic_link || entry.kind == TarKind::hard_link)
        slots_[*path] = {0, 0, link_target(*path, entry)};
    }
    fault = tar.fault();
  }

  std::optional<std::string> document(std::string_view name) override {
    const auto flow = blob(name);
    return flow == nullptr ? std::nullopt : text_of(*flow);
  }
  std::unique_ptr<ByteFlow> blob(std::string_view name) override {
    const Slot* slot = find(name);
    if (slot == nullptr) return nullptr;
    return std::make_unique<FileFlow>(file_, slot->begin, slot->size);
  }
  std::uint64_t size(std::string_view name) override {
    const Slot* slot = find(name);
    return slot == nullptr ? 0 : slot->size;
  }

  std::string fault;

 private:
  struct Slot {
    std::uint64_t begin = 0, size = 0;
    std::string link;  // what it is a link to
  };

  const Slot* find(std::string_view name) const {
    auto path = entry_path(name);
    for (int links = 0; path && links < most_links; ++links) {
      const auto found = slots_.find(*path);
      if (found == slots_.end()) return nullptr;
      if (found->second.link.empty()) return &found->second;
      path = found->second.link;
    }
    return nullptr;
  }

  std::shared_ptr<const SharedFile> file_;
  std::map<std::string, Slot> slots_;
};

// An archive that is packed: what may be a layer is read as one when it comes, since which are layers is said
// at its end.
class StreamStore : public ImageStore {
 public:
  StreamStore(std::unique_ptr<ByteFlow> flow, ScanShare& share, bool verify) : ImageStore(verify) {
    TarReader tar(*flow, share.limits());
    TarEntry entry;
    while (share.count(1) && tar.next(entry)) {
      const auto path = entry_path(entry.path);
      if (!path || path->empty()) continue;
      if (entry.kind == TarKind::file && !entry.sparse) take(*path, entry.size, tar.body(), share);
      if (entry.kind == TarKind::hard_link || entry.kind == TarKind::symbolic_link)
        links_[*path] = link_target(*path, entry);
    }
    fault = tar.fault();
    if (fault.empty()) {
      flow->drain();
      fault = flow->fault();
    }
  }

  std::optional<std::string> document(std::string_view name) override {
    const auto found = documents_.find(resolved(name));
    return found == documents_.end() ? std::nullopt : std::optional(found->second);
  }
  std::unique_ptr<ByteFlow> blob(std::string_view) override { return nullptr; }
  std::uint64_t size(std::string_view) override { return 0; }
  ScannedLayer layer(const std::string& name, ScanShare&) override {
    const auto found = layers_.find(resolved(name));
    if (found == layers_.end()) return {{}, {}, {}, "is not there"};
    return found->second;
  }
  bool in_parallel() const override { return false; }

  std::string fault;

 private:
  static constexpr std::size_t block = 512;

  std::string resolved(std::string_view name) const {
    std::string path = entry_path(name).value_or("");
    const auto found = links_.find(path);
    return found == links_.end() ? path : found->second;
  }

  void take(const std::string& path, std::uint64_t size, ByteFlow& body, ScanShare& share) {
    std::string begin(static_cast<std::size_t>(std::min<std::uint64_t>(block, size)), '\0');
    begin.resize(body.read(begin.data(), begin.size()));
    const bool zeros = begin.size() == block && begin.find_first_not_of('\0') == std::string::npos;
    const bool archive = begin.size() == block && tar_sum_holds(begin.data());
    auto whole = std::make_unique<PrefixedFlow>(begin, body);
    if (zeros || archive || packing_of(begin) != Packing::none) {
      layers_[path] = scan_packed_layer(std::move(whole), share, verify_);
    } else if (size <= document_bytes && share.keep(size)) {
      if (auto text = text_of(*whole)) documents_[path] = *std::move(text);
    }
  }

  std::map<std::string, std::string> documents_, links_;
  std::map<std::string, ScannedLayer> layers_;
};

}  // namespace

ScannedLayer scan_packed_layer(std::unique_ptr<ByteFlow> packed, ScanShare& share, bool verify) {
  ScannedLayer out;
  const bool is_packed = packing_of(packed->look()) != Packing::none;
  HashedFlow* as_it_lies = nullptr;
  HashedFlow* unpacked = nullptr;
  std::unique_ptr<ByteFlow> flow = std::move(packed);
  if (is_packed || verify) {
    auto hashed = std::make_unique<HashedFlow>(std::move(flow));
    as_it_lies = hashed.get();
    flow = std::move(hashed);
  }
  if (is_packed) flow = inflated(std::move(flow), share.limits());
  if (is_packed && verify) {
    auto hashed = std::make_unique<HashedFlow>(std::move(flow));
    unpacked = hashed.get();
    flow = std::move(hashed);
  }
  out.record = scan_layer(*flow, share);
  if (as_it_lies == nullptr) return out;
  const bool sound = flow->fault().empty();
  flow->drain();
  if (sound && !flow->fault().empty()) out.record.unread.push_back({{}, flow->fault()});
  if (!flow->fault().empty()) return out;
  out.digest = as_it_lies->digest();
  if (verify) out.unpacked = unpacked == nullptr ? out.digest : unpacked->digest();
  return out;
}

ScannedLayer ImageStore::layer(const std::string& name, ScanShare& share) {
  auto packed = blob(name);
  if (packed == nullptr) return {{}, {}, {}, "is not there"};
  return scan_packed_layer(std::move(packed), share, verify_);
}

Result<std::unique_ptr<ImageStore>> ImageStore::open(const std::string& path, ScanShare& share, bool verify) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
    return std::make_unique<FolderStore>(path, verify);
  auto file = SharedFile::open(path);
  if (!file) return fail(file.error());
  auto flow = std::make_unique<FileFlow>(*file, 0, (*file)->size());
  const auto bad = [&](const std::string& why) {
    return fail(ErrorCode::input, fmt::format("`{}` {}", path, why), {},
                "an image is an OCI layout, or an archive that `docker save` or `skopeo copy` wrote");
  };
  if (packing_of(flow->look()) == Packing::none) {
    auto store = std::make_unique<TarStore>(*file, share.limits(), verify);
    if (store->fault == "is no tar archive") return bad(store->fault);
    store->cut = store->fault;
    return store;
  }
  auto store = std::make_unique<StreamStore>(inflated(std::move(flow), share.limits()), share, verify);
  if (store->fault == "is no tar archive") return bad(store->fault);
  store->cut = store->fault;
  return store;
}

}  // namespace bestby
