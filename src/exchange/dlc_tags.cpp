#include "exchange/dlc_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "exchange/dlc_build.h"
#include "exchange/dlc_words.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

const SourceHead source = {"dlc-tags", "AWS Deep Learning Containers, release tags",
                           std::string(dlc::project_url) + "/tags", "aws"};

class TagImport {
 public:
  TagImport(SheetSet& set, ImportReport& report) : set_(set), report_(report) {}

  void read(const InputFile& file) {
    int line = 0;
    for (std::string_view rest = file.text; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      const std::string_view text = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      ++line;
      if (text.empty()) continue;
      ++report_.rows;
      row(file, line, text);
    }
    ++report_.tables;
  }
  bool understood() const { return understood_; }

 private:
  void skip(const InputFile& file, int line, std::string reason) {
    report_.skipped.push_back({file.path, line, std::move(reason)});
  }

  void row(const InputFile& file, int line, std::string_view text) {
    constexpr std::size_t longest = 65536;
    if (text.size() > longest) return skip(file, line, "the line is too long");
    const auto json = read_json(file.path, std::string(text));
    if (!json) return report_.damage(file, line, json.error().message);
    const yaml::Node* tag = json->root.find("tag");
    const yaml::Node* date = json->root.find("date");
    if (tag == nullptr || !tag->quoted) return skip(file, line, "`tag` is no text");
    if (date == nullptr || !date->quoted) return skip(file, line, "`date` is no text");
    const auto released = Date::parse(date->text);
    if (!released) return skip(file, line, released.error().message);
    build(file, line, tag->str(), *released);
  }

  void build(const InputFile& file, int line, const std::string& tag, Date released) {
    const auto [at, fresh] = seen_.try_emplace(tag, line);
    if (!fresh) return skip(file, line, fmt::format("`{}` stands on line {}", tag, at->second));
    const auto parsed = dlc::parse_build_tag(tag);
    if (!parsed) return skip(file, line, fmt::format("`{}`: {}", tag, parsed.error().message));
    const auto builds = dlc::builds_of(*parsed);
    if (!builds) return skip(file, line, fmt::format("`{}`: {}", tag, builds.error().message));
    for (const dlc::Build& build : *builds) add(build, line, tag, released);
    understood_ = true;
  }

  void add(const dlc::Build& build, int line, const std::string& tag, Date released) {
    SheetRow row{RowKind::release, tag};
    const std::string place = fmt::format("line {}", line);
    for (const auto& [predicate, value] : build.facts) row.facts.push_back({predicate, value, {}, place});
    row.facts.push_back({"released", released.str(), {}, place});
    set_.rows(fmt::format("aws/dlc/builds/{}.yml", build.repository), "aws/" + build.repository)
        .push_back(std::move(row));
  }

  SheetSet& set_;
  ImportReport& report_;
  std::map<std::string, int> seen_;
  bool understood_ = false;
};

// The heads that are there stay as they are: the image data knows better names.
void add_heads(const ImportOptions& options, const SheetSet& set, std::vector<CatalogFile>& files) {
  std::map<std::string, std::string> heads;
  for (const auto& [path, sheet] : set.sheets()) {
    const std::string repository = sheet.extends.substr(sheet.extends.find('/') + 1);
    const CatalogFile head = dlc::product_head(repository, dlc::display_name(repository));
    heads.insert_or_assign(head.path, head.text);
  }
  for (const CatalogFile& file : options.existing)
    if (file.path.starts_with("aws/dlc/products/")) heads.insert_or_assign(file.path, file.text);
  for (auto& [path, text] : heads) files.push_back({path, std::move(text)});
}

}  // namespace

Result<Imported> import_dlc_tags(const ImportOptions& options) {
  Imported imported;
  auto set = SheetSet::read(options.existing, {"aws/dlc/builds/"});
  if (!set) return fail(set.error());
  TagImport reader(*set, imported.report);
  for (const InputFile& file : options.inputs) reader.read(file);
  if (!reader.understood() && !imported.report.damaged)
    return fail(ErrorCode::input, "there is no release tag here", {},
                "name a file of lines like {\"tag\": \"v1.0-pt-...\", \"date\": \"2022-10-20\"}");
  imported.report.facts = set->merge(source, options.published);
  set->write("dlc-tags", imported.files);
  add_heads(options, *set, imported.files);
  std::sort(imported.files.begin(), imported.files.end(),
            [](const CatalogFile& a, const CatalogFile& b) { return a.path < b.path; });
  return imported;
}

}  // namespace bestby::exchange
