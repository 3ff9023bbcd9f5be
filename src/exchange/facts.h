// Imports facts in our own format, JSON Lines, for everybody's own software and images. A line is
//
//     {"source": "acme-images", "title": "Golden images", "url": "https://...", "publisher": "acme"}
//     {"product": "acme/pytorch-golden", "kind": "container-image", "publisher": "acme", ...}
//     {"of": "acme/pytorch-golden", "release": "2.6.0-r3", "source": "acme-images",
//      "published": "2026-08-01", "framework": "pytorch@2.6.0", "released": "2026-03-02"}
//
// The first describes a document, the second is the head of a product, the third holds facts of a
// release (or, with `cycle` instead, of a cycle; with neither, of the product). Keys that are not named
// here are predicates of catalog/vocabulary.yml; values are texts, numbers, true and false, lists of
// them, or all that a file of the catalogue can say of a fact:
//
//     {"is": VALUE, "for": {PREDICATE: VALUE}, "at": PLACE, "source": ["OTHER:row 1"], "refuted": WHY,
//     "note": TEXT}
//
// See import.h for the contract and docs/importers.md for the reading.
#pragma once

#include "exchange/import.h"

namespace bestby::exchange {

Result<Imported> import_facts(const ImportOptions& options);

}  // namespace bestby::exchange
