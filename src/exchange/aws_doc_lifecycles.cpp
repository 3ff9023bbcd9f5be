// Tables of lifecycles: one row a cycle of a framework or of an operating system.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exchange/aws_doc_tables.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

const Scope for_aws = {{"publisher", {"aws"}}};

// What a row is about: `product` and the versions that it names.
struct RowSubject {
  std::string product;
  std::string cycle;
  std::vector<Value> versions;
  const Column* column = nullptr;  // that holds the versions
};

class LifecycleReader {
 public:
  explicit LifecycleReader(TableView& view) : view_(view), reading_(view.reading) {
    scope_ = for_aws;
    if (!reading_.subject.forms.empty()) scope_["form"] = reading_.subject.forms;
    section_ = reading_.words.section(view.setting.heading);
    if (section_.empty()) section_ = reading_.words.section(view.setting.caption);
  }

  void read() {
    for (const markdown::Row& row : view_.table.rows) {
      place_ = view_.next_place(reading_.words.label("lifecycle"));
      line_ = row.line;
      if (const auto subject = subject_of(row)) facts_of(row, *subject);
    }
  }

 private:
  // What the page is for, and more narrowly what is said here.
  Scope narrowed(const Scope& more) const {
    Scope scope = scope_;
    for (const auto& [predicate, values] : more) scope[predicate] = values;
    return scope;
  }

  std::nullopt_t skip(std::string reason) {
    reading_.skip(line_, std::move(reason));
    return std::nullopt;
  }

  // The product in a cell, and what stands behind its name.
  std::string product_in(string_view cell) {
    if (const ProductWord* word = reading_.words.product(cell)) return word->product;
    if (std::string known = reading_.known.product(cell); !known.empty()) return known;
    const auto named = reading_.words.versions_in(cell);
    return named.empty() ? std::string() : named[0].product->product;
  }

  const Column* version_column() const {
    for (const char* means : {"current_version", "version"})
      if (const Column* column = view_.find(means)) return column;
    for (const char* as : {"framework", "os"})
      if (const Column* column = view_.find_product(as)) return column;
    return view_.has("framework") ? view_.find("framework") : view_.find("os");
  }

  // Of a row whose version stands alone, by another cell of versions: `PyTorch 2.9 | 2.9.1`.
  std::string product_beside(const markdown::Row& row) {
    for (const Column& column : view_.columns) {
      if (column.meaning.means != "version" && column.meaning.means != "current_version") continue;
      if (std::string product = product_in(view_.text(row, column)); !product.empty()) return product;
    }
    return {};
  }

  std::optional<RowSubject> subject_of(const markdown::Row& row) {
    RowSubject subject;
    subject.column = version_column();
    if (subject.column == nullptr) return skip("the row names no version");
    const string_view versions = view_.text(row, *subject.column);
    const Column* named = view_.has("framework") ? view_.find("framework") : view_.find("os");
    if (named != nullptr)
      subject.product = product_in(view_.text(row, *named));
    else if (subject.column->meaning.means == "product")
      subject.product = subject.column->meaning.product;
    else
      subject.product = product_in(versions);
    if (subject.product.empty() && named == nullptr) subject.product = product_beside(row);
    const string_view name = named == nullptr ? versions : view_.text(row, *named);
    if (subject.product.empty()) return skip(fmt::format("no product is known as `{}`", name));
    if (!reading_.known.has(subject.product))
      return skip(fmt::format("the catalogue has no product `{}`", subject.product));
    if (reading_.words.answer(versions) == Answer::nothing) return skip("the row names no version");
    subject.versions = split_values(versions);
    return with_cycle(std::move(subject), versions);
  }

  std::optional<RowSubject> with_cycle(RowSubject subject, string_view versions) {
    if (subject.versions.empty()) return skip(fmt::format("`{}` is no version", versions));
    for (Value& value : subject.versions) {
      const std::string& name = value.version.name;
      const ProductWord* named = reading_.words.product(name);
      if (!name.empty() && (named == nullptr || named->product != subject.product))
        return skip(fmt::format("`{}{}` is no version of {}", name, value.version.version, subject.product));
      if (!value.version.revision.empty())
        return skip(fmt::format("`{}-{}` numbers an image and no release", value.version.version,
                                value.version.revision));
      std::string cycle = reading_.known.cycle(subject.product, value.version.version);
      if (cycle.empty())
        return skip(fmt::format("`{}` names no cycle of {}", value.version.version, subject.product));
      if (!subject.cycle.empty() && cycle != subject.cycle)
        return skip(fmt::format("the row is about both {} and {}", subject.cycle, cycle));
      subject.cycle = std::move(cycle);
    }
    return subject;
  }

