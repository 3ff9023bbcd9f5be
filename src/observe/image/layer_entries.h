// The entries of a layer, in their order, in little memory: what the layers of an image are put on one
// another from.
//
//     LayerEntries entries;
//     entries.add({LayerEntry::Kind::file, "usr/bin/python3.10"});
//     for (LayerEntries::Walk walk(entries); walk.next();) use(walk.entry());
//
// A path is kept as the number of bytes that it shares with the one before, and the rest: an entry of a real
// image takes about twenty bytes. Paths have no `.`, no `..`, no slash at their ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bestby {

struct LayerEntry {
  enum class Kind : std::uint8_t { file, folder, symbolic_link, hard_link, whiteout, opaque };
  Kind kind = Kind::file;
  std::string_view path;  // of a whiteout: what it takes away; of an opaque marker: its folder
  std::string_view link;  // as written
  std::uint32_t finding = 0, findings = 0;  // of the layer's: the first, and how many
};

class LayerEntries {
 public:
  void add(const LayerEntry& entry);
  std::uint64_t size() const { return count_; }
  std::size_t bytes() const { return packed_.size(); }

  class Walk {
   public:
    explicit Walk(const LayerEntries& entries) : packed_(entries.packed_) {}
    bool next();
    const LayerEntry& entry() const { return entry_; }

   private:
    std::uint32_t number();
    std::string_view packed_;
    std::string path_;
    LayerEntry entry_;
  };

 private:
  void put(std::uint64_t number);
  std::string packed_, last_;
  std::uint64_t count_ = 0;
};

// The path of an entry as the layer's tree has it: without `./`, doubled slashes and slashes at the ends.
// Empty for the root. Nothing for one that holds `..`.
std::optional<std::string> entry_path(std::string_view written);

}  // namespace bestby
