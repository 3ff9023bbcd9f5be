// Writes beside an image in its registry until when it lives (see observe/registry/lifecycle.h for what it
// is).
//
//     auto done = annotate_image(client, ref, {.last_day = day, .created = "2026-09-01T08:00:00Z"});
//     done->did == Annotated::Did::written, done->artifact == "sha256:..."
//
// The artifact is an OCI manifest with the image, or its index, as its subject, and an empty configuration
// and layer. A registry that knows the referrers API says so in its answer; in others the tag that stands for
// the image's referrers is written anew with one row more, all other rows staying as they are. An image whose
// newest lifecycle has this end already is left alone.
//
// Errors: `input`. Two writers at the same time may lose one another's row, as the specification has it for
// registries without the API.
#pragma once

#include "base/date.h"
#include "observe/registry/registry_client.h"

namespace bestby {

struct Annotation {
  Date last_day;
  std::string created;  // now, RFC 3339
  bool dry_run = false;
};

struct Annotated {
  enum class Did : std::uint8_t { written, said_already, would_write };
  Did did = Did::written;
  std::string subject;   // the image's digest
  std::string artifact;  // the digest of what says it; empty for `would_write`
  std::string ends;      // as it stands there
  std::string before;    // what was said before; empty: nothing
  std::string tag;       // the tag that was written for want of the API; empty: none
};

Result<Annotated> annotate_image(RegistryClient& client, const RegistryReference& ref,
                                 const Annotation& annotation);

}  // namespace bestby
