#include "exchange/aws_doc_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

// `g5g`, `p4d`: letters, one digit or more, letters.
bool is_family(string_view word) {
  std::size_t at = 0;
  while (at < word.size() && is_small(word[at])) ++at;
  const std::size_t letters = at;
  while (at < word.size() && is_digit(word[at])) ++at;
  const std::size_t digits = at - letters;
  while (at < word.size() && is_small(word[at])) ++at;
  return letters >= 1 && letters <= 4 && digits >= 1 && digits <= 2 && at == word.size();
}

std::size_t position_of(const Tokens& text, const Tokens& phrase) {
  const auto at = std::search(text.begin(), text.end(), phrase.begin(), phrase.end());
  return static_cast<std::size_t>(at - text.begin());
}

bool begins_with(const Tokens& text, const Tokens& phrase) {
  return position_of(text, phrase) == 0 && !phrase.empty();
}

// The version in the brackets that follow: digits and dots, and numbers behind hyphens.
std::string bracketed_version(string_view text) {
  const std::size_t open = text.find('(');
  if (open == string_view::npos) return {};
  for (const std::string& word : words_in(text.substr(open + 1, text.find(')', open) - open - 1))) {
    const bool numbers = word.find_first_not_of("0123456789.-") == std::string::npos;
    if (numbers && word.find('.') != std::string::npos && is_digit(word[0])) return word;
  }
  return {};
}

// 12.9 says nothing beside 12.9.1.
bool sums_up(string_view shorter, string_view longer) {
  return longer.size() > shorter.size() && longer.starts_with(shorter) && longer[shorter.size()] == '.';
}

}  // namespace

NotesReader::NotesReader(PageReading& reading) : reading_(reading) {
  collect_targets();
  const PageSubject& page = reading_.subject;
  context_ = page.version.empty() ? std::string() : page.framework + "@" + page.version;
  int section = 0;
  for (const markdown::Block& block : reading_.page.blocks) {
    if (const auto* heading = std::get_if<markdown::Heading>(&block)) section = heading->line;
    if (const auto* item = std::get_if<markdown::Item>(&block);
        item != nullptr && !tags_in(item->text).empty())
      event_sections_.insert(section);
  }
}

void NotesReader::collect_targets() {
  std::set<std::array<std::string, 3>> frameworks;  // product, release, platform
  for (const PageBuild& build : reading_.subject.builds) {
    Target target{
        {build.product, RowKind::release, build.tag}, {}, build.parts.accelerator, build.facts, true};
    for (const auto& [predicate, value] : build.facts)
      if (predicate == "framework") target.framework = value;
    if (!target.framework.empty()) frameworks.insert({build.product, target.framework, build.parts.platform});
    targets_.push_back(std::move(target));
  }
  for (const auto& [product, framework, platform] : frameworks) {
    const std::size_t at = framework.find('@');
    for (const char* accelerator : {"cpu", "gpu"})
      for (const KnownImage& image : reading_.known.images(product, framework.substr(0, at),
                                                           framework.substr(at + 1), accelerator, platform))
        targets_.push_back(
            {{image.product, RowKind::release, image.release}, framework, accelerator, {}, false});
  }
}

void NotesReader::read(const markdown::Block& block) {
  if (const auto* one = std::get_if<markdown::Heading>(&block)) heading(*one);
  if (const auto* one = std::get_if<markdown::Item>(&block)) item(*one);
  if (const auto* one = std::get_if<markdown::Paragraph>(&block)) paragraph(*one);
}

void NotesReader::heading(const markdown::Heading& heading) {
  const PageSubject& page = reading_.subject;
  heading_ = heading.text.text;
  item_ = 0;
  event_.clear();
  nested_accelerator_.clear();
  in_events_ = event_sections_.contains(heading.line);
  // A deeper section goes on with the version that was spoken of last.
  if (heading.level <= 2 && !page.version.empty()) context_ = page.framework + "@" + page.version;
  const auto scope = reading_.words.scope(heading_);
  const auto at = scope ? scope->find("accelerator") : Scope::const_iterator();
  accelerator_ = scope && at != scope->end() && at->second.size() == 1 ? *at->second.begin() : std::string();
}

std::string NotesReader::place() const {
  const std::string where =
      heading_.empty() || heading_ == reading_.subject.title ? "introduction" : heading_;
  return in_events_ && item_ > 0 ? fmt::format("{} item {}", where, item_) : where;
}

