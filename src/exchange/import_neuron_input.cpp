#include "exchange/import_neuron_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace bestby::exchange::neuron {
namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;
constexpr std::size_t longest_line = 65536;

// The fields of one line; the first that is not as it should be is remembered.
class Fields {
 public:
  explicit Fields(const Json& json) : json_(json) {}

  std::string text(const char* key) { return value(key, false); }
  std::string optional(const char* key) { return value(key, true); }
  Texts texts(const char* key) {
    const auto at = json_.find(key);
    if (at == json_.end() || !at->is_array()) return wrong(key, "list"), Texts{};
    return texts_of(*at, key);
  }
  std::map<std::string, Texts> lists(const char* key) {
    std::map<std::string, Texts> out;
    const auto at = json_.find(key);
    if (at == json_.end() || !at->is_object()) return wrong(key, "mapping"), out;
    for (const auto& [name, list] : at->items()) out.emplace(name, texts_of(list, key));
    return out;
  }
  const std::string& fault() const { return fault_; }

 private:
  std::string value(const char* key, bool optional) {
    const auto at = json_.find(key);
    if (optional && (at == json_.end() || at->is_null())) return {};
    if (at == json_.end() || !at->is_string()) return wrong(key, "text"), std::string();
    return at->get<std::string>();
  }
  Texts texts_of(const Json& list, const char* key) {
    Texts out;
    for (const Json& item : list) {
      if (item.is_string())
        out.push_back(item.get<std::string>());
      else
        wrong(key, "list of texts");
    }
    return out;
  }
  void wrong(const char* key, const char* wanted) {
    if (fault_.empty()) fault_ = fmt::format("`{}` is no {}", key, wanted);
  }

  const Json& json_;
  std::string fault_;
};

// Reads one line; its result is kept when no field was at fault.
using Reader = void (*)(Fields& f, const Place& at, Input& in);

void date_line(Fields& f, const Place& at, Input& in) {
  in.dates.push_back(
      {at, f.text("sdk"), f.text("date"), f.optional("note"), f.texts("sources"), f.lists("conflicts")});
}
void package_line(Fields& f, const Place& at, Input& in) {
  in.packages.push_back({at, f.optional("package"), f.text("version"), f.optional("sdk"),
                         f.texts("instances"), f.texts("python"), f.optional("component"),
                         f.optional("title"), f.optional("date"), f.optional("source")});
}
void announcement_line(Fields& f, const Place& at, Input& in) {
  in.announcements.push_back({at, f.text("source"), f.text("announced_on"), f.optional("first_public_commit"),
                              f.text("event"), f.optional("last_supported_release"),
                              f.optional("effective_release"), f.text("topic"), f.optional("migrate_to"),
                              f.optional("note"), f.texts("subjects")});
}
void image_line(Fields& f, const Place& at, Input& in) {
  in.images.push_back({at, f.text("sdk"), f.text("dlami")});
}
void system_line(Fields& f, const Place& at, Input& in) {
  in.systems.push_back({at, f.text("component"), f.text("version"), f.text("sdk"), f.optional("instance"),
                        f.text("os"), f.text("os_version"), f.text("kernel"), f.text("glibc")});
}
void dependency_line(Fields& f, const Place& at, Input& in) {
  in.dependencies.push_back(
      {at, f.text("sdk"), f.text("package"), f.text("dependency"), f.text("range"), f.text("source")});
}

struct File {
  std::string_view name;
  Reader read;
};
constexpr std::array<File, 6> files = {{{"release_dates.jsonl", date_line},
                                        {"releases.jsonl", package_line},
                                        {"announcements.jsonl", announcement_line},
                                        {"dlami.jsonl", image_line},
                                        {"os_matrix.jsonl", system_line},
                                        {"deps.jsonl", dependency_line}}};

const File* file_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const auto at = std::find_if(files.begin(), files.end(), [&](const File& f) { return f.name == name; });
  return at == files.end() ? nullptr : &*at;
}

std::string one_line(std::string_view text, const Place& at, Reader read, Input& in, ImportReport& report) {
  if (text.size() > longest_line) return "the line is too long";
  const Json json = Json::parse(text, nullptr, false);
  report.damaged = report.damaged || json.is_discarded();
  if (!json.is_object()) return "is no JSON object";
  Fields fields(json);
  Input one;
  read(fields, at, one);
  if (!fields.fault().empty()) return fields.fault();
  read(fields, at, in);
  return {};
}

}  // namespace

void CountedRemarks::add(const Place& at, std::string reason) {
  ++lines_.try_emplace({at.file, std::move(reason)}, at.line, 0).first->second.second;
}

void CountedRemarks::write(Remarks& remarks) const {
  for (const auto& [what, where] : lines_)
    remarks.push_back(
        {what.first, where.first,
         where.second == 1 ? what.second : fmt::format("{} ({} lines)", what.second, where.second)});
}

bool is_input(std::string_view path) { return file_of(path) != nullptr; }

Input read_input(const ImportOptions& options, ImportReport& report) {
  Input in;
  for (const InputFile& input : options.inputs) {
    const File* file = file_of(input.path);
    if (file == nullptr) continue;
    ++report.tables;
    Place at{std::string(file->name), 0};
    for (const std::string_view line : split(input.text, '\n')) {
      ++at.line;
      if (trim(line).empty()) continue;
      ++report.rows;
      if (const std::string fault = one_line(trim(line), at, file->read, in, report); !fault.empty())
        report.skipped.push_back({at.file, at.line, fault});
    }
  }
  return in;
}

}  // namespace bestby::exchange::neuron
