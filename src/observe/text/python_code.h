// What Python code uses: modules and names that it imports, and calls of an SDK that choose images.
//
//     read_python(file, context, out);
//     // import a.b as c          SeenInterface a.b
//     // c.d.E()                  SeenInterface a.b.d.E
//     // PyTorch(framework_version="1.12", instance_type="ml.p3.2xlarge")
//     //                          SeenCall, its place the version; SeenInstance
//
// Each dotted name is reported once a file, at its first place. Arguments count where they are literals, or
// names that are bound once in the file to one (python_source.h); an image's address and a machine's name are
// reported of any call that takes them, under a number that the call's things share.
//
// With `TextContext::interfaces` only these are reported, and a file that holds neither the first name of one
// nor a word of `sdk_words` is not taken apart: it costs a search.
//
// Bounded: `most` things of each kind a file, and PythonSource::most_tokens; what is past them is said.
#pragma once

#include <functional>

#include "observe/text/python_source.h"
#include "observe/text_readers.h"

namespace bestby {

struct PythonCode {
  static constexpr std::size_t most = 10'000;
  std::string_view path, text;
  std::function<Place(std::size_t begin, std::size_t end)> place;  // of bytes of the text
  const std::vector<std::string>& interfaces;                      // as in TextContext
};

void read_python_code(const PythonCode& code, Observed& out);
// Whether there may be anything to see in a text.
bool holds_sdk_word(std::string_view text);
bool may_say_something(std::string_view text, const std::vector<std::string>& interfaces);
void read_python(const TextFile& file, const TextContext& context, Observed& out);
// setup.py: `install_requires` and the like, where they are lists of literals.
void read_setup_py(const TextFile& file, const TextContext& context, Observed& out);
// Code cells, and what `%pip install` in them names. Notebooks of other languages are passed over.
void read_notebook(const TextFile& file, const TextContext& context, Observed& out);

// The full dotted names of what a file imports, by the names they have in it.
class PythonImports {
 public:
  explicit PythonImports(const PythonSource& source);
  struct Import {
    std::string full;
    std::size_t first, last;  // tokens
  };
  const std::vector<Import>& imports() const { return imports_; }
  // `c.d.E` that begins at a token, written out; empty where the name is not imported. `last`: its last
  // token.
  std::string full_name(std::size_t token, std::size_t& last) const;

 private:
  std::size_t import_names(std::size_t at);
  std::size_t from_names(std::size_t at);
  std::string dotted(std::size_t& at) const;

  const PythonSource& source_;
  std::vector<Import> imports_;
  std::unordered_map<std::string_view, std::string> names_;
};

}  // namespace bestby
