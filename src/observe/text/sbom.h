// Bills of materials: CycloneDX (JSON, XML), SPDX (2 in JSON and as tags, 3 in JSON), syft's JSON.
//
//     read_sbom_json("bom.json", ...)    // which of the formats it is says the file itself
//
// All components of a file are one stack, nested ones and the one that the bill is of (`metadata.component`)
// too; what made the bill is not reported. The place is the component's package URL, or else its name. A
// JSON file that is no bill of materials is passed over in silence, at the price of its first and last bytes.
//
// JSON and tags are read as they come, without a tree: some hundreds of megabytes a second, and no memory
// beside what is reported. XML takes about four times its size.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

void read_sbom_json(const TextFile& file, const TextContext& context, Observed& out);
void read_cyclonedx_xml(const TextFile& file, const TextContext& context, Observed& out);
void read_spdx_tags(const TextFile& file, const TextContext& context, Observed& out);

}  // namespace bestby
