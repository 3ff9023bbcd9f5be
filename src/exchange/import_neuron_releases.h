// SDK releases, packages and machine images of Neuron.
#pragma once

#include <map>
#include <set>
#include <string>

#include "exchange/import_neuron_book.h"
#include "exchange/import_neuron_input.h"

namespace bestby::exchange::neuron {

// The day of each SDK release that has one.
using SdkDays = std::map<std::string, std::string, NaturalLess>;

// Which package versions an SDK release carries: (sdk, package) -> versions.
using SdkContents = std::map<std::pair<std::string, std::string>, std::set<std::string>>;

SdkDays add_sdk_releases(const Input& in, Book& book);
SdkContents add_packages(const Input& in, const SdkDays& days, Book& book, ImportReport& report);
void add_images(const Input& in, const SdkDays& days, Book& book, ImportReport& report);
void add_systems(const Input& in, const SdkDays& days, const SdkContents& contents, Book& book,
                 ImportReport& report);
void add_dependencies(const Input& in, const SdkContents& contents, Book& book, ImportReport& report);

// Versions that only headings of release notes name.
void add_headings(const Input& in, const SdkDays& days, const SdkContents& contents, Book& book,
                  ImportReport& report);

// What a list of packages says where it has no version: `na`, `-`, nothing.
bool is_no_version(std::string_view text);

// `14.09` of `14.09.x`, which names a line and leaves its last numbers open; empty for what is no line.
std::string line_of_versions(std::string_view text);

// The product that a package name of the sources is: `mxnet_neuron` is `mxnet-neuron`.
std::string product_of_package(std::string_view package);

}  // namespace bestby::exchange::neuron
