// The parts of an image's address, as container tools write it and as documents print it.
//
//     ImageAddress a = *read_image_address("registry.example/team/app:1.2-gpu@sha256:0123");
//     a.host == "registry.example", a.path == "team/app", a.tag == "1.2-gpu", a.digest == "sha256:0123"
//     ImageAddress b = *read_image_address("registry.<region>.example/app:1.2");
//     hosts_agree(b.host, "registry.eu-west-1.example")     // true
//
// The first part of the path is the host if it holds a dot or a colon or is `localhost`. All but the
// path may be absent; `nullopt` is for what cannot be an address. Linear.
//
// A label of a host is a placeholder, and stands for any, where it holds one of `<>{}$*`: documents
// write `<region>`, `{region}`, `${REGION}`, `<aws_account_id>`, `*`.
#pragma once

#include <optional>
#include <string_view>

namespace bestby {

struct ImageAddress {
  std::string_view host, path, tag, digest;
};

std::optional<ImageAddress> read_image_address(std::string_view text);

bool has_placeholder(std::string_view host);
// Whether both may be the same host: label for label, a placeholder on either side being any.
bool hosts_agree(std::string_view a, std::string_view b);

}  // namespace bestby
