// What the words of AWS's documentation pages mean: the tables of aws_doc_words.yml, looked up.
//
//     const aws_doc::Words& words = aws_doc::Words::standard();
//     words.column("End of patching")         // {"end_of_patch"}
//     words.column("SMDDP library versions")  // {"product", "smdistributed-dataparallel"}
//     words.scope("SageMaker DLCs")           // {platform: {sagemaker}}
//     words.scope("the blue ones")            // nothing: what holds for them must not hold for all
//
// No header, caption or product of a page stands in code. Words are compared as `tokens_of` cuts them.
// Lookups are linear in the words that are asked about.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace bestby::exchange::aws_doc {

using Tokens = std::vector<std::string>;

// Lower case, cut at all but letters, digits and dots between digits, without plural s.
Tokens tokens_of(std::string_view text);

// predicate -> values
using Scope = std::map<std::string, std::set<std::string>>;

struct ProductWord {
  std::string product;
  std::string as;           // predicate, or `carrier`
  std::string platform;     // of a carrier's images
  std::string name;         // as people write it
  std::string accelerator;  // of the images that hold it; empty: of any
  bool several = false;     // versions of it in one cell hold side by side
};

struct NamedVersion {
  const ProductWord* product = nullptr;
  std::string version;
};

// `means` is a key of `columns`, `product` (of its versions), `service` (whether it is supported on
// `value`), `available` (in `scope`), or empty.
struct ColumnMeaning {
  std::string means;
  std::string product;
  std::string value;
  Scope scope;
};

enum class Answer { yes, no, nothing, other };

struct Footnote {
  Tokens words;
  std::string predicate, value;
};

// `Tested on: ...`
struct NoteWords {
  Tokens words;
  std::string predicate, holds;
};

// A phrase and what it stands for.
struct Named {
  Tokens words;
  std::string value;
};

struct GpuWords {
  std::string maker;
  std::vector<Tokens> behind;
};

// A column of a table that lost its lines.
struct FlatColumn {
  std::string name;
  std::vector<Tokens> headers;
  std::set<std::string> cells;
};
struct FlatWords {
  std::string predicate;
  std::vector<Named> stages, about, cells;
  std::vector<FlatColumn> columns;
};

struct PageWords {
  std::string id, undated, of_library, title, url;
  Tokens title_words;
};

class Words {
 public:
  static const Words& standard();
  static Result<Words> read(std::string file, std::string yaml);

  ColumnMeaning column(std::string_view header) const;
  // The product that a text names, and nothing else; nullptr when it names none.
  const ProductWord* product(std::string_view text) const;
  // The products that stand in a text, the longest names first, each once, in order.
  std::vector<const ProductWord*> products_in(std::string_view text) const;
  // `CUDA 12.4.0`, `TorchServe version: 0.11.1`, `updated TorchServe to v0.12.0`: in order.
  std::vector<NamedVersion> versions_in(std::string_view text) const;
  const ProductWord* known(const std::string& product) const;
  // The versions of a product in a cell, where they hold side by side; nothing where it must be said for whom
  // each is.
  std::vector<std::string> several(const ProductWord& product, std::string_view cell) const;

  Answer answer(std::string_view text) const;
  // Whom a phrase means; nothing where a word of it is not known. An empty phrase means everybody.
  std::optional<Scope> scope(std::string_view phrase) const;
  // The forms of images that a text names, whatever else it says.
  std::set<std::string> forms_in(std::string_view text) const;
  // `aws-dlc-pytorch-2.8-training-sagemaker`
  std::string document_id(std::string_view title) const;
  // Whether the text begins as those do that tell a page's day.
  std::size_t day_words(const Tokens& text) const;
  std::string service(std::string_view text) const;  // empty when it is none
  // What a section is for: `supported`, `unsupported` or empty.
  std::string section(std::string_view heading) const;
  std::string label(const std::string& kind) const;
  // The product of the images of one framework that come in a form; empty where there is none.
  std::string image_of_form(const std::string& form) const;

  const std::vector<Footnote>& footnotes() const { return footnotes_; }
  const std::vector<PageWords>& pages() const { return pages_; }
  const std::vector<NoteWords>& notes() const { return notes_; }
  const std::vector<Named>& workloads() const { return workloads_; }
  const std::vector<Named>& host_images() const { return host_images_; }
  const std::vector<Named>& families() const { return families_; }
  const GpuWords& gpu() const { return gpu_; }
  const FlatWords& flat() const { return flat_; }

 private:
  template <class T>
  struct Phrases {  // by their first token, the longest first
    struct Entry {
      Tokens tokens;
      T value;
    };
    std::unordered_map<std::string, std::vector<Entry>> by_first;
    void add(std::string_view text, T value);
    // The entry that begins at `at`; nullptr when there is none.
    const Entry* at(const Tokens& tokens, std::size_t at) const;
  };
  struct Pattern {
    Tokens tokens;
    std::string means;
  };
  friend class WordsReader;

  Tokens canonical(const Tokens& tokens) const;

  Phrases<ProductWord> products_;
  Phrases<std::string> synonyms_;
  Phrases<Scope> scopes_;
  Phrases<std::string> services_, titles_;
  std::vector<Tokens> page_days_;
  std::map<std::string, ProductWord> known_;
  std::vector<Pattern> columns_;
  std::set<std::string> beside_, fillers_, before_version_;
  std::unordered_map<std::string, Answer> answers_;
  std::vector<std::pair<Tokens, std::string>> sections_;
  std::map<std::string, std::string> labels_, images_of_forms_;
  std::vector<Footnote> footnotes_;
  std::vector<PageWords> pages_;
  std::vector<NoteWords> notes_;
  std::vector<Named> workloads_, host_images_, families_;
  GpuWords gpu_;
  FlatWords flat_;
};

// Whether all tokens stand in a row somewhere.
bool holds(const Tokens& text, const Tokens& phrase);

}  // namespace bestby::exchange::aws_doc
