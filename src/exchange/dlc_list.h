// One revision of the published list of images, as rows that are understood.
//
//     dlc::List list = dlc::read_list(file, report);
//     for (const dlc::ListedImage& image : list.images) use(image.repository, image.tag, image.facts);
//
// A table is read by the names of its columns, whatever their order. A row of images names one address
// as an example: where it offers several Pythons or both jobs, the others are the same address with
// the other word in it.
//
// What is not understood is skipped with its line; a page that is no Markdown text is damaged.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "exchange/import.h"

namespace bestby::exchange::dlc {

using ListedFacts = std::vector<std::pair<std::string, std::string>>;  // predicate, value

struct ListedImage {
  std::string repository, tag;
  ListedFacts facts;
  int line = 0;
};

struct ListedRegion {
  std::string code, name;
  std::string registry, domain;  // 763104351884.dkr.ecr.us-east-1.amazonaws.com, amazonaws.com
  std::vector<std::pair<std::string, bool>> available;  // a scope, and whether images are there
  int line = 0;
};

struct List {
  std::vector<ListedImage> images;  // each once
  std::vector<ListedRegion> regions;
  bool empty_but_titled = false;  // a page about available images that holds no table
};
List read_list(const InputFile& file, ImportReport& report);

}  // namespace bestby::exchange::dlc
