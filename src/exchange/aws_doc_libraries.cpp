// Tables of libraries: one row a release of a library, with the framework that it is for, the images
// that carry it and its wheel.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exchange/aws_doc_tables.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

class LibraryReader {
 public:
  explicit LibraryReader(TableView& view)
      : view_(view),
        reading_(view.reading),
        library_(view.find_product("carrier")),
        framework_(view.find_product("framework")) {
    const Column* leading = view.find_product("works_with");
    if (leading == nullptr) leading = framework_;
    const ProductWord* word = leading == nullptr ? nullptr : reading_.words.known(leading->meaning.product);
    label_ = word == nullptr ? std::string() : word->name;
  }

  void read() {
    for (const markdown::Row& row : view_.table.rows) {
      place_ = view_.next_place(label_);
      line_ = row.line;
      this->row(row);
    }
  }

 private:
  void skip(std::string reason) { reading_.skip(line_, std::move(reason)); }

  void row(const markdown::Row& row) {
    const std::vector<Value> libraries = split_values(view_.text(row, *library_));
    if (libraries.empty())
      return skip(fmt::format("`{}` is no version of a library", view_.text(row, *library_)));
    const std::vector<std::string> frameworks = frameworks_of(row);
    for (const Value& value : libraries) {
      std::string product = library_->meaning.product;
      if (const ProductWord* own = reading_.words.product(value.version.name)) product = own->product;
      if (!value.phrase.empty() && reading_.words.product(value.phrase) == nullptr)
        skip(fmt::format("`{}` beside the library's version is not understood", value.phrase));
      const Subject library{product, RowKind::release, value.version.version};
      for (const std::string& framework : frameworks) {
        reading_.facts.say(library, "framework", framework, {}, place_);
        rest_of(row, library, framework);
      }
      if (frameworks.empty()) rest_of(row, library, {});
    }
  }

  std::vector<std::string> frameworks_of(const markdown::Row& row) {
    std::vector<std::string> frameworks;
    if (framework_ == nullptr) return frameworks;
    const string_view cell = view_.text(row, *framework_);
    if (reading_.words.answer(cell) == Answer::nothing) return frameworks;
    const std::vector<Value> values = split_values(cell);
    if (values.empty()) skip(fmt::format("`{}` of `{}` is no version", cell, framework_->header));
    for (const Value& value : values)
      frameworks.push_back(framework_->meaning.product + "@" + value.version.version);
    return frameworks;
  }

  void rest_of(const markdown::Row& row, const Subject& library, const std::string& framework) {
    Scope scope;
    if (!framework.empty()) scope["framework"] = {framework};
    for (const Column& column : view_.columns) {
      const markdown::Text* cell = view_.cell(row, column);
      if (cell == nullptr) continue;
      const std::string& means = column.meaning.means;
      if (!cell->mark.empty()) footnote(library, *cell, scope);
      if (means == "image")
        images(library, framework, column, *cell, scope);
      else if (means == "wheel")
        wheels(library, column, *cell, scope);
      else if (means == "product" && &column != library_ && &column != framework_)
        beside(library, column, *cell, scope);
      else if (means == "instance_type")
        types(library, *cell, scope);
      else if (means == "released" || means == "ga" || means.starts_with("end_of_"))
        day(library, column, *cell);
    }
  }

  void images(const Subject& library, const std::string& framework, const Column& column,
              const markdown::Text& cell, const Scope& scope) {
    const std::vector<ImageAddress> addresses = find_addresses(cell.text);
    if (addresses.empty()) {
      const Answer answer = reading_.words.answer(cell.text);
      if (answer == Answer::other)
        skip(fmt::format("`{}` of `{}` is no address of an image", cell.text, column.header));
      if (answer == Answer::no)
        reading_.note(line_, fmt::format("`{}` of `{}`: no image is recorded", cell.text, column.header));
    }
    const ProductWord* word = reading_.words.known(library.product);
    const std::string product = framework.substr(0, framework.find('@'));
    for (const ImageAddress& address : addresses) {
      const auto image = describe_image(reading_, address, product,
                                        word == nullptr ? std::string() : word->platform, line_, place_);
      reading_.facts.say(library, "image", image->product + "@" + image->name, scope, place_);
      reading_.facts.say(*image, "library", library.product + "@" + library.name, {}, place_);
      if (!framework.empty() && !address.tag.starts_with(framework.substr(product.size() + 1)))
        reading_.note(line_, fmt::format("the image `{}` stands in the row of {}", address.tag, framework));
      if (!address.region.empty())
        reading_.note(line_, fmt::format("the address names the region {}", address.region));
    }
  }

