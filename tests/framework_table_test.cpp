// The table of supported frameworks of September 2022, worked out from images and policy alone and held
// against its own cells: what AWS typed is a check on the rule, not its source.
#include <gtest/gtest.h>

#include <algorithm>

#include "book.h"
#include "judge/support_table.h"

namespace bestby {
namespace {

using std::string;
using std::string_view;
using testing::Book;

const Date edition = *Date::parse("2022-09-30");

class Table {
 public:
  explicit Table(const string& cycle) : cycle_(*Book::get().node(cycle)) {
    Evaluator e(world_, Book::get().policies());
    for (const SupportTable& t : support_tables(e, world_.product(cycle_).node, edition))
      if (t.publisher == "aws")
        for (const SupportRow& row : t.rows)
          if (row.cycle == cycle_) row_ = row;
  }

  string current(string_view form) const {
    for (const FormAvailability& f : row_.forms)
      if (f.form == form) return f.current == no_id ? "-" : string(world_.name(f.current));
    return "-";
  }
  // The CUDA toolkits in the images of those versions, for a platform.
  string cuda(const string& platform) const {
    string text;
    for (const auto& t : row_.toolkits)
      if (std::find(t.platforms.begin(), t.platforms.end(), platform) != t.platforms.end())
        text += (text.empty() ? "" : " ") + string(world_.name(t.node));
    return text;
  }
  string supported() const {
    return row_.patched_on == Truth::yes ? "yes" : row_.patched_on == Truth::no ? "no" : "unknown";
  }

 private:
  const World& world_ = Book::get().world();
  NodeId cycle_;
  SupportRow row_;
};

// Builds of the time name no CUDA in their tags, so it is known where the image's address is recorded.
TEST(FrameworkTable, IsWorkedOut) {
  struct Row {
    const char *cycle, *current, *supported, *sagemaker;
  };
  for (const Row& row :
       {Row{"pytorch@1.12", "1.12.1", "yes", "11.3"}, Row{"pytorch@1.11", "1.11.0", "yes", "11.3"},
        Row{"pytorch@1.10", "1.10.2", "yes", "11.3"}, Row{"tensorflow@2.10", "2.10.0", "yes", "11.2"},
        Row{"tensorflow@2.9", "2.9.1", "yes", "11.2"}, Row{"tensorflow@2.8", "2.8.0", "yes", "11.2"},
        Row{"tensorflow@2.7", "2.7.1", "yes", "11.2"}, Row{"pytorch@1.9", "1.9.1", "no", "11.1"}}) {
    const Table table(row.cycle);
    EXPECT_EQ(table.current("container-image"), row.current) << row.cycle;
    EXPECT_EQ(table.supported(), row.supported) << row.cycle;
    EXPECT_EQ(table.cuda("sagemaker"), row.sagemaker) << row.cycle;
  }
}

}  // namespace
}  // namespace bestby
