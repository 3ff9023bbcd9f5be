// For the tests of version schemes: tables of texts in order, equal texts, refused texts. Defined in
// testing_test.cpp; each adds a test failure that names the scheme and the texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/version.h"

namespace bestby::testing_versions {

using Texts = std::vector<std::string>;

const VersionScheme& scheme(std::string_view name);
Version version(std::string_view scheme, std::string_view text);
bool in_range(std::string_view scheme, std::string_view range, std::string_view text);

// Every text comes before every later one.
void expect_ascending(std::string_view scheme, const Texts& texts);
void expect_equal(std::string_view scheme, const Texts& texts);
void expect_refused(std::string_view scheme, const Texts& texts);

}  // namespace bestby::testing_versions