  void wheels(const Subject& library, const Column& column, const markdown::Text& cell, const Scope& scope) {
    std::vector<Wheel> wheels = find_wheels(cell.text);
    if (wheels.empty())
      for (const std::string& url : linked_wheels(cell))
        for (Wheel& wheel : find_wheels(url)) wheels.push_back(std::move(wheel));
    if (wheels.empty()) return no_wheel(library, column, cell, scope);
    for (const Wheel& wheel : wheels) {
      reading_.facts.say(library, "wheel", wheel.url, scope, place_);
      const auto say = [&](const char* predicate, const std::string& value) {
        if (!value.empty()) reading_.facts.say(library, predicate, value, scope, place_);
      };
      say("built", wheel.built);
      say("python", wheel.python.empty() ? "" : "python@" + wheel.python);
      say("arch", wheel.arch);
      say("cuda", wheel.cuda.empty() ? "" : "cuda@" + wheel.cuda);
      odd_versions(library, wheel, scope);
    }
  }

  static std::vector<std::string> linked_wheels(const markdown::Text& cell) {
    std::vector<std::string> urls;
    for (const markdown::Link& link : cell.links) urls.push_back(link.url);
    return urls;
  }

  // The path of a wheel names versions too: they may be others.
  void odd_versions(const Subject& library, const Wheel& wheel, const Scope& scope) {
    if (wheel.version != library.name)
      reading_.note(line_, fmt::format("the wheel is of {} {}, the row of {}", library.product, wheel.version,
                                       library.name));
    const auto framework = scope.find("framework");
    for (const std::string& version : wheel.path_versions) {
      const bool same = framework != scope.end() && framework->second.begin()->ends_with("@" + version);
      if (!same) reading_.note(line_, fmt::format("the wheel's path names the version {}", version));
    }
  }

  // A dash or a word in place of a wheel says that there is none; an empty cell says nothing.
  void no_wheel(const Subject& library, const Column& column, const markdown::Text& cell,
                const Scope& scope) {
    const Answer answer = reading_.words.answer(cell.text);
    if (cell.text.empty()) return;
    if (answer == Answer::nothing || answer == Answer::no)
      return reading_.facts.say(library, "wheel_published", "no", scope, place_);
    skip(fmt::format("`{}` of `{}` is no address of a wheel", cell.text, column.header));
  }

  void beside(const Subject& library, const Column& column, const markdown::Text& cell, const Scope& scope) {
    const ProductWord* word = reading_.words.known(column.meaning.product);
    if (word == nullptr || reading_.words.answer(cell.text) == Answer::nothing) return;
    std::vector<std::string> versions = reading_.words.several(*word, cell.text);
    if (versions.empty())
      for (const Value& value : split_values(cell.text)) versions.push_back(value.version.version);
    if (versions.empty()) return skip(fmt::format("`{}` of `{}` is no version", cell.text, column.header));
    const bool library_too = word->as == "carrier" || word->as == "framework";
    for (const std::string& version : versions)
      reading_.facts.say(library, library_too ? "works_with" : word->as, word->product + "@" + version, scope,
                         place_);
  }

  void types(const Subject& library, const markdown::Text& cell, const Scope& scope) {
    for (const std::string& word : words_in(cell.text)) {
      if (is_instance_type(word))
        reading_.facts.say(library, "instance_type", word, scope, place_);
      else
        skip(fmt::format("`{}` is no instance type", word));
    }
  }

  void day(const Subject& library, const Column& column, const markdown::Text& cell) {
    if (reading_.words.answer(cell.text) == Answer::nothing) return;
    const auto day = read_day(cell.text, column.days);
    if (!day) return skip(fmt::format("`{}` of `{}` is no day", cell.text, column.header));
    reading_.facts.say(library, column.meaning.means == "ga" ? "released" : column.meaning.means, *day, {},
                       place_);
  }

  void footnote(const Subject& library, const markdown::Text& cell, const Scope& scope) {
    const auto note = reading_.subject.footnotes.find(cell.mark);
    const Tokens text = note == reading_.subject.footnotes.end() ? Tokens() : tokens_of(note->second);
    bool understood = false;
    for (const Footnote& known : reading_.words.footnotes()) {
      if (!holds(text, known.words)) continue;
      reading_.facts.say(library, known.predicate, known.value, scope, place_);
      understood = true;
    }
    if (!understood)
      reading_.note(line_, fmt::format("what the mark `{}` says of the row is not recorded", cell.mark));
  }

  TableView& view_;
  PageReading& reading_;
  const Column* library_;
  const Column* framework_;
  std::string label_, place_;
  int line_ = 0;
};

}  // namespace

void read_library(TableView& view) { LibraryReader(view).read(); }

}  // namespace bestby::exchange::aws_doc
