// The images that other files of the catalogue record, for sources that call them by shorter tags.
//
//     RecordedImages images(options.others);
//     images.whole_tags("pytorch-training", "2.5.1-gpu-py311", "sagemaker")
//         // {"2.5.1-gpu-py311-cu124-ubuntu22.04-sagemaker"}
//
// A publisher gives one image several tags, and the short ones leave out the end of the long one: which
// Python, CUDA, system and platform it is. A short tag can mean every image of its platform whose tag
// goes on with these alone; it is that image where there is one, and nobody can say which where there
// are several.
//
// Reads the files once, linear in their size; a look-up is linear in the repository's images. A file
// that cannot be read holds no images: whoever loads the catalogue says so.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/load.h"

namespace bestby::exchange {

class RecordedImages {
 public:
  explicit RecordedImages(std::span<const CatalogFile> files);

  // Whether an image is recorded under this very tag.
  bool has(std::string_view repository, std::string_view tag) const;

  // The images of a platform that `tag` can mean, by the tags under which they are recorded, ascending.
  std::vector<std::string> whole_tags(std::string_view repository, std::string_view tag,
                                      std::string_view platform) const;

 private:
  struct Images {
    std::map<std::string, std::set<std::string>> platforms;  // by the tag that is the image's name
    std::set<std::string, std::less<>> names;                // and the others
  };
  void read(const CatalogFile& file);

  std::map<std::string, Images, std::less<>> repositories_;
};

}  // namespace bestby::exchange
