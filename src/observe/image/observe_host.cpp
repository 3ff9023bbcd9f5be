// This machine: what is looked for in an image, looked for in the places where it is installed, and what
// only a running system says (its kernel's driver, its instance type). Nothing is run, no network is asked.
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "observe/image/file_facts.h"
#include "observe/image/path_pattern.h"
#include "observe/image/rooted_files.h"
#include "observe/image/see_image.h"
#include "observe/image/utf8_texts.h"
#include "observe/target.h"

namespace bestby {
namespace {

struct HostPlace {
  std::string_view folder;  // `*` is any one name
  int depth;                // folders below it that are entered
};

constexpr auto places = std::to_array<HostPlace>({
    {"etc", 0},
    {"lib/apk", 2},
    {"lib64", 1},
    {"opt", 10},
    {"proc/driver/nvidia", 0},
    {"proc/sys/kernel", 0},
    {"root/*conda*", 8},
    {"root/*forge*", 8},
    {"root/.local", 6},
    {"home/*/*conda*", 8},
    {"home/*/*forge*", 8},
    {"home/*/.local", 6},
    {"home/*/.pyenv/versions", 8},
    {"sys/module/efa", 0},
    {"sys/module/neuron", 0},
    {"sys/module/nvidia", 0},
    {"usr/bin", 0},
    {"usr/include", 3},
    {"usr/lib", 6},
    {"usr/lib64", 6},
    {"usr/local", 8},
    {"var/lib/dpkg", 1},
    {"var/lib/rpm", 0},
});

std::vector<std::string_view> host_patterns() {
  std::vector<std::string_view> out;
  for (const Detection& d : file_detections()) out.push_back(d.path);
  return out;
}

std::string joined_path(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

class HostWalk {
 public:
  HostWalk(const RootedFiles& files, const ObserveOptions& options)
      : files_(files), options_(options), patterns_(host_patterns()) {}

  Observed run(bool running) {
    stack_ = out_.new_stack();
    see_machine(running);
    for (const HostPlace& place : places) expand({}, place.folder, place.depth);
    const std::string space = system_namespace(out_.seen);
    for (Observation& o : out_.seen) name_packages(o.what, space);
    make_utf8(out_);
    return std::move(out_);
  }

 private:
  // The platform, as an image without an address would say it; the type that a cloud gave the machine.
  void see_machine(bool running) {
    constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"x86_64", "linux/amd64"}, {"aarch64", "linux/arm64"}, {"ppc64le", "linux/ppc64le"}});
    utsname name{};
    if (running && ::uname(&name) == 0)
      for (const auto& [machine, platform] : names)
        if (machine == name.machine) out_.see(SeenImage{{}, std::string(platform), {}, {}, {}}, {}, stack_);
    const auto dmi = [&](const std::string& what) {
      return files_.text("sys/class/dmi/id/" + what, 4096).text;
    };
    const std::string type = dmi("product_name");
    if (trim(dmi("sys_vendor")) == "Amazon EC2" && !trim(type).empty())
      out_.see(SeenInstance{std::string(trim(type))}, {"sys/class/dmi/id/product_name"}, stack_);
  }

  // The folders of a place, its wildcards filled in.
  void expand(const std::string& folder, std::string_view rest, int depth) {
    if (rest.empty()) return walk(folder, depth);
    const auto slash = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, slash), more = rest.substr(std::min(slash + 1, rest.size()));
    if (part.find('*') == std::string_view::npos)
      return expand(joined_path(folder, std::string(part)), more, depth);
    const PathPattern pattern(part);
    std::vector<std::string_view> numbers;
    for (const auto& row : files_.list(folder).names)
      if ((row.folder || row.link) && pattern.matches(row.name, numbers))
        expand(joined_path(folder, row.name), more, depth);
  }

  void walk(const std::string& top, int depth) {
    std::vector<std::pair<std::string, int>> open{
        {top, std::min<int>(depth, static_cast<int>(options_.limits[Limit::depth]))}};
    while (!open.empty()) {
      const auto [folder, left] = std::move(open.back());
      open.pop_back();
      const auto listing = files_.list(folder);
      if (!listing.fault.empty()) out_.skip(folder, listing.fault);
      if (!listing.found || !entered_.insert(listing.identity).second) continue;
      for (const auto& row : listing.names) {
        if (++out_.files > options_.limits[Limit::files])
          return say_once(folder, options_.limits.passed(Limit::files));
        const std::string path = joined_path(folder, row.name);
        if (!row.folder)
          look_at(path, row.link);
        else if (left > 0)
          open.emplace_back(path, left - 1);
      }
    }
  }

  void say_once(const std::string& path, std::string why) {
    if (!std::exchange(said_, true)) out_.skip(path, std::move(why));
  }

  void look_at(const std::string& path, bool link) {
    if (!patterns_.find(path, matches_)) return;
    const auto rows = file_detections();
    for (const auto& match : matches_) {
      const Detection& row = rows[match.pattern];
      if (is_left_out(row, path) || (link && row.take == FileTake::file_numbers)) continue;
      FileFacts facts;
      if (!needs_body(row.take)) {
        read_facts(row, {path, {}, match.numbers}, facts);
        see(path, facts);
        continue;
      }
      const std::uint64_t wanted = bytes_wanted(row.take), limit = options_.limits[Limit::file_bytes];
      const auto file = files_.text(path, std::min(wanted, limit));
      if (!file.fault.empty()) out_.skip(path, file.fault);
      if (!file.found || !read_.emplace(file.identity, row.take).second) continue;
      if (!file.whole && wanted > limit) {
        out_.skip(path, options_.limits.passed(Limit::file_bytes));
        continue;
      }
      out_.bytes += file.text.size();
      read_facts(row, {path, file.text, match.numbers}, facts);
      see(path, facts);
    }
  }

  void see(const std::string& path, const FileFacts& facts) {
    if (!facts.unread.empty()) out_.skip(path, facts.unread);
    for (const Observation& seen : facts.seen) {
      Observation& out = out_.seen.emplace_back(seen);
      out.where.path = path;
      out.stack = stack_;
    }
  }

  using Identity = std::pair<std::uint64_t, std::uint64_t>;
  const RootedFiles& files_;
  const ObserveOptions& options_;
  PathPatterns patterns_;
  std::vector<PathPatterns::Match> matches_;
  std::set<Identity> entered_;
  std::set<std::pair<Identity, FileTake>> read_;
  Observed out_;
  std::uint32_t stack_ = 0;
  bool said_ = false;
};

}  // namespace

Result<Observed> observe_host(const std::string& root, const ObserveOptions& options) {
  const auto files = RootedFiles::open(root);
  if (!files) return fail(files.error());
  return HostWalk(*files, options).run(root == "/");
}

}  // namespace bestby
