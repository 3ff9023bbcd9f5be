// The table of supported frameworks of September 2022, worked out from images and policy alone and held
// against its own cells: what AWS typed is a check on the rule, not its source.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "book.h"
#include "judge/status.h"

namespace bestby {
namespace {

using std::string;
using testing::Book;

const Date edition = *Date::parse("2022-09-30");

class Table {
 public:
  explicit Table(const string& cycle)
      : cycle_(*Book::get().node(cycle)), framework_(cycle.substr(0, cycle.find('@'))) {
    for (const char* job : {"training", "inference"})
      if (const auto product = world_.find_product("aws/" + framework_ + "-" + job))
        for (const NodeId n : world_.releases_of(*product)) {
          if (!carries(n)) continue;
          all_.push_back(n);
          if (is_out(n)) images_.push_back(n);
        }
  }

  bool has_containers() const { return !images_.empty(); }

  // The newest patch of the minor that an image carries.
  string current_version() const {
    NodeId newest = no_id;
    for (const NodeId image : images_)
      for (const NodeId patch : nodes(image, "framework"))
        if (newest == no_id || key(newest) < key(patch)) newest = patch;
    return newest == no_id ? "" : string(world_.name(newest));
  }

  // The CUDA toolkits in GPU images of that patch, for a platform.
  string cuda(const string& platform) const {
    std::set<string> out;
    for (const NodeId image : all_)
      if (has(image, "platform", platform) && names(image, "framework").contains(current_version()))
        out.merge(names(image, "cuda"));
    string text;
    for (const string& one : out) text += (text.empty() ? "" : " ") + one;
    return text;
  }

  string supported() const {
    Evaluator e(world_, Book::get().policies());
    const auto verdict = e.verdict(*Book::get().policy("aws-deep-learning-images"), cycle_);
    if (!verdict) return "unknown";
    const auto on = service_on(Book::get().policies(), verdict->timeline, service_named(world_, "security"),
                               edition.days());
    return on == Truth::yes ? "yes" : on == Truth::no ? "no" : "unknown";
  }

 private:
  bool is_out(NodeId image) const {
    const FactRow* released = world_.fact(image, *world_.find_predicate("released"), day_max - 1, image);
    return released != nullptr && released->low <= edition.days();
  }
  bool carries(NodeId image) const {
    const auto all = nodes(image, "framework");
    return std::any_of(all.begin(), all.end(), [&](NodeId n) { return world_.cycle_of(n) == cycle_; });
  }
  std::string_view key(NodeId n) const { return world_.text(world_.node(n).key); }
  std::vector<NodeId> nodes(NodeId n, const char* predicate) const {
    std::vector<NodeId> out;
    for (const FactRow& f : world_.facts(n, *world_.find_predicate(predicate), day_max - 1))
      if (f.refuted == no_id) out.push_back(static_cast<NodeId>(f.low));
    return out;
  }
  std::set<string> names(NodeId n, const char* predicate) const {
    std::set<string> out;
    for (const NodeId value : nodes(n, predicate)) out.insert(string(world_.name(value)));
    return out;
  }
  bool has(NodeId n, const char* predicate, const string& value) const {
    for (const FactRow& f : world_.facts(n, *world_.find_predicate(predicate), day_max - 1))
      if (world_.text(static_cast<TextId>(f.low)) == value) return true;
    return false;
  }

  const World& world_ = Book::get().world();
  NodeId cycle_;
  string framework_;
  std::vector<NodeId> all_, images_;  // that carry the minor; of those, what was out by the edition
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
    EXPECT_TRUE(table.has_containers()) << row.cycle;
    EXPECT_EQ(table.current_version(), row.current) << row.cycle;
    EXPECT_EQ(table.supported(), row.supported) << row.cycle;
    EXPECT_EQ(table.cuda("sagemaker"), row.sagemaker) << row.cycle;
  }
}

}  // namespace
}  // namespace bestby
