// The importer `aws-doc`: pages of AWS's documentation in Markdown.
//
// Files are catalog/aws/pages/DOCUMENT/PRODUCT.yml; the document's id comes from the page's title, or
// from what it is about (aws_doc_words.yml). Every page is a document of its own: one that is not
// imported keeps what it says. A page of which nothing is understood changes nothing.
#pragma once

#include <optional>

#include "exchange/import.h"

namespace bestby::exchange {

inline constexpr std::string_view aws_doc_folder = "aws/pages/";

bool reads_aws_doc(std::string_view path);
// The day that a page tells, which few do.
std::optional<Date> day_of_aws_doc(const InputFile& file);
Result<Imported> import_aws_doc(const ImportOptions& options);

}  // namespace bestby::exchange
