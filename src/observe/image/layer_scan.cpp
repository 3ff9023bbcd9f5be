#include "observe/image/layer_scan.h"

#include <algorithm>

#include <fmt/format.h>

#include "observe/image/tar_reader.h"

namespace bestby {
namespace {

constexpr std::string_view whiteout = ".wh.";
constexpr std::uint64_t batch = 1024;  // entries between looks at the limits

std::vector<std::string_view> pattern_texts() {
  std::vector<std::string_view> out;
  for (const Detection& d : file_detections()) out.push_back(d.path);
  return out;
}

std::size_t weight(const FileFacts& facts) {
  return sizeof(LayerFinding) + facts.seen.size() * sizeof(Observation);
}

class LayerScan {
 public:
  LayerScan(ByteFlow& flow, ScanShare& share) : flow_(flow), share_(share), tar_(flow, share.limits()) {}

  LayerRecord run() {
    TarEntry entry;
    while (within_limits() && tar_.next(entry)) take(entry);
    if (tar_.left_out() != 0)
      say({}, fmt::format("{} entr{} left out: {}", tar_.left_out(),
                          tar_.left_out() == 1 ? "y is" : "ies are", tar_.why_left_out()));
    if (!tar_.fault().empty()) say({}, tar_.fault());
    out_.bytes = flow_.passed();
    return std::move(out_);
  }

 private:
  void say(std::string_view path, std::string reason) {
    out_.unread.push_back({std::string(path), std::move(reason)});
  }

  bool within_limits() {
    if (++seen_ % batch != 0) return true;
    const std::size_t kept = out_.entries.bytes() - kept_;
    kept_ += kept;
    if (share_.keep(kept) && share_.count(batch)) return true;
    say({}, share_.limits().passed(share_.keep(0) ? Limit::entries : Limit::kept_bytes));
    return false;
  }

  void take(const TarEntry& entry) {
    const auto [kind, path] = entry_name(entry.path);
    switch (kind) {
      case EntryName::Kind::outside:
        return say(entry.path, "leads out of the image by `..`, and is left out");
      case EntryName::Kind::whiteout: return out_.entries.add({LayerEntry::Kind::whiteout, path});
      case EntryName::Kind::opaque: return out_.entries.add({LayerEntry::Kind::opaque, path});
      case EntryName::Kind::nothing: return;
      case EntryName::Kind::entry: break;
    }
    LayerEntry out{kind_of(entry.kind), path, {}};
    if (entry.kind == TarKind::symbolic_link || entry.kind == TarKind::hard_link) out.link = entry.link;
    if (entry.kind != TarKind::folder && share_.patterns().find(path, matches_)) {
      out.finding = static_cast<std::uint32_t>(out_.findings.size());
      find_facts(entry, path);
      out.findings = static_cast<std::uint32_t>(out_.findings.size()) - out.finding;
    }
    out_.entries.add(out);
  }

  static LayerEntry::Kind kind_of(TarKind kind) {
    switch (kind) {
      case TarKind::folder: return LayerEntry::Kind::folder;
      case TarKind::symbolic_link: return LayerEntry::Kind::symbolic_link;
      case TarKind::hard_link: return LayerEntry::Kind::hard_link;
      case TarKind::file:
      case TarKind::other: break;
    }
    return LayerEntry::Kind::file;
  }

  void find_facts(const TarEntry& entry, const std::string& path) {
    const auto rows = file_detections();
    std::uint64_t wanted = 0;
    for (const auto& match : matches_) wanted = std::max(wanted, bytes_wanted(rows[match.pattern].take));
    const bool link = entry.kind == TarKind::symbolic_link || entry.kind == TarKind::hard_link;
    const bool read = entry.kind == TarKind::file && wanted != 0 && read_body(entry, path, wanted);
    for (const auto& match : matches_) {
      const Detection& row = rows[match.pattern];
      if (is_left_out(row, path)) continue;
      LayerFinding finding{static_cast<std::uint16_t>(match.pattern), false, {}};
      if (needs_body(row.take) && !read) {
        if (!link) continue;
        finding.wants_body = true;
      } else if ((row.take == FileTake::unreadable || row.take == FileTake::file_numbers) &&
                 entry.kind != TarKind::file) {
        continue;
      } else {
        read_facts(row, {path, body_, match.numbers}, finding.facts);
      }
      if (!share_.keep(weight(finding.facts)))
        finding.facts = {{}, share_.limits().passed(Limit::kept_bytes)};
      out_.findings.push_back(std::move(finding));
    }
    if (body_.capacity() > (std::size_t{1} << 20U)) body_ = {};
  }

  bool read_body(const TarEntry& entry, const std::string& path, std::uint64_t wanted) {
    const std::uint64_t most =
        std::min(share_.limits()[Limit::file_bytes], share_.limits()[Limit::kept_bytes]);
    const std::uint64_t size = std::min(entry.size, wanted);
    body_.clear();
    if (entry.sparse) return refuse(path, "is a sparse file, which is not read");
    if (size > most) return refuse(path, share_.limits().passed(Limit::file_bytes));
    // A size is believed as far as bytes come.
    constexpr std::uint64_t step = std::uint64_t{1} << 20U;
    while (body_.size() < size) {
      const std::size_t have = body_.size();
      body_.resize(have + static_cast<std::size_t>(std::min(step, size - have)));
      const std::size_t got = tar_.read(body_.data() + have, body_.size() - have);
      if (have + got < body_.size()) {
        body_.resize(have + got);
        return refuse(path, "is cut short");
      }
    }
    return true;
  }

  bool refuse(const std::string& path, std::string why) {
    say(path, std::move(why));
    return false;
  }

  ByteFlow& flow_;
  ScanShare& share_;
  TarReader tar_;
  LayerRecord out_;
  std::vector<PathPatterns::Match> matches_;
  std::string body_;
  std::uint64_t seen_ = 0;
  std::size_t kept_ = 0;
};

}  // namespace

// `.wh.NAME` takes NAME away, `.wh..wh..opq` all that is in its folder. Other names that begin with
// `.wh..wh.` are a file system's own; `.wh.` alone, and with `.` or `..`, would be the folder itself:
// nothing.
EntryName entry_name(std::string_view written) {
  auto path = entry_path(written);
  if (!path) return {EntryName::Kind::outside, {}};
  if (path->empty()) return {EntryName::Kind::nothing, {}};
  const std::size_t mark = path->rfind('/') + 1;
  if (path->compare(mark, whiteout.size(), whiteout) != 0) return {EntryName::Kind::entry, *std::move(path)};
  const std::string name = path->substr(mark + whiteout.size());
  if (name == ".wh..opq") {
    path->resize(mark == 0 ? 0 : mark - 1);
    return {EntryName::Kind::opaque, *std::move(path)};
  }
  if (name.empty() || name == "." || name == ".." || name.starts_with(".wh."))
    return {EntryName::Kind::nothing, {}};
  path->replace(mark, std::string::npos, name);
  return {EntryName::Kind::whiteout, *std::move(path)};
}

ScanShare::ScanShare(const ReadLimits& limits) : limits_(limits), patterns_(pattern_texts()) {}

LayerRecord scan_layer(ByteFlow& flow, ScanShare& share) { return LayerScan(flow, share).run(); }

}  // namespace bestby