  void facts_of(const markdown::Row& row, const RowSubject& subject) {
    const Subject cycle{subject.product, RowKind::cycle, subject.cycle};
    for (const Column& column : view_.columns) {
      const markdown::Text* cell = view_.cell(row, column);
      if (cell == nullptr) continue;
      const std::string& means = column.meaning.means;
      if (means == "current_version" || (means == "version" && names_releases(subject)))
        releases(cycle, "current_version", subject.product, column, *cell);
      else if (means == "product" && &column != subject.column)
        of_product(cycle, column, *cell);
      else if (means == "supported" || means == "available")
        flag(cycle, column, *cell);
      else if (means == "image" || means == "wheel" || means == "job" || means == "accelerator" ||
               means == "image_name")
        skip(fmt::format("`{}` of a lifecycle is not read", column.header));
      else if (means == "released" || means == "ga" || means.starts_with("end_of_"))
        day(cycle, column, *cell);
    }
    images_of(row, subject);
    if (!view_.has("supported") && !section_.empty())
      reading_.facts.say(cycle, "supported", section_ == "supported" ? "yes" : "no", scope_, place_);
  }

  // A machine image of which the row says that there is one: of the version that it names for that form.
  void images_of(const markdown::Row& row, const RowSubject& subject) {
    const ProductWord* word = reading_.words.known(subject.product);
    const markdown::Text* versions = view_.cell(row, *subject.column);
    if (word == nullptr || word->as != "framework" || versions == nullptr) return;
    const auto scopes = scopes_of(subject.versions, subject.product, *versions);
    if (!scopes) return;
    for (const Column& column : view_.columns) {
      const markdown::Text* cell = view_.cell(row, column);
      if (column.meaning.means != "available" || cell == nullptr || !column.meaning.scope.contains("form") ||
          reading_.words.answer(cell->text) != Answer::yes)
        continue;
      for (const std::string& form : column.meaning.scope.at("form"))
        for (std::size_t i = 0; i < scopes->size(); ++i) {
          const auto only = (*scopes)[i].find("form");
          if (only == (*scopes)[i].end() || only->second.contains(form))
            image_of(form, subject.product, subject.versions[i].version.version);
        }
    }
  }

  void image_of(const std::string& form, const std::string& framework, const std::string& version) {
    const std::string product = reading_.words.image_of_form(form);
    if (!product.empty() && reading_.known.has(product))
      reading_.facts.say({product, RowKind::release, framework + "-" + version}, "framework",
                         framework + "@" + version, {}, place_);
  }

  // Versions with more numbers than their cycle say which release of it is meant.
  static bool names_releases(const RowSubject& subject) {
    return subject.column != nullptr && subject.column->meaning.means == "version" &&
           std::any_of(subject.versions.begin(), subject.versions.end(), [&](const Value& value) {
             return value.version.version.starts_with(subject.cycle + ".");
           });
  }

  void of_product(const Subject& cycle, const Column& column, const markdown::Text& cell) {
    const ProductWord* word = reading_.words.known(column.meaning.product);
    if (word == nullptr || word->as == "carrier" || word->as == "framework") {
      skip(fmt::format("`{}` of a lifecycle is not read", column.header));
      return;
    }
    const std::vector<std::string> several = reading_.words.several(*word, cell.text);
    for (const std::string& version : several)
      reading_.facts.say(cycle, word->as, word->product + "@" + version, narrowed({}), place_);
    if (several.empty()) releases(cycle, word->as, word->product, column, cell);
  }

