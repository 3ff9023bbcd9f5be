#include "find/subject.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "find/image_text.h"
#include "find/name_text.h"
#include "find/named.h"
#include "find/purl.h"
#include "find/range_text.h"
#include "find/release_text.h"

namespace bestby {
namespace {

constexpr std::size_t longest_subject = 1024;
constexpr std::size_t most_subjects = 10'000;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view range_marks = "<>~!*";
// What is wanted, by the first forms of the table.
std::string how_written() {
  std::string out = "a subject reads ";
  for (const SubjectForm& form : subject_forms())
    if (form.named_in_help) out += fmt::format("{}{}", out.ends_with("reads ") ? "" : ", ", form.written);
  return out;
}

// What the condition of a requirement speaks of (PEP 508), one of them at least.
constexpr std::array<std::string_view, 12> markers = {"python_version",
                                                      "python_full_version",
                                                      "os_name",
                                                      "sys_platform",
                                                      "platform_release",
                                                      "platform_system",
                                                      "platform_version",
                                                      "platform_machine",
                                                      "platform_python_implementation",
                                                      "extra",
                                                      "implementation_name",
                                                      "implementation_version"};

// Where the condition of a requirement begins: `torch==1.12.1 ; python_version < "3.8"`.
std::size_t condition_at(std::string_view typed) {
  const auto at = typed.find(';');
  if (at == std::string_view::npos) return at;
  const bool condition = std::any_of(markers.begin(), markers.end(), [&](std::string_view marker) {
    return typed.find(marker, at) != std::string_view::npos;
  });
  return condition ? at : std::string_view::npos;
}

class Finder {
 public:
  Finder(const World& world, std::string_view typed, std::int32_t known)
      : world_(world), typed_(typed), known_(known) {}

  Result<Subject> run() const {
    if (typed_.empty()) return fail(ErrorCode::usage, "the subject is empty", {}, how_written());
    if (typed_.size() > longest_subject)
      return fail(ErrorCode::usage,
                  fmt::format("the subject has {} bytes; {} are read", typed_.size(), longest_subject));
    if (lower(typed_.substr(0, 4)) == "pkg:") return package();
    const auto address = read_image_address(typed_);
    if (address && has_placeholder(address->host)) return find_image(world_, typed_, *address, known_);
    if (typed_.find_first_of(range_marks) != std::string_view::npos) return ranged();
    if (address && !address->digest.empty()) return find_image(world_, typed_, *address, known_);
    if (const auto at = typed_.rfind('@'); at != std::string_view::npos)
      return versioned(typed_.substr(0, at), typed_.substr(at + 1), Prefer::cycle);
    if (const auto equals = typed_.find('='); equals != std::string_view::npos) {
      const auto from = std::min(typed_.find_first_not_of('=', equals), typed_.size());
      return versioned(typed_.substr(0, equals), typed_.substr(from), Prefer::release);
    }
    if (const auto found = product_named(world_, typed_)) return subject(*found);
    if (auto release = find_name(world_, typed_, known_)) return std::move(*release);
    if (address && (!address->tag.empty() || !address->host.empty()))
      return find_image(world_, typed_, *address, known_);
    return fail(nothing_named(world_, typed_, {}));
  }

 private:
  Subject subject(NodeId node, std::string note = {}) const {
    return {std::string(typed_), node, std::move(note), nullptr, {}};
  }

  Result<Subject> versioned(std::string_view name, std::string_view version, Prefer prefer) const {
    name = name.substr(0, name.find('['));  // extras of a requirement
    version = trim(version);
    const auto found = product_named(world_, name);
    if (!found) return fail(nothing_named(world_, name, version));
    if (version.empty())
      return fail(ErrorCode::usage, fmt::format("`{}` names no version", typed_), {}, how_written());
    return release(*found, version, prefer);
  }

  // A release of a product, or of an image repository whose tags can be read.
  Result<Subject> release(NodeId product, std::string_view version, Prefer prefer) const {
    if (!world_.text(world_.product(product).repository).empty() && prefer == Prefer::release)
      return find_tag(world_, typed_, product, version, known_);
    auto found = find_version(world_, product, version, prefer, Several::all);
    if (found) {
      Subject out = subject(found->node, std::move(found->note));
      out.others = std::move(found->others);
      return out;
    }
    if (world_.text(world_.product(product).repository).empty()) return fail(std::move(found.error()));
    return find_tag(world_, typed_, product, version, known_);
  }

