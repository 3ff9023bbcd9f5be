// YAML that others have written, into the same tree as ours.
//
//     auto all = yaml::read_documents("deploy.yaml", std::move(text));
//     for (const yaml::Node& document : all->root.items) use(document);
//
// As `yaml::read`, but: any number of documents, as the items of the root; anchors and aliases (a node that
// an alias stands for has the place where it is written); tags, which are passed over; keys that stand
// more than once; control characters by escapes. Merge keys (`<<`) are keys like others.
//
// Linear: what an alias stands for shares its memory, and counts against `Limits::nodes` each time with all
// that is in it, so that whoever walks the tree meets no more nodes than that, whatever the aliases do.
#pragma once

#include "base/formats/yaml.h"

namespace bestby::yaml {

Result<Document> read_documents(std::string file, std::string text, const Limits& limits = {},
                                ErrorCode code = ErrorCode::input);

}  // namespace bestby::yaml
