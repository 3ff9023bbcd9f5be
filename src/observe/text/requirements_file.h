// Files of requirements as pip reads them: `requirements.txt`, constraints, what `pip freeze` prints.
//
//     Observed out;
//     read_requirements({"requirements.txt", "torch==1.12.1\n-r more.txt\n"}, context, out);
//
// Files that are included (`-r`) belong to the same stack, and their things stand in them; each is read
// once, 200 at most, so that circles end. Of what a constraints file (`-c`) names only what the others
// require is reported. An index is a `SeenChannel`. A file in UTF-16 (what PowerShell's `>` writes) is read
// too, its places then have no bytes.
//
// Lists of other tools under such names (`conda list --export > requirements.txt`) are read as what they are.
//
// A line that pip would refuse is said and passed over. `read_plain_requirements` is for files whose name
// does not tell: nothing is seen or said unless most of the lines are requirements.
#pragma once

#include "observe/text_readers.h"

namespace bestby {

void read_requirements(const TextFile& file, const TextContext& context, Observed& out);
void read_plain_requirements(const TextFile& file, const TextContext& context, Observed& out);
// A file that another format includes, into a stack of its.
void read_included_requirements(std::string_view from, std::string_view to, const TextContext& context,
                                Observed& out, std::uint32_t stack);

// "a/b.txt" included from "x/y.txt": "x/a/b.txt"; nothing where it leaves the target or is an address.
std::optional<std::string> included_path(std::string_view from, std::string_view to);

}  // namespace bestby
