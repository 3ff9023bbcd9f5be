#include "exchange/import_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/files.h"
#include "base/utf8.h"

namespace bestby::exchange {

std::optional<std::size_t> text_fault(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\0') return at;
    const CodePoint c = decode_utf8(text, at);
    if (!c.valid) return at;
    at += c.length;
  }
  return std::nullopt;
}

namespace {

namespace fs = std::filesystem;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The shortest end of `path` that the importer reads, but not shorter than its last `least` parts.
std::optional<std::string> known_path(const Importer& importer, const fs::path& path, std::size_t least) {
  const std::vector<fs::path> parts(path.begin(), path.end());
  for (std::size_t count = std::max<std::size_t>(least, 1); count <= parts.size(); ++count) {
    fs::path end;
    for (std::size_t i = parts.size() - count; i < parts.size(); ++i) end /= parts[i];
    if (importer.reads(end.generic_string())) return end.generic_string();
  }
  return std::nullopt;
}

class SourceReader {
 public:
  SourceReader(const Importer& importer, const SourceOptions& options)
      : importer_(importer), options_(options), room_(options.most_bytes) {}

  Result<void> path(const std::string& path) {
    const fs::path whole = fs::absolute(path).lexically_normal();
    if (!fs::is_directory(path))
      return file(path, known_path(importer_, whole, 1).value_or(whole.filename().string()));
    const auto names = list_tree(path);
    if (!names) return fail(names.error());
    std::size_t read = 0;
    for (const std::string& name : *names) {
      const fs::path relative(name);
      const auto parts = static_cast<std::size_t>(std::distance(relative.begin(), relative.end()));
      const auto known = known_path(importer_, whole / relative, parts);
      if (!known) continue;
      ++read;
      if (auto done = file(path + "/" + name, *known); !done) return done;
    }
    if (read == 0)
      return fail(ErrorCode::input, fmt::format("`{}` holds nothing that {} reads", path, importer_.name), {},
                  fmt::format("name {}", importer_.input));
    return {};
  }

  Source take() {
    for (auto& [day, files] : editions_) source_.editions.push_back({day, std::move(files)});
    return std::move(source_);
  }

 private:
  Result<void> file(const std::string& path, std::string name) {
    auto text = read_file(path, room_);
    if (!text) return fail(explained(path, text.error()));
    room_ -= text->size();
    InputFile file{std::move(name), *std::move(text)};
    if (file.text.starts_with(byte_order_mark)) file.text.erase(0, byte_order_mark.size());
    ++source_.files;
    if (text_fault(file.path)) {
      source_.damaged.damage(file, 0, "has a name that is no text in UTF-8");
      return {};
    }
    if (const auto fault = text_fault(file.text)) {
      const auto before = file.text.begin() + static_cast<std::ptrdiff_t>(*fault);
      source_.damaged.damage(file, 1 + static_cast<int>(std::count(file.text.begin(), before, '\n')),
                             "is no text in UTF-8");
      return {};
    }
    const auto day = day_of(file);
    if (!day) return fail(day.error());
    editions_[*day].push_back(std::move(file));
    return {};
  }

  // A file that is there and is longer than what may still be read.
  Error explained(const std::string& path, Error error) const {
    std::error_code none;
    const auto size = fs::is_regular_file(path, none) ? fs::file_size(path, none) : 0;
    if (size <= room_) return error;
    error.message = fmt::format("`{}` is too large: with it, the source holds more than {} bytes", path,
                                options_.most_bytes);
    error.help = "give a larger `--input-limit` if it is what it should be; memory grows with it";
    return error;
  }

  Result<Date> day_of(const InputFile& file) const {
    if (options_.published) return *options_.published;
    if (importer_.dating == Dating::own) return Date{};
    if (importer_.dated != nullptr)
      if (const auto day = importer_.dated(file)) return *day;
    return fail(ErrorCode::usage, "`--published` is missing", {},
                importer_.dated == nullptr
                    ? "the day on which the source stood so: it dates the facts"
                    : fmt::format("`{}` does not say the day on which it stood so, which dates the facts",
                                  file.path));
  }

  const Importer& importer_;
  const SourceOptions& options_;
  std::size_t room_;  // bytes that may still be read
  std::map<Date, std::vector<InputFile>> editions_;
  Source source_;
};

}  // namespace

Result<Source> read_source(const Importer& importer, const std::vector<std::string>& paths,
                           const SourceOptions& options) {
  SourceReader reader(importer, options);
  for (const std::string& path : paths)
    if (auto done = reader.path(path); !done) return fail(done.error());
  return reader.take();
}

Result<CatalogHalves> read_catalog(const Importer& importer, const std::string& folder) {
  CatalogHalves halves;
  if (!fs::exists(folder)) return halves;
  const auto paths = list_tree(folder);
  if (!paths) return fail(paths.error());
  for (const std::string& path : *paths) {
    if (!path.ends_with(".yml") && !path.ends_with(".yaml")) continue;
    auto text = read_file(folder + "/" + path);
    if (!text) return fail(text.error());
    const bool own = std::any_of(importer.owns.begin(), importer.owns.end(),
                                 [&](std::string_view owned) { return path.starts_with(owned); });
    (own ? halves.owned : halves.others).push_back({path, *std::move(text)});
  }
  return halves;
}

}  // namespace bestby::exchange