  void releases(const Subject& cycle, const std::string& predicate, const std::string& product,
                const Column& column, const markdown::Text& cell) {
    if (reading_.words.answer(cell.text) == Answer::nothing) return;
    std::vector<Value> values = split_values(cell.text);
    if (values.empty()) {
      skip(fmt::format("`{}` of `{}` is no version", cell.text, column.header));
      return;
    }
    const auto scopes = scopes_of(values, product, cell);
    if (!scopes) {
      skip(fmt::format("nothing in `{}` of `{}` that is understood says for whom each value is", cell.text,
                       column.header));
      return;
    }
    for (std::size_t i = 0; i < values.size(); ++i)
      reading_.facts.say(cycle, predicate, product + "@" + values[i].version.version, narrowed((*scopes)[i]),
                         place_);
  }

  // For whom each value is: by the words beside it, or else by the footnote of the cell.
  std::optional<std::vector<Scope>> scopes_of(const std::vector<Value>& values, const std::string& product,
                                              const markdown::Text& cell) {
    std::vector<Scope> scopes;
    for (const Value& value : values) {
      const auto scope = scope_of(value.phrase, product);
      if (!scope) return std::nullopt;
      scopes.push_back(*scope);
    }
    std::set<std::string> different;
    for (const Scope& scope : scopes) different.insert(scope_text(scope));
    if (different.size() == scopes.size()) return scopes;
    if (different.size() == 1 && scopes[0].empty()) return by_footnote(values.size(), cell);
    return std::nullopt;
  }

  // The phrase may name the product too: `PyTorch 1.12 for SageMaker`.
  std::optional<Scope> scope_of(string_view phrase, const std::string& product) const {
    if (auto scope = reading_.words.scope(phrase)) return scope;
    std::string rest;
    for (const string_view word : split(phrase, ' ')) {
      const ProductWord* named = reading_.words.product(word);
      const bool own = named != nullptr && named->product == product;
      if (!own) rest += std::string(word) + " ";
    }
    if (const ProductWord* all = reading_.words.product(phrase); all != nullptr && all->product == product)
      return Scope{};
    return reading_.words.scope(rest);
  }

  // `*Training/Inference images use different versions`: in that order.
  std::optional<std::vector<Scope>> by_footnote(std::size_t count, const markdown::Text& cell) const {
    const auto note = reading_.subject.footnotes.find(cell.mark);
    if (cell.mark.empty() || note == reading_.subject.footnotes.end()) return std::nullopt;
    for (const string_view word : split(note->second, ' ')) {
      const std::vector<string_view> parts = split(word, '/');
      if (parts.size() != count) continue;
      std::vector<Scope> scopes;
      for (const string_view part : parts)
        if (const auto scope = reading_.words.scope(part); scope && !scope->empty()) scopes.push_back(*scope);
      if (scopes.size() == count) return scopes;
    }
    return std::nullopt;
  }

  void flag(const Subject& cycle, const Column& column, const markdown::Text& cell) {
    const Answer answer = reading_.words.answer(cell.text);
    if (answer == Answer::nothing) return;
    if (answer == Answer::other) {
      skip(fmt::format("`{}` of `{}` is neither yes nor no", cell.text, column.header));
      return;
    }
    const std::string value = answer == Answer::yes ? "yes" : "no";
    if (column.meaning.means == "supported")
      return reading_.facts.say(cycle, "supported", value, scope_, place_);
    // A fact of its own for each form, or each platform.
    for (const auto& [predicate, values] : column.meaning.scope)
      if (predicate == "form" || predicate == "platform")
        for (const std::string& one : values)
          reading_.facts.say(cycle, "available", value, narrowed({{predicate, {one}}}), place_);
  }

  void day(const Subject& cycle, const Column& column, const markdown::Text& cell) {
    if (reading_.words.answer(cell.text) == Answer::nothing) return;
    const auto day = read_day(cell.text, column.days);
    if (!day) {
      skip(fmt::format("`{}` of `{}` is no day", cell.text, column.header));
      return;
    }
    const bool upstream = column.meaning.means == "released";
    reading_.facts.say(cycle, column.meaning.means, *day, upstream ? Scope() : scope_, place_);
  }

  TableView& view_;
  PageReading& reading_;
  Scope scope_;
  std::string section_, place_;
  int line_ = 0;
};

}  // namespace

void read_lifecycles(TableView& view) { LifecycleReader(view).read(); }

}  // namespace bestby::exchange::aws_doc
