// The parts of an image's address, as container tools write it.
//
//     ImageAddress a = *read_image_address("registry.example/team/app:1.2-gpu@sha256:0123");
//     a.host == "registry.example", a.path == "team/app", a.tag == "1.2-gpu", a.digest == "sha256:0123"
//
// The first part of the path is the host if it holds a dot or a colon or is `localhost`. All but the
// path may be absent; `nullopt` is for what cannot be an address. Linear.
#pragma once

#include <optional>
#include <string_view>

namespace bestby {

struct ImageAddress {
  std::string_view host, path, tag, digest;
};

std::optional<ImageAddress> read_image_address(std::string_view text);

}  // namespace bestby