  // `torch>=1.12`, `torch==1.12.*`, `pytorch@1.12.*`
  Result<Subject> ranged() const {
    const auto mark = typed_.find_first_of("<>=~!*@ ");
    auto name = typed_.substr(0, mark);
    name = name.substr(0, name.find('['));
    const auto product = product_named(world_, name);
    if (!product) {
      Error error = nothing_named(world_, name.empty() ? typed_ : name, {});
      if (error.help.empty() && error.suggestions.empty()) error.help = how_written();
      return fail(std::move(error));
    }
    auto range = mark == std::string_view::npos ? std::string_view() : trim(typed_.substr(mark));
    if (range.starts_with('@')) range.remove_prefix(1);
    auto found = find_range(world_, *product, range, known_);
    if (!found) return fail(std::move(found.error()));
    Subject out = subject(found->node, std::move(found->note));
    out.range = std::move(found->held);
    return out;
  }

  Result<Subject> package() const {
    auto purl = read_purl(typed_);
    if (!purl) return fail(std::move(purl.error()));
    if (purl->type == "oci" || purl->type == "docker") return package_image(*purl);
    const std::string id = purl->identifier();
    for (const std::string& text : {id, lower(id)})
      for (const IdentifierRow& row : world_.columns.identifiers)
        if (world_.text(row.identifier) == text)
          return purl->version.empty() ? subject(row.node)
                                       : release(row.node, purl->version, Prefer::release);
    std::vector<std::string> known;
    for (const IdentifierRow& row : world_.columns.identifiers)
      known.emplace_back(world_.text(row.identifier));
    Error error{
        ErrorCode::usage, fmt::format("no product is recorded as `{}`", id), {}, {}, nearest(id, known)};
    if (const auto name = purl->path.substr(purl->path.rfind('/') + 1); product_named(world_, name))
      error.help = fmt::format("a product called {} is recorded; `bestby show {}` says which", name, name);
    return fail(std::move(error));
  }

  Result<Subject> package_image(const Purl& purl) const {
    std::string text(purl.qualifier("repository_url"));
    if (text.empty())
      text = purl.path;
    else if (!text.ends_with("/" + purl.path) && text != purl.path && purl.type == "docker")
      text += "/" + purl.path;
    const bool digest = purl.version.find(':') != std::string::npos;
    const std::string tag(digest || purl.version.empty() ? purl.qualifier("tag") : purl.version);
    if (!tag.empty()) text += ":" + tag;
    if (digest) text += "@" + purl.version;
    const auto address = read_image_address(text);
    if (!address)
      return fail(ErrorCode::usage, fmt::format("`{}` holds no image address", typed_), {}, how_written());
    return find_image(world_, typed_, *address, known_);
  }

  const World& world_;
  std::string_view typed_;
  std::int32_t known_;
};

}  // namespace

std::span<const SubjectForm> subject_forms() {
  static constexpr std::array<SubjectForm, 8> forms = {{
      {"pytorch@1.12.1", "a release; pytorch@1.12 is its cycle", true},
      {"torch==1.12.1", "a release, as pip writes it", true},
      {"torch==1.12.*", "a pin or a range: the newest in it, and whether all in it are patched", false},
      {"pkg:pypi/torch@1.12", "a package URL", true},
      {"pytorch-training:2.6.0-gpu-py312", "an image; with its registry too", true},
      {"\"Deep Learning AMI ...\"", "a machine image, by its name", true},
      {"ubuntu", "a product: each of its cycles", false},
      {"-", "lines of standard input", false},
  }};
  return forms;
}

Result<Subject> find_subject(const World& world, std::string_view typed, std::int32_t known) {
  typed = trim(typed);
  const auto condition = condition_at(typed);
  auto found = Finder(world, trim(typed.substr(0, condition)), known).run();
  if (!found || condition == std::string_view::npos) return found;
  found->typed = typed;
  found->add_note("the condition after `;` is left aside");
  return found;
}

Result<Subject> find_one_subject(const World& world, std::string_view typed, std::int32_t known) {
  auto found = find_subject(world, typed, known);
  if (found && found->range && found->range->versions.size() > 1 && !found->range->is_cycle)
    return fail(matches_several(world, *found->range));
  if (!found || found->others.empty()) return found;
  found->others.insert(found->others.begin(), found->node);
  return fail(Error{ErrorCode::usage,
                    world.is_cycle(found->node)
                        ? fmt::format("`{}` may be one of {} cycles, and an answer is for one", found->typed,
                                      found->others.size())
                        : fmt::format("`{}` is the name of {} images", found->typed, found->others.size()),
                    {},
                    {},
                    labels(world, found->others)});
}

Result<std::vector<std::string>> read_subjects(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<std::string> out;
  int line = 0;
  for (const auto raw : split(text, '\n')) {
    ++line;
    const auto subject = trim(raw);
    if (subject.empty() || subject.starts_with('#')) continue;
    if (out.size() == most_subjects)
      return fail(ErrorCode::input, fmt::format("more than {} subjects", most_subjects),
                  {"standard input", line, 1, 1, {}});
    out.emplace_back(subject);
  }
  return out;
}

}  // namespace bestby
