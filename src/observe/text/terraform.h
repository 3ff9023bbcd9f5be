// Terraform: the values of attributes that name images, instance types and machine images.
//
//     read_terraform({"main.tf", "resource \"x\" \"y\" {\n  image = \"app:1\"\n}\n"}, context, out);
//
// Read as text, with its comments, strings and blocks, not as expressions: an attribute (`key = "value"`,
// `"key" : "value"` inside of JSON, a list of strings) counts by its key; the `default` of a variable by the
// variable's name. `${...}` stays as written. A machine image is what a `filter` with the name "name" looks
// for: a SeenImage with that text. Each block at the top is a stack. Linear.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

void read_terraform(const TextFile& file, const TextContext& context, Observed& out);

}  // namespace bestby
