// What is looked for in an image or on a machine: one row each, as data.
//
//     for (const Detection& d : file_detections()) use(d.id, d.path, d.product);
//
// The rows are a table in code and no file of YAML, so that the compiler checks their columns and a
// process that looks at a Dockerfile alone pays nothing for them; docs/detections.md is made of them.
// Products are names of the catalogue's, or package URLs where it has none.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace bestby {

// How the version is taken from a file that was found.
enum class FileTake : std::uint8_t {
  numbers,       // of the name: the first `with` of the pattern's `#`, or all; none: the file is there
  file_numbers,  // likewise, of a file alone: a link beside a file with a longer name says less than that
  line,          // the first line
  behind,        // of the text: what stands behind `with`, as far as it is a version
  dotted,        // of the first line that begins with `with`: the first word of numbers with dots between
  assigned,      // of the text: NAME = 'VERSION' or NAME: TYPE = 'VERSION', NAME being `with`
  defines,       // of a C header: the macros named in `with`, with dots between
  json,          // of an object: the text at `with`, "cuda.version", without the date of a build
  os_release,    // ID and VERSION_ID
  dpkg,          // the packages of a database, here and below
  apk,
  rpm_sqlite,
  rpm_ndb,
  python,      // Name and Version of a package's metadata
  conda,       // name and version of the file's name; its channel
  unreadable,  // is there, and cannot be read: `with` says why
};
std::string_view take_name(FileTake take);

struct Detection {
  std::string_view id;
  std::string_view path;  // a PathPattern
  FileTake take;
  std::string_view product = {};  // empty where the file says it
  std::string_view with = {};
  std::string_view not_below = {};  // what must not stand in the path
};
std::span<const Detection> file_detections();
// Whether a file that the pattern matches is none of those meant.
bool is_left_out(const Detection& detection, std::string_view path);

// A label. (Variables of the environment are in observe/text/environment_parts.h.)
struct NamedDetection {
  std::string_view name, product;
  bool revision =
      false;  // the value ends in the revision of a package, "-1", which is no part of the version
};
std::span<const NamedDetection> label_detections();

// Labels that say a product by its name: one that holds the name and one that holds the version, or one whose
// name is PREFIX.NAME.VERSION, the version with hyphens for dots.
struct LabelForm {
  std::string_view name, version;  // version is empty for the second form
};
std::span<const LabelForm> label_forms();
// The catalogue's name for one that labels use.
std::string_view label_product(std::string_view name);

// Product of an ID of os-release, and under which namespace package URLs have its packages.
struct SystemName {
  std::string_view id, product;
};
std::span<const SystemName> system_names();

// How many bytes of a file's begin say what is taken of it.
std::uint64_t bytes_wanted(FileTake take);
// Whether the name alone says nothing.
constexpr bool needs_body(FileTake take) { return take != FileTake::numbers && take != FileTake::unreadable; }

}  // namespace bestby
