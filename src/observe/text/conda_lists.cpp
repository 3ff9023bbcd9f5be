// Lists that conda prints, of observe/text/conda_files.h.
#include <functional>
#include <set>
#include <vector>

#include "base/text.h"
#include "observe/text/conda_files.h"
#include "observe/text/conda_spec.h"
#include "observe/text/requirement.h"
#include "observe/text/text_lines.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

class CondaLister {
 public:
  CondaLister(const TextFile& file, Observed& out) : places_(file.path, file.text), out_(out) {}

  void see(const CondaSpec& spec, std::string_view where) {
    SeenPackage package = spec.package;
    const bool pip = spec.channel == "pypi" || spec.build == "pypi_0" || spec.build == "<pip>";
    if (pip) package = {"pypi", pypi_name(package.name), package.version, {}};
    out_.see(std::move(package), places_.of(where), stack_);
    for (SeenPart& part : parts_of_build(spec.build))
      out_.see(std::move(part), places_.of(spec.build), stack_);
    if (!pip && !spec.channel.empty() && channels_.insert(std::string(spec.channel)).second)
      out_.see(SeenChannel{std::string(spec.channel)}, places_.of(spec.channel), stack_);
  }

 private:
  TextPlaces places_;
  Observed& out_;
  std::uint32_t stack_ = out_.new_stack();
  std::set<std::string, std::less<>> channels_;
};

}  // namespace

void read_conda_explicit(const TextFile& file, const TextContext&, Observed& out) {
  CondaLister lister(file, out);
  for_each_line(file.text, [&](std::string_view line) {
    if (line.find("://") == std::string_view::npos) return;
    if (const auto read = read_conda_archive(line)) lister.see(*read, line.substr(0, line.find('#')));
  });
}

void read_conda_export(const TextFile& file, const TextContext&, Observed& out) {
  CondaLister lister(file, out);
  for_each_line(file.text, [&](std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    if (const auto read = read_conda_spec(line)) lister.see(*read, line);
  });
}

void read_conda_list(const TextFile& file, const TextContext&, Observed& out) {
  CondaLister lister(file, out);
  for_each_line(file.text, [&](std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    const std::vector<std::string_view> words = words_of_line(line);
    if (words.size() < 3 || !is_digit(words[1].front())) return;
    CondaSpec spec{{"conda", lower(words[0]), std::string(words[1]), {}}, {}, words[2]};
    if (words.size() > 3) spec.channel = words[3];
    lister.see(spec,
               line.substr(0, static_cast<std::size_t>(words[1].data() - line.data()) + words[1].size()));
  });
}

}  // namespace bestby
