// What the readers of YAML (and JSON in the same tree) share: values as words with their places, and the
// things that stand in many formats.
//
//     YamlObserver seen(document, context, out);
//     seen.image(node, seen.new_stack());
//     for (const yaml::Node* step : list_of(field(job, "steps"))) seen.script(*field(*step, "run"), stack);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/formats/yaml.h"
#include "observe/text/shell_installs.h"
#include "observe/text/text_places.h"

namespace bestby {

// The value of a key, also of what is merged in (`<<`); nullptr where there is none.
const yaml::Node* field(const yaml::Node& node, std::string_view key);
// The same along several keys; nullptr as soon as one is missing.
const yaml::Node* field(const yaml::Node& node, std::initializer_list<std::string_view> keys);
// A scalar's text; empty for others and for nullptr.
std::string_view text_of(const yaml::Node* node);
// The items of a list; the values of a mapping; none for others and for nullptr.
std::vector<const yaml::Node*> list_of(const yaml::Node* node);

// "ml.p4d.24xlarge", "p4d.24xlarge": the shape alone.
bool is_instance_type(std::string_view text);
// An address with a tag or a digest: what an `image` is in a file of which nothing more is known.
bool is_telling_image(std::string_view text);

class YamlObserver {
 public:
  // The document outlives it.
  YamlObserver(const yaml::Document& document, const TextContext& context, Observed& out,
               ShellInstalls::Resolve resolve = {});

  std::uint32_t new_stack() { return out_.new_stack(); }
  const TextContext& context() const { return context_; }
  Observed& out() { return out_; }

  // A scalar from its `begin` on, with variables filled in.
  ShellWord word(const yaml::Node& node, const ShellVariables& variables, std::size_t begin = 0) const;
  ShellWord word(const yaml::Node& node, std::size_t begin = 0) const { return word(node, none_, begin); }
  // A scalar as it is written, over as many lines as it has. Empty when the file's texts have been met
  // several times over.
  TracedText traced(const yaml::Node& node) const;

  void image(const ShellWord& word, std::uint32_t stack, std::string_view platform = {});
  void image(const yaml::Node& node, std::uint32_t stack, std::string_view platform = {});
  void instance(const yaml::Node& node, std::uint32_t stack);
  // A version that begins with a digit; others are passed over.
  void part(std::string_view product, const yaml::Node& version, std::string_view found, std::uint32_t stack);
  // A variable of an environment.
  void environment(std::string_view name, const yaml::Node& value, std::uint32_t stack);
  void environment_of(const yaml::Node* node, std::uint32_t stack);  // a mapping, or `NAME=value` as a list
  // Commands: a text, or a list of such.
  void script(const yaml::Node* node, std::uint32_t stack);
  // The words of one command.
  void command(const yaml::Node* node, std::uint32_t stack);

 private:
  std::size_t offset(const yaml::Node& node) const;

  const yaml::Document& document_;
  const TextContext& context_;
  Observed& out_;
  TextPlaces places_;
  ShellVariables none_;
  ShellInstalls installs_;
  mutable std::size_t budget_;  // bytes that are still traced: aliases may repeat a long text without end
};

}  // namespace bestby