void NotesReader::item(const markdown::Item& item) {
  if (item.depth == 1) {
    ++item_;
    nested_accelerator_.clear();
  }
  const std::vector<std::string> tags = tags_in(item.text);
  if (!tags.empty()) return event(item.text, tags);
  const std::string& text = item.text.text;
  const std::string named = accelerator_in(text);
  if (item.depth == 1) nested_accelerator_ = named;
  const std::string& accelerator = !accelerator_.empty() ? accelerator_ : nested_accelerator_;
  bool understood = labelled(text);
  if (in_events_) {
    std::vector<const Target*> builds;
    for (const Target* target : event_)
      if (accelerator.empty() || target->accelerator.empty() || target->accelerator == accelerator)
        builds.push_back(target);
    understood = components(text, builds, accelerator, place()) || understood;
  } else {
    auto images = about(accelerator, true, false);
    if (images.empty()) images = about(accelerator, false, true);
    understood = components(text, images, accelerator, place()) || understood;
  }
  understood = families(text, accelerator, place()) || understood;
  if (!understood && ++unread_ == 1) first_unread_ = item.line;
}

void NotesReader::paragraph(const markdown::Paragraph& paragraph) {
  const std::string& text = paragraph.text.text;
  bool understood = false;
  if (!accelerator_.empty()) understood = families(text, accelerator_, place());
  // A section that is about a version of Python: heading and paragraph say the same one.
  for (const NamedVersion& named : reading_.words.versions_in(heading_)) {
    if (named.product->as != "python") continue;
    for (const Target* target : about({}, true, true))
      say(*target, named.product->as, named.product->product + "@" + named.version, place());
    understood = true;
  }
  if (!understood && ++unread_ == 1) first_unread_ = paragraph.line;
}

void NotesReader::event(const markdown::Text& text, const std::vector<std::string>& tags) {
  event_.clear();
  for (const Target& target : targets_)
    if (target.build && std::find(tags.begin(), tags.end(), target.subject.name) != tags.end())
      event_.push_back(&target);
  for (const std::string& tag : tags) {
    const auto known =
        std::any_of(event_.begin(), event_.end(), [&](const Target* t) { return t->subject.name == tag; });
    if (!known) reading_.skip(0, fmt::format("the release tag `{}` is not understood", tag));
  }
  if (event_.empty()) return;
  context_ = event_[0]->framework;
  string_view rest = text.text;
  const auto day = leading_day(text.text, &rest);
  for (const Target* target : event_) {
    for (const auto& [predicate, value] : target->facts)
      if (predicate != "build") reading_.facts.imply(target->subject, predicate, value, {}, place());
    if (day) reading_.facts.say(target->subject, "released", *day, {}, place());
  }
  components(rest, event_, {}, place());
}

// What a text names with a version is a component of what it is about; of images the newest event counts.
bool NotesReader::components(string_view text, const std::vector<const Target*>& about_these,
                             string_view accelerator, const std::string& where) {
  bool any = false;
  for (const NamedVersion& named : reading_.words.versions_in(text)) {
    const std::string& as = named.product->as;
    if (as == "framework" || as == "carrier") continue;
    const std::string predicate = as == "works_with" ? "library" : as;
    const std::string value = named.product->product + "@" + named.version;
    const std::string& only = named.product->accelerator;
    const auto fits = [&](const Target& target) {
      return only.empty() || target.accelerator.empty() || target.accelerator == only;
    };
    for (const Target* target : about_these)
      if (fits(*target)) say(*target, predicate, value, where);
    if (in_events_)
      for (const Target* image : about(accelerator, true, false)) {
        if (!fits(*image)) continue;
        const bool for_it = std::any_of(about_these.begin(), about_these.end(), [&](const Target* build) {
          return build->accelerator.empty() || build->accelerator == image->accelerator;
        });
        if (!for_it) continue;
        said_[{image->subject, predicate + " " + named.product->product}] = {{value, where}};
      }
    any = true;
  }
  return any;
}

bool NotesReader::labelled(string_view text) {
  const Tokens tokens = tokens_of(text);
  for (const NoteWords& note : reading_.words.notes()) {
    if (!begins_with(tokens, note.words)) continue;
    if (note.holds == "workloads") return workloads(text);
    bool any = false;
    for (const std::string& word : words_in(text)) {
      if (!is_instance_type(word)) continue;
      for (const Target* target : about({}, true, true)) say(*target, note.predicate, word, place());
      any = true;
    }
    return any;
  }
  return false;
}

