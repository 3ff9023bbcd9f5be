// What one page says, gathered for the sheets.
//
//     PageFacts facts;
//     facts.say({"pytorch", RowKind::cycle, "1.12"}, "cuda", "cuda@11.3", {{"platform", {"sagemaker"}}}, "row
//     1"); for (auto& [product, rows] : facts.rows()) ...
//
// A fact said twice stands once, with both places. Linear but for a logarithm.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exchange/aws_doc_words.h"
#include "exchange/sheet.h"

namespace bestby::exchange::aws_doc {

struct Subject {
  std::string product;
  RowKind kind = RowKind::product;
  std::string name = {};
  auto operator<=>(const Subject&) const = default;
};

class PageFacts {
 public:
  void say(const Subject& subject, const std::string& predicate, const std::string& value, const Scope& scope,
           const std::string& place);
  // The same, where the value follows from what stands there (a tag, an address): a later place that
  // says nothing new is not kept.
  void imply(const Subject& subject, const std::string& predicate, const std::string& value,
             const Scope& scope, const std::string& place);

  bool empty() const { return subjects_.empty(); }
  bool has(const Subject& subject) const { return subjects_.contains(subject); }
  std::map<std::string, std::vector<SheetRow>> rows() const;  // by product

 private:
  struct Fact {
    std::string predicate, value, scope;
    auto operator<=>(const Fact&) const = default;
  };
  std::map<Subject, std::map<Fact, std::vector<std::string>>> subjects_;  // with places
};

// `{accelerator: cpu, form: [a, b]}`; empty for an empty scope.
std::string scope_text(const Scope& scope);

}  // namespace bestby::exchange::aws_doc
