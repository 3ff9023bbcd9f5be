// One configuration file of the SageMaker Python SDK, as the offers that it holds.
//
//     for (const sagemaker::Offer& offer : sagemaker::read_offers(file, report)) use(offer.repository);
//
// Three shapes of files are read: flat ones (`scope` beside `versions`), ones keyed by scope
// (`training: {versions: ...}`), and bare ones (`versions` alone). A version holds an offer, or one
// for each base framework (`pytorch1.13.1`) or Python (`py3`). Aliases may stand beside each.
//
// What is not understood is skipped with its line; a file that is no JSON is damaged.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exchange/import.h"

namespace bestby::exchange::sagemaker {

// What an address is built from: one repository, in the registries of some regions.
struct Offer {
  std::string config;                 // the file's name: `pytorch`
  std::string scope;                  // `training`; empty where the file names none
  std::vector<std::string> scopes;    // of a flat file
  std::vector<std::string> versions;  // as the SDK's user writes it: the version itself first
  std::vector<std::string> bases;     // base framework versions, likewise: `1.13.1`, `1.13`
  std::string base;                   // `pytorch` or `tensorflow`, where there are bases
  std::string repository, tag_prefix;
  bool prefixed = false;  // whether there is a `tag_prefix`
  std::vector<std::string> processors, pythons, sdks;
  std::map<std::string, std::string> container_versions;  // by processor
  std::map<std::string, std::string> registries;          // account, by region
  int line = 0;
};

std::vector<Offer> read_offers(const InputFile& file, ImportReport& report);

}  // namespace bestby::exchange::sagemaker
