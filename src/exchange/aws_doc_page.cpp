#include "exchange/aws_doc_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exchange/dlc_words.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

constexpr string_view documentation = "https://docs.aws.amazon.com/";
constexpr string_view tag_mark = "/releases/tag/";
constexpr std::size_t most_builds = 500;       // of a page: a hostile one could name a million
constexpr std::size_t longest_footnote = 400;  // it is looked at for each cell that has its mark

const markdown::Text* text_of(const markdown::Block& block) {
  if (const auto* heading = std::get_if<markdown::Heading>(&block)) return &heading->text;
  if (const auto* paragraph = std::get_if<markdown::Paragraph>(&block)) return &paragraph->text;
  if (const auto* item = std::get_if<markdown::Item>(&block)) return &item->text;
  return nullptr;
}

// The first heading; of a page whose marks are gone, the first line that ends in the sign of one.
std::string title_of(const markdown::Page& page) {
  for (const markdown::Block& block : page.blocks)
    if (const auto* heading = std::get_if<markdown::Heading>(&block)) return heading->text.text;
  for (const markdown::Block& block : page.blocks)
    if (const markdown::Text* text = text_of(block); text != nullptr && text->text.ends_with('#'))
      return text->text.substr(0, text->text.size() - 1);
  return {};
}

// The library that the page speaks of most; what its tables name with a version weighs more.
std::string library_of(const markdown::Page& page, const Words& words) {
  constexpr int weight_of_a_cell = 10;
  std::map<std::string, int> votes;
  const auto vote = [&](string_view text, int weight) {
    for (const ProductWord* word : words.products_in(text))
      if (word->as == "carrier") votes[word->product] += weight;
  };
  for (const markdown::Block& block : page.blocks) {
    if (const markdown::Text* text = text_of(block)) vote(text->text, 1);
    if (const auto* table = std::get_if<markdown::Table>(&block))
      for (const markdown::Row& row : table->rows)
        for (const markdown::Text& cell : row.cells)
          if (const auto version = read_version(cell.text); version && !version->name.empty())
            vote(version->name, weight_of_a_cell);
  }
  const auto most = std::max_element(votes.begin(), votes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes.end() ? std::string() : most->first;
}

void add_builds(PageSubject& subject, const markdown::Text& text) {
  for (const std::string& tag : tags_in(text)) {
    if (subject.builds.size() >= most_builds) return;
    const auto same = [&](const PageBuild& build) { return build.tag == tag; };
    if (std::any_of(subject.builds.begin(), subject.builds.end(), same)) continue;
    const auto parts = dlc::parse_build_tag(tag);
    const auto builds = parts ? dlc::builds_of(*parts) : Result<std::vector<dlc::Build>>();
    if (!parts || !builds) continue;
    for (const dlc::Build& build : *builds) {
      const std::string product = "aws/" + build.repository;
      subject.builds.push_back({tag, product, *parts, build.facts});
      if (std::find(subject.images.begin(), subject.images.end(), product) == subject.images.end())
        subject.images.push_back(product);
    }
  }
}

void add_footnote(PageSubject& subject, string_view text) {
  const std::size_t stars = std::min(text.find_first_not_of("*†‡"), text.size());
  if (stars == 0 || stars == text.size()) return;
  subject.footnotes.emplace(text.substr(0, stars), trim(text.substr(stars, longest_footnote)));
}

// Short enough for a file's name.
std::string cut(std::string id) {
  constexpr std::size_t longest = 80;
  id.resize(std::min(id.size(), longest));
  while (id.ends_with('-') || id.ends_with('.')) id.pop_back();
  return id;
}

std::string filled(std::string text, const PageSubject& subject, const Words& words) {
  const ProductWord* framework = words.known(subject.framework);
  const std::pair<string_view, std::string> values[] = {
      {"{framework}", subject.framework},
      {"{version}", subject.version},
      {"{name}", framework == nullptr ? subject.framework : framework->name}};
  for (const auto& [key, value] : values)
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + value.size()))
      text.replace(at, key.size(), value);
  return text;
}

bool is_page(const PageWords& page, const PageSubject& subject) {
  const bool library = page.of_library.empty() || page.of_library == subject.of_library;
  const bool filled = page.id.find('{') == std::string::npos || !subject.version.empty();
  return library && filled && holds(tokens_of(subject.title), page.title_words);
}

// What the words of a tag say, but for those of hardware and place.
struct TagFacts {
  std::string version, accelerator, python, cuda, os, platform;
  std::vector<std::string> unknown;
};
TagFacts read_tag(string_view tag) {
  static constexpr string_view chips[] = {"cpu", "gpu", "hpu", "eia", "neuron", "neuronx"};
  TagFacts facts;
  for (const string_view word : split(tag, '-')) {
    const auto python = dlc::python_version(word), cuda = dlc::cuda_version(word), os = dlc::os_release(word);
    if (facts.version.empty() && dlc::is_version(word))
      facts.version = word;
    else if (std::find(std::begin(chips), std::end(chips), word) != std::end(chips))
      facts.accelerator = word;
    else if (python)
      facts.python = *python;
    else if (cuda)
      facts.cuda = *cuda;
    else if (os)
      facts.os = *os;
    else if (word == "sagemaker")
      facts.platform = word;
    else if (word == "ec2" || word == "e3")
      facts.platform = "ec2";
    else
      facts.unknown.emplace_back(word);
  }
  return facts;
}

}  // namespace

