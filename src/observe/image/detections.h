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
  numbers,     // of the name: the first `with` of the pattern's `#`, or all
  line,        // the first line
  behind,      // of the text: what stands behind `with`, as far as it is a version
  assigned,    // of the text: NAME = 'VERSION' or NAME: TYPE = 'VERSION', NAME being `with`
  defines,     // of a C header: the macros named in `with`, with dots between
  json,        // of an object: the text at `with`, "cuda.version"
  os_release,  // ID and VERSION_ID
  dpkg,
  apk,
  rpm_sqlite,
  rpm_ndb,     // the packages of a database
  python,      // Name and Version of a package's metadata
  conda,       // name and version of the file's name; its channel
  unreadable,  // is there, and cannot be read: `with` says why
};

struct Detection {
  std::string_view id;
  std::string_view path;  // a PathPattern
  FileTake take;
  std::string_view product;  // empty where the file says it
  std::string_view with;
  std::string_view proved;  // by what the row was tried: the package, or the document that says so
};
std::span<const Detection> file_detections();

// A variable of the image's environment, or a label.
struct NamedDetection {
  std::string_view name, product;
  std::string_view proved;
};
std::span<const NamedDetection> environment_detections();
std::span<const NamedDetection> label_detections();

// Product of an ID of os-release, and under which namespace package URLs have its packages.
struct SystemName {
  std::string_view id, product;
};
std::span<const SystemName> system_names();

// How many bytes of a file's begin say what is taken of it.
std::uint64_t bytes_wanted(FileTake take);
// Whether the name alone says it.
constexpr bool needs_body(FileTake take) { return take != FileTake::numbers && take != FileTake::unreadable; }

}  // namespace bestby
