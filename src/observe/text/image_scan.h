// Addresses of images anywhere in a text, by the registries that they are on; and comments that take
// findings away.
//
//     const ImageScan scan({"nvcr.io", ".dkr.ecr."});
//     scan.read({"notes.md", "use `nvcr.io/nvidia/pytorch:24.05-py3`"}, out, 0);
//
// Hosts are data that the caller has: a whole host ("nvcr.io"), or a part of hosts that begins with a dot
// (".dkr.ecr.", ".pkg.dev"). An address is reported with a tag or a digest alone: others say no version.
// What stands for a part of it stays as it is written: `{region}`, `<tag>`, `${AWS_REGION}`, `$REGION`,
// `{{ tag }}`, `%s`. Each address has a stack of its own: nothing says what runs together.
//
// What readers of the file have reported already (from `already` on in `out.seen`), by its bytes or its
// line and column, is not reported again.
//
// Cost: the literals are looked for at close to the speed of memory (observe/literal_scan.h); around a hit
// at most some hundred bytes are looked at.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "observe/literal_scan.h"
#include "observe/text_readers.h"

namespace bestby {

class ImageScan {
 public:
  explicit ImageScan(const std::vector<std::string>& hosts);

  void read(const TextFile& file, Observed& out, std::size_t already) const;

 private:
  struct Trigger {
    std::size_t lead;  // bytes of the literal before the host
    std::size_t host;  // length of the host's part
    bool part;         // of a host: what stands around it belongs to it
    bool ignore_mark;  // no host
  };
  std::vector<std::string> literals_of(const std::vector<std::string>& hosts);

  std::vector<Trigger> triggers_;
  LiteralScan scan_;
};

}  // namespace bestby