std::vector<std::string> tags_in(const markdown::Text& text) {
  std::vector<std::string> tags;
  const auto add = [&](std::string tag) {
    const bool build = tag.starts_with('v') && tag.find('-') != std::string::npos;
    if (build && std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
  };
  for (const markdown::Link& link : text.links) {
    if (tags.size() >= most_builds) break;
    const std::size_t at = link.url.find(tag_mark);
    if (at == std::string::npos) continue;
    std::string tag = link.url.substr(at + tag_mark.size());
    tag.resize(std::min(tag.find_first_of("/?#"), tag.size()));
    add(std::move(tag));
  }
  // A tag may stand in the text without a link, where it reads as one.
  for (std::string& word : words_in(text.text)) {
    if (tags.size() >= most_builds) break;
    if (!word.starts_with('v') || word.find('-') == std::string::npos) continue;
    const auto parts = dlc::parse_build_tag(word);
    if (parts && dlc::builds_of(*parts)) add(std::move(word));
  }
  return tags;
}

std::optional<Date> day_of(const markdown::Page& page, const Words& words) {
  std::optional<Date> newest;
  for (const markdown::Block& block : page.blocks) {
    const markdown::Text* text = text_of(block);
    if (text == nullptr) continue;
    string_view rest = text->text;
    const bool told = words.day_words(tokens_of(rest.substr(0, 40))) > 0;
    if (told)
      rest.remove_prefix(std::min(
          rest.find(':') == string_view::npos ? rest.find_first_of("0123456789") : rest.find(':') + 1,
          rest.size()));
    if (!told && tags_in(*text).empty()) continue;
    const auto day = leading_day(trim(rest), &rest);
    const auto date = day ? Date::parse(*day) : fail(ErrorCode::input, "");
    if (date && (!newest || *newest < *date)) newest = *date;
  }
  return newest;
}

PageSubject subject_of(const markdown::Page& page, const Words& words) {
  PageSubject subject;
  subject.title = title_of(page);
  subject.forms = words.forms_in(subject.title);
  subject.of_library = library_of(page, words);
  for (const NamedVersion& named : words.versions_in(subject.title))
    if (named.product->as == "framework" && subject.framework.empty()) {
      subject.framework = named.product->product;
      subject.version = named.version;
    }
  for (const markdown::Block& block : page.blocks)
    if (const markdown::Text* text = text_of(block)) {
      add_builds(subject, *text);
      if (!std::holds_alternative<markdown::Heading>(block)) add_footnote(subject, text->text);
    }
  return subject;
}

SourceHead source_of(const PageSubject& subject, const Words& words, bool dated) {
  SourceHead head{cut(words.document_id(subject.title)), subject.title, std::string(documentation), "aws"};
  std::string undated_id;
  for (const PageWords& page : words.pages())
    if (is_page(page, subject)) {
      head = {filled(page.id, subject, words), filled(page.title, subject, words), page.url, "aws"};
      undated_id = page.undated;
      break;
    }
  if (!dated) head.id = undated_id.empty() ? head.id + "-undated" : undated_id;
  return head;
}

std::optional<Subject> describe_image(PageReading& reading, const ImageAddress& address,
                                      const std::string& framework, const std::string& platform, int line,
                                      const std::string& place) {
  std::string product = reading.known.image_product(address.repository);
  if (product.empty()) {
    product = "aws/" + address.repository;
    reading.new_images[product] = address.repository;
  }
  const Subject image{product, RowKind::release, address.tag};
  const TagFacts tag = read_tag(address.tag);
  std::string made_for = framework;
  for (const ProductWord* word : reading.words.products_in(address.repository))
    if (word->as == "framework") made_for = word->product;
  const auto imply = [&](const char* predicate, const std::string& value) {
    if (!value.empty()) reading.facts.imply(image, predicate, value, {}, place);
  };
  const auto release = [](const char* of, const std::string& version) {
    return version.empty() ? version : fmt::format("{}@{}", of, version);
  };
  imply("record", "image");
  imply("address", address.address);
  imply("platform", tag.platform.empty() ? platform : tag.platform);
  imply("arch", std::string(dlc::arch_of(address.repository)));
  if (!made_for.empty()) imply("framework", release(made_for.c_str(), tag.version));
  imply("accelerator", tag.accelerator);
  imply("python", release("python", tag.python));
  imply("cuda", release("cuda", tag.cuda));
  imply("os", tag.os);
  for (const string_view job : dlc::jobs_of(address.repository)) imply("job", std::string(job));
  if (!tag.unknown.empty())
    reading.note(line, fmt::format("`{}` of the tag `{}` is not understood", fmt::join(tag.unknown, "`, `"),
                                   address.tag));
  return image;
}

}  // namespace bestby::exchange::aws_doc
