// A page of AWS's documentation with what holds for all of it: which document it is, which library or
// images it is about, what its footnotes say.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/formats/markdown_tables.h"
#include "exchange/aws_doc_addresses.h"
#include "exchange/aws_doc_cells.h"
#include "exchange/aws_doc_days.h"
#include "exchange/aws_doc_facts.h"
#include "exchange/aws_doc_known.h"
#include "exchange/aws_doc_words.h"
#include "exchange/dlc_build.h"
#include "exchange/import.h"

namespace bestby::exchange::aws_doc {

// A dated build of images that a page links to, by its release tag.
struct PageBuild {
  std::string tag, product;
  dlc::BuildTag parts;
  std::vector<std::pair<std::string, std::string>> facts;  // predicate, value
};

struct PageSubject {
  std::string title;
  std::set<std::string> forms;                   // of the images that the title is about
  std::string of_library;                        // the library that the page is about
  std::string framework, version;                // what its images are made for, as the title says
  std::vector<PageBuild> builds;                 // in order, each once
  std::vector<std::string> images;               // products of the builds
  std::map<std::string, std::string> footnotes;  // by mark
};

struct PageReading {
  const InputFile& file;
  const markdown::Page& page;
  const Words& words;
  const Known& known;
  PageSubject subject;
  PageFacts facts;
  ImportReport& report;
  std::map<std::string, int> rows_labelled;       // rows counted so far, by label
  std::map<std::string, std::string> new_images;  // repositories without a product, by product

  void skip(int line, std::string reason) { report.skipped.push_back({file.path, line, std::move(reason)}); }
  void note(int line, std::string reason) { report.notes.push_back({file.path, line, std::move(reason)}); }
};

PageSubject subject_of(const markdown::Page& page, const Words& words);

// Which document it is. A state without a day is another one than those with days.
SourceHead source_of(const PageSubject& subject, const Words& words, bool dated);

// The day of which the page says that it stood so: of its newest event with release tags, or what it
// calls the day of its last change.
std::optional<Date> day_of(const markdown::Page& page, const Words& words);

// Release tags of builds in the links of a text, each once.
std::vector<std::string> tags_in(const markdown::Text& text);

// What an address says of the image, and returns its subject: nothing when the repository has no name.
std::optional<Subject> describe_image(PageReading& reading, const ImageAddress& address,
                                      const std::string& framework, const std::string& platform, int line,
                                      const std::string& place);

}  // namespace bestby::exchange::aws_doc