bool NotesReader::workloads(string_view text) {
  Tokens tokens = tokens_of(text);
  bool any = false;
  for (const Named& workload : reading_.words.workloads()) {
    const std::size_t at = position_of(tokens, workload.words);
    if (at == tokens.size()) continue;
    // Each word counts once: `ResNet-50` is not said again where `ResNet-50 and DenseNet` is.
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at),
                 tokens.begin() + static_cast<std::ptrdiff_t>(at + workload.words.size()));
    for (const Target* target : about({}, true, true))
      say(*target, "tested_workload", workload.value, place());
    any = true;
  }
  return hosts(text) || any;
}

// `ECS AMI (... 2.0.20220822 ...)`: the machine image and its version in brackets.
bool NotesReader::hosts(string_view text) {
  bool any = false;
  std::size_t begin = 0;
  for (std::size_t open = text.find('('); open != string_view::npos; open = text.find('(', open + 1)) {
    const Tokens before = tokens_of(text.substr(begin, open - begin));
    const std::string version = bracketed_version(text.substr(open));
    begin = std::min(text.find(')', open), text.size());
    for (const Named& host : reading_.words.host_images()) {
      const bool ends = before.size() >= host.words.size() &&
                        std::equal(host.words.rbegin(), host.words.rend(), before.rbegin());
      if (!ends || version.empty()) continue;
      for (const Target* target : about({}, true, true))
        say(*target, "host_image", host.value + "@" + version, place());
      any = true;
    }
  }
  return any;
}

bool NotesReader::families(string_view text, const std::string& accelerator, const std::string& where) {
  const Tokens tokens = tokens_of(text);
  std::set<std::string> found;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at] != "instance") continue;
    if (at > 0 && is_family(tokens[at - 1])) found.insert(tokens[at - 1]);
    for (std::size_t behind = at + 1; behind < tokens.size() && behind <= at + 2; ++behind)
      if (is_family(tokens[behind])) found.insert(tokens[behind]);
  }
  const auto wide = about(accelerator, true, true);
  for (const std::string& family : found)
    for (const Target* target : wide) say(*target, "instance_family", family, where);
  bool any = !found.empty();
  for (const Named& family : reading_.words.families()) {
    if (found.empty() && holds(tokens, family.words) && !accelerator.empty()) {
      for (const Target* target : about(accelerator, true, false))
        say(*target, "instance_family", family.value, where);
      any = true;
    }
  }
  const GpuWords& gpu = reading_.words.gpu();
  for (const Tokens& behind : gpu.behind) {
    const std::size_t at = position_of(tokens, behind);
    if (at == tokens.size() || at < 2 || tokens[at - 2] != lower(gpu.maker)) continue;
    std::string name = tokens[at - 1];
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    for (const Target* target : wide) say(*target, "gpu", gpu.maker + " " + name, where);
    return true;
  }
  return any;
}

std::vector<const NotesReader::Target*> NotesReader::about(string_view accelerator, bool images,
                                                           bool builds) const {
  std::vector<const Target*> found;
  for (const Target& target : targets_) {
    const bool version =
        context_.empty() || target.framework == context_ || target.framework.starts_with(context_ + ".");
    const bool chip = accelerator.empty() || target.accelerator.empty() || target.accelerator == accelerator;
    if (version && chip && (target.build ? builds : images)) found.push_back(&target);
  }
  return found;
}

std::string NotesReader::accelerator_in(string_view text) const {
  for (const std::string& token : tokens_of(text))
    if (token == "gpu" || token == "cpu") return token;
  return {};
}

void NotesReader::say(const Target& target, const std::string& predicate, const std::string& value,
                      const std::string& where) {
  const std::string product =
      value.find('@') == std::string::npos ? std::string() : value.substr(0, value.find('@'));
  auto& values = said_[{target.subject, predicate + " " + product}];
  const auto same = [&](const Said& said) { return said.value == value && said.place == where; };
  if (std::none_of(values.begin(), values.end(), same)) values.push_back({value, where});
}

void NotesReader::finish() {
  for (const auto& [key, values] : said_) {
    const std::string predicate = key.second.substr(0, key.second.find(' '));
    for (const Said& said : values) {
      const bool summary = std::any_of(values.begin(), values.end(),
                                       [&](const Said& other) { return sums_up(said.value, other.value); });
      if (!summary) reading_.facts.say(key.first, predicate, said.value, {}, said.place);
    }
  }
  if (unread_ > 0)
    reading_.note(
        first_unread_,
        fmt::format("this and {} more paragraphs or items are prose that is not read", unread_ - 1));
}

}  // namespace bestby::exchange::aws_doc
