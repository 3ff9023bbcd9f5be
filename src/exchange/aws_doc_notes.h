// What release notes of images say outside tables: dated events with their release tags, components,
// Python, instance families, what the images were built and tested on.
//
//     NotesReader notes(reading);
//     for (block : page.blocks) notes.read(block);
//     notes.finish();
//
// Who a line is about: an item with release tags begins an event, and is about those builds; items
// behind it that name no tags go on with it. What stands in a section for GPUs or CPUs is about the
// images (or, where none are recorded, the builds) for them. Of two values of which one is the other
// with more numbers (12.9, 12.9.1) the longer stands. Prose is left alone.
#pragma once

#include "exchange/aws_doc_page.h"

namespace bestby::exchange::aws_doc {

class NotesReader {
 public:
  explicit NotesReader(PageReading& reading);
  void read(const markdown::Block& block);
  void finish();

 private:
  // A build or a recorded image.
  struct Target {
    Subject subject;
    std::string framework;                                   // pytorch@2.4.0
    std::string accelerator;                                 // empty: any
    std::vector<std::pair<std::string, std::string>> facts;  // of a build's tag
    bool build = true;
  };
  struct Said {
    std::string value, place;
  };

  void collect_targets();
  void heading(const markdown::Heading& heading);
  void item(const markdown::Item& item);
  void paragraph(const markdown::Paragraph& paragraph);

  void event(const markdown::Text& text, const std::vector<std::string>& tags);
  bool components(std::string_view text, const std::vector<const Target*>& about,
                  std::string_view accelerator, const std::string& place);
  bool labelled(std::string_view text);
  bool workloads(std::string_view text);
  bool hosts(std::string_view text);
  bool families(std::string_view text, const std::string& accelerator, const std::string& place);

  // Of the framework version that is spoken of; for the accelerator, where one is named.
  std::vector<const Target*> about(std::string_view accelerator, bool images, bool builds) const;
  std::string accelerator_in(std::string_view text) const;  // the first one named
  void say(const Target& target, const std::string& predicate, const std::string& value,
           const std::string& place);
  std::string place() const;

  PageReading& reading_;
  std::vector<Target> targets_;
  std::map<std::pair<Subject, std::string>, std::vector<Said>> said_;  // by predicate and product
  std::string heading_, accelerator_, context_;
  int item_ = 0, unread_ = 0, first_unread_ = 0;
  std::vector<const Target*> event_;  // the builds that the last event is about
  std::string nested_accelerator_;
  std::set<int> event_sections_;  // lines of headings whose sections hold events
  bool in_events_ = false;
};

}  // namespace bestby::exchange::aws_doc
