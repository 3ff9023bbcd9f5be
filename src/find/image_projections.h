// What can be seen of images, a little at a time: classes of images that agree in one thing.
//
//     ImageProjections seen(rows);
//     seen.column(*rows.column(arch))        // by their values of an attribute
//     seen.facts(platform)                   // by what they record, as the scope of a fact sees it
//
// Cost: each is worked out when it is first asked for, by one pass over the images.
#pragma once

#include <map>

#include "find/image_rows.h"
#include "find/row_classes.h"

namespace bestby {

class ImageProjections {
 public:
  explicit ImageProjections(const ImageRows& rows);

  const RowClasses& column(const ImageColumn& column);
  const RowClasses& complete(const ImageColumn& column);  // whether all values are known
  const RowClasses& facts(PredicateId predicate);
  const RowClasses& publisher();
  const RowClasses& within(NodeId node);  // whether they lie within it
  bool any_within(NodeId node) const { return has_images_[rows_.world().node(node).product]; }

 private:
  template <class Values>
  const RowClasses& once(std::optional<RowClasses>& place, Values&& values_of_row);

  const ImageRows& rows_;
  std::map<const ImageColumn*, std::optional<RowClasses>> columns_, complete_;
  std::map<PredicateId, std::optional<RowClasses>> facts_;
  std::map<NodeId, std::optional<RowClasses>> within_;
  std::optional<RowClasses> publisher_;
  std::vector<bool> has_images_;  // by product
};

}  // namespace bestby
