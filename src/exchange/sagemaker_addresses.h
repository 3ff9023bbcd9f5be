// What the SDK needs of a configuration to build addresses, as a file of the catalogue
// (docs/addresses.md): the configuration itself, without the images that sagemaker_uris.h makes of it.
//
//     if (auto file = sagemaker::address_file(input, source, edition)) files.push_back(*file);
//
// Registries that several addresses share stand once. What sagemaker_config.h skips is left out here
// too; a configuration without images has no file.
#pragma once

#include <optional>

#include "exchange/import.h"

namespace bestby::exchange::sagemaker {

inline constexpr std::string_view addresses_folder = "aws/sagemaker-addresses/";

std::optional<CatalogFile> address_file(const InputFile& file, const SourceHead& source, Date edition);

// Whether a file of the catalogue is of a later edition, which then stays.
bool is_later(const CatalogFile& file, Date edition);

}  // namespace bestby::exchange::sagemaker
